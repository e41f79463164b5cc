import type { Drill } from '../../../contract/program/drills.ts';
import { drillDedupKey } from '../../../domain/detect/drill-key.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type InjectSignal = {
  title: string;
  severity: 'critical' | 'error' | 'warning' | 'info';
  state: 'firing' | 'resolved';
};

export type InjectRow = {
  drillId: number;
  position: number;
  atMinute: number;
  tell: string;
  hope: string;
  dueAt: Date | null;
  toldAt: Date | null;
  signal: InjectSignal | null;
  signalProblem: string | null;
};

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
};

const columns = `d.id, d.consent, d.scenario_key, d.format, d.title, d.story, d.severity, d.service_ids, d.state, d.incident_id,
  d.planned_for, d.started_at, d.finished_at, d.marks, d.notes, d.version, d.created_at,
  case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team,
  case when l.id is not null then jsonb_build_object('id', l.id, 'name', l.name) end as leader,
  case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as source,
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

export async function listInjects(db: Queryable, drillIds: number[]): Promise<InjectRow[]> {
  return rows(
    db,
    `select drill_id, position, at_minute, tell, hope, due_at, told_at, signal, signal_problem from drill_injects
     where drill_id = any ($1::bigint[]) order by drill_id, position`,
    [drillIds],
  );
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
    injects: readonly { atMinute: number; tell: string; hope: string; signal: InjectSignal | null }[];
  },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into drills (scenario_key, format, title, story, severity, team_id, service_ids, leader_id, planned_for,
       source_id, consent)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
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
    `update drills d set state = 'running', incident_id = $2, started_at = i.declared_at, version = d.version + 1
     from incidents i where d.id = $1 and i.id = $2`,
    [id, incidentId],
  );
  await run(
    tx,
    `update drill_injects set due_at = d.started_at + at_minute * interval '1 minute'
     from drills d where d.id = $1 and drill_id = $1`,
    [id],
  );
}

/** False when it was told before. */
export async function setTold(tx: Queryable, id: number, position: number): Promise<boolean> {
  const told = await run(
    tx,
    'update drill_injects set told_at = evenkeel.now() where drill_id = $1 and position = $2 and told_at is null',
    [id, position],
  );
  return told === 1;
}

export async function setSignalProblem(tx: Queryable, id: number, position: number, problem: string): Promise<void> {
  await run(tx, 'update drill_injects set signal_problem = $3 where drill_id = $1 and position = $2', [
    id,
    position,
    problem,
  ]);
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

/** False when the drill has another version than expected. */
export async function setMarks(
  tx: Queryable,
  id: number,
  marks: unknown,
  notes: string,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    tx,
    `update drills set marks = $2, notes = $3, version = version + 1 where id = $1 and ($4::int is null or version = $4)`,
    [id, JSON.stringify(marks), notes, version ?? null],
  );
  return updated === 1;
}

export async function setScore(tx: Queryable, id: number, score: { points: number; possible: number }) {
  await run(tx, 'update drills set points = $2, possible = $3 where id = $1', [id, score.points, score.possible]);
}

export async function setOver(tx: Queryable, id: number, state: 'finished' | 'canceled'): Promise<void> {
  await run(
    tx,
    `update drills set state = $2, finished_at = case when $2 = 'finished' then evenkeel.now() end, version = version + 1
     where id = $1`,
    [id, state],
  );
  await run(tx, 'update drill_injects set due_at = null where drill_id = $1 and told_at is null', [id]);
}

/** Injects whose minute has come, locked; those that another node works on are left out. */
export async function claimDueInjects(
  tx: Queryable,
  limit: number,
): Promise<(InjectRow & { incidentId: number; sourceId: number | null })[]> {
  return rows(
    tx,
    `select i.drill_id, i.position, i.at_minute, i.tell, i.hope, i.due_at, i.told_at, i.signal,
       i.signal_problem, d.incident_id, d.source_id
     from drill_injects i join drills d on d.id = i.drill_id
     where i.due_at <= evenkeel.now() and i.told_at is null and d.state = 'running'
     order by i.due_at, i.drill_id, i.position limit $1 for update of i skip locked`,
    [limit],
  );
}

export type RecordRow = {
  updatesAt: Date[];
  firstPublicDraftAt: Date | null;
  commanderAssignedAt: Date | null;
  declaredAt: Date;
  endedAt: Date;
  severity: number;
  roles: { role: string; personId: number }[];
  tasks: number;
  tasksWithOwner: number;
};

/** What the record of a drill's incident says about how it went. */
export async function loadRecord(db: Queryable, incidentId: number): Promise<RecordRow> {
  const found = await row<Omit<RecordRow, 'updatesAt'> & { updatesAt: string[] }>(
    db,
    `select i.declared_at, i.commander_assigned_at, i.peak_severity as severity,
       coalesce(i.resolved_at, i.closed_at, evenkeel.now()) as ended_at,
       coalesce((select jsonb_agg(to_char(u.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') order by u.at)
         from (select at from incident_updates where incident_id = i.id order by id limit 500) u), '[]') as updates_at,
       least((select min(drafted_at) from public_updates where incident_id = i.id), i.first_public_at)
         as first_public_draft_at,
       coalesce((select jsonb_agg(distinct jsonb_build_object('role', role, 'personId', person_id))
         from incident_roles where incident_id = i.id), '[]') as roles,
       (select count(*) from incident_tasks where incident_id = i.id) as tasks,
       (select count(*) from incident_tasks where incident_id = i.id and owner_id is not null) as tasks_with_owner
     from incidents i where i.id = $1`,
    [incidentId],
  );
  return { ...found!, updatesAt: found!.updatesAt.map((at) => new Date(at)) };
}
