import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { keptInSandbox, sandboxOfAlert, sandboxOfIncident, sandboxOfPage } from './sandbox-sql.ts';

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

export async function hasSandboxes(db: Queryable): Promise<boolean> {
  return (await row<{ some: boolean }>(db, 'select exists (select from sandboxes) as some', []))!.some;
}

export type Subjects = {
  alerts: readonly number[];
  pages: readonly number[];
  incidents: readonly number[];
};

export async function sandboxesOf(db: Queryable, { alerts, pages, incidents }: Subjects): Promise<Map<string, number>> {
  if (alerts.length + pages.length + incidents.length === 0) return new Map();
  const found = await rows<{ subject: string; sandboxId: number }>(
    db,
    `select f.subject, f.sandbox_id from (
       select 'alert ' || a.id as subject, ${sandboxOfAlert('a')} as sandbox_id
         from alerts a where a.id = any ($1::bigint[])
       union all select 'page ' || p.id, ${sandboxOfPage('p')} from pages p where p.id = any ($2::bigint[])
       union all select 'incident ' || i.id, ${sandboxOfIncident('i')} from incidents i where i.id = any ($3::bigint[])) f
     where f.sandbox_id is not null`,
    [alerts, pages, incidents],
  );
  return new Map(found.map(({ subject, sandboxId }) => [subject, sandboxId]));
}

export async function agreedIn(db: Queryable, sandboxIds: readonly number[]): Promise<Map<number, number[]>> {
  const found = await rows<{ id: number; personIds: number[] }>(
    db,
    'select id, person_ids from sandboxes where id = any ($1::bigint[])',
    [sandboxIds],
  );
  return new Map(found.map(({ id, personIds }) => [id, personIds]));
}

/** `name`: of the outgoing webhook, or of the person. */
export type KeptMessage = {
  sandboxId: number;
  way: 'outgoing-webhook' | 'notice' | 'reminder';
  name: string;
  title: string;
};

export async function insertKept(tx: Queryable, messages: readonly KeptMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await run(
    tx,
    `insert into sandbox_kept (sandbox_id, way, name, title)
     select k.sandbox_id, k.way, k.name, k.title
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) with ordinality as k (sandbox_id, way, name, title, place)
     order by k.place`,
    [
      messages.map(({ sandboxId }) => sandboxId),
      messages.map(({ way }) => way),
      messages.map(({ name }) => name),
      messages.map(({ title }) => title),
    ],
  );
}

export type KeptBesides = Omit<KeptMessage, 'sandboxId'> & { at: Date; count: number };

export async function listKeptBesides(db: Queryable, sandboxId: number): Promise<KeptBesides[]> {
  return rows(
    db,
    `select way, name, title, min(at) as at, count(*) as count
     from (select * from sandbox_kept where sandbox_id = $1 order by id limit 5000) k
     group by way, name, title order by min(id) limit 500`,
    [sandboxId],
  );
}
