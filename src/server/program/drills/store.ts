import type { Drill } from '../../../contract/program/drills.ts';
import { drillDedupKey } from '../../../domain/detect/drill-key.ts';
import type { Proposal } from '../../../domain/program/drills/proposals.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';
import { namedWebhook } from './hook-store.ts';
import type { InjectSignal } from './inject-store.ts';

export type DrillRow = Pick<
  Drill,
  | 'id'
  | 'scenarioKey'
  | 'format'
  | 'title'
  | 'severity'
  | 'team'
  | 'services'
  | 'leader'
  | 'source'
  | 'consent'
  | 'state'
  | 'notes'
  | 'version'
> & {
  story: string;
  serviceIds: number[];
  incidentId: number | null;
  marks: Drill['marks'];
  plannedFor: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  createdAt: Date;
  pausedAt: Date | null;
  /** On its clock, without pauses; null before the start and of one that was cancelled. */
  elapsedSeconds: number | null;
  /** What the record said when it ended; null of one that has not, or that ended before this was kept. */
  proposals: Proposal[] | null;
  proof: Drill['proof'];
  /** Called before the start and after the end; one that was deleted since has no name. */
  beforeWebhook: { id: number; name: string } | null;
  afterWebhook: { id: number; name: string } | null;
  startProblem: string | null;
  /** Null: its pages go out for real. */
  sandboxId: number | null;
  /** Who agreed to be notified for real. */
  agreed: { id: number; name: string }[];
};

const columns = `d.id, d.consent, d.scenario_key, d.format, d.title, d.story, d.severity, d.service_ids, d.state, d.incident_id,
  d.planned_for, d.started_at, d.finished_at, d.marks, d.notes, d.version, d.created_at, d.paused_at, d.proposals, d.proof, d.sandbox_id,
  coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.name, p.id)
    from sandboxes b join people p on p.id = any (b.person_ids) where b.id = d.sandbox_id), '[]') as agreed,
  case when d.state in ('running', 'finished') then greatest(0, extract(epoch from
    coalesce(d.paused_at, d.finished_at, evenkeel.now()) - d.started_at) - d.paused_seconds)::float8 end as elapsed_seconds,
  case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team,
  case when l.id is not null then jsonb_build_object('id', l.id, 'name', l.name) end as leader,
  case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as source,
  ${namedWebhook('d.before_webhook_id')} as before_webhook, ${namedWebhook('d.after_webhook_id')} as after_webhook, d.start_problem,
  coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name, s.id)
    from services s where s.id = any (d.service_ids)), '[]') as services`;
const from = `drills d left join teams t on t.id = d.team_id left join people l on l.id = d.leader_id
  left join sources o on o.id = d.source_id`;

export async function listDrills(db: Queryable, state: string, limit: number, cursor: string | undefined) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<DrillRow>(
    db,
    `select ${columns} from ${from} where ($1::bigint is null or d.id < $1) and ($2 = 'all' or d.state = $2)
     order by d.id desc limit $3`,
    [before, state, limit + 1],
  );
  return pageOf(found, limit, (drill) => [drill.id]);
}

export async function loadDrill(db: Queryable, id: number): Promise<DrillRow | null> {
  return row(db, `select ${columns} from ${from} where d.id = $1`, [id]);
}

export async function lockDrill(tx: Queryable, id: number): Promise<DrillRow | null> {
  const found = await run(tx, 'select from drills where id = $1 for update', [id]);
  return found === 0 ? null : loadDrill(tx, id);
}

export async function countHeld(db: Queryable): Promise<{ scenarioKey: string; count: number }[]> {
  return rows(db, `select scenario_key, count(*) as count from drills where state = 'finished' group by scenario_key`);
}

/** Of these services, those that exist. */
export async function existingServices(db: Queryable, ids: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(db, 'select id from services where id = any ($1::bigint[]) order by id', [
    ids,
  ]);
  return found.map(({ id }) => id);
}

