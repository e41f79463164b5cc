import type { Session } from '../../../contract/directory/session.ts';
import { problem } from '../../../contract/errors.ts';
import { type Permission, permissions } from '../../../contract/permissions.ts';
import { teamPermissions } from '../../../contract/whose.ts';
import { type Actor, may, personIdOf, teamsWhereMay } from '../../platform/auth/actor.ts';
import type { KnownDevices } from '../../platform/auth/known-device.ts';
import { issueOneTimeToken, revokeOneTimeTokens, takeOneTimeToken } from '../../platform/auth/one-time.ts';
import { deletePasskey, listPasskeys as listPasskeysOf } from '../../platform/auth/passkey-store.ts';
import type { Exchange, SignIn, SignInResult } from '../../platform/auth/sign-in.ts';
import type { SignInThrottle } from '../../platform/auth/sign-in-throttle.ts';
import * as auth from '../../platform/auth/store.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { type Database, type Transaction, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import type { SecurityLog } from '../../platform/security/log.ts';
import { withoutProvider } from '../entry/emergency.ts';
import { giveAccess } from '../people/password-links.ts';
import { refuseWeakPassword } from '../people/password-rules.ts';
import { findPersonByEmail, loadAccessByAuthUser, loadPerson, lockAccess } from '../people/store.ts';
import { revokeTokensOf } from '../tokens/store.ts';
import { originOf } from './sessions.ts';
import {
  confirmSession as confirmSessionOf,
  endSessions,
  listSessions,
  loadAuthUserId,
  loadDemo,
  loadSession,
} from './store.ts';

export type SignInPorts = {
  /** Whether the settings of the server name an OpenID Connect provider. */
  hasOidc: boolean;
  signIn: SignIn;
  throttle: SignInThrottle;
  devices: KnownDevices;
  security: SecurityLog;
};

/** Who the actor is, in the form that the web and the command line ask for at their start. */
export async function describeSession(
  ctx: Context,
  methods: { oidc: boolean; saml: { name: string } | null; singleSignOnRequired: boolean; passwordReset: boolean },
) {
  const { kind } = ctx.actor;
  const personId = personIdOf(ctx.actor);
  return {
    actor: kind === 'person' || kind === 'token' || kind === 'bootstrap' ? kind : ('anonymous' as const),
    person: personId === null ? null : await loadPerson(ctx.db, personId),
    permissions: permissions.filter((permission: Permission) => may(ctx.actor, permission)),
    teamPermissions: teamPermissionsOf(ctx.actor),
    signInMethods: { password: true, passkey: true, ...methods } satisfies Session['signInMethods'],
    demo: await loadDemo(ctx.db),
  };
}

function teamPermissionsOf(actor: Actor) {
  const held = teamPermissions.flatMap((permission) =>
    teamsWhereMay(actor, permission).map((teamId) => ({ teamId, permission })),
  );
  const teamIds = [...new Set(held.map(({ teamId }) => teamId))];
  return teamIds.map((teamId) => ({
    teamId,
    permissions: [...new Set(held.filter((each) => each.teamId === teamId).map(({ permission }) => permission))],
  }));
}

/** A link that signs its person in, once, within a day. Only the demo gives one out, on the terminal of its start. */
export async function issueSignInLink(db: Context['db'], personId: number): Promise<string> {
  await revokeOneTimeTokens(db, 'sign-in', personId);
  return (await issueOneTimeToken(db, 'sign-in', { personId, lifeSeconds: 86_400 })).token;
}

/**
 * A link for the operator at the server itself, for when no admin can sign in any more: signs an admin in once, within a
 * quarter of an hour, whatever else is required. @throws Problem `not_found`, `state_conflict`
 */
