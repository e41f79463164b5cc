import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { dropGoal, type Goal } from '../../../contract/program/goals.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { useLinkedForm } from '../linked-form.ts';
import styles from '../program.module.css';
import { EditGoalForm, FreezeForm, goalReads } from './goal-form.tsx';

/** What can be done with a goal that was not abandoned; nothing for whoever may not. */
export function GoalActs({ goal }: { goal: Goal }) {
  const isToFreeze = useLinkedForm('freeze') && !goal.baseline;
  const [layer, setLayer] = useState<'edit' | 'freeze' | 'drop' | null>(isToFreeze ? 'freeze' : null);
  const guard = useGuard('program.manage');
  const close = () => setLayer(null);
  if (guard.disabled || goal.state === 'dropped') return null;
  return (
    <div className={styles.row}>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => setLayer('edit')}
        aria-label={`Edit goal: ${goal.name}`}
      >
        Edit
      </Button>
      {!goal.baseline && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => setLayer('freeze')}
          aria-label={`Freeze baseline: ${goal.name}`}
        >
          Freeze baseline
        </Button>
      )}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        onClick={() => setLayer('drop')}
        aria-label={`Abandon goal: ${goal.name}`}
      >
        Abandon goal
      </Button>
      {layer === 'edit' && <EditGoalForm goal={goal} close={close} />}
      {layer === 'freeze' && <FreezeForm goal={goal} close={close} />}
      <DropForm goal={goal} opened={layer === 'drop'} close={close} />
    </div>
  );
}

function DropForm({ goal, opened, close }: { goal: Goal; opened: boolean; close: () => void }) {
  const drop = useAction(dropGoal, { changes: goalReads });
  return (
    <FormModal
      title="Abandon this goal"
      opened={opened}
      close={close}
      initialValues={{ reason: '' }}
      validate={({ reason }) => ({ ...(reason.trim() === '' && { reason: 'Enter a reason.' }) })}
      submitLabel="Abandon goal"
      submit={(body) => drop.mutateAsync({ params: { id: goal.id }, body })}
    >
      {(form) => (
        <>
          <Textarea label="Reason" data-autofocus autosize minRows={2} {...form.getInputProps('reason')} />
          {goal.milestones.length > 0 && (
            <p className="muted">
              Milestones that are meant to reach it stay in their plans:{' '}
              {goal.milestones.map(({ title, team }) => `“${title}” (${team.name})`).join(', ')}.
            </p>
          )}
        </>
      )}
    </FormModal>
  );
}
