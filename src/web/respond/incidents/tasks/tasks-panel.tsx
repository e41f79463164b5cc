import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, type RefObject, useRef, useState } from 'react';
import { getIncident, type IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import {
  addIncidentTask,
  deleteIncidentTask,
  type IncidentTask,
  updateIncidentTask,
} from '../../../../contract/respond/incidents/tasks.ts';
import { listIncidentTimeline } from '../../../../contract/respond/incidents/timeline.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { useKeptText } from '../../../data/use-kept-text.ts';
import { idOf, idText } from '../../../directory/choices.ts';
import { useGuard } from '../../../directory/may.ts';
import { Picker } from '../../../directory/picker.tsx';
import { useCommands } from '../../../keys/commands.ts';
import { Panel } from '../../../ui/screen/panel.tsx';
import { showUndo } from '../../../ui/screen/toasts.ts';
import { serverNow } from '../../../ui/time/server-clock.ts';
import { Time } from '../../../ui/time/time.tsx';
import styles from '../room/room.module.css';
import { TickRow } from './tick-row.tsx';

const changes = [getIncident, listIncidentTimeline];

/** How soon a new task is due. */
const dueIn = [
  { value: '15', label: 'Due in 15 min' },
  { value: '30', label: 'Due in 30 min' },
  { value: '60', label: 'Due in 1 h' },
  { value: '240', label: 'Due in 4 h' },
];

/** Work given to one named person each. */
export function TasksPanel({ room }: { room: IncidentRoom }) {
  const guard = useGuard('incidents.respond');
  const title = useRef<HTMLInputElement>(null);
  useCommands(guard.disabled ? [] : [{ label: 'Add a task', keys: 'n', run: () => title.current?.focus() }]);
  const open = room.tasks.filter(({ doneAt }) => doneAt === null).length;
  return (
    <Panel title="Tasks" actions={<span className="muted">{open} open</span>}>
      {room.tasks.length === 0 && <p className="muted">No tasks yet.</p>}
      <ul className={styles.rows}>
        {room.tasks.map((task) => (
          <TaskRow key={task.id} task={task} incidentId={room.id} />
        ))}
      </ul>
      {!guard.disabled && <NewTask incidentId={room.id} inputRef={title} />}
    </Panel>
  );
}

function TaskRow({ task, incidentId }: { task: IncidentTask; incidentId: number }) {
  const guard = useGuard('incidents.respond');
  const update = useAction(updateIncidentTask, { changes });
  const remove = useAction(deleteIncidentTask, { changes });
  const add = useAction(addIncidentTask, { changes });
  const addAgain = () =>
    add.mutate({
      params: { id: incidentId },
      body: { title: task.title, ownerId: task.owner?.id ?? null, dueAt: task.dueAt },
    });
  const params = { id: incidentId, taskId: task.id };
  return (
    <TickRow
      text={task.title}
      isDone={task.doneAt !== null}
      disabled={guard.disabled}
      toggle={() => update.mutateAsync({ params, body: { isDone: task.doneAt === null } })}
    >
      {task.doneAt ? (
        <>
          {task.owner?.name ?? task.doneBy?.name ?? 'Somebody'}, done <Time at={task.doneAt} />
        </>
      ) : (
        <span className={styles.taskLine}>
          <Picker
            aria-label={`Owner of ${task.title}`}
            placeholder="No owner: ask someone by name"
            size="xs"
            clearable
            of="people"
            disabled={guard.disabled}
            value={idText(task.owner?.id ?? null)}
            onChange={(owner) => update.mutate({ params, body: { ownerId: idOf(owner) } })}
          />
          {task.dueAt && (
            <span>
              due <Time at={task.dueAt} />
            </span>
          )}
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            aria-label={`Remove the task ${task.title}`}
            onClick={() => remove.mutate({ params }, { onSuccess: () => showUndo('Task removed.', addAgain) })}
            {...guard}
          >
            Remove
          </Button>
        </span>
      )}
    </TickRow>
  );
}

function NewTask({ incidentId, inputRef }: { incidentId: number; inputRef: RefObject<HTMLInputElement | null> }) {
  const kept = useKeptText(`task/${incidentId}`);
  const title = kept.text ?? '';
  const [owner, setOwner] = useState<string | null>(null);
  const [due, setDue] = useState<string | null>(null);
  const add = useAction(addIncidentTask, {
    changes,
    done: (_, { body }) => {
      kept.clear(body.title);
      setOwner(null);
      setDue(null);
      inputRef.current?.focus();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === '') return;
    const dueAt = due === null ? null : new Date(serverNow() + Number(due) * 60_000).toISOString();
    add.mutate({ params: { id: incidentId }, body: { title, ownerId: idOf(owner), dueAt } });
  };
  return (
    <form className={styles.newRow} onSubmit={submit}>
      <TextInput
        ref={inputRef}
        aria-label="New task"
        placeholder="What needs to be done"
        maxLength={500}
        value={title}
        onChange={(event) => kept.change(event.currentTarget.value || null)}
      />
      <Picker
        aria-label="Owner of the new task"
        placeholder="Owner"
        clearable
        of="people"
        value={owner}
        onChange={setOwner}
      />
      <Select
        aria-label="When the new task is due"
        placeholder="No due time"
        clearable
        data={dueIn}
        value={due}
        onChange={setDue}
      />
      <Button type="submit" variant="default" loading={add.isPending}>
        Add
      </Button>
    </form>
  );
}
