import { type Digest, type DigestPart, type DigestRhythm, mostDigests } from '../../../contract/outgoing/digests.ts';
import type { ChatRoom } from '../../../contract/respond/escalation-definition.ts';
import type { DigestSection } from '../../../domain/outgoing/digests/digest-text.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type DigestRow = {
  id: number;
  person: { id: number; name: string };
  isDisabled: boolean;
  parts: DigestPart[];
  team: { id: number; name: string } | null;
  rhythm: DigestRhythm;
  sprintTeam: { id: number; name: string } | null;
  weekday: number;
  atMinute: number;
  timeZone: string;
  contactMethodId: number | null;
  chatRoom: ChatRoom | null;
  isPaused: boolean;
  dueAt: Date;
  last: { wantedAt: string; state: NonNullable<Digest['last']>['state']; outcome: string | null } | null;
  version: number;
  createdAt: Date;
};

const columns = `d.id, jsonb_build_object('id', p.id, 'name', p.name) as person, p.disabled_at is not null as is_disabled, d.parts,
  case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team, d.rhythm,
  case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as sprint_team, d.weekday,
  d.at_minute, d.time_zone, d.contact_method_id, d.chat_room, d.paused_at is not null as is_paused, d.due_at, d.version,
  d.created_at,
  (select jsonb_build_object('wantedAt', to_char(i.wanted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
     'state', i.state, 'outcome', i.outcome)
   from digest_issues i where i.digest_id = d.id order by i.wanted_at desc limit 1) as last`;
const from = `digests d join people p on p.id = d.person_id left join teams t on t.id = d.team_id
  left join teams s on s.id = d.sprint_team_id`;

/** Of the person, and with `withRooms` those of chat rooms. */
export async function listDigests(db: Queryable, personId: number, withRooms: boolean): Promise<DigestRow[]> {
  return rows(
    db,
    `select ${columns} from ${from}
     where case when d.chat_room is null then d.person_id = $1 else $2 end
     order by d.chat_room is not null, d.id limit ${2 * mostDigests}`,
    [personId, withRooms],
  );
}

/** Of all people and chat rooms, the oldest first. */
export async function allDigests(db: Queryable): Promise<DigestRow[]> {
  return rows(db, `select ${columns} from ${from} order by d.id limit 10000`);
}

export async function loadDigest(db: Queryable, id: number): Promise<DigestRow | null> {
  return row(db, `select ${columns} from ${from} where d.id = $1`, [id]);
}

export async function lockDigest(tx: Queryable, id: number): Promise<DigestRow | null> {
  const found = await run(tx, 'select from digests where id = $1 for update', [id]);
  return found === 0 ? null : loadDigest(tx, id);
}

/** Of the person without rooms, or of all rooms. */
export async function countDigests(tx: Queryable, personId: number, ofRooms: boolean): Promise<number> {
  const found = await row<{ count: number }>(
    tx,
    `select count(*)::int as count from digests
     where case when $2 then chat_room is not null else chat_room is null and person_id = $1 end`,
    [personId, ofRooms],
  );
  return found!.count;
}

export type StoredDigest = {
  contactMethodId: number | null;
  chatRoom: ChatRoom | null;
  parts: readonly DigestPart[];
  teamId: number | null;
  rhythm: DigestRhythm;
  sprintTeamId: number | null;
  weekday: number;
  atMinute: number;
  timeZone: string;
  isPaused: boolean;
  dueAt: Date;
};

const valuesOf = (digest: StoredDigest) => [
  ...[digest.contactMethodId, digest.chatRoom === null ? null : JSON.stringify(digest.chatRoom), digest.parts],
  ...[digest.teamId, digest.rhythm, digest.weekday, digest.atMinute, digest.timeZone, digest.isPaused, digest.dueAt],
  digest.sprintTeamId,
];

