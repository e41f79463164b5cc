import { Button, Progress, Textarea } from '@mantine/core';
import { useState } from 'react';
import { dropGoal, type Goal, listGoals } from '../../../contract/program/goals.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { useAction, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { useShortcut } from '../../keys/commands.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { OutsideLink } from '../../ui/text/outside-link.tsx';
import { dayOf, daysOf } from '../../ui/time/time.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { EditGoalForm, FreezeForm, GoalForm } from './goal-form.tsx';
import { goalLooks } from './goal-looks.ts';
import { valueText, wayText } from './goal-values.ts';

/** Measures with their baseline, target and due date. */
export function GoalsScreen() {
  const list = usePagedEndpoint(listGoals, { query: {} }, { follows: ['incident', 'postmortem'] });
  const [isAdding, setAdding] = useState(false);
  const [dropped, setDropped] = useState<Goal | null>(null);
  const [changed, setChanged] = useState<{ goal: Goal; by: 'edit' | 'freeze' } | null>(null);
  const drop = useAction(dropGoal, { changes: [listGoals, readProgram] });
  const guard = useGuard('program.manage');
  const add = () => !guard.disabled && setAdding(true);
  useShortcut('n', 'New goal', add);
  return (
    <>
      <PageHeader
        word="goal"
        title="Goals"
        parents={programParents}
        actions={
          <Button {...guard} onClick={add}>
            New goal
          </Button>
        }
      >
        Each goal has a measure, a frozen baseline, a target and a due date. Progress is live.
      </PageHeader>
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={6} label="Loading goals" />}
      {!list.isPending && !list.error && list.rows.length === 0 && (
        <EmptyState kind="first-use" title="No goals yet" action={{ label: 'Create first goal', run: add }}>
          A good first goal: reduce the median time to restore by a fifth within a quarter.
        </EmptyState>
      )}
      <div className={styles.grid}>
        {list.rows.map((goal) => (
          <GoalCard
            key={goal.id}
            goal={goal}
            {...(!guard.disabled && {
              acts: {
                drop: () => setDropped(goal),
                edit: () => setChanged({ goal, by: 'edit' }),
                freeze: () => setChanged({ goal, by: 'freeze' }),
              },
            })}
          />
        ))}
      </div>
      {list.loadMore && (
        <Button variant="default" mt={12} onClick={list.loadMore} loading={list.isLoadingMore}>
          Load more
        </Button>
      )}
      <GoalForm opened={isAdding} close={() => setAdding(false)} />
      {changed?.by === 'edit' && <EditGoalForm goal={changed.goal} close={() => setChanged(null)} />}
      {changed?.by === 'freeze' && <FreezeForm goal={changed.goal} close={() => setChanged(null)} />}
      <FormModal
        title="Abandon this goal"
        opened={dropped !== null}
        close={() => setDropped(null)}
        initialValues={{ reason: '' }}
        validate={({ reason }) => ({ ...(reason.trim() === '' && { reason: 'Enter a reason.' }) })}
        submitLabel="Abandon goal"
        submit={(values) => drop.mutateAsync({ params: { id: dropped?.id ?? 0 }, body: values })}
      >
        {(form) => <Textarea label="Reason" data-autofocus autosize minRows={2} {...form.getInputProps('reason')} />}
      </FormModal>
    </>
  );
}

type Acts = { drop: () => void; edit: () => void; freeze: () => void };

function GoalCard({ goal, acts }: { goal: Goal; acts?: Acts }) {
  const { tone, glyph, word } = goalLooks[goal.state];
  const { baseline, current, unit, share } = goal;
  return (
    <Panel
      title={goal.name}
      actions={
        <Badge tone={tone} glyph={glyph}>
          {word}
        </Badge>
      }
    >
      {share !== null && (
        <>
          <Progress
            value={Math.max(0, Math.min(1, share)) * 100}
            aria-label={`${goal.name}: ${Math.round(Math.max(0, share) * 100)}% complete`}
          />
          <p className="muted">
            {wayText(share)}; a steady pace would be at {Math.round(goal.expectedShare * 100)}% by now.
          </p>
        </>
      )}
      <Facts
        facts={[
          ['Measure', `${goal.measureName} (${goal.better} is better)`],
          [
            'Baseline',
            baseline
              ? `${valueText(baseline.value, unit)}, n = ${baseline.n}, ${daysOf(baseline.from, baseline.to)}, frozen`
              : 'Not measured',
          ],
          ['Frozen late', baseline?.lateReason],
          ['Now', `${valueText(current.value, unit)}, n = ${current.n}`],
          ['Target', `${valueText(goal.target, unit)} by ${dayOf(goal.dueAt)}`],
          ['Forecast', forecastText(goal)],
          [
            'Objective',
            goal.objectiveUrl ? (
              <OutsideLink key="objective" href={goal.objectiveUrl} text={goal.objective || goal.objectiveUrl} />
            ) : (
              goal.objective
            ),
          ],
          ['Scope', goal.team?.name ?? goal.service?.name],
          ['Owner', goal.owner?.name],
        ]}
      />
      {goal.caution && <p className="muted">{goal.caution}</p>}
      {acts && goal.state !== 'dropped' && (
        <div className={styles.row}>
          <Button variant="default" size="compact-sm" onClick={acts.edit} aria-label={`Edit goal: ${goal.name}`}>
            Edit
          </Button>
          {!baseline && (
            <Button
              variant="default"
              size="compact-sm"
              onClick={acts.freeze}
              aria-label={`Freeze baseline: ${goal.name}`}
            >
              Freeze baseline
            </Button>
          )}
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={acts.drop}
            aria-label={`Abandon goal: ${goal.name}`}
          >
            Abandon goal
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** Where it ends if it goes on as since the start. */
function forecastText({ forecast, unit, dueAt }: Goal): string | null {
  if (!forecast) return null;
  if (!forecast.range) return 'Cannot tell: fewer than ten cases since the start';
  const range = `${valueText(forecast.range.low, unit)} to ${valueText(forecast.range.high, unit)} (95%)`;
  const words = { likely: 'Likely reached', unlikely: 'Unlikely to be reached', 'cannot-tell': 'Cannot tell' };
  return `${words[forecast.verdict]}: at this rate ${range} by ${dayOf(dueAt)}`;
}
