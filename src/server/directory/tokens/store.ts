import type { ApiToken, ApiTokenInput } from '../../../contract/directory/tokens.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type TokenRow = Omit<ApiToken, 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'revokedAt'> & {
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

const columns = 'id, name, hint, permissions, expires_at, last_used_at, revoked_at, created_at';

/** The newest 200; a person who has more has forgotten them. */
export async function listTokens(db: Queryable, personId: number): Promise<TokenRow[]> {
  return rows<TokenRow>(
    db,
    `select ${columns} from api_tokens where person_id = $1 order by revoked_at is not null, id desc limit 200`,
    [personId],
  );
}

export async function insertToken(
  tx: Queryable,
  personId: number,
  token: Omit<ApiTokenInput, 'expiresAt'> & { expiresAt: string | Date | null; hash: Buffer; hint: string },
): Promise<TokenRow> {
  const inserted = await row<TokenRow>(
    tx,
    `insert into api_tokens (person_id, name, token_hash, hint, permissions, expires_at)
     values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
    [personId, token.name, token.hash, token.hint, token.permissions, token.expiresAt],
  );
  return inserted!;
}

/** The token that was revoked, or null when the person has no such token. */
export async function revokeToken(tx: Queryable, personId: number, id: number): Promise<TokenRow | null> {
  return row<TokenRow>(
    tx,
    `update api_tokens set revoked_at = coalesce(revoked_at, evenkeel.now())
     where id = $1 and person_id = $2 returning ${columns}`,
    [id, personId],
  );
}

/** When a token ends whose maker named no end. */
export async function defaultExpiry(db: Queryable, days: number): Promise<Date> {
  return (await row<{ at: Date }>(db, 'select evenkeel.now() + make_interval(days => $1) as at', [days]))!.at;
}

/** Revokes every token of the person. @returns how many */
export async function revokeTokensOf(tx: Queryable, personId: number): Promise<number> {
  return run(tx, 'update api_tokens set revoked_at = evenkeel.now() where person_id = $1 and revoked_at is null', [
    personId,
  ]);
}
