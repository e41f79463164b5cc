import * as contract from '../../../contract/setup.ts';
import { implement, type Route } from '../../platform/http/route.ts';
import { acceptInvitation, readInvitation } from '../people/invitations.ts';
import { type SignInPorts, signInWithPassword } from '../session/actions.ts';
import * as actions from './actions.ts';

export function setupRoutes(ports: SignInPorts): Route[] {
  const { throttle } = ports;
  return [
    implement(contract.readSetup, async (ctx) => ({ open: await actions.isSetupOpen(ctx.db) })),
    implement(contract.setUp, async (ctx, { body, request, reply }) => {
      const person = await throttle(request, null, () => actions.setUp(ctx.db, body));
      await signInWithPassword(ctx, ports, { request, reply }, { email: person.email, password: body.password });
      return person;
    }),
    implement(contract.readInvitation, (ctx, { body, request }) =>
      throttle(request, null, () => readInvitation(ctx.db, body.token)),
    ),
    implement(contract.acceptInvitation, async (ctx, { body, request, reply }) => {
      const { email } = await throttle(request, null, () => acceptInvitation(ctx.db, body));
      const { status } = await signInWithPassword(ctx, ports, { request, reply }, { email, password: body.password });
      return { status };
    }),
  ];
}
