import { Button } from '@mantine/core';
import { useState } from 'react';
import { listGoals } from '../../../contract/program/goals.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { useShortcut } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { useLinkedForm } from '../linked-form.ts';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { GoalActs } from './goal-acts.tsx';
import { GoalForm } from './goal-form.tsx';
import { GoalPanel } from './goal-panel.tsx';

/** Measures with their baseline, target and due date. */
export function GoalsScreen() {
  const list = usePagedEndpoint(listGoals, { query: {} }, { follows: ['incident', 'postmortem', 'pilot'] });
  const guard = useGuard('program.manage');
  const [isAdding, setAdding] = useState(useLinkedForm('new') && !guard.disabled);
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
          <GoalPanel key={goal.id} goal={goal} href={paths.goal(goal.id)} acts={<GoalActs goal={goal} />} />
        ))}
      </div>
      {list.loadMore && (
        <Button variant="default" mt={12} onClick={list.loadMore} loading={list.isLoadingMore}>
          Load more
        </Button>
      )}
      <GoalForm opened={isAdding} close={() => setAdding(false)} />
    </>
  );
}
