import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { keptInSandbox, sandboxOfPage } from './sandbox-sql.ts';

/** @param personIds who agreed to be notified for real */
export async function insertSandbox(tx: Queryable, personIds: readonly number[]): Promise<number> {
  const inserted = await row<{ id: number }>(tx, 'insert into sandboxes (person_ids) values ($1) returning id', [
    personIds,
  ]);
  return inserted!.id;
}

/** Before any of them is sent: the alerts of these keys are in the sandbox from their first moment. */
export async function addSignals(tx: Queryable, sandboxId: number, sourceId: number, dedupKeys: readonly string[]) {
  await run(
    tx,
    `insert into sandbox_signals (source_id, dedup_hash, sandbox_id)
     select distinct $2::bigint, sha256(convert_to(key, 'UTF8')), $1::bigint from unnest($3::text[]) as key
     on conflict do nothing`,
    [sandboxId, sourceId, dedupKeys],
  );
}

/** The pages of this incident are in the sandbox, as long as they are practice. */
export async function setIncident(tx: Queryable, sandboxId: number, incidentId: number): Promise<void> {
  await run(tx, 'update sandboxes set incident_id = $2 where id = $1', [sandboxId, incidentId]);
}

export type Kept = {
  notificationId: number;
  pageId: number;
  title: string;
  at: Date;
  /** Since the page was opened. */
  afterSeconds: number;
  stepIndex: number;
  round: number;
  /** Of a person, or of a chat room. */
  name: string;
  personId: number | null;
  channel: string;
};

/** The messages that a sandbox has kept, in the order in which they would have gone out. */
export async function listKept(db: Queryable, sandboxId: number): Promise<Kept[]> {
  return rows(
    db,
    `with mine as (
       select p.* from pages p where p.kind <> 'real' and p.id in (
         select x.page_id from sandbox_signals b join alerts a on a.source_id = b.source_id and a.dedup_hash = b.dedup_hash
           join page_alerts x on x.alert_id = a.id where b.sandbox_id = $1
         union all
         select p.id from sandboxes o join pages p on p.incident_id = o.incident_id where o.id = $1
         union all
         select p.id from sandbox_signals b join alerts a on a.source_id = b.source_id and a.dedup_hash = b.dedup_hash
           join incident_alerts x on x.alert_id = a.id join pages p on p.incident_id = x.incident_id where b.sandbox_id = $1))
     select n.id as notification_id, p.id as page_id, p.title, n.finished_at as at,
       greatest(0, extract(epoch from n.finished_at - p.opened_at))::float8 as after_seconds, n.step_index, n.round,
       coalesce(e.name, n.chat_room->>'name', '') as name, n.person_id, coalesce(n.chat_room->>'channel', n.channel) as channel
     from mine p join notifications n on n.page_id = p.id left join people e on e.id = n.person_id
     where n.state = 'void' and n.outcome = '${keptInSandbox}' order by n.finished_at, n.id limit 500`,
    [sandboxId],
  );
}

/** Of these pages, those in a sandbox. */
export async function listSandboxed(db: Queryable, pageIds: readonly number[]): Promise<Set<number>> {
  const found = await rows<{ id: number }>(
    db,
    `select p.id from pages p where p.id = any ($1::bigint[]) and p.kind <> 'real' and ${sandboxOfPage('p')} is not null`,
    [pageIds],
  );
  return new Set(found.map(({ id }) => id));
}
