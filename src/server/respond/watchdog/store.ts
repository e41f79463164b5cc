/** The invariants of paging, derived anew from the rows: nothing here trusts what a loop remembers. */
import { type Queryable, rows } from '../../platform/db/database.ts';
import { heldUpSql } from '../../platform/events/held-up.ts';
import { isInParallelRun } from '../parallel-runs/parallel-sql.ts';
import { sandboxOfPage } from '../sandbox/sandbox-sql.ts';

export type Breach = { count: number; examples: number[] };

export type Invariant = {
  code: string;
  /** `fault`: the engine broke a promise. `warning`: it works, and yet somebody may not be reached. */
  weight: 'fault' | 'warning';
  sentence: string;
  subjectKind: string;
  /** Selects `id` of what breaks the invariant. */
  sql: string;
};

const late = (seconds: number) => `evenkeel.now() - interval '${seconds} seconds'`;

/** Not all alerts that are open, which may be a million: what goes wrong now goes wrong with new ones. */
const newestAlerts = 20_000;

/** What an alarm of this installation about itself is called; one alert at a time for each. */
export const alarmKey = (code: string) => `paging ${code}`;

/** An alarm that says nobody was reached must not be the reason for itself, or it would never end. */
const isNotAlarmOfWarning = `not exists (
  select from page_alerts pa join alerts a on a.id = pa.alert_id join sources s on s.id = a.source_id
  where pa.page_id = pages.id and s.slug = 'evenkeel'
    and a.dedup_key in ('paging page_nobody_reached', 'paging page_unanswered', 'paging person_not_reached'))`;

/** Stamped more than a minute ahead of the clock, as nothing can be that was written by this clock. */
const isAhead = (stamp: string) => `${stamp} > evenkeel.now() + interval '1 minute'`;

/** A test page that nobody answers is its own result, and so is what is meant to notify nobody: practice, a parallel run. */
const isNoTestPage = `not exists (select from test_pages t where t.page_id = pages.id) and ${sandboxOfPage('pages')} is null
  and not ${isInParallelRun('pages')}`;

const unreachedCodes = '@.code == "no_policy" || @.code == "policy_unreadable" || @.code == "nobody_reachable"';