export async function makeEmergencyLink(db: Database, email: string): Promise<{ token: string; expiresAt: Date }> {
  const found = await findPersonByEmail(db, email);
  if (!found) throw problem('not_found', `Nobody has the address ${email}.`);
  return transaction(db, async (tx) => {
    const person = (await lockAccess(tx, found.id))!;
    if (person.role !== 'admin')
      throw problem('state_conflict', `${email} is no admin; such a link is for admins only.`);
    if (person.disabledAt !== null) throw problem('state_conflict', 'This person is disabled.');
    if (person.authUserId === null) await giveAccess(tx, person, { name: person.name, passwordHash: null });
    await revokeOneTimeTokens(tx, 'sign-in', person.id);
    const operator: Actor = { kind: 'system', name: 'The operator, by command line' };
    await recordEvent(tx, operator, 'person.signInLinkMade', person.id);
    return issueOneTimeToken(tx, 'sign-in', { personId: person.id, data: { isEmergency: true }, lifeSeconds: 900 });
  });
}

/** @throws Problem `link_not_valid` */
export async function signInWithLink(
  ctx: Context,
  ports: SignInPorts,
  exchange: Exchange,
  token: string,
): Promise<SignInResult> {
  const { signIn, throttle } = ports;
  return throttle(exchange.request, null, async () => {
    const taken = await takeOneTimeToken(ctx.db, 'sign-in', token);
    const personId = taken?.personId ?? null;
    const userId = personId === null ? null : await loadAuthUserId(ctx.db, personId);
    const isDisabled = userId === null || (await loadAccessByAuthUser(ctx.db, userId))?.disabledAt !== null;
    if (userId === null || isDisabled) throw problem('link_not_valid');
    const by = taken?.data.isEmergency === true ? 'a link made on the server' : 'link';
    return noted(ctx.db, ports, exchange, await signIn.asUser(exchange, userId), by);
  });
}

/** @throws Problem `sign_in_failed` or `too_many_requests` */
export async function signInWithPassword(
  ctx: Context,
  ports: SignInPorts,
  exchange: Exchange,
  credentials: { email: string; password: string },
): Promise<SignInResult> {
  const { signIn, throttle, devices } = ports;
  const result = await throttle(
    exchange.request,
    credentials.email,
    () => signIn.withPassword(exchange, credentials, mayEnter(ctx.db, ports)),
    devices.find(exchange.request, credentials.email),
  );
  return noted(ctx.db, ports, exchange, result, 'password');
}

export async function signInWithSecondFactor(
  ctx: Context,
  ports: SignInPorts,
  exchange: Exchange,
  code: string,
): Promise<SignInResult> {
  const { signIn, throttle, security } = ports;
  // Whose code this is, its cookie says; the tries are also counted for that person.
  const result = await throttle(exchange.request, null, () =>
    signIn.withSecondFactor(exchange, code, mayEnter(ctx.db, ports)).catch((error) => {
      if (error.code === 'sign_in_failed') security.note(exchange.request, 'second_factor.failed');
      throw error;
    }),
  );
  return noted(ctx.db, ports, exchange, result, 'second factor');
}

export async function signInWithPasskey(
  ctx: Context,
  ports: SignInPorts,
  exchange: Exchange,
  response: Record<string, unknown>,
): Promise<SignInResult> {
  const { signIn, throttle } = ports;
  const result = await throttle(exchange.request, null, () =>
    signIn.withPasskey(exchange, response, mayEnter(ctx.db, ports)),
  );
  return noted(ctx.db, ports, exchange, result, 'passkey');
}

export async function changePassword(
  ctx: Context,
  { signIn, throttle }: SignInPorts,
  exchange: Exchange,
  change: { currentPassword: string; newPassword: string; revokeTokens: boolean },
): Promise<void> {
  await refuseWeakPassword(ctx.db, requirePerson(ctx), change.newPassword, 'body.newPassword');
  const token = await throttle(exchange.request, accountOf(ctx), () =>
    signIn.changePassword(exchange, change.currentPassword, change.newPassword),
  );
  await confirmSessionOf(ctx.db, token, originOf(exchange.request));
  const personId = requirePerson(ctx);
  await transaction(ctx.db, async (tx) => {
    const revoked = change.revokeTokens ? await revokeTokensOf(tx, personId) : 0;
    await recordEvent(tx, ctx.actor, 'person.passwordChanged', requirePerson(ctx), { revokedTokens: revoked });
  });
}

