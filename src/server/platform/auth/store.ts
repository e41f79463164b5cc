/**
 * Users who can sign in, their sessions and their links to single sign-on, in the schema `auth`. Who such a user is,
 * the directory knows.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { type Queryable, row, run } from '../db/database.ts';
import { verifyPassword } from './password-hash.ts';
import { deleteSecondFactor } from './second-factor.ts';

const sessionDays = 30;
export const sessionSeconds = sessionDays * 86_400;

/** Makes the user, with a password when a hash is given. @returns its id */
export async function insertUser(
  tx: Queryable,
  user: { email: string; name: string; passwordHash: string | null },
): Promise<string> {
  const id = randomUUID();
  await run(
    tx,
    `insert into auth."user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
     values ($1, $2, $3, true, evenkeel.now(), evenkeel.now())`,
    [id, user.name, user.email],
  );
  if (user.passwordHash !== null) await setPasswordHash(tx, id, user.passwordHash);
  return id;
}

export async function setPasswordHash(tx: Queryable, userId: string, passwordHash: string): Promise<void> {
  await run(
    tx,
    `insert into auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     values ($1, $2, 'credential', $2, $3, evenkeel.now(), evenkeel.now())
     on conflict ("providerId", "accountId") do update set password = excluded.password, "updatedAt" = evenkeel.now()`,
    [randomUUID(), userId, passwordHash],
  );
}

export async function updateUser(tx: Queryable, userId: string, user: { email: string; name: string }): Promise<void> {
  await run(tx, 'update auth."user" set email = $2, name = $3, "updatedAt" = evenkeel.now() where id = $1', [
    userId,
    user.email,
    user.name,
  ]);
}

export type SignInUser = { id: string; email: string; passwordHash: string | null; hasSecondFactor: boolean };

/** The user with this address, or with this id. */
export async function findUser(db: Queryable, by: { email: string } | { id: string }): Promise<SignInUser | null> {
  return row<SignInUser>(
    db,
    `select u.id, u.email, a.password as password_hash, coalesce(u."twoFactorEnabled", false) as has_second_factor
     from auth."user" u left join auth.account a on a."userId" = u.id and a."providerId" = 'credential'
     where ${'email' in by ? 'u.email' : 'u.id'} = $1`,
    ['email' in by ? by.email.toLowerCase() : by.id],
  );
}

/** @returns the token of the new session */
export async function insertSession(db: Queryable, userId: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await run(
    db,
    `insert into auth.session (id, token, "userId", "expiresAt", "createdAt", "updatedAt")
     values ($1, $2, $3, evenkeel.now() + interval '${sessionDays} days', evenkeel.now(), evenkeel.now())`,
    [randomUUID(), token, userId],
  );
  return token;
}

/** Whose session this is, while it lasts. */
export async function findSessionUser(db: Queryable, token: string): Promise<SignInUser | null> {
  const found = await row<{ userId: string }>(
    db,
    'select "userId" as user_id from auth.session where token = $1 and "expiresAt" > evenkeel.now()',
    [token],
  );
  return found && findUser(db, { id: found.userId });
}

/** Ends every session of the user, on all nodes. */
export async function deleteSessions(tx: Queryable, userId: string): Promise<void> {
  await run(tx, 'delete from auth.session where "userId" = $1', [userId]);
}

export async function deleteSession(tx: Queryable, token: string): Promise<void> {
  await run(tx, 'delete from auth.session where token = $1', [token]);
}

/** Removes authenticator app and passkeys, for somebody who lost them. */
export async function deleteSecondFactors(tx: Queryable, userId: string): Promise<void> {
  await deleteSecondFactor(tx, userId);
  await run(tx, 'delete from auth.passkey where "userId" = $1', [userId]);
}

export async function loadSignInMethods(db: Queryable, userId: string) {
  const found = await row<{ hasPassword: boolean; hasTwoFactor: boolean; passkeyCount: number }>(
    db,
    `select coalesce(u."twoFactorEnabled", false) as has_two_factor,
       exists (select from auth.account a where a."userId" = u.id and a.password is not null) as has_password,
       (select count(*) from auth.passkey p where p."userId" = u.id) as passkey_count
     from auth."user" u where u.id = $1`,
    [userId],
  );
  return found ?? { hasPassword: false, hasTwoFactor: false, passkeyCount: 0 };
}

/** The user whom this provider knows by `accountId`, or null. */
export async function findLinkedUser(db: Queryable, providerId: string, accountId: string): Promise<string | null> {
  const found = await row<{ userId: string }>(
    db,
    'select "userId" as user_id from auth.account where "providerId" = $1 and "accountId" = $2',
    [providerId, accountId],
  );
  return found?.userId ?? null;
}

export async function linkUser(tx: Queryable, userId: string, providerId: string, accountId: string): Promise<void> {
  await run(
    tx,
    `insert into auth.account (id, "accountId", "providerId", "userId", "createdAt", "updatedAt")
     values ($1, $2, $3, $4, evenkeel.now(), evenkeel.now()) on conflict do nothing`,
    [randomUUID(), accountId, providerId, userId],
  );
}

/** Whether the user's own password is this one. */
export async function isPasswordOf(db: Queryable, userId: string, password: string): Promise<boolean> {
  return verifyPassword((await findUser(db, { id: userId }))?.passwordHash ?? null, password);
}

/** Whether the user has entered through this provider before, as whomever. */
export async function hasLink(db: Queryable, userId: string, providerId: string): Promise<boolean> {
  return (
    (await row(db, 'select from auth.account where "userId" = $1 and "providerId" = $2', [userId, providerId])) !== null
  );
}

/** Forgets by which identities of single sign-on the user entered. @returns how many */
export async function deleteLinks(tx: Queryable, userId: string): Promise<number> {
  return run(tx, `delete from auth.account where "userId" = $1 and "providerId" ~ '^(oidc|saml) '`, [userId]);
}
