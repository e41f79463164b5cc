import { problem } from '../../../contract/errors.ts';
import * as contract from '../../../contract/respond/simulation.ts';
import { may } from '../../platform/auth/actor.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { simulate } from './actions.ts';

/** `hasMail`: the installation can send e-mail. */
export function simulationHandlers(hasMail: boolean): Handler[] {
  return [
    implement(contract.simulate, (ctx, { body }) => {
      // Rules of somebody's own are tried by whoever may write them.
      if (body.of.kind === 'received' && body.of.mapping && !may(ctx.actor, 'sources.manage'))
        throw problem('forbidden', 'Trying a mapping needs the permission sources.manage.');
      return simulate(ctx.db, hasMail, body);
    }),
  ];
}
