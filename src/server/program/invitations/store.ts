import { reviewLinkDays } from '../../../contract/program/outside/review-invitations.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type MeetingRow = {
  startsAt: Date;
  endsAt: Date;
  place: string | null;
  sequence: number;
  canceledAt: Date | null;
  version: number;
};

const meetingColumns = 'starts_at, ends_at, place, sequence, canceled_at, version';

export async function loadMeeting(db: Queryable, reviewId: number): Promise<MeetingRow | null> {
  return row(db, `select ${meetingColumns} from review_meetings where review_id = $1`, [reviewId]);
}

/** Changes of one review follow one another. */
export async function lockReview(tx: Queryable, reviewId: number): Promise<boolean> {
  return (await run(tx, 'select from quarterly_reviews where id = $1 for no key update', [reviewId])) === 1;
}

/** A time that was cancelled before begins anew. */
export async function saveMeeting(
  tx: Queryable,
  reviewId: number,
  { startsAt, endsAt, place }: { startsAt: string; endsAt: string; place: string | null },
): Promise<void> {
  await run(
    tx,
    `insert into review_meetings as m (review_id, starts_at, ends_at, place) values ($1, $2, $3, $4)
     on conflict (review_id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at,
       place = excluded.place, sequence = m.sequence + 1, canceled_at = null, version = m.version + 1`,
    [reviewId, startsAt, endsAt, place],
  );
}

export async function cancelMeeting(tx: Queryable, reviewId: number): Promise<void> {
  await run(
    tx,
    `update review_meetings set canceled_at = evenkeel.now(), sequence = sequence + 1, version = version + 1
     where review_id = $1`,
    [reviewId],
  );
}

/** The attendees of a review that can be reached, and the names of those who cannot. */
export async function listAttendees(db: Queryable, reviewId: number) {
  return rows<{ name: string; department: string; personId: number | null; email: string | null; isInvited: boolean }>(
    db,
    `select coalesce(p.name, a.value->>'name', '') as name, coalesce(a.value->>'department', '') as department,
       p.id as person_id, case when p.id is null then lower(nullif(a.value->>'email', '')) end as email,
       exists (select from review_invitations i where i.review_id = r.id and i.revoked_at is null
         and (i.person_id = p.id or (p.id is null and i.email = lower(a.value->>'email')))) as is_invited
     from quarterly_reviews r cross join lateral jsonb_array_elements(r.attendees) with ordinality as a (value, place)
     left join people p on p.id = (a.value->>'personId')::bigint and p.disabled_at is null
     where r.id = $1 order by a.place limit 200`,
    [reviewId],
  );
}

export async function insertInvitation(
  tx: Queryable,
  reviewId: number,
  {
    name,
    department,
    personId,
    email,
  }: { name: string; department: string; personId: number | null; email: string | null },
): Promise<number | null> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into review_invitations (review_id, person_id, email, name, department) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning id`,
    [reviewId, personId, email, name, department],
  );
  return inserted?.id ?? null;
}

export type InvitationRow = {
  id: number;
  reviewId: number;
  personId: number | null;
  name: string;
  department: string;
  answer: 'yes' | 'no' | null;
  answeredAt: Date | null;
  revokedAt: Date | null;
  deliveryState: 'pending' | 'sending' | 'sent' | 'failed' | 'void' | null;
  deliveryOutcome: string | null;
};

export async function listInvitations(db: Queryable, reviewId: number): Promise<InvitationRow[]> {
  return rows(
    db,
    `select i.id, i.review_id, i.person_id, i.name, i.department, i.answer, i.answered_at, i.revoked_at,
       m.state as delivery_state, m.outcome as delivery_outcome
     from review_invitations i left join lateral (
       select state, outcome from review_mails where invitation_id = i.id order by id desc limit 1) m on true
     where i.review_id = $1 order by i.revoked_at nulls first, i.id limit 200`,
    [reviewId],
  );
}

/** Null for one that was revoked or of which the links have expired. */
export async function loadOpenInvitation(db: Queryable, id: number) {
  return row<Pick<InvitationRow, 'id' | 'reviewId' | 'personId' | 'name' | 'answer'>>(
    db,
    `select i.id, i.review_id, i.person_id, i.name, i.answer
     from review_invitations i join review_meetings m on m.review_id = i.review_id
     where i.id = $1 and i.revoked_at is null and m.ends_at > evenkeel.now() - interval '${reviewLinkDays} days'`,
    [id],
  );
}

export async function setAnswer(tx: Queryable, id: number, answer: 'yes' | 'no'): Promise<boolean> {
  const changed = await run(
    tx,
    `update review_invitations set answer = $2, answered_at = evenkeel.now()
     where id = $1 and revoked_at is null and answer is distinct from $2`,
    [id, answer],
  );
  return changed === 1;
}

export async function revoke(tx: Queryable, reviewId: number, id: number): Promise<boolean> {
  const revoked = await run(
    tx,
    `update review_invitations set revoked_at = evenkeel.now() where id = $2 and review_id = $1 and revoked_at is null`,
    [reviewId, id],
  );
  return revoked === 1;
}

/** To every invitation that is in force, or to these. */
export async function queueMails(
  tx: Queryable,
  reviewId: number,
  mail: { kind: 'request' | 'cancel'; sequence: number; ids?: number[] },
): Promise<void> {
  await run(
    tx,
    `insert into review_mails (invitation_id, kind, sequence)
     select id, $2, $3 from review_invitations
     where review_id = $1 and case when $4::bigint[] is null then revoked_at is null else id = any ($4::bigint[]) end`,
    [reviewId, mail.kind, mail.sequence, mail.ids ?? null],
  );
}

export type MailRow = MeetingRow & {
  id: number;
  kind: 'request' | 'cancel';
  mailSequence: number;
  invitationId: number;
  reviewId: number;
  name: string;
  address: string;
  isDisabled: boolean;
  revokedAt: Date | null;
  timeZone: string;
};

export async function loadMails(db: Queryable, ids: number[]): Promise<MailRow[]> {
  return rows(
    db,
    `select m.id, m.kind, m.sequence as mail_sequence, i.id as invitation_id, i.review_id, i.name,
       coalesce(p.email, i.email) as address, coalesce(p.disabled_at is not null, false) as is_disabled, i.revoked_at,
       coalesce(p.time_zone, r.time_zone) as time_zone,
       t.starts_at, t.ends_at, t.place, t.sequence, t.canceled_at, t.version
     from review_mails m join review_invitations i on i.id = m.invitation_id
     join quarterly_reviews r on r.id = i.review_id join review_meetings t on t.review_id = i.review_id
     left join people p on p.id = i.person_id where m.id = any ($1::bigint[])`,
    [ids],
  );
}
