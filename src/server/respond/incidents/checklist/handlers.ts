import * as contract from '../../../../contract/respond/incidents/checklist.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import { roomAfter } from '../room/after-change.ts';
import { chooseProtocol, tickChecklist } from './actions.ts';

export const checklistHandlers: Handler[] = [
  implement(contract.tickIncidentChecklist, (ctx, { params }) =>
    roomAfter(tickChecklist(ctx, params.id, params.itemId, true), ctx, params.id),
  ),
  implement(contract.untickIncidentChecklist, (ctx, { params }) =>
    roomAfter(tickChecklist(ctx, params.id, params.itemId, false), ctx, params.id),
  ),
  implement(contract.chooseIncidentProtocol, (ctx, { params, body }) =>
    roomAfter(chooseProtocol(ctx, params.id, body.protocolKey), ctx, params.id),
  ),
];
