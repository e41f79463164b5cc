import * as contract from '../../../contract/directory/setup.ts';
import { problem } from '../../../contract/errors.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting } from '../../platform/settings/store.ts';
import { isSingleSignOnRequired } from '../entry/emergency.ts';
import { acceptInvitation, readInvitation } from '../people/invitations.ts';
import { type PasswordLink, readLink } from '../people/password-links.ts';
import type { PasswordResets } from '../people/password-reset.ts';
import { type SignInPorts, signInWithPassword } from '../session/actions.ts';
import * as actions from './actions.ts';

export type SetupPorts = SignInPorts & { resets: PasswordResets; makeStartingSet: actions.MakeStartingSet };

export function setupHandlers(ports: SetupPorts): Handler[] {
  const { throttle, resets, makeStartingSet, hasOidc } = ports;
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
      const { email } = await throttle(request, null, async () => {
        await refuseWhereRequired(ctx.db, 'invitation', body.token, hasOidc);
        return acceptInvitation(ctx.db, body);
      });
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
      const { email } = await throttle(request, null, async () => {
        await refuseWhereRequired(ctx.db, 'password-reset', body.token, hasOidc);
        return resets.reset(body.token, body.password, body.revokeTokens);
      });
      const { status } = await signInWithPassword(ctx, ports, { request, reply }, { email, password: body.password });
      return { status };
    }),
  ];
}

/** A password that could not be used is not chosen. @throws Problem `state_conflict` while single sign-on is required */
async function refuseWhereRequired(db: Queryable, kind: PasswordLink, token: string, hasOidc: boolean) {
  if (!(await isSingleSignOnRequired(db, hasOidc))) return;
  const { id } = await readLink(db, kind, token);
  const { emergencyAdminIds } = (await readSetting(db, settings.signInRules)).value;
  if (!emergencyAdminIds.includes(id))
    throw problem(
      'state_conflict',
      'This organisation signs in with single sign-on. Go to the sign-in page and use it.',
    );
}
