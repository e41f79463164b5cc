import type { BrowserSession } from '../../../contract/directory/session.ts';
import type { Role } from '../../../contract/permissions.ts';
import { type GrantedColumn, grantedOf } from '../../platform/auth/roles/granted.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { notes } from '../../platform/settings/registry.ts';

/** A session that nobody has used for this long is over; it ends after thirty days anyway. */
const idleDays = 7;
const confirmedMinutes = 15;

export type SessionPerson = { personId: number; name: string; role: Role } & GrantedColumn;
export type LiveSession = SessionPerson & {
  sessionId: string;
  /** Whether the person has proved within the last 15 minutes that it is them. */
  isConfirmed: boolean;
  /** Whether it is a minute since the use of the session was noted. */
  isStale: boolean;
};

const lastSeen = `coalesce(f.last_seen_at, s."createdAt")`;
const isAlive = `s."expiresAt" > evenkeel.now() and ${lastSeen} > evenkeel.now() - interval '${idleDays} days'`;

/** The person of a session that still runs; null also when they are disabled. One read by unique keys. */
export async function loadSession(db: Queryable, token: string): Promise<LiveSession | null> {
  return row<LiveSession>(
    db,
    `select s.id as session_id, p.id as person_id, p.name, p.role, ${grantedOf('p.id')},
       coalesce(f.confirmed_at, s."createdAt") > evenkeel.now() - interval '${confirmedMinutes} minutes' as is_confirmed,
       f.session_id is null or f.last_seen_at < evenkeel.now() - interval '1 minute' as is_stale
     from auth.session s join people p on p.auth_user_id = s."userId"
     left join session_facts f on f.session_id = s.id
     where s.token = $1 and ${isAlive} and p.disabled_at is null`,
    [token],
  );
}

/** Notes that the session is in use, and from where. */
export async function touchSession(
  db: Queryable,
  sessionId: string,
  from: { network: string; device: string },
): Promise<void> {
  await run(
    db,
    `insert into session_facts as f (session_id, confirmed_at, network, device)
     select s.id, s."createdAt", $2, $3 from auth.session s where s.id = $1
     on conflict (session_id) do update set last_seen_at = evenkeel.now(), network = $2, device = $3`,
    [sessionId, from.network, from.device],
  );
}

/** Notes that a person has just proved in this session that it is them. */
export async function confirmSession(
  db: Queryable,
  token: string,
  from: { network: string; device: string },
): Promise<void> {
  await run(
    db,
    `insert into session_facts as f (session_id, network, device)
     select s.id, $2, $3 from auth.session s where s.token = $1
     on conflict (session_id) do update
     set last_seen_at = evenkeel.now(), confirmed_at = evenkeel.now(), network = $2, device = $3`,
    [token, from.network, from.device],
  );
}

export type SessionRow = Omit<BrowserSession, 'createdAt' | 'lastSeenAt' | 'isCurrent'> & {
  createdAt: Date;
  lastSeenAt: Date;
};

/** The running sessions of a person, the last used first. */
export async function listSessions(db: Queryable, personId: number): Promise<SessionRow[]> {
  return rows<SessionRow>(
    db,
    `select s.id, s."createdAt" as created_at, ${lastSeen} as last_seen_at, f.network,
       coalesce(f.device, '') as device
     from auth.session s join people p on p.auth_user_id = s."userId" left join session_facts f on f.session_id = s.id
     where p.id = $1 and ${isAlive} order by 3 desc, s.id limit 100`,
    [personId],
  );
}

/** Ends one session of the person, or all but `exceptId`. @returns how many */
export async function endSessions(
  tx: Queryable,
  personId: number,
  which: { id: string } | { exceptId: string | null },
): Promise<number> {
  return run(
    tx,
    `delete from auth.session s using people p where p.id = $1 and s."userId" = p.auth_user_id
       and ($2::text is null or s.id = $2) and ($3::text is null or s.id <> $3)`,
    [personId, 'id' in which ? which.id : null, 'exceptId' in which ? which.exceptId : null],
  );
}

export async function deleteIdleSessions(db: Queryable): Promise<void> {
  await run(
    db,
    `delete from auth.session s using session_facts f
     where f.session_id = s.id and f.last_seen_at < evenkeel.now() - interval '${idleDays} days'`,
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
  return row(db, `select (value->>'madeAt')::timestamptz as made_at from settings where name = $1`, [notes.demo]);
}