export async function insertDigest(tx: Queryable, personId: number, digest: StoredDigest): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into digests (person_id, contact_method_id, chat_room, parts, team_id, rhythm, weekday, at_minute, time_zone,
       paused_at, due_at, sprint_team_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $10 then evenkeel.now() end, $11, $12) returning id`,
    [personId, ...valuesOf(digest)],
  );
  return inserted!.id;
}

export async function replaceDigest(tx: Queryable, id: number, personId: number, digest: StoredDigest) {
  await run(
    tx,
    `update digests set contact_method_id = $2, chat_room = $3, parts = $4, team_id = $5, rhythm = $6, weekday = $7,
       at_minute = $8, time_zone = $9, paused_at = case when $10 then coalesce(paused_at, evenkeel.now()) end, due_at = $11,
       sprint_team_id = $12, rests_until = null, person_id = $13, version = version + 1 where id = $1`,
    [id, ...valuesOf(digest), personId],
  );
}

export async function deleteDigest(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'delete from digests where id = $1', [id]);
}

/** Which of these the person may not use; a contact method has to be verified. */
export async function isUsable(db: Queryable, personId: number, contactMethodId: number): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    db,
    `select exists (select from contact_methods where id = $2 and person_id = $1 and verified_at is not null
       and disabled_at is null) as found`,
    [personId, contactMethodId],
  );
  return found!.found;
}

/** The next one that is due, locked; null when there is none. */
export async function claimDue(tx: Queryable): Promise<DigestRow | null> {
  const claimed = await row<{ id: number }>(
    tx,
    `select id from digests where paused_at is null and due_at <= evenkeel.now()
       and (rests_until is null or rests_until <= evenkeel.now())
     order by due_at, id limit 1 for update skip locked`,
  );
  return claimed && loadDigest(tx, claimed.id);
}

export async function setDue(tx: Queryable, id: number, dueAt: Date): Promise<void> {
  await run(tx, 'update digests set due_at = $2, rests_until = null where id = $1', [id, dueAt]);
}

/** The one that is due first rests: it could not be put together, and the others need not wait for it. */
export async function restDigest(db: Queryable, id: number, minutes: number): Promise<void> {
  await run(db, 'update digests set rests_until = evenkeel.now() + make_interval(mins => $2) where id = $1', [
    id,
    minutes,
  ]);
}

/** Those whose moment comes from the sprint calendar, which may have changed. */
export async function listOfSprints(tx: Queryable): Promise<DigestRow[]> {
  return rows(
    tx,
    `select ${columns} from ${from} where d.rhythm = 'sprint' and d.due_at > evenkeel.now() order by d.id limit 1000`,
  );
}

/** How many go out after the sprints of a team, or of all teams but some. */
export async function countBySprint(
  db: Queryable,
  { teamId, exceptTeamIds }: { teamId: number | null; exceptTeamIds: readonly number[] },
): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `select count(*)::int as count from digests where rhythm = 'sprint'
       and case when $1::bigint is null then coalesce(sprint_team_id <> all ($2::bigint[]), true) else sprint_team_id = $1 end`,
    [teamId, exceptTeamIds],
  );
  return found!.count;
}

export type NewIssue = {
  digestId: number | null;
  personId: number;
  wantedAt: Date;
  subject: string;
  sections: DigestSection[];
  /** Why it does not go out; null when it does. */
  skippedBecause: string | null;
};

export async function insertIssue(tx: Queryable, issue: NewIssue): Promise<void> {
  const { digestId, personId, wantedAt, subject, sections, skippedBecause } = issue;
  await run(
    tx,
    `insert into digest_issues (digest_id, person_id, wanted_at, subject, sections, state, outcome, finished_at)
     values ($1, $2, $3, $4, $5, case when $6::text is null then 'pending' else 'void' end, $6,
       case when $6::text is not null then evenkeel.now() end)
     on conflict do nothing`,
    [digestId, personId, wantedAt, subject, JSON.stringify(sections), skippedBecause],
  );
}

export type IssueRow = {
  id: number;
  subject: string;
  sections: DigestSection[];
  personName: string;
  personEmail: string;
  isDisabled: boolean;
  chatRoom: ChatRoom | null;
  contactMethodId: number | null;
  channel: string | null;
  /** Sealed. */
  settings: string | null;
  providerId: number | null;
};

/** A contact method that was disabled or is no longer verified counts as none. */
export async function loadIssues(db: Queryable, ids: number[]): Promise<IssueRow[]> {
  return rows(
    db,
    `select i.id, i.subject, i.sections, p.name as person_name, p.email as person_email,
       p.disabled_at is not null as is_disabled, d.chat_room, m.id as contact_method_id, m.channel, m.settings, m.provider_id
     from digest_issues i join people p on p.id = i.person_id left join digests d on d.id = i.digest_id
     left join contact_methods m on m.id = d.contact_method_id and m.verified_at is not null and m.disabled_at is null
     where i.id = any ($1::bigint[])`,
    [ids],
  );
}
