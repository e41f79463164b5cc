import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

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
  /** On the clock of the drill. */
  toldSecond: number | null;
  skippedAt: Date | null;
  /** Added while the drill was running. */
  isAdded: boolean;
  signal: InjectSignal | null;
  signalProblem: string | null;
};

const columns = `i.drill_id, i.position, i.at_minute, i.tell, i.hope, i.due_at, i.told_at, i.told_second, i.skipped_at,
  i.is_added, i.signal, i.signal_problem`;

/** By drill, in the order in which they come. */
export async function listInjects(db: Queryable, drillIds: number[]): Promise<InjectRow[]> {
  return rows(
    db,
    `select ${columns} from drill_injects i where drill_id = any ($1::bigint[]) order by drill_id, at_minute, position`,
    [drillIds],
  );
}

/** Those that are still to come get their due time from the clock of the drill; none while it stands. */
export async function setDue(tx: Queryable, drillId: number): Promise<void> {
  await run(
    tx,
    `update drill_injects i set due_at = case when d.state = 'running' and d.paused_at is null and i.skipped_at is null
       then d.started_at + make_interval(secs => d.paused_seconds) + i.at_minute * interval '1 minute' end
     from drills d where d.id = $1 and i.drill_id = $1 and i.told_at is null`,
    [drillId],
  );
}

/** False when it was told before. */
export async function setTold(tx: Queryable, drillId: number, position: number): Promise<boolean> {
  const told = await run(
    tx,
    `update drill_injects i set told_at = evenkeel.now(), skipped_at = null, told_second = greatest(0, extract(epoch from
       coalesce(d.paused_at, evenkeel.now()) - d.started_at) - d.paused_seconds)::int
     from drills d where d.id = $1 and i.drill_id = $1 and i.position = $2 and i.told_at is null`,
    [drillId, position],
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

/** False when it was told, or stands as asked for already. */
export async function setSkipped(tx: Queryable, drillId: number, position: number, isSkipped: boolean) {
  const changed = await run(
    tx,
    `update drill_injects set skipped_at = case when $3 then evenkeel.now() end
     where drill_id = $1 and position = $2 and told_at is null and (skipped_at is null) = $3`,
    [drillId, position, isSkipped],
  );
  return changed === 1;
}

/** Earlier by negative minutes, never before the start. False when it was told. */
export async function delay(tx: Queryable, drillId: number, position: number, minutes: number): Promise<boolean> {
  const changed = await run(
    tx,
    `update drill_injects set at_minute = least(1000, greatest(0, at_minute + $3))
     where drill_id = $1 and position = $2 and told_at is null`,
    [drillId, position, minutes],
  );
  return changed === 1;
}

/** Returns its position. */
export async function insertInject(
  tx: Queryable,
  drillId: number,
  { atMinute, tell, hope }: Pick<InjectRow, 'atMinute' | 'tell' | 'hope'>,
): Promise<number> {
  const inserted = await row<{ position: number }>(
    tx,
    `insert into drill_injects (drill_id, position, at_minute, tell, hope, is_added)
     select $1, coalesce(max(position), -1) + 1, $2, $3, $4, true from drill_injects where drill_id = $1
     returning position`,
    [drillId, atMinute, tell, hope],
  );
  return inserted!.position;
}

/** Injects whose minute has come, locked; those that another node works on are left out. */
export async function claimDueInjects(
  tx: Queryable,
  limit: number,
): Promise<(InjectRow & { incidentId: number; sourceId: number | null })[]> {
  return rows(
    tx,
    `select ${columns}, d.incident_id, d.source_id from drill_injects i join drills d on d.id = i.drill_id
     where i.due_at <= evenkeel.now() and i.told_at is null and d.state = 'running'
     order by i.due_at, i.drill_id, i.position limit $1 for update of i skip locked`,
    [limit],
  );
}
