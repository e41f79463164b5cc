import { problem } from '../../contract/errors.ts';
import { convertOpsgenie } from '../../domain/move-in/opsgenie/convert.ts';
import { type ExportFile, readOpsgenie } from '../../domain/move-in/opsgenie/read.ts';
import { knownSlugs, settled } from '../../domain/move-in/settle.ts';
import type { Context } from '../platform/context.ts';
import { readNowMs } from '../platform/db/now.ts';
import { exportConfiguration } from './actions.ts';
import type { Kind } from './kind.ts';

const mostErrors = 50;

/** @throws Problem `invalid_input` that names each fault of the export with its file and field */
export async function convertOpsgenieExport(
  ctx: Context,
  kinds: readonly Kind[],
  { files, addOnly }: { files: ExportFile[]; addOnly: boolean },
) {
  const { content, errors } = readOpsgenie(files);
  if (errors.length > 0)
    throw problem(
      'invalid_input',
      'The export cannot be read.',
      errors.slice(0, mostErrors).map(({ file, field, message }) => ({
        path: field === '' ? file : `${file}: ${field}`,
        message,
      })),
    );
  const { document: here } = await exportConfiguration(ctx, kinds, false);
  const converted = convertOpsgenie(content, knownSlugs(here), await readNowMs(ctx.db));
  return {
    content,
    document: settled(converted.document, here, addOnly),
    moved: converted.document,
    findings: converted.findings,
    schedulesOf: Object.fromEntries(converted.schedulesOf),
    serviceOfTeam: Object.fromEntries(converted.serviceOfTeam),
  };
}