/**
 * Proves with the password that it is still the person who signed in.
 * @throws Problem `sign_in_failed`; `state_conflict` for somebody who has no password and signs in anew instead
 */
export async function confirmSession(
  ctx: Context,
  { signIn, throttle, devices }: SignInPorts,
  exchange: Exchange,
  password: string,
): Promise<void> {
  const personId = requirePerson(ctx);
  const userId = await loadAuthUserId(ctx.db, personId);
  const token = signIn.sessionToken(exchange.request);
  if (userId === null || token === null) throw problem('unauthenticated');
  const { hasPassword } = await auth.loadSignInMethods(ctx.db, userId);
  if (!hasPassword)
    throw problem('state_conflict', 'You have no password here. Sign in again to confirm your identity.');
  const { email } = (await loadPerson(ctx.db, personId))!;
  const check = async () => {
    if (!(await auth.isPasswordOf(ctx.db, userId, password)))
      throw problem('sign_in_failed', 'That is not your password.');
  };
  await throttle(exchange.request, accountOf(ctx), check, devices.find(exchange.request, email));
  await confirmSessionOf(ctx.db, token, originOf(exchange.request));
}

export async function signOut(ctx: Context, { signIn, security }: SignInPorts, exchange: Exchange): Promise<void> {
  await signIn.signOut(exchange);
  security.note(exchange.request, 'session.ended', { personId: personIdOf(ctx.actor) });
}

/** The running sessions of a person; `currentId` is the one that asks. */
export async function describeSessions(ctx: Context, personId: number, currentId: string | null) {
  if (!(await loadPerson(ctx.db, personId))) throw problem('not_found', `No person has the id ${personId}.`);
  const items = await listSessions(ctx.db, personId);
  return { items: items.map((each) => ({ ...each, isCurrent: each.id === currentId })) };
}

/** Ends one session of oneself. @throws Problem `not_found` */
export async function endMySession(ctx: Context, id: string): Promise<void> {
  const personId = requirePerson(ctx);
  await transaction(ctx.db, async (tx) => {
    if ((await endSessions(tx, personId, { id })) === 0) throw problem('not_found', 'You have no such session.');
    await recordSessionsEnded(ctx, tx, personId, 1);
  });
}

/** Ends every session of a person but `exceptId`. @throws Problem `not_found` */
export async function endSessionsOf(ctx: Context, personId: number, exceptId: string | null) {
  return transaction(ctx.db, async (tx) => {
    if (!(await loadPerson(tx, personId))) throw problem('not_found', `No person has the id ${personId}.`);
    const ended = await endSessions(tx, personId, { exceptId });
    if (ended > 0) await recordSessionsEnded(ctx, tx, personId, ended);
    return { ended };
  });
}

function recordSessionsEnded(ctx: Context, tx: Transaction, personId: number, count: number) {
  return recordEvent(tx, ctx.actor, 'person.sessionsEnded', personId, { count });
}

export async function enrolTwoFactor(
  ctx: Context,
  { signIn, throttle }: SignInPorts,
  exchange: Exchange,
  password: string,
) {
  return throttle(exchange.request, accountOf(ctx), () => signIn.enrolTwoFactor(exchange, password));
}

export async function confirmTwoFactor(
  ctx: Context,
  { signIn, throttle }: SignInPorts,
  exchange: Exchange,
  code: string,
): Promise<void> {
  const personId = requirePerson(ctx);
  const before = await listSessions(ctx.db, personId);
  const token = await throttle(exchange.request, accountOf(ctx), () => signIn.confirmTwoFactor(exchange, code));
  await confirmSessionOf(ctx.db, token, originOf(exchange.request));
  const current = await loadSession(ctx.db, token);
  // Whoever came in with the password alone comes in again with both.
  for (const { id } of before) if (id !== current?.sessionId) await endSessions(ctx.db, personId, { id });
  await recordEvent(ctx.db, ctx.actor, 'person.twoFactorEnabled', requirePerson(ctx));
}

