import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SubjectKind } from '../../contract/events/subjects.ts';
import type { PracticeChange } from '../../contract/program/practice-changes.ts';
import { paths } from '../paths.ts';
import { dayOf } from '../ui/time/time.tsx';
import styles from './measures.module.css';

export const practiceSubjects = [
  ...(['goal', 'drill', 'pilot', 'review', 'severity', 'escalationPolicy', 'schedule', 'messageTemplate'] as const),
] satisfies SubjectKind[];

const shownAtFirst = 8;

/** What was changed in how we work, newest first: beside the chart, so that a signal can be read next to it. */
export function PracticeList({
  changes,
  isCut,
  teamId,
}: {
  changes: readonly PracticeChange[];
  isCut: boolean;
  teamId: number | undefined;
}) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? changes : changes.slice(0, shownAtFirst);
  return (
    <section className={styles.practice} id="changes-of-practice" aria-labelledby="changes-of-practice-title">
      <h3 id="changes-of-practice-title">Changes of practice</h3>
      {changes.length === 0 && (
        <p className="muted">
          None in this time: no goal, pilot, drill or review, and no policy, schedule or template was changed.
        </p>
      )}
      <ul>
        {shown.map((change) => (
          <li key={change.id}>
            <span className="muted">{dayOf(change.at)}</span> <a href={hrefOf(change)}>{change.words}</a>
            <span className="muted">
              {change.times > 1 && `, ${change.times} times`}
              {change.team && `, ${change.team.name}`}
              {change.by && `, by ${change.by}`}
            </span>
          </li>
        ))}
      </ul>
      {changes.length > shownAtFirst && !isWhole && (
        <Button variant="default" size="compact-sm" onClick={() => setWhole(true)}>
          Show all {changes.length}
        </Button>
      )}
      {isCut && <p className="muted">Only the latest {changes.length}: choose a shorter period for earlier ones.</p>}
      {teamId !== undefined && <p className="muted">Of this team, and those that hold for everybody.</p>}
    </section>
  );
}

/** Where it is to be seen; what was deleted, in the audit log. */
function hrefOf({ kind, subjectId, key }: PracticeChange): string {
  const id = subjectId ?? 0;
  switch (kind) {
    case 'goal.created':
    case 'goal.dropped':
      return paths.goals();
    case 'drill.finished':
      return paths.drill(id);
    case 'pilot.created':
    case 'pilot.ended':
      return paths.pilot(id);
    case 'review.held':
      return paths.review(id);
    case 'playbook.published':
      return paths.playbookVersion(id);
    case 'protocol.created':
    case 'protocol.updated':
    case 'protocol.reset':
      return paths.protocols();
    case 'severityMatrix.updated':
      return paths.severities();
    case 'escalationPolicy.created':
    case 'escalationPolicy.updated':
      return paths.escalationPolicy(id);
    case 'schedule.created':
    case 'schedule.updated':
      return paths.schedule(id);
    case 'messageTemplate.updated':
    case 'messageTemplate.reset':
      return paths.messageTemplates({ key: key ?? undefined });
    default:
      return paths.audit({ subject: kind.split('.')[0] });
  }
}
