import * as contract from '../../../contract/learn/past-incidents.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { undoImport } from './undo.ts';

export const pastIncidentHandlers: Handler[] = [
  implement(contract.listIncidentImports, (ctx, { query }) => actions.listImports(ctx, query)),
  implement(contract.checkPastIncidents, (ctx, { body }) => actions.checkIncidents(ctx, body.source, body.incidents)),
  implement(contract.startIncidentImport, (ctx, { body }) => actions.startImport(ctx, body)),
  implement(contract.addPastIncidents, (ctx, { params, body }) => actions.addIncidents(ctx, params.id, body.incidents)),
  implement(contract.finishIncidentImport, (ctx, { params, body }) =>
    actions.finishImport(ctx, params.id, body.unreadableCount),
  ),
  implement(contract.undoIncidentImport, (ctx, { params, body }) => undoImport(ctx, params.id, body.afterId)),
];
