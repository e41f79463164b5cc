/** What became of a notification. Every write is guarded by the lease token: a node that lost it changes nothing. */
import type { Urgency } from '../../../contract/severity.ts';
import { preparedRows, type Queryable, row, rows, run } from '../../platform/db/database.ts';
import type { Reference } from '../channels/channel.ts';
import { mostInBundle, waitsForOthers } from './claims/claim-sql.ts';
import type { Lease } from './claims/claim-store.ts';

export type Ended = {
  state: 'sent' | 'failed' | 'pending';
  outcome: string;
  providerId?: string | undefined;
  /** Nobody can say whether this attempt reached the person. */
  mayHaveArrived?: boolean | undefined;
  /** The provider that carried it, or was asked last. */
  through?: number | undefined;
  reference?: Reference | undefined;
};

/** Writes the end of running attempts. `retrySeconds` goes with `pending`. @returns the ids whose lease was still ours */
export async function endAttempts(
  tx: Queryable,
  leases: Lease[],
  ended: Ended,
  retrySeconds: number | null = null,
): Promise<number[]> {
  const found = await preparedRows<{ id: number }>(
    tx,
    'end-attempt',
    `with ours as (
       select id from notifications join unnest($1::bigint[], $2::uuid[]) as l (lease_id, token) on id = l.lease_id
       where lease_token = l.token and state = 'sending' order by id for update),
     ended as (
       update notifications n set state = $3, outcome = $4, provider_id = $5, lease_until = null, lease_token = null,
         may_repeat = may_repeat or $7, sent_through = $8, reference = $9::jsonb,
         sent_at = case when $3 = 'sent' then evenkeel.now() end,
         finished_at = case when $3 <> 'pending' then evenkeel.now() end,
         due_at = case when $3 = 'pending' then evenkeel.now() + $6::float8 * interval '1 second' else due_at end
       from ours where n.id = ours.id returning n.id, attempts),
     told as (
       update notification_attempts a set finished_at = evenkeel.now(), detail = $4,
         outcome = case when $7 then 'unknown' when $3 = 'pending' then 'retry' else $3 end
       from ended e where a.notification_id = e.id and a.attempt = e.attempts)
     select id from ended`,
    [
      leases.map(({ id }) => id),
      leases.map(({ leaseToken }) => leaseToken),
      ended.state,
      ended.outcome,
      ended.providerId ?? null,
      retrySeconds,
      ended.mayHaveArrived ?? false,
      ended.through ?? null,
      ended.reference === undefined ? null : JSON.stringify(ended.reference),
    ],
  );
  return found.map(({ id }) => id);
}

/** What was sent while its page was taken or moved on has to be changed; a statement of its own, to see that. */
export async function outdateIfOver(tx: Queryable, notificationIds: number[]): Promise<void> {
  await run(
    tx,
    `update notifications set update_due_at = evenkeel.now()
     where reference is not null and id in (
       select coalesce(n.bundle_id, n.id) from notifications n join pages p on p.id = n.page_id
       where n.id = any ($1::bigint[]) and (p.state <> 'open' or p.generation <> n.generation or n.withdrawn is not null))`,
    [notificationIds],
  );
}

export type PageForFailure = {
  state: 'open' | 'acknowledged' | 'resolved';
  generation: number;
  urgency: Urgency;
  severity: number;
  now: Date;
};

/** Locks the page, so that failures of one step are handled one after the other. */
export async function lockPageForFailure(tx: Queryable, pageId: number): Promise<PageForFailure | null> {
  return row<PageForFailure>(
    tx,
    `select state, generation, urgency, severity, date_trunc('milliseconds', evenkeel.now()) as now
     from pages where id = $1 for update`,
    [pageId],
  );
}

/** One step of one run of the ladder, for one person. */
export type PersonStep = { pageId: number; generation: number; round: number; stepIndex: number; personId: number };

const stepValues = (step: PersonStep) => [step.pageId, step.generation, step.round, step.stepIndex];
const ofStep = 'page_id = $1 and generation = $2 and round = $3 and step_index = $4';

