import * as contract from '../../../contract/people.ts';
import { implement, type Route } from '../../platform/http/route.ts';
import * as actions from './actions.ts';
import { invitePerson } from './invitations.ts';
import { listPeople } from './store.ts';

/** @param publicUrl where the links of invitations lead */
export function personRoutes(publicUrl: () => string): Route[] {
  return [
    implement(contract.listPeople, (ctx, { query }) => listPeople(ctx.db, query)),
    implement(contract.getPerson, (ctx, { params }) => actions.getPerson(ctx, params.id)),
    implement(contract.createPerson, (ctx, { body }) => actions.createPerson(ctx, body)),
    implement(contract.updatePerson, (ctx, { params, body, ifMatch }) =>
      actions.updatePerson(ctx, params.id, body, ifMatch),
    ),
    implement(contract.disablePerson, (ctx, { params }) => actions.setDisabled(ctx, params.id, true)),
    implement(contract.enablePerson, (ctx, { params }) => actions.setDisabled(ctx, params.id, false)),
    implement(contract.invitePerson, async (ctx, { params }) => {
      const { token, expiresAt } = await invitePerson(ctx, params.id);
      // Behind the hash, so that no proxy or log on the way sees it.
      return { link: `${publicUrl()}/invitation#${token}`, expiresAt };
    }),
    implement(contract.removeTwoFactorOf, (ctx, { params }) => actions.removeSecondFactors(ctx, params.id)),
  ];
}