export const invariants: Invariant[] = [
  {
    code: 'events_held_up',
    weight: 'warning',
    sentence:
      'Events reach no screen, webhook or notice: a transaction in the database has been open for more than a minute. Doctor names it.',
    subjectKind: 'database session',
    sql: heldUpSql,
  },
  {
    code: 'page_without_timer',
    weight: 'fault',
    sentence: 'An open page that has not reached its end has no next step.',
    subjectKind: 'page',
    sql: "select id from pages where state = 'open' and exhausted_at is null and due_at is null",
  },
  {
    code: 'page_step_overdue',
    weight: 'fault',
    sentence: 'The next step of an open page is more than a minute late.',
    subjectKind: 'page',
    sql: `select id from pages where state = 'open' and due_at < ${late(60)}`,
  },
  {
    code: 'page_step_of_old_clock',
    weight: 'fault',
    sentence: 'The clock of the database went back, and the next step of an open page was due by the time before.',
    subjectKind: 'page',
    // Its last step was written when it notified; what waits for an hour of the day keeps to the hour.
    sql: `select p.id from pages p where p.state = 'open' and p.waits_until is null and ${isAhead('p.due_at')}
      and ${isAhead(`coalesce(
        (select n.created_at from notifications n where n.page_id = p.id order by n.id desc limit 1), p.opened_at)`)}`,
  },
  {
    code: 'notification_of_old_clock',
    weight: 'fault',
    sentence: 'The clock of the database went back, and a notification was due by the time before.',
    subjectKind: 'notification',
    sql: `select id from notifications where state = 'pending' and ${isAhead('due_at')} and ${isAhead('created_at')}`,
  },
  {
    code: 'snooze_overdue',
    weight: 'fault',
    sentence: 'A snoozed page should have opened again more than a minute ago.',
    subjectKind: 'page',
    sql: `select id from pages where state = 'acknowledged' and snoozed_until < ${late(60)}`,
  },
  {
    code: 'page_outlives_alerts',
    weight: 'fault',
    sentence: 'A page continues although all of its alerts are acknowledged or resolved.',
    subjectKind: 'page',
    sql: `select p.id from pages p where p.state = 'open' and p.alert_count > 0
      and exists (select from page_alerts pa where pa.page_id = p.id)
      and not exists (select from page_alerts pa join alerts a on a.id = pa.alert_id
        where pa.page_id = p.id and (a.state = 'triggered'
          or greatest(a.acknowledged_at, a.resolved_at) > ${late(30)}))`,
  },
  {
    code: 'alert_not_paged',
    weight: 'fault',
    sentence: 'An alert has waited for its page for more than half a minute.',
    subjectKind: 'alert',
    // Whatever makes an alert wait leaves an event; its repeats do not, so a noisy alert cannot hide here.
    sql: `select id from alerts where paging in ('wanted', 'settle') and triggered_at < ${late(30)}
      and not exists (select from events e where e.subject_kind = 'alert' and e.subject_id = alerts.id
        and e.at > ${late(30)})`,
  },
  {
    code: 'notification_overdue',
    weight: 'fault',
    sentence: 'A notification is more than a minute late.',
    subjectKind: 'notification',
    sql: `select id from notifications where state = 'pending' and due_at < ${late(60)}`,
  },
  {
    code: 'lease_expired',
    weight: 'fault',
    sentence: 'A notification was being sent by a node that has gone, and no node took it over.',
    subjectKind: 'notification',
    sql: `select id from notifications where state = 'sending' and lease_until < ${late(60)}`,
  },
  {
    code: 'alert_without_page',
    weight: 'fault',
    sentence: 'An open alert that was handed over to paging has no page.',
    subjectKind: 'alert',
    sql: `select a.id from alerts a where a.id > (select coalesce(max(id), 0) - ${newestAlerts} from alerts)
      and a.state = 'triggered' and a.paging in ('paged', 'settled') and a.triggered_at < ${late(30)}
      and not exists (select from page_alerts pa join pages p on p.id = pa.page_id
        where pa.alert_id = a.id and p.state <> 'resolved')`,
  },
  {
    code: 'alert_held_too_long',
    weight: 'fault',
    sentence:
      'An alert is still held back, although the maintenance, the flapping or the snooze that held it back is over.',
    subjectKind: 'alert',
    sql: `select a.id from alerts a where a.suppressed_until is not null and a.state <> 'resolved'
      and (a.suppressed_until < ${late(60)} or a.suppressed_until > evenkeel.now() and a.paging = 'none'
        and coalesce(a.not_paged_because not in ('flapping', 'snoozed'), true) and not exists (
        select from maintenance_windows w where w.ends_at = a.suppressed_until and w.canceled_at is null))`,
  },
  {
    code: 'heartbeat_not_raised',
    weight: 'fault',
    sentence: 'A heartbeat is more than a minute late, and no alert was made of it.',
    subjectKind: 'source',
    sql: `select source_id as id from heartbeats where due_at < ${late(60)} and paused_at is null`,
  },
  {
    code: 'signals_not_absorbed',
    weight: 'fault',
    sentence: 'Accepted signals have waited for more than half a minute to become alerts.',
    subjectKind: 'signal_log',
    sql: `select l.id from signal_logs l left join signal_cursors c on c.log_id = l.id
      where l.drained_at is null and (
        select s.received_at from signals s where s.log_id = l.id and s.seq > coalesce(c.absorbed_seq, 0)
        order by s.seq limit 1) < ${late(30)}`,
  },
  {
    code: 'canary_late',
    weight: 'fault',
    sentence: 'No made-up alert has got through a node for more than three minutes.',
    subjectKind: 'node',
    // Nodes without a canary have no runs.
    sql: `select n.id from nodes n where n.stopped_at is null and n.heartbeat_at > ${late(30)}
      and exists (select from canary_runs r where r.node_id = n.id and r.started_at < ${late(210)})
      and not exists (select from canary_runs r where r.node_id = n.id and r.failed_stage is null
        and r.finished_at is not null and r.started_at > ${late(210)})`,
  },
  {
    code: 'provider_failing',
    weight: 'warning',
    sentence: 'A provider refuses messages or cannot be reached.',
    subjectKind: 'provider',
    sql: `select id from providers where disabled_at is null and failing_since < ${late(60)}`,
  },
  {
    code: 'page_nobody_reached',
    weight: 'warning',
    sentence: 'An open page reached nobody: it has no policy, or nobody in it can be notified.',
    subjectKind: 'page',
    sql: `select id from pages where state = 'open' and exhausted_at is not null
      and jsonb_path_exists(problems, '$[*] ? (${unreachedCodes})') and ${isNotAlarmOfWarning} and ${isNoTestPage}`,
  },
  {
    code: 'page_unanswered',
    weight: 'warning',
    sentence: 'Everybody in the escalation of a page was notified and nobody has acknowledged.',
    subjectKind: 'page',
    sql: `select id from pages where state = 'open' and exhausted_at is not null
      and not jsonb_path_exists(problems, '$[*] ? (${unreachedCodes})') and ${isNotAlarmOfWarning} and ${isNoTestPage}`,
  },
  {
    code: 'person_not_reached',
    weight: 'warning',
    sentence: 'Somebody whom an open page notifies has no working contact method.',
    subjectKind: 'page',
    sql: `select id from pages where state = 'open' and exhausted_at is null
      and jsonb_path_exists(problems, '$[*] ? (@.code == "person_unreachable" || @.code == "delivery_failed")')
      and ${isNotAlarmOfWarning} and ${isNoTestPage}`,
  },
];

