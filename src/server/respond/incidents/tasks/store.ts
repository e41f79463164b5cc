import type { z } from 'zod';
import type { incidentTask } from '../../../../contract/respond/incidents/tasks.ts';
import { type Queryable, row, rows, run } from '../../../platform/db/database.ts';

export type TaskRow = Omit<z.input<typeof incidentTask>, 'id' | 'owner'> & {
  id: number;
  owner: { id: number; name: string } | null;
};

const columns = `t.id, t.title, case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as owner,
  t.due_at, t.done_at, t.done_by, t.created_by, t.created_at`;
const joins = 'incident_tasks t left join people p on p.id = t.owner_id';

export const maxTasks = 200;

export async function listTasks(db: Queryable, incidentId: number): Promise<TaskRow[]> {
  return rows(
    db,
    `select ${columns} from ${joins} where t.incident_id = $1 order by t.done_at is not null, t.id limit $2`,
    [incidentId, maxTasks],
  );
}

export async function loadTask(db: Queryable, incidentId: number, id: number): Promise<TaskRow | null> {
  return row(db, `select ${columns} from ${joins} where t.incident_id = $1 and t.id = $2`, [incidentId, id]);
}

export async function insertTask(
  tx: Queryable,
  incidentId: number,
  task: { title: string; ownerId: number | null; dueAt?: string | null | undefined },
  createdBy: unknown,
): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into incident_tasks (incident_id, title, owner_id, due_at, created_by) values ($1, $2, $3, $4, $5) returning id`,
    [incidentId, task.title, task.ownerId, task.dueAt ?? null, JSON.stringify(createdBy)],
  );
  return inserted!.id;
}

export type StoredTask = { title: string; ownerId: number | null; dueAt: Date | string | null };

export async function updateTask(tx: Queryable, id: number, task: StoredTask): Promise<void> {
  await run(tx, 'update incident_tasks set title = $2, owner_id = $3, due_at = $4 where id = $1', [
    id,
    task.title,
    task.ownerId,
    task.dueAt,
  ]);
}

/** `doneBy` null: not done (any more). */
export async function setTaskDone(tx: Queryable, id: number, doneBy: unknown): Promise<void> {
  await run(
    tx,
    `update incident_tasks set done_by = $2, done_at = case when $2::jsonb is not null then evenkeel.now() end where id = $1`,
    [id, doneBy === null ? null : JSON.stringify(doneBy)],
  );
}

export async function deleteTask(tx: Queryable, incidentId: number, id: number): Promise<boolean> {
  return (await run(tx, 'delete from incident_tasks where incident_id = $1 and id = $2', [incidentId, id])) === 1;
}
