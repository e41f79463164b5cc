import * as contract from '../../../contract/respond/regroupings.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

/** `wake` starts the engine at once after a change that asks people. */
export function regroupingHandlers(wake: () => void): Handler[] {
  const woken = async <T>(change: Promise<T>) => {
    const result = await change;
    wake();
    return result;
  };
  return [
    implement(contract.mergeAlerts, (ctx, { body }) => actions.mergeAlerts(ctx, body.alertIds)),
    implement(contract.splitAlert, (ctx, { params }) => woken(actions.splitAlert(ctx, params.id))),
    implement(contract.undoRegrouping, (ctx, { params }) => woken(actions.undoRegrouping(ctx, params.id))),
  ];
}
