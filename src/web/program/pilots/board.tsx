import { Button } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import type { Pilot } from '../../../contract/program/pilots.ts';
import { useGuard } from '../../directory/may.ts';
import { type MilestoneActs, MilestoneFacts, tickedText } from './milestone-card.tsx';
import { type Milestone, type MilestoneStatus, statuses, statusLooks, statusOf } from './milestone-looks.ts';
import styles from './plan.module.css';
import { StatusBadge, StatusMenu } from './status-menu.tsx';

/** Milestones by how far they are. A card is dragged to a column, or moved by its menu. */
export function Board({ plan, acts }: { plan: Pilot; acts: MilestoneActs }) {
  const guard = useGuard('program.manage');
  const [over, setOver] = useState<MilestoneStatus | null>(null);
  const drop = (status: MilestoneStatus, event: DragEvent) => {
    event.preventDefault();
    setOver(null);
    const key = event.dataTransfer.getData('text/plain');
    const milestone = plan.milestones.find((one) => one.key === key);
    if (milestone && statusOf(milestone) !== status) acts.setStatus(milestone, status);
  };
  return (
    <div className={styles.board}>
      {statuses.map((status) => {
        const milestones = plan.milestones.filter((milestone) => statusOf(milestone) === status);
        return (
          <section
            key={status}
            className={styles.column}
            data-over={over === status}
            aria-label={statusLooks[status].word}
            onDragOver={(event) => {
              if (guard.disabled) return;
              event.preventDefault();
              setOver(status);
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => drop(status, event)}
          >
            <h2>
              <StatusBadge status={status} /> <span className="muted">{milestones.length}</span>
            </h2>
            <ul>
              {milestones.map((milestone) => (
                <BoardCard
                  key={milestone.key}
                  plan={plan}
                  milestone={milestone}
                  acts={acts}
                  isDraggable={!guard.disabled}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

type CardProps = { plan: Pilot; milestone: Milestone; acts: MilestoneActs; isDraggable: boolean };

function BoardCard({ plan, milestone, acts, isDraggable }: CardProps) {
  return (
    <li
      className={styles.item}
      data-state={milestone.state}
      draggable={isDraggable}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', milestone.key)}
    >
      <MilestoneFacts milestone={milestone} milestones={plan.milestones} />
      {milestone.checklist.length > 0 && <span className="muted">Checklist: {tickedText(milestone)}</span>}
      <div className={styles.head}>
        <Button
          variant="default"
          size="compact-sm"
          disabled={!isDraggable}
          aria-label={`Edit milestone: ${milestone.title}`}
          onClick={() => acts.edit(milestone)}
        >
          Edit
        </Button>
        <StatusMenu milestone={milestone} choose={(status) => acts.setStatus(milestone, status)} />
      </div>
    </li>
  );
}