export async function insertDrill(
  tx: Queryable,
  drill: {
    scenarioKey: string;
    format: string;
    title: string;
    story: string;
    severity: number;
    teamId: number | null;
    serviceIds: number[];
    leaderId: number | null;
    plannedFor: string | null;
    sourceId: number | null;
    consent: string;
    beforeWebhookId: number | null;
    afterWebhookId: number | null;
    seriesId: number | null;
    sandboxId: number | null;
    injects: readonly { atMinute: number; tell: string; hope: string; signal: InjectSignal | null }[];
  },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into drills (scenario_key, format, title, story, severity, team_id, service_ids, leader_id, planned_for,
       source_id, consent, before_webhook_id, after_webhook_id, series_id, sandbox_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning id`,
    [
      drill.scenarioKey,
      drill.format,
      drill.title,
      drill.story,
      drill.severity,
      drill.teamId,
      drill.serviceIds,
      drill.leaderId,
      drill.plannedFor,
      drill.sourceId,
      drill.consent,
      drill.beforeWebhookId,
      drill.afterWebhookId,
      drill.seriesId,
      drill.sandboxId,
    ],
  );
  await run(
    tx,
    `insert into drill_injects (drill_id, position, at_minute, tell, hope, signal)
     select $1, i.position - 1, i.at_minute, i.tell, i.hope, i.signal
     from unnest($2::int[], $3::text[], $4::text[], $5::jsonb[])
       with ordinality as i (at_minute, tell, hope, signal, position)`,
    [
      inserted!.id,
      drill.injects.map((inject) => inject.atMinute),
      drill.injects.map((inject) => inject.tell),
      drill.injects.map((inject) => inject.hope),
      drill.injects.map(({ signal }) => signal && JSON.stringify(signal)),
    ],
  );
  return inserted!.id;
}

/** The drill runs as this incident; its injects become due from its declaration on. */
export async function setStarted(tx: Queryable, id: number, incidentId: number): Promise<void> {
  await run(
    tx,
    `update drills d set state = 'running', incident_id = $2, starting_at = null, start_problem = null, started_at = i.declared_at, version = d.version + 1
     from incidents i where d.id = $1 and i.id = $2`,
    [id, incidentId],
  );
}

/** What the signals of a drill have opened: the alerts, the page of each, and who took it. */
export async function listSignalPages(db: Queryable, sourceId: number, drillId: number, titles: readonly string[]) {
  return rows<{
    alertId: number;
    title: string;
    pageId: number | null;
    openedAt: Date | null;
    acknowledgedAt: Date | null;
    acknowledgedBy: { kind: string; name: string; personId?: number } | null;
  }>(
    db,
    `select a.id as alert_id, a.title, p.id as page_id, p.opened_at, p.acknowledged_at, p.acknowledged_by
     from alerts a left join lateral (select p.* from page_alerts x join pages p on p.id = x.page_id
       where x.alert_id = a.id order by p.id limit 1) p on true
     where a.source_id = $1 and a.dedup_hash = any (select sha256(convert_to(key, 'UTF8')) from unnest($2::text[]) as key)
     order by a.id limit 100`,
    [sourceId, titles.map((title) => drillDedupKey(drillId, title))],
  );
}

/** Open incidents that routes have declared from the signals of a drill. */
export async function listDeclared(db: Queryable, sourceId: number, dedupKeys: readonly string[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select distinct i.id from alerts a join incident_alerts x on x.alert_id = a.id join incidents i on i.id = x.incident_id
     where a.source_id = $1 and a.dedup_hash = any (select sha256(convert_to(key, 'UTF8')) from unnest($2::text[]) as key)
       and i.kind = 'drill' and i.lifecycle <> 'closed' order by i.id limit 100`,
    [sourceId, dedupKeys],
  );
  return found.map(({ id }) => id);
}

/** The last finished drills of a scenario before another one, newest first. */
export async function listEarlier(db: Queryable, scenarioKey: string, before: number) {
  return rows<{ id: number; title: string; finishedAt: Date; marks: Drill['marks'] }>(
    db,
    `select id, title, finished_at, marks from drills
     where scenario_key = $1 and state = 'finished' and id < $2 order by id desc limit 3`,
    [scenarioKey, before],
  );
}

/** Real incidents of the two highest severities that are open: no time for practice. */
export async function listOpenSevere(db: Queryable): Promise<{ id: number; severity: number }[]> {
  return rows(
    db,
    `select id, severity from incidents where kind = 'real' and severity <= 2 and lifecycle not in ('resolved', 'closed')
     order by severity, id limit 3`,
  );
}

export async function setPlannedFor(tx: Queryable, id: number, plannedFor: string | null): Promise<void> {
  await run(tx, 'update drills set planned_for = $2, version = version + 1 where id = $1', [id, plannedFor]);
}

/** False when the drill has another version than expected. */
export async function setMarks(
  tx: Queryable,
  id: number,
  { marks, notes, proof }: { marks: unknown; notes: string; proof: unknown },
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    tx,
    `update drills set marks = $2, notes = $3, proof = $4, version = version + 1
     where id = $1 and ($5::int is null or version = $5)`,
    [id, JSON.stringify(marks), notes, proof === null ? null : JSON.stringify(proof), version ?? null],
  );
  return updated === 1;
}

export async function setScore(tx: Queryable, id: number, score: { points: number; possible: number }) {
  await run(tx, 'update drills set points = $2, possible = $3 where id = $1', [id, score.points, score.possible]);
}

/** Keeps what the record said at the end: later corrections do not change the report. */
export async function setProposals(tx: Queryable, id: number, proposals: readonly Proposal[]) {
  await run(tx, 'update drills set proposals = $2 where id = $1', [id, JSON.stringify(proposals)]);
}

/** The clock stands; no inject is due until it goes on. False when it stood already. */
export async function setPaused(tx: Queryable, id: number): Promise<boolean> {
  const paused = await run(tx, 'update drills set paused_at = evenkeel.now() where id = $1 and paused_at is null', [
    id,
  ]);
  await run(tx, 'update drill_injects set due_at = null where drill_id = $1 and told_at is null', [id]);
  return paused === 1;
}

/** False when it was not paused. */
export async function setResumed(tx: Queryable, id: number): Promise<boolean> {
  const resumed = await run(
    tx,
    `update drills set paused_seconds = paused_seconds + extract(epoch from evenkeel.now() - paused_at), paused_at = null
     where id = $1 and paused_at is not null`,
    [id],
  );
  return resumed === 1;
}

export async function setOver(tx: Queryable, id: number, state: 'finished' | 'canceled'): Promise<void> {
  await run(
    tx,
    `update drills set state = $2, starting_at = null, finished_at = case when $2 = 'finished' then evenkeel.now() end, version = version + 1
     where id = $1`,
    [id, state],
  );
  await run(tx, 'update drill_injects set due_at = null where drill_id = $1 and told_at is null', [id]);
}

/** By the id of the drill. */
export async function sandboxesOfDrills(db: Queryable, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const found = await rows<{ id: number; sandboxId: number }>(
    db,
    'select id, sandbox_id from drills where id = any ($1::bigint[]) and sandbox_id is not null',
    [ids],
  );
  return new Map(found.map(({ id, sandboxId }) => [id, sandboxId]));
}
