import * as contract from '../../../contract/detect/checks.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { listChecks } from './store.ts';

export const checkHandlers = (ports: actions.CheckPorts): Handler[] => [
  implement(contract.listChecks, (ctx, { query }) => listChecks(ctx.db, query)),
  implement(contract.getCheck, (ctx, { params }) => actions.getCheck(ctx, params.id)),
  implement(contract.createCheck, (ctx, { body }) => actions.createCheck(ctx, ports, body)),
  implement(contract.updateCheck, (ctx, { params, body, ifMatch }) =>
    actions.updateCheck(ctx, ports, params.id, body, ifMatch),
  ),
  implement(contract.deleteCheck, (ctx, { params }) => actions.deleteCheck(ctx, ports, params.id)),
  implement(contract.restoreCheck, (ctx, { params }) => actions.restoreCheck(ctx, ports, params.id)),
  implement(contract.runCheck, (ctx, { params }) => actions.runCheckNow(ctx, ports, params.id)),
  implement(contract.pauseCheck, (ctx, { params, body }) => actions.pauseCheck(ctx, ports, params.id, body.until)),
  implement(contract.resumeCheck, (ctx, { params }) => actions.resumeCheck(ctx, ports, params.id)),
  implement(contract.listCheckResults, (ctx, { params, query }) => actions.listResults(ctx, params.id, query)),
  implement(contract.listCheckChanges, (ctx, { params, query }) => actions.listChanges(ctx, params.id, query)),
];
