import * as contract from '../../../contract/program/playbook.ts';
import { streamCsv } from '../../platform/http/csv-stream.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { readerLineOf, readersHeader, readReaderLines, readReaders, updateReaders } from './readers.ts';
import { playbookSite } from './site.ts';
import { confirm, getVersion, publish, readPlaybook, readWhole } from './versions.ts';
import { listVersions } from './versions-store.ts';

export const playbookHandlers: Handler[] = [
  implement(contract.readPlaybook, (ctx) => readPlaybook(ctx)),
  implement(contract.listPlaybookVersions, (ctx, { query: { limit, cursor } }) => listVersions(ctx.db, limit, cursor)),
  implement(contract.getPlaybookVersion, (ctx, { params }) => getVersion(ctx, params.id)),
  implement(contract.publishPlaybook, (ctx, { body }) => publish(ctx, body.note)),
  implement(contract.confirmPlaybook, (ctx, { params }) => confirm(ctx, params.id)),
  implement(contract.readPlaybookReaders, (ctx) => readReaders(ctx.db)),
  implement(contract.updatePlaybookReaders, (ctx, { body, ifMatch }) => updateReaders(ctx, body, ifMatch)),
  implement(contract.exportPlaybookReaders, (ctx, io) =>
    streamCsv(io, {
      name: 'playbook-readers.csv',
      header: readersHeader,
      lineOf: readerLineOf,
      read: (cursor) => readReaderLines(ctx.db, cursor),
    }),
  ),
  implement(contract.exportPlaybookSite, async (ctx, { query, reply }) => {
    const zip = playbookSite(await readWhole(ctx.db, query.version));
    const name = query.version === undefined ? 'playbook.zip' : `playbook-${query.version}.zip`;
    reply.headers({ 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${name}"` });
    void reply.send(Buffer.from(zip));
    return zip;
  }),
];
