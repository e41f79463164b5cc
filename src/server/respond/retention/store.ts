import { type Queryable, row, run } from '../../platform/db/database.ts';
import { locks } from '../../platform/db/locks.ts';

/** Rows that one step looks at. */
export const rowsPerStep = 1_000;

/** Which rows a step looks at: the next ones behind the id `after`; what is older than `days` may go. */
export type Step = { days: number; after: number };

/**
 * Lets this transaction delete event rows and bounds each of its statements.
 * False while another node forgets; the lock ends with the transaction.
 */
export async function beginForgetting(tx: Queryable): Promise<boolean> {
  const begun = await row<{ taken: boolean }>(
    tx,
    `select pg_try_advisory_xact_lock($1) as taken, set_config('evenkeel.retention', 'on', true),
       set_config('statement_timeout', '5s', true)`,
    [locks.retention],
  );
  return begun!.taken;
}

const cutoff = 'evenkeel.now() - make_interval(days => $1)';
const isOver = (subject: string) =>
  `${subject}.state = 'resolved' and coalesce(${subject}.resolved_at, 'infinity') < ${cutoff}`;
const pageOfIncident = `(p.incident_id is not null or exists (
  select from page_alerts pa join incident_alerts ia on ia.alert_id = pa.alert_id where pa.page_id = p.id))`;

/** What providers reported is reported again within hours at most. */
export async function forgetInbound(tx: Queryable): Promise<void> {
  await run(tx, "delete from inbound_messages where received_at < evenkeel.now() - interval '7 days'");
}

/**
 * Of pages that are long over and belong to no incident: tests go whole, but for those that show that somebody is
 * reached; of real ones go the tries, the messages that
 * never left, and all but the first to each person, which on-call load is counted from.
 * Returns the id to go on behind, or null at the end.
 */
export async function forgetPages(tx: Queryable, { days, after }: Step): Promise<number | null> {
  const next = await nextStep(tx, `select id, opened_at as at from pages where id > $2`, { days, after });
  if (!next) return null;
  const over = `select p.id, p.kind from pages p
    where p.id > $2 and p.id <= $3 and ${isOver('p')} and not ${pageOfIncident}
      and not exists (select from test_pages t where t.page_id = p.id)`;
  const bounds = [days, after, next];
  await run(tx, `delete from pages where id in (select id from (${over}) o where o.kind = 'test')`, bounds);
  await run(
    tx,
    `delete from notifications n using (${over}) o
     where n.page_id = o.id and n.state in ('sent', 'failed', 'void')
       and (n.sent_at is null and n.state = 'void'
         or exists (select from notifications k where k.page_id = n.page_id and k.id <> n.id and k.state = 'sent'
           and (n.sent_at is null or k.person_id = n.person_id and (k.sent_at, k.id) < (n.sent_at, n.id))))`,
    bounds,
  );
  await run(
    tx,
    `delete from notification_attempts t using notifications n, (${over}) o
     where t.notification_id = n.id and n.page_id = o.id and n.state in ('sent', 'failed', 'void')`,
    bounds,
  );
  return next;
}

/**
 * What Evenkeel itself did about alerts and pages that are long over and belong to no incident. What people, tokens and
 * automation did stays, and so does everything about any other subject.
 * Returns the id to go on behind, or null at the end.
 */
export async function forgetEvents(tx: Queryable, { days, after }: Step): Promise<number | null> {
  const next = await nextStep(tx, 'select id, at from events where id > $2', { days, after });
  if (!next) return null;
  await run(
    tx,
    `delete from events e where e.id > $2 and e.id <= $3 and e.at < ${cutoff} and e.actor->>'kind' = 'system'
       and (e.subject_kind = 'alert' and not exists (select from alerts a where a.id = e.subject_id and not (${isOver('a')}
           and not exists (select from incident_alerts ia where ia.alert_id = a.id)))
         or e.subject_kind = 'page' and not exists (select from pages p where p.id = e.subject_id
           and not (${isOver('p')} and not ${pageOfIncident})))`,
    [days, after, next],
  );
  return next;
}

/** The last id of the next rows; null when none of them is old enough, and so neither is any behind them. */
async function nextStep(tx: Queryable, select: string, { days, after }: Step): Promise<number | null> {
  const found = await row<{ id: number | null }>(
    tx,
    `select max(id) as id from (${select} order by id limit ${rowsPerStep}) s having min(at) < ${cutoff}`,
    [days, after],
  );
  return found?.id ?? null;
}
