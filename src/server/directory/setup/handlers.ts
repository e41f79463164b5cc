import * as contract from '../../../contract/directory/setup.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { acceptInvitation, readInvitation } from '../people/invitations.ts';
import type { PasswordResets } from '../people/password-reset.ts';
import { type SignInPorts, signInWithPassword } from '../session/actions.ts';
import * as actions from './actions.ts';

export type SetupPorts = SignInPorts & { resets: PasswordResets; makeStartingSet: actions.MakeStartingSet };

export function setupHandlers(ports: SetupPorts): Handler[] {
  const { throttle, resets, makeStartingSet } = ports;
  return [
    implement(contract.readSetup, async (ctx) => ({ open: await actions.isSetupOpen(ctx.db) })),
    implement(contract.setUp, async (ctx, { body, request, reply }) => {
      const person = await throttle(request, null, () => actions.setUp(ctx.db, makeStartingSet, body));
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
    implement(contract.requestPasswordReset, async (_ctx, { body, request }) => {
      await resets.request(request, body.email);
      return { status: 'accepted' as const };
    }),
    implement(contract.readPasswordReset, (_ctx, { body, request }) =>
      throttle(request, null, () => resets.read(body.token)),
    ),
    implement(contract.resetPassword, async (ctx, { body, request, reply }) => {
      const { email } = await throttle(request, null, () => resets.reset(body.token, body.password, body.revokeTokens));
      const { status } = await signInWithPassword(ctx, ports, { request, reply }, { email, password: body.password });
      return { status };
    }),
  ];
}
