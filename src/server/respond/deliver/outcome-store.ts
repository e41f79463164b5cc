/** What became of a notification. Every write is guarded by the lease token: a node that lost it changes nothing. */
import type { Urgency } from '../../../contract/severity.ts';
import { preparedRows, type Queryable, row, rows, run } from '../../platform/db/database.ts';
import type { Lease } from './claim-store.ts';

export type Ended = {
  state: 'sent' | 'failed' | 'pending';
  outcome: string;
  providerId?: string | undefined;
  /** Nobody can say whether this attempt reached the person. */
  mayHaveArrived?: boolean | undefined;
};

/** Writes the end of the running attempt; false when the lease was lost. `retrySeconds` goes with `pending`. */
export async function endAttempt(
  tx: Queryable,
  lease: Lease,
  ended: Ended,
  retrySeconds: number | null = null,
): Promise<boolean> {
  const [found] = await preparedRows(
    tx,
    'end-attempt',
    `with ended as (
       update notifications set state = $3, outcome = $4, provider_id = $5, lease_until = null, lease_token = null,
         may_repeat = may_repeat or $7,
         sent_at = case when $3 = 'sent' then evenkeel.now() end,
         finished_at = case when $3 <> 'pending' then evenkeel.now() end,
         due_at = case when $3 = 'pending' then evenkeel.now() + $6::float8 * interval '1 second' else due_at end
       where id = $1 and lease_token = $2 and state = 'sending' returning id, attempts),
     told as (
       update notification_attempts a set finished_at = evenkeel.now(), detail = $4,
         outcome = case when $7 then 'unknown' when $3 = 'pending' then 'retry' else $3 end
       from ended e where a.notification_id = e.id and a.attempt = e.attempts)
     select id from ended`,
    [
      lease.id,
      lease.leaseToken,
      ended.state,
      ended.outcome,
      ended.providerId ?? null,
      retrySeconds,
      ended.mayHaveArrived ?? false,
    ],
  );
  return found !== undefined;
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

/** How many notifications of the step may still reach somebody or did: of the person, and of anybody. */
export async function countAlive(tx: Queryable, step: PersonStep): Promise<{ ofPerson: number; ofStep: number }> {
  const [found] = await rows<{ ofPerson: number; ofStep: number }>(
    tx,
    `select count(*) filter (where person_id = $5)::int as of_person, count(*)::int as of_step
     from notifications where ${ofStep} and state in ('pending', 'sending', 'sent')`,
    [...stepValues(step), step.personId],
  );
  return found!;
}