/** Moves the person's next waiting notification of this step to now; false when none waits. */
export async function pullNextForward(tx: Queryable, step: PersonStep): Promise<boolean> {
  const moved = await run(
    tx,
    `update notifications set due_at = evenkeel.now() where id = (
       select id from notifications where ${ofStep} and person_id = $5 and state = 'pending' and attempts = 0
         and due_at > evenkeel.now() order by due_at, rule_index limit 1 for update)`,
    [...stepValues(step), step.personId],
  );
  return moved === 1;
}

/** A verified, enabled contact method of the person that this step has not used, and the next free rule index. */
export async function findUnusedMethod(
  tx: Queryable,
  step: PersonStep,
): Promise<{ contactMethodId: number; channel: string; ruleIndex: number } | null> {
  return row(
    tx,
    `select m.id as contact_method_id, m.channel,
       (select coalesce(max(rule_index), -1) + 1 from notifications where ${ofStep} and person_id = $5) as rule_index
     from contact_methods m join people p on p.id = m.person_id and p.disabled_at is null
     where m.person_id = $5 and m.verified_at is not null and m.disabled_at is null
       and not exists (select from notifications where ${ofStep} and person_id = $5 and contact_method_id = m.id)
     order by m.id limit 1`,
    [...stepValues(step), step.personId],
  );
}

/** How many notifications to people of the step may still reach somebody or did: of the person, and of anybody. */
export async function countAlive(tx: Queryable, step: PersonStep): Promise<{ ofPerson: number; ofStep: number }> {
  const [found] = await rows<{ ofPerson: number; ofStep: number }>(
    tx,
    `select count(*) filter (where person_id = $5)::int as of_person, count(*)::int as of_step
     from notifications where ${ofStep} and person_id is not null and state in ('pending', 'sending', 'sent')`,
    [...stepValues(step), step.personId],
  );
  return found!;
}

export type Reported = Omit<PersonStep, 'personId'> & {
  id: number;
  /** Null: it went to a chat room. */
  personId: number | null;
  state: 'pending' | 'sending' | 'sent' | 'failed' | 'void';
  contactMethodId: number | null;
  channel: string;
  deliveredAt: Date | null;
};

/** The notifications of the message that a provider's receipt is about, in the order in which their pages are locked. */
export async function listReported(db: Queryable, providerId: number, messageId: string): Promise<Reported[]> {
  return rows<Reported>(
    db,
    `select id, state, page_id, generation, round, step_index, person_id, contact_method_id, channel, delivered_at
     from notifications where sent_through = $1 and provider_id = $2 and coalesce(bundle_id, id) = (
       select coalesce(bundle_id, id) from notifications where sent_through = $1 and provider_id = $2
       order by id desc limit 1)
     order by page_id, id limit ${mostInBundle}`,
    [providerId, messageId],
  );
}

/** False when it had been reported before. */
export async function markDelivered(tx: Queryable, id: number): Promise<boolean> {
  return (
    (await run(tx, 'update notifications set delivered_at = evenkeel.now() where id = $1 and delivered_at is null', [
      id,
    ])) === 1
  );
}

/** False when it is not waiting for a receipt: delivered, or failed before. */
export async function markFailedLate(tx: Queryable, id: number, reason: string): Promise<boolean> {
  const failed = await run(
    tx,
    `with failed as (
       update notifications set state = 'failed', outcome = $2, finished_at = evenkeel.now()
       where id = $1 and state = 'sent' and delivered_at is null returning id, attempts)
     update notification_attempts a set outcome = 'failed', detail = $2
     from failed f where a.notification_id = f.id and a.attempt = f.attempts`,
    [id, reason],
  );
  return failed === 1;
}

/** Nothing has arrived that these could follow. */
export async function releaseHeldBack(tx: Queryable, contactMethodId: number): Promise<boolean> {
  const released = await run(
    tx,
    `update notifications set due_at = evenkeel.now()
     where id in (select id from notifications where contact_method_id = $1 and state = 'pending'
       and due_at > evenkeel.now() and outcome = '${waitsForOthers}' order by id for update skip locked)`,
    [contactMethodId],
  );
  return released > 0;
}
