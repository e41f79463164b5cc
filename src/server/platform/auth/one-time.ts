/** Random tokens that work once and for a limited time. Only their hashes are stored. */
import { createHash, randomBytes } from 'node:crypto';
import { type Queryable, row, run } from '../db/database.ts';

type Purpose =
  | 'invitation'
  | 'password-reset'
  | 'sign-in'
  | 'oidc'
  | 'saml-request'
  | 'saml-answer'
  | 'test-sign-in'
  | 'second-factor'
  | 'passkey'
  | 'used-code';

const hashOf = (purpose: Purpose, token: string) => createHash('sha256').update(`${purpose}\n${token}`).digest();

export type OneTimeToken = { personId: number | null; data: Record<string, unknown> };

/** Makes a token of 256 random bits. @returns the token, which is stored nowhere, and when it expires */
export async function issueOneTimeToken(
  db: Queryable,
  purpose: Purpose,
  options: { personId?: number; data?: Record<string, unknown>; lifeSeconds: number },
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString('base64url');
  const made = await row<{ expiresAt: Date }>(
    db,
    `insert into one_time_tokens (hash, purpose, person_id, data, expires_at)
     values ($1, $2, $3, $4, evenkeel.now() + make_interval(secs => $5)) returning expires_at`,
    [hashOf(purpose, token), purpose, options.personId ?? null, options.data ?? {}, options.lifeSeconds],
  );
  return { token, expiresAt: made!.expiresAt };
}

/** Reads without using up; null when it is unknown, used or expired. */
export async function readOneTimeToken(db: Queryable, purpose: Purpose, token: string): Promise<OneTimeToken | null> {
  return row<OneTimeToken>(
    db,
    'select person_id, data from one_time_tokens where hash = $1 and expires_at > evenkeel.now()',
    [hashOf(purpose, token)],
  );
}

/** Uses the token up; of several callers one gets it, the others null. */
export async function takeOneTimeToken(db: Queryable, purpose: Purpose, token: string): Promise<OneTimeToken | null> {
  const used = await row<OneTimeToken & { valid: boolean }>(
    db,
    'delete from one_time_tokens where hash = $1 returning person_id, data, expires_at > evenkeel.now() as valid',
    [hashOf(purpose, token)],
  );
  return used?.valid ? { personId: used.personId, data: used.data } : null;
}

/** Makes all of a person's tokens of this purpose void. */
export async function revokeOneTimeTokens(db: Queryable, purpose: Purpose, personId: number): Promise<void> {
  await run(db, 'delete from one_time_tokens where person_id = $1 and purpose = $2', [personId, purpose]);
}

/** Remembers a code that came from elsewhere as spent; false when it was spent before. */
export async function spendCode(db: Queryable, owner: string, code: string, lifeSeconds: number): Promise<boolean> {
  const spent = await run(
    db,
    `insert into one_time_tokens (hash, purpose, expires_at)
     values ($1, 'used-code', evenkeel.now() + make_interval(secs => $2)) on conflict do nothing`,
    [hashOf('used-code', `${owner} ${code}`), lifeSeconds],
  );
  return spent === 1;
}

export async function deleteExpired(db: Queryable): Promise<void> {
  await run(db, 'delete from one_time_tokens where expires_at < evenkeel.now()');
  await run(db, 'delete from auth.session where "expiresAt" < evenkeel.now()');
  await run(db, 'delete from auth.verification where "expiresAt" < evenkeel.now()');
}
