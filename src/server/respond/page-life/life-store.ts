/**
 * The life of a page: opened or joined, advanced step by step, started anew, acknowledged, resolved, reopened. Every
 * write of its row is here, but the count of its alerts and what merging does (`merging-store.ts`).
 */

import type { EscalationDefinition } from '../../../contract/respond/escalation-definition.ts';
import type { PageFeedback } from '../../../contract/respond/pages/page.ts';
import type { Urgency } from '../../../contract/severity.ts';
import type { WaitReason } from '../../../domain/respond/escalation/start.ts';
import { preparedRows, type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { defaultPolicyId, storedForms } from '../escalation/store.ts';
import { keptInParallel, parallelRunOf, wasKept } from '../parallel-runs/parallel-sql.ts';
import type { DuePage } from './due-page.ts';
import { insertNotificationsSql, type NewNotification, notificationValues } from './notifications-store.ts';

/**
 * The policy of a page `p`; where it had none, the one that its service or the installation has by now, and the admins
 * for what the installation has to say about itself.
 */
const policyByNow = `case when jsonb_array_length(p.policy->'steps') > 0 then p.policy
  when p.asks_admins then coalesce(evenkeel.with_admins(null), p.policy) else coalesce(
  (select e.definition from escalation_policies e where e.id = coalesce(
    (select s.escalation_policy_id from services s where s.id = p.service_id),
    ${defaultPolicyId})), p.policy) end`;

/**
 * The escalation of a page `p` starts anew: another generation from its first step, due at `due`; what earlier
 * generations asked counts no more. Unless `when` holds, all of it stays as it is, and the page is due at `otherwise`.
 * `waits`: until when its first step counts as held; the new generation may hold it again when left out.
 */
const startsAnew = (due: string, when = 'true', otherwise = 'p.due_at', waits?: string) => `
  generation = p.generation + case when ${when} then 1 else 0 end,
  step_index = case when ${when} then 0 else p.step_index end,
  round = case when ${when} then 0 else p.round end,
  due_at = case when ${when} then ${due} else ${otherwise} end,
  waits_until = ${waits ?? `case when ${when} then null else p.waits_until end`},
  exhausted_at = null,
  declined_by = case when ${when} then '{}' else p.declined_by end`;

export type NewPage = {
  policyId: number | null;
  policy: EscalationDefinition;
  branch: DuePage['branch'];
  title: string;
  message: string;
  severity: number;
  urgency: Urgency;
  kind: 'real' | 'drill' | 'test';
  serviceId: number | null;
  incidentId: number | null;
  groupKey: string;
  /** The page that somebody was added to, by whom, and whether one acknowledgement is for both. */
  responder?: { of: number; addedBy: unknown; acknowledgesTogether: boolean } | undefined;
};

export async function insertPage(tx: Queryable, page: NewPage): Promise<{ id: number; now: Date }> {
  const [plain, whole] = storedForms(page.policy);
  const inserted = await row<{ id: number; now: Date }>(
    tx,
    `insert into pages (policy_id, policy, full_policy, branch, title, message, severity, urgency, kind, service_id,
       incident_id, group_hash, responder_of, added_by, acknowledges_together, due_at, opened_at)
     select $1, $2, $11, $12, $3, $4, $5, $6, $7, $8, $9, sha256(convert_to($10, 'UTF8')), $13, $14, $15, t.now, t.now
     from (select date_trunc('milliseconds', evenkeel.now()) as now) t returning id, opened_at as now`,
    [
      page.policyId,
      plain,
      page.title,
      page.message,
      page.severity,
      page.urgency,
      page.kind,
      page.serviceId,
      page.incidentId,
      page.groupKey,
      whole,
      jsonOf(page.branch),
      page.responder?.of ?? null,
      page.responder ? JSON.stringify(page.responder.addedBy) : null,
      page.responder?.acknowledgesTogether ?? false,
    ],
  );
  return inserted!;
}

export type PageGroup = {
  groupHash: string;
  policyId: number | null;
  policy: EscalationDefinition & { isUnreadable?: true };
  branch: DuePage['branch'];
  serviceId: number | null;
  title: string;
  severity: number;
  urgency: Urgency;
  kind: 'real' | 'test';
  asksAdmins: boolean;
  alertIds: number[];
};

export type JoinedPage = DuePage & {
  groupHash: string;
  isNew: boolean;
  /** A new page, or one whose ladder runs anew: its first step is due now. */
  mustPlan: boolean;
};

/** A more severe alert belongs to another branch of the policy than the page follows. */
const joinChangesBranch = `(p.policy_id = excluded.policy_id and p.branch->>'name' is distinct from excluded.branch->>'name'
  and (excluded.severity < p.severity or (p.urgency = 'low' and excluded.urgency = 'high')))`;
const joinStartsAnew = `((p.urgency = 'low' and excluded.urgency = 'high') or p.exhausted_at is not null or ${joinChangesBranch})`;
const joinBringsPolicy = `((p.exhausted_at is not null and jsonb_array_length(p.policy->'steps') = 0) or ${joinChangesBranch})`;
/** While a page waits for its first step, every alert that joins has it decided anew whether it still waits. */
const joinDue = 'case when p.waits_until > excluded.due_at then excluded.due_at else p.due_at end';

const jsonOf = (value: unknown) => (value === null ? null : JSON.stringify(value));

/**
 * Opens a page for each group, or joins the open page of the group: the unique index decides between nodes.
 * Joining starts the ladder anew when the urgency rises from low to high, and when the ladder had ended: what nobody
 * answered must not swallow a new alert. One that is more severe and belongs to another branch of the policy takes the page
 * there. A page that had no policy takes the one that there is by now. A test that a real alert joins is no test any more.
 */
export async function openOrJoinPages(tx: Queryable, groups: PageGroup[], now: Date): Promise<JoinedPage[]> {
  const forms = groups.map(({ policy }) =>
    policy.isUnreadable ? ([JSON.stringify(policy), null] as const) : storedForms(policy),
  );
  return preparedRows<JoinedPage>(
    tx,
    'open-or-join-pages',
    `insert into pages as p (policy_id, policy, service_id, title, severity, urgency, kind, group_hash, due_at, opened_at,
       asks_admins, full_policy, branch)
     select g.policy_id, g.policy, g.service_id, g.title, g.severity, g.urgency, g.kind, decode(g.group_hash, 'hex'), $9, $9,
       g.asks_admins, g.full_policy, g.branch
     from unnest($1::bigint[], $2::jsonb[], $3::bigint[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[],
       $10::boolean[], $11::jsonb[], $12::jsonb[])
       as g (policy_id, policy, service_id, title, severity, urgency, kind, group_hash, asks_admins, full_policy, branch)
     order by g.group_hash
     on conflict (group_hash) where state = 'open' do update set
       severity = least(p.severity, excluded.severity),
       kind = case when excluded.kind = 'real' then 'real' else p.kind end,
       urgency = case when excluded.urgency = 'high' then 'high' else p.urgency end,
       ${startsAnew('excluded.due_at', joinStartsAnew, joinDue)},
       policy_id = case when ${joinBringsPolicy} then excluded.policy_id else p.policy_id end,
       policy = case when ${joinBringsPolicy} then excluded.policy else p.policy end,
       full_policy = case when ${joinBringsPolicy} then excluded.full_policy else p.full_policy end,
       branch = case when ${joinBringsPolicy} then excluded.branch else p.branch end,
       asks_admins = p.asks_admins or excluded.asks_admins
     returning p.id, encode(p.group_hash, 'hex') as group_hash, p.xmax = 0 as is_new, p.due_at = $9 as must_plan,
       p.policy_id, coalesce(p.full_policy, p.policy) as policy, p.policy as plain_policy, p.branch, p.waits_until, p.generation, p.step_index,
       p.round, p.urgency, p.severity, p.due_at, p.problems, p.asks_admins,
       to_jsonb(p.declined_by) as declined_by`,
    [
      groups.map((group) => group.policyId),
      forms.map(([plain]) => plain),
      groups.map((group) => group.serviceId),
      groups.map((group) => group.title),
      groups.map((group) => group.severity),
      groups.map((group) => group.urgency),
      groups.map((group) => group.kind),
      groups.map((group) => group.groupHash),
      now,
      groups.map((group) => group.asksAdmins),
      forms.map(([, whole]) => whole),
      groups.map((group) => jsonOf(group.branch)),
    ],
  );
}

export type PageProgress = {
  id: number;
  generation: number;
  stepIndex: number;
  round: number;
  /** Null: the ladder is exhausted. */
  dueAt: Date | null;
  waitsUntil: Date | null;
  /** Null: it does not wait. */
  waitsBecause: WaitReason | null;
  problems: unknown[];
};

/**
 * Writes down where each page has got to, unless its life has moved on since it was read, with the notifications that
 * it asks for. One statement: this stands between an alert and the first message.
 */
export async function recordSteps(
  tx: Queryable,
  pages: PageProgress[],
  planned: NewNotification[],
  now: Date,
): Promise<void> {
  await preparedRows(
    tx,
    'record-steps',
    `with moved as (
       update pages p set step_index = u.step_index, round = u.round, due_at = u.due_at, problems = u.problems,
         waits_until = u.waits_until, waits_because = u.waits_because,
         exhausted_at = case when u.due_at is null then $12::timestamptz end
       from unnest($14::bigint[], $15::int[], $16::int[], $17::int[], $18::timestamptz[], $19::jsonb[],
         $20::timestamptz[], $21::text[])
         as u (id, generation, step_index, round, due_at, problems, waits_until, waits_because)
       where p.id = u.id and p.generation = u.generation and p.state = 'open')
     ${insertNotificationsSql}`,
    [
      ...notificationValues(planned, now),
      pages.map((page) => page.id),
      pages.map((page) => page.generation),
      pages.map((page) => page.stepIndex),
      pages.map((page) => page.round),
      pages.map((page) => page.dueAt),
      pages.map((page) => JSON.stringify(page.problems)),
      pages.map((page) => page.waitsUntil),
      pages.map((page) => page.waitsBecause),
    ],
  );
}

/** The next step is due now, whatever it waits for; an escalation that has ended starts anew. */
export async function markEscalated(tx: Queryable, pageId: number): Promise<boolean> {
  const touched = await run(
    tx,
    `update pages p set ${startsAnew('evenkeel.now()', 'p.exhausted_at is not null', 'evenkeel.now()', 'evenkeel.now()')},
       policy = ${policyByNow}
     where id = $1 and state = 'open'`,
    [pageId],
  );
  return touched === 1;
}

type StepOfPage = { pageId: number; generation: number; round: number; stepIndex: number };

/**
 * Makes the step after this one due now, when the page has run no other step since. A repeat of the ladder keeps its
 * time: it would ask the same people by the same ways.
 */
export async function escalateAfterFailure(tx: Queryable, step: StepOfPage): Promise<boolean> {
  const moved = await run(
    tx,
    `update pages set due_at = evenkeel.now()
     where id = $1 and generation = $2 and state = 'open' and due_at > evenkeel.now()
       and round = $3 and step_index > $4
       and not exists (select from notifications n where n.page_id = $1 and n.generation = $2
         and (n.round, n.step_index) > ($3, $4))`,
    [step.pageId, step.generation, step.round, step.stepIndex],
  );
  return moved === 1;
}

/**
 * Starts the ladder of exhausted pages anew that reached nobody at all: every message failed, or there was nobody to
 * send one to. A mail server that was away for ten minutes must not end a page. The wait grows with the page's age, from five minutes to an hour.
 */
export async function restartUnreachedPages(db: Queryable): Promise<number[]> {
  const restarted = await rows<{ id: number }>(
    db,
    `with unreached as (
       select p.id from pages p
       where p.state = 'open' and p.exhausted_at < evenkeel.now() -
         least(greatest((p.exhausted_at - p.opened_at) / 2, interval '5 minutes'), interval '1 hour')
         and not exists (select from notifications n where n.page_id = p.id and n.generation = p.generation
           and n.person_id is not null and (n.state in ('pending', 'sending', 'sent') or n.outcome = '${keptInParallel}'))
       order by p.id limit 200 for update skip locked)
     update pages p set ${startsAnew('evenkeel.now()')}, policy = ${policyByNow}
     from unreached u where p.id = u.id returning p.id`,
  );
  return restarted.map(({ id }) => id);
}

/** Starts the ladder anew of open pages whose messages a parallel run kept, and none keeps now; at most 200. */
export async function restartKeptPages(db: Queryable): Promise<number[]> {
  return idsOf(
    db,
    `with kept as (
       select p.id from pages p where p.state = 'open' and ${wasKept('p')} and ${parallelRunOf('p')} is null
       order by p.severity, p.id limit 200 for update skip locked)
     update pages p set ${startsAnew('evenkeel.now()')}, policy = ${policyByNow}
     from kept k where p.id = k.id returning p.id`,
    [],
  );
}

/**
 * Ends open pages, until the timeout of their policy where it has one; returns those that were open.
 */
export async function markAcknowledged(tx: Queryable, pageIds: number[], by: unknown): Promise<number[]> {
  return idsOf(
    tx,
    `update pages set state = 'acknowledged', generation = generation + 1, due_at = null,
       acknowledged_at = evenkeel.now(), acknowledged_by = $2,
       snoozed_until = (select evenkeel.now() + make_interval(secs => e.acknowledgement_timeout_seconds)
         from escalation_policies e where e.id = pages.policy_id)
     where id = any ($1::bigint[]) and state = 'open' returning id`,
    [pageIds, JSON.stringify(by)],
  );
}

/** Ends pages; whoever was added to one of them is not needed any longer. */
export async function markResolved(tx: Queryable, pageIds: number[]): Promise<number[]> {
  return idsOf(
    tx,
    `update pages set state = 'resolved', generation = generation + 1, due_at = null, snoozed_until = null,
       resolved_at = evenkeel.now()
     where (id = any ($1::bigint[]) or responder_of = any ($1::bigint[])) and state <> 'resolved' returning id`,
    [pageIds],
  );
}

/**
 * These pages, and those that one acknowledgement takes with them; locked by id. `lead` is the page that those which are
 * acknowledged together belong to.
 */
export async function lockTogether(tx: Queryable, pageIds: number[]): Promise<{ id: number; lead: number }[]> {
  return rows(
    tx,
    `with leads as (select case when acknowledges_together then responder_of else id end as id
       from pages where id = any ($1::bigint[]))
     select id, case when acknowledges_together then coalesce(responder_of, id) else id end as lead from pages where id = any ($1::bigint[]) or id in (select id from leads)
       or (responder_of in (select id from leads) and acknowledges_together)
     order by id for update`,
    [pageIds],
  );
}

/** When a newer page of the same group is open by now, page `p` goes on beside it under a hash of its own. */
export const groupHashToOpenWith = `group_hash = case
    when exists (select from pages o where o.group_hash = p.group_hash and o.state = 'open')
    then sha256(p.group_hash || convert_to('page ' || p.id, 'UTF8')) else p.group_hash end`;

/** Opens acknowledged or resolved pages again: the ladder starts anew. */
export async function markOpen(
  tx: Queryable,
  pageIds: number[],
  from: 'acknowledged' | 'resolved' = 'acknowledged',
): Promise<number[]> {
  return idsOf(
    tx,
    `update pages p set state = 'open', ${startsAnew('evenkeel.now()')}, acknowledged_at = null,
       acknowledged_by = null, resolved_at = null, snoozed_until = null, policy = ${policyByNow},
       ${groupHashToOpenWith}
     where id = any ($1::bigint[]) and state = $2 returning id`,
    [pageIds, from],
  );
}

/** An acknowledged page opens again at `until`. */
export async function setSnooze(
  tx: Queryable,
  pageId: number,
  until: string,
): Promise<'changed' | 'as-before' | 'not-acknowledged'> {
  const snoozed = await row<{ isChanged: boolean }>(
    tx,
    `update pages p set snoozed_until = $2 from (select snoozed_until from pages where id = $1) before
     where p.id = $1 and p.state = 'acknowledged' returning before.snoozed_until is distinct from $2 as is_changed`,
    [pageId, until],
  );
  if (!snoozed) return 'not-acknowledged';
  return snoozed.isChanged ? 'changed' : 'as-before';
}

/** What the page was said to be before; undefined when that is what it is. */
export async function setFeedback(
  tx: Queryable,
  pageId: number,
  answer: PageFeedback | null,
  by: object,
): Promise<PageFeedback | null | undefined> {
  const changed = await row<{ before: PageFeedback | null }>(
    tx,
    `update pages p set feedback = $2, feedback_by = case when $2::text is not null then $3::jsonb end,
       feedback_at = case when $2::text is not null then evenkeel.now() end
     from (select feedback from pages where id = $1) old
     where p.id = $1 and old.feedback is distinct from $2 returning old.feedback as before`,
    [pageId, answer, JSON.stringify(by)],
  );
  return changed?.before;
}

/** False when it was not snoozed. */
export async function endSnooze(tx: Queryable, pageId: number): Promise<boolean> {
  return (
    (await run(tx, 'update pages set snoozed_until = null where id = $1 and snoozed_until is not null', [pageId])) === 1
  );
}

/** Locks pages whose snooze has ended; the caller opens them again. */
export async function takeEndedSnoozes(tx: Queryable, most: number): Promise<number[]> {
  return idsOf(
    tx,
    `select id from pages where state = 'acknowledged' and snoozed_until <= evenkeel.now()
     order by id limit $1 for update skip locked`,
    [most],
  );
}

/** This person is not asked again until the escalation starts anew. */
export async function markDeclined(tx: Queryable, pageId: number, personId: number): Promise<void> {
  await run(
    tx,
    'update pages set declined_by = array_append(array_remove(declined_by, $2::bigint), $2::bigint) where id = $1',
    [pageId, personId],
  );
}

/** This person can take these pages after all. */
export async function withdrawDecline(tx: Queryable, pageIds: number[], personId: number): Promise<void> {
  await run(
    tx,
    `update pages set declined_by = array_remove(declined_by, $2::bigint)
     where id = any ($1::bigint[]) and $2::bigint = any (declined_by)`,
    [pageIds, personId],
  );
}

/** Gives an open page another ladder, from its first step, which runs now. */
export async function markReassigned(
  tx: Queryable,
  pageId: number,
  policyId: number | null,
  { policy, branch }: Pick<NewPage, 'policy' | 'branch'>,
): Promise<void> {
  const [plain, whole] = storedForms(policy);
  await run(
    tx,
    `update pages p set ${startsAnew('evenkeel.now()', 'true', 'p.due_at', 'evenkeel.now()')}, policy_id = $2, policy = $3,
       full_policy = $4, branch = $5, asks_admins = false
     where id = $1 and state = 'open'`,
    [pageId, policyId, plain, whole, jsonOf(branch)],
  );
}

/** Takes the open pages off the clock: acknowledged by the restore, so that unacknowledging one pages it anew. */
export async function acknowledgeRestored(tx: Queryable): Promise<{ id: number; title: string }[]> {
  return rows(
    tx,
    `update pages set state = 'acknowledged', generation = generation + 1, due_at = null,
       acknowledged_at = evenkeel.now(), acknowledged_by = '{"kind": "system", "name": "Restore of a backup"}',
       problems = problems || jsonb_build_object('code', 'restored', 'at', evenkeel.now())
     where state = 'open' returning id, title`,
  );
}

export async function addPageProblem(tx: Queryable, pageId: number, problem: Record<string, unknown>): Promise<void> {
  await run(
    tx,
    `update pages set problems = case when jsonb_array_length(problems) < 100 then problems else problems - 0 end || $2::jsonb
     where id = $1`,
    [pageId, JSON.stringify([problem])],
  );
}

/** Gives an open page without a timer its timer back; planning it again makes no message twice. */
export async function restoreTimers(db: Queryable): Promise<number> {
  return run(
    db,
    `update pages set due_at = evenkeel.now()
     where state = 'open' and exhausted_at is null and due_at is null`,
  );
}

/** The next step of these pages is due now, whatever its time was: rather early than an hour late. */
export async function makeDue(db: Queryable, pageIds: number[]): Promise<void> {
  await run(
    db,
    `update pages set due_at = evenkeel.now()
     where id = any ($1::bigint[]) and state = 'open' and exhausted_at is null`,
    [pageIds],
  );
}

async function idsOf(tx: Queryable, sql: string, values: unknown[]): Promise<number[]> {
  return (await rows<{ id: number }>(tx, sql, values)).map(({ id }) => id);
}
