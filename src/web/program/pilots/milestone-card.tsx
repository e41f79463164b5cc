import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { type Pilot, tickMilestoneItem } from '../../../contract/program/pilots.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { calendarDateText } from '../../ui/time/time-text.ts';
import styles from '../program.module.css';
import type { Milestone, MilestoneStatus } from './milestone-looks.ts';
import { waitingText } from './milestone-looks.ts';
import plan from './plan.module.css';
import { StatusMenu } from './status-menu.tsx';
import { planReads } from './use-milestones.ts';

export type MilestoneActs = {
  setStatus: (milestone: Milestone, status: MilestoneStatus) => void;
  edit: (milestone: Milestone) => void;
  remove: (milestone: Milestone) => void;
};

type Props = { pilot: Pilot; milestone: Milestone; acts: MilestoneActs };

/** One milestone: what is to be done, by whom, by when. What is at hand starts unfolded. */
export function MilestoneCard({ pilot, milestone, acts }: Props) {
  const guard = useGuard('program.manage');
  const tick = useAction(tickMilestoneItem, { changes: planReads });
  const [isOpen] = useState(milestone.state === 'overdue' || milestone.state === 'next');
  return (
    <section className={`${styles.step} ${styles.milestone}`} data-state={milestone.state} aria-label={milestone.title}>
      <div className={plan.head}>
        <MilestoneFacts milestone={milestone} milestones={pilot.milestones} />
        <StatusMenu milestone={milestone} choose={(status) => acts.setStatus(milestone, status)} />
      </div>
      <details className={styles.details} open={isOpen}>
        <summary>{milestone.checklist.length === 0 ? 'Details' : `Checklist: ${tickedText(milestone)}`}</summary>
        {milestone.goals.length > 0 && (
          <p className="muted">
            Meant to reach <GoalLinks goals={milestone.goals} />
          </p>
        )}
        {milestone.sign && <p className="muted">Completes automatically once the data shows it.</p>}
        <div className={styles.checklist}>
          {milestone.checklist.map((item) => (
            <Checkbox
              key={item.position}
              label={item.text}
              checked={item.doneAt !== null}
              disabled={guard.disabled || tick.isPending}
              onChange={(event) =>
                tick.mutate({
                  params: { id: pilot.id, key: milestone.key, position: item.position },
                  body: { isDone: event.currentTarget.checked },
                })
              }
            />
          ))}
        </div>
        <div className={styles.row}>
          <Button
            variant="default"
            size="compact-sm"
            {...guard}
            aria-label={`Edit milestone: ${milestone.title}`}
            onClick={() => acts.edit(milestone)}
          >
            Edit
          </Button>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            {...guard}
            aria-label={`Remove milestone: ${milestone.title}`}
            onClick={() => acts.remove(milestone)}
          >
            Remove
          </Button>
        </div>
      </details>
    </section>
  );
}

function GoalLinks({ goals }: { goals: Milestone['goals'] }) {
  return goals.map(({ id, name }, at) => (
    <span key={id}>
      {at > 0 && ', '}
      <a href={paths.goal(id)}>{name}</a>
    </span>
  ));
}

/** Title, date, owner and what stands in its way. */
export function MilestoneFacts({ milestone, milestones }: { milestone: Milestone; milestones: readonly Milestone[] }) {
  const waiting = waitingText(milestone, milestones);
  return (
    <div className={plan.words}>
      <h3>{milestone.title}</h3>
      <span className="muted">
        {calendarDateText(milestone.dueOn)} · {milestone.owner?.name ?? 'no owner'}
      </span>
      {milestone.state === 'overdue' && (
        <Badge tone="sev2" glyph="triangle" look="plain">
          Overdue
        </Badge>
      )}
      {waiting && <span className="muted">{waiting}</span>}
    </div>
  );
}

export function tickedText({ checklist }: Milestone): string {
  return `${checklist.filter(({ doneAt }) => doneAt !== null).length} of ${checklist.length}`;
}
