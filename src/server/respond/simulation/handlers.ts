import * as contract from '../../../contract/respond/simulation.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { simulate } from './actions.ts';

/** `hasMail`: the installation can send e-mail. */
export function simulationHandlers(hasMail: boolean): Handler[] {
  return [implement(contract.simulate, (ctx, { body }) => simulate(ctx.db, hasMail, body))];
}
