import * as contract from '../../../contract/respond/severities.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { loadMatrix, updateMatrix } from './actions.ts';

export const severityHandlers: Handler[] = [
  implement(contract.getSeverities, (ctx) => loadMatrix(ctx.db)),
  implement(contract.updateSeverities, (ctx, { body, ifMatch }) => updateMatrix(ctx, body, ifMatch)),
];
