import { problem } from '../../../../contract/errors.ts';
import { incidentKey } from '../../../../domain/respond/incidents/incident-key.ts';
import { requireEnabledPerson } from '../../../directory/people/actions.ts';
import { actorReference } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { onIncident } from '../incident/change.ts';
import { type ToldKind, tell } from '../timeline/actions.ts';
import * as store from './store.ts';

type NewTask = { title: string; ownerId: number | null; dueAt?: string | null | undefined };
type TaskChange = {
  title?: string | undefined;
  ownerId?: number | null | undefined;
  dueAt?: string | null | undefined;
  isDone?: boolean | undefined;
};

export async function addTask(ctx: Context, incidentId: number, task: NewTask) {
  return onIncident(ctx, incidentId, async (tx) => {
    if ((await store.listTasks(tx, incidentId)).length >= store.maxTasks) {
      throw problem('conflict', `There are already ${store.maxTasks} tasks, which is the limit.`);
    }
    const owner = task.ownerId === null ? null : await requireEnabledPerson(tx, task.ownerId, 'body.ownerId');
    const taskId = await store.insertTask(tx, incidentId, task, actorReference(ctx.actor));
    const forWhom = owner === null ? '' : ` for ${owner}`;
    await tellTask(ctx, tx, incidentId, taskId, 'incident.taskAdded', `New task${forWhom}: ${task.title}`);
    return (await store.loadTask(tx, incidentId, taskId))!;
  });
}

/** What is still to be done, in the order of the room. */
export async function listOpenTasks(db: Queryable, incidentId: number): Promise<store.TaskRow[]> {
  return (await store.listTasks(db, incidentId)).filter(({ doneAt }) => doneAt === null);
}

/** Changes a task, or marks it done or not done; fields left out stay. */
export async function updateTask(ctx: Context, incidentId: number, taskId: number, change: TaskChange) {
  return onIncident(ctx, incidentId, async (tx) => {
    const before = await store.loadTask(tx, incidentId, taskId);
    if (!before) throw noTask(incidentId, taskId);
    const { title = before.title, ownerId = before.owner?.id ?? null, dueAt = before.dueAt, isDone } = change;
    if (change.ownerId != null && change.ownerId !== before.owner?.id) {
      const owner = await requireEnabledPerson(tx, change.ownerId, 'body.ownerId');
      await tellTask(ctx, tx, incidentId, taskId, 'incident.taskAssigned', `Assigned to ${owner}: ${title}`);
    }
    await store.updateTask(tx, taskId, { title, ownerId, dueAt });
    const wasDone = before.doneAt !== null;
    if (isDone !== undefined && isDone !== wasDone) {
      await store.setTaskDone(tx, taskId, isDone ? actorReference(ctx.actor) : null);
      const event = isDone ? 'incident.taskDone' : 'incident.taskReopened';
      await tellTask(ctx, tx, incidentId, taskId, event, `${isDone ? 'Done' : 'Marked as not done'}: ${title}`);
    } else if (title !== before.title) {
      await tellTask(
        ctx,
        tx,
        incidentId,
        taskId,
        'incident.taskChanged',
        `Task “${before.title}” changed to: ${title}`,
      );
    }
    return (await store.loadTask(tx, incidentId, taskId))!;
  });
}

export async function deleteTask(ctx: Context, incidentId: number, taskId: number): Promise<void> {
  await onIncident(ctx, incidentId, async (tx) => {
    const before = await store.loadTask(tx, incidentId, taskId);
    if (!before || !(await store.deleteTask(tx, incidentId, taskId))) throw noTask(incidentId, taskId);
    await tellTask(ctx, tx, incidentId, taskId, 'incident.taskDeleted', `Task removed: ${before.title}`);
  });
}

const noTask = (incidentId: number, taskId: number) =>
  problem('not_found', `${incidentKey(incidentId)} has no task with the id ${taskId}.`);

type TaskEvent = Extract<ToldKind, `incident.task${string}`>;

function tellTask(ctx: Context, tx: Queryable, incidentId: number, taskId: number, event: TaskEvent, text: string) {
  return tell(tx, ctx.actor, incidentId, { event, kind: 'task', text, data: { taskId } });
}