/** How often an invariant is broken, with the first ten ids. */
export async function findBreaches(db: Queryable, invariant: Invariant): Promise<Breach> {
  const found = await rows<{ count: number; examples: number[] | null }>(
    db,
    `with found as (${invariant.sql})
     select (select count(*)::int from found) as count,
       (select jsonb_agg(id) from (select id from found order by id limit 10) first) as examples`,
  );
  return { count: found[0]!.count, examples: found[0]!.examples ?? [] };
}

/** The ids of what breaks an invariant, at most 10,000. */
export async function listBreaches(db: Queryable, code: string): Promise<number[]> {
  const { sql } = invariants.find((invariant) => invariant.code === code)!;
  const found = await rows<{ id: number }>(db, `select id from (${sql}) as b order by id limit 10000`);
  return found.map(({ id }) => id);
}

/** The alerts of these pages. */
export async function listAlertsOfPages(db: Queryable, pageIds: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    'select distinct alert_id as id from page_alerts where page_id = any ($1::bigint[])',
    [pageIds],
  );
  return found.map(({ id }) => id);
}

/** Schedules that a policy asks. */
export async function schedulesOfPolicies(db: Queryable): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select distinct s.id from escalation_policies e
     cross join lateral jsonb_path_query(coalesce(e.full_definition, e.definition), '$.**.targets[*] ? (@.kind == "schedule")') as t (target)
     join schedules s on s.id = (t.target->>'id')::bigint order by s.id limit 1000`,
  );
  return found.map(({ id }) => id);
}

/** The alarms of the watchdog that stand, by key. */
export async function openAlarms(db: Queryable): Promise<Set<string>> {
  const found = await rows<{ dedupKey: string }>(
    db,
    `select a.dedup_key from alerts a join sources s on s.id = a.source_id
     where s.slug = 'evenkeel' and a.state <> 'resolved' and a.dedup_key like 'paging %'`,
  );
  return new Set(found.map(({ dedupKey }) => dedupKey));
}
