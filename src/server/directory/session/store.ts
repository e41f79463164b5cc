import type { Role } from '../../../contract/permissions.ts';
import { type Queryable, row } from '../../platform/db/database.ts';

export type SessionPerson = { personId: number; name: string; role: Role };

/** The person of a session that still runs; null also when they are disabled. One read by unique keys. */
export async function loadSessionPerson(db: Queryable, token: string): Promise<SessionPerson | null> {
  return row<SessionPerson>(
    db,
    `select p.id as person_id, p.name, p.role from auth.session s join people p on p.auth_user_id = s."userId"
     where s.token = $1 and s."expiresAt" > evenkeel.now() and p.disabled_at is null`,
    [token],
  );
}

export async function loadAuthUserId(db: Queryable, personId: number): Promise<string | null> {
  const found = await row<{ authUserId: string | null }>(db, 'select auth_user_id from people where id = $1', [
    personId,
  ]);
  return found?.authUserId ?? null;
}

/** When the demo in this database was made; null in every real installation. */
export async function loadDemo(db: Queryable): Promise<{ madeAt: Date } | null> {
  return row(db, `select (value->>'madeAt')::timestamptz as made_at from settings where name = 'demo'`);
}