export async function disableTwoFactor(
  ctx: Context,
  { signIn, throttle }: SignInPorts,
  exchange: Exchange,
  password: string,
): Promise<void> {
  await throttle(exchange.request, accountOf(ctx), () => signIn.disableTwoFactor(exchange, password));
  await recordEvent(ctx.db, ctx.actor, 'person.twoFactorDisabled', requirePerson(ctx));
}

export async function addPasskey(
  ctx: Context,
  { signIn }: SignInPorts,
  exchange: Exchange,
  input: { name: string; response: Record<string, unknown> },
) {
  const made = await signIn.addPasskey(exchange, input.name, input.response);
  await recordEvent(ctx.db, ctx.actor, 'person.passkeyAdded', requirePerson(ctx), { after: { name: made.name } });
  return made;
}

export async function listPasskeys(ctx: Context) {
  const userId = await loadAuthUserId(ctx.db, requirePerson(ctx));
  return { items: userId === null ? [] : await listPasskeysOf(ctx.db, userId) };
}

export async function removePasskey(ctx: Context, id: string): Promise<void> {
  const userId = await loadAuthUserId(ctx.db, requirePerson(ctx));
  if (userId === null || !(await deletePasskey(ctx.db, userId, id)))
    throw problem('not_found', 'You have no such passkey.');
  await recordEvent(ctx.db, ctx.actor, 'person.passkeyRemoved', requirePerson(ctx));
}

export async function readMe(ctx: Context) {
  const personId = requirePerson(ctx);
  const userId = await loadAuthUserId(ctx.db, personId);
  const methods = userId === null ? null : await auth.loadSignInMethods(ctx.db, userId);
  const none = { hasPassword: false, hasTwoFactor: false, passkeyCount: 0 };
  return { ...(await loadPerson(ctx.db, personId))!, ...(methods ?? none) };
}

/** Only people of the directory who are not disabled get in, however right their secret is, and past the provider only who may. */
function mayEnter(db: Context['db'], { hasOidc }: Pick<SignInPorts, 'hasOidc'>) {
  return async (userId: string) => {
    const person = await loadAccessByAuthUser(db, userId);
    if (person?.disabledAt !== null) return false;
    return (await withoutProvider(db, person.id, hasOidc)) !== 'refused';
  };
}

/** Past the provider while it is required, or by a link made on the server: every admin is told. */
async function isEmergency(db: Context['db'], personId: number, by: string, hasOidc: boolean): Promise<boolean> {
  if (by === 'single sign-on' || by === 'link') return false;
  return by === 'a link made on the server' || (await withoutProvider(db, personId, hasOidc)) === 'emergency';
}

async function noted(
  db: Context['db'],
  ports: SignInPorts,
  exchange: Exchange,
  result: SignInResult,
  by: string,
): Promise<SignInResult> {
  if (result.status === 'signed-in') await recordSignIn(db, ports, exchange, result, by);
  return result;
}

/** What follows every sign-in: where it came from is noted, and the browser is known from now on. */
export async function recordSignIn(
  db: Context['db'],
  { devices, hasOidc, security }: Pick<SignInPorts, 'devices' | 'hasOidc' | 'security'>,
  { request, reply }: Exchange,
  result: { userId: string; token: string },
  by: string,
): Promise<void> {
  const person = (await loadAccessByAuthUser(db, result.userId))!;
  const origin = originOf(request);
  await confirmSessionOf(db, result.token, origin);
  devices.remember(request, reply, person.email);
  const actor: Actor = { kind: 'person', personId: person.id, name: person.name, role: person.role };
  await recordEvent(db, actor, 'session.started', person.id, { by, ...origin });
  if (!(await isEmergency(db, person.id, by, hasOidc))) return;
  await recordEvent(db, actor, 'signIn.emergency', null, { by, ...origin });
  security.note(request, 'emergency_sign_in', { personId: person.id, subject: by });
}

const accountOf = (ctx: Context) => `person ${requirePerson(ctx)}`;
