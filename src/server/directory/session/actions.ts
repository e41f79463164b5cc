import { problem } from '../../../contract/errors.ts';
import { type Permission, permissions } from '../../../contract/permissions.ts';
import type { Session } from '../../../contract/session.ts';
import { type Actor, may, personIdOf } from '../../platform/auth/actor.ts';
import { issueOneTimeToken, revokeOneTimeTokens, takeOneTimeToken } from '../../platform/auth/one-time.ts';
import type { Exchange, SignIn, SignInResult } from '../../platform/auth/sign-in.ts';
import type { SignInThrottle } from '../../platform/auth/sign-in-throttle.ts';
import * as auth from '../../platform/auth/store.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { loadAccessByAuthUser, loadPerson } from '../people/store.ts';
import { loadAuthUserId, loadDemo } from './store.ts';

export type SignInPorts = { signIn: SignIn; throttle: SignInThrottle };

/** Who the actor is, in the form that the web and the command line ask for at their start. */
export async function describeSession(ctx: Context, methods: { oidc: boolean; passwordReset: boolean }) {
  const { kind } = ctx.actor;
  const personId = personIdOf(ctx.actor);
  return {
    actor: kind === 'person' || kind === 'token' || kind === 'bootstrap' ? kind : ('anonymous' as const),
    person: personId === null ? null : await loadPerson(ctx.db, personId),
    permissions: permissions.filter((permission: Permission) => may(ctx.actor, permission)),
    signInMethods: { password: true, passkey: true, ...methods } satisfies Session['signInMethods'],
    demo: await loadDemo(ctx.db),
  };
}

/** A link that signs its person in, once, within a day. Only the demo gives one out, on the terminal of its start. */
export async function issueSignInLink(db: Context['db'], personId: number): Promise<string> {
  await revokeOneTimeTokens(db, 'sign-in', personId);
  return (await issueOneTimeToken(db, 'sign-in', { personId, lifeSeconds: 86_400 })).token;
}

/** @throws Problem `link_not_valid` */
export async function signInWithLink(
  ctx: Context,
  { signIn, throttle }: SignInPorts,
  exchange: Exchange,
  token: string,
): Promise<SignInResult> {
  return throttle(exchange.request, null, async () => {
    const personId = (await takeOneTimeToken(ctx.db, 'sign-in', token))?.personId ?? null;
    const userId = personId === null ? null : await loadAuthUserId(ctx.db, personId);
    if (userId === null || !(await mayEnter(ctx.db)(userId))) throw problem('link_not_valid');
    await signIn.asUser(exchange, userId);
    return noted(ctx.db, { status: 'signed-in', userId }, 'link');
  });
}

/** @throws Problem `sign_in_failed` or `too_many_requests` */
export async function signInWithPassword(
  ctx: Context,
  { signIn, throttle }: SignInPorts,
  exchange: Exchange,
  credentials: { email: string; password: string },
): Promise<SignInResult> {
  const result = await throttle(exchange.request, credentials.email, () =>
    signIn.withPassword(exchange, credentials, mayEnter(ctx.db)),
  );
  return noted(ctx.db, result, 'password');
}

export async function signInWithSecondFactor(
  ctx: Context,
  { signIn, throttle }: SignInPorts,
  exchange: Exchange,
  code: string,
): Promise<SignInResult> {
  // Whose code this is, the library learns from its cookie; it also counts the tries per account.
  const result = await throttle(exchange.request, null, () =>
    signIn.withSecondFactor(exchange, code, mayEnter(ctx.db)),
  );
  return noted(ctx.db, result, 'second factor');
}

export async function signInWithPasskey(
  ctx: Context,
  { signIn, throttle }: SignInPorts,
  exchange: Exchange,
  response: Record<string, unknown>,
): Promise<SignInResult> {
  const result = await throttle(exchange.request, null, () => signIn.withPasskey(exchange, response, mayEnter(ctx.db)));
  return noted(ctx.db, result, 'passkey');
}

export async function changePassword(
  ctx: Context,
  { signIn, throttle }: SignInPorts,
  exchange: Exchange,
  change: { currentPassword: string; newPassword: string },
): Promise<void> {
  await throttle(exchange.request, accountOf(ctx), () =>
    signIn.changePassword(exchange, change.currentPassword, change.newPassword),
  );
  await recordOwn(ctx, 'passwordChanged');
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
  await throttle(exchange.request, accountOf(ctx), () => signIn.confirmTwoFactor(exchange, code));
  await recordOwn(ctx, 'twoFactorEnabled');
}

export async function disableTwoFactor(
  ctx: Context,
  { signIn, throttle }: SignInPorts,
  exchange: Exchange,
  password: string,
): Promise<void> {
  await throttle(exchange.request, accountOf(ctx), () => signIn.disableTwoFactor(exchange, password));
  await recordOwn(ctx, 'twoFactorDisabled');
}

export async function addPasskey(
  ctx: Context,
  { signIn }: SignInPorts,
  exchange: Exchange,
  input: { name: string; response: Record<string, unknown> },
) {
  const made = await signIn.addPasskey(exchange, input.name, input.response);
  await recordOwn(ctx, 'passkeyAdded', { after: { name: made.name } });
  return made;
}

export async function listPasskeys(ctx: Context) {
  const userId = await loadAuthUserId(ctx.db, requirePerson(ctx));
  return { items: userId === null ? [] : await auth.listPasskeys(ctx.db, userId) };
}

export async function removePasskey(ctx: Context, id: string): Promise<void> {
  const userId = await loadAuthUserId(ctx.db, requirePerson(ctx));
  if (userId === null || !(await auth.deletePasskey(ctx.db, userId, id)))
    throw problem('not_found', 'You have no such passkey.');
  await recordOwn(ctx, 'passkeyRemoved');
}

export async function readMe(ctx: Context) {
  const personId = requirePerson(ctx);
  const userId = await loadAuthUserId(ctx.db, personId);
  const methods = userId === null ? null : await auth.loadSignInMethods(ctx.db, userId);
  const none = { hasPassword: false, hasTwoFactor: false, passkeyCount: 0 };
  return { ...(await loadPerson(ctx.db, personId))!, ...(methods ?? none) };
}

/** Only people of the directory who are not disabled get in, whatever the sign-in library thinks of their secret. */
function mayEnter(db: Context['db']) {
  return async (userId: string) => (await loadAccessByAuthUser(db, userId))?.disabledAt === null;
}

async function noted(db: Context['db'], result: SignInResult, by: string): Promise<SignInResult> {
  if (result.status === 'signed-in') await recordSignIn(db, result.userId, by);
  return result;
}

export async function recordSignIn(db: Context['db'], authUserId: string, by: string): Promise<void> {
  const person = (await loadAccessByAuthUser(db, authUserId))!;
  const actor: Actor = { kind: 'person', personId: person.id, name: person.name, role: person.role };
  await recordEvent(db, actor, {
    kind: 'session.started',
    subjectKind: 'person',
    subjectId: person.id,
    data: { by },
  });
}

async function recordOwn(ctx: Context, what: string, data: Record<string, unknown> = {}): Promise<void> {
  const personId = requirePerson(ctx);
  await transaction(ctx.db, (tx) =>
    recordEvent(tx, ctx.actor, { kind: `person.${what}`, subjectKind: 'person', subjectId: personId, data }),
  );
}

const accountOf = (ctx: Context) => `person ${requirePerson(ctx)}`;
