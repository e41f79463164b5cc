import * as contract from '../../../contract/learn/postmortems.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { loadFactors, updateFactors } from './factors.ts';
import { listPostmortems, listVersions } from './store.ts';
import { checkWording } from './wording.ts';
import { getVersion, writePostmortem } from './write.ts';

export const postmortemHandlers: Handler[] = [
  implement(contract.listPostmortems, (ctx, { query: { limit, cursor, ...filter } }) =>
    listPostmortems(ctx.db, filter, limit, cursor),
  ),
  implement(contract.getPostmortem, (ctx, { params }) => actions.getPostmortem(ctx, params.id)),
  implement(contract.requestPostmortem, (ctx, { params, body }) =>
    actions.requestPostmortem(ctx, params.id, body.form),
  ),
  implement(contract.writePostmortem, (ctx, { params, body, ifMatch }) =>
    writePostmortem(ctx, params.id, body.markdown, ifMatch),
  ),
  implement(contract.updatePostmortem, (ctx, { params, body: { seen, ...patch } }) =>
    actions.updatePostmortem(ctx, params.id, patch, seen),
  ),
  implement(contract.movePostmortem, (ctx, { params, body }) =>
    actions.movePostmortem(ctx, params.id, body.to, body.reason),
  ),
  implement(contract.approvePostmortem, (ctx, { params, body }) =>
    actions.approvePostmortem(ctx, params.id, body.version),
  ),
  implement(contract.listPostmortemVersions, async (ctx, { params, query }) => {
    await actions.getPostmortem(ctx, params.id);
    return listVersions(ctx.db, params.id, query.limit, query.cursor);
  }),
  implement(contract.getPostmortemVersion, (ctx, { params }) => getVersion(ctx, params.id, params.version)),
  implement(contract.redraftPostmortem, (ctx, { params }) => actions.redraft(ctx, params.id)),
  implement(contract.checkWording, async (ctx, { body }) => ({
    findings: (await checkWording(ctx.db, body)).map((finding) => ({
      ...finding,
      suggestions: [...finding.suggestions],
    })),
  })),
  implement(contract.getContributingFactors, (ctx) => loadFactors(ctx.db)),
  implement(contract.updateContributingFactors, (ctx, { body, ifMatch }) => updateFactors(ctx, body, ifMatch)),
];
