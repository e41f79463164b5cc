import * as contract from '../../../../contract/respond/incidents/updates.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import { requireIncident } from '../incident/record.ts';
import { recordUpdate } from './actions.ts';
import { listUpdates } from './store.ts';

export const updateHandlers: Handler[] = [
  implement(contract.listIncidentUpdates, async (ctx, { params, query }) => {
    await requireIncident(ctx.db, params.id);
    return listUpdates(ctx.db, params.id, query.audience, query.limit, query.cursor);
  }),
  implement(contract.postIncidentUpdate, (ctx, { params, body }) => recordUpdate(ctx, params.id, body)),
];
