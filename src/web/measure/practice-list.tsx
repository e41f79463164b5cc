import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SubjectKind } from '../../contract/events/subjects.ts';
import {
  listPracticeChanges,
  type PracticeChange,
  removePracticeChange,
  restorePracticeChange,
} from '../../contract/program/practice-changes.ts';
import { useAction } from '../data/endpoint-query.ts';
import { useGuard } from '../directory/may.ts';
import { paths } from '../paths.ts';
import { showUndo } from '../ui/screen/toasts.ts';
import { dayOf } from '../ui/time/time.tsx';
import styles from './measures.module.css';
import { AddPracticeChange, EditPracticeChange } from './practice-form.tsx';

export const practiceSubjects = [
  ...([
    'practiceChange',
    'goal',
    'drill',
    'pilot',
    'review',
    'severity',
    'escalationPolicy',
    'schedule',
    'messageTemplate',
  ] as const),
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
  const [isAdding, setAdding] = useState(false);
  const [editedId, setEdited] = useState<number | null>(null);
  const guard = useGuard('program.manage');
  const reads = { changes: [listPracticeChanges] };
  const restore = useAction(restorePracticeChange, reads);
  const remove = useAction(removePracticeChange, reads);
  const takeAway = (id: number) =>
    remove.mutate(
      { params: { id } },
      { onSuccess: () => showUndo('Change of practice removed.', () => restore.mutate({ params: { id } })) },
    );
  const shown = isWhole ? changes : changes.slice(0, shownAtFirst);
  return (
    <section className={styles.practice} id="changes-of-practice" aria-labelledby="changes-of-practice-title">
      <h3 id="changes-of-practice-title">Changes of practice</h3>
      {changes.length === 0 && (
        <p className="muted">
          None in this time: no goal, pilot, drill or review, no policy, schedule or template was changed, and nothing
          was written down.
        </p>
      )}
      <ul>
        {shown.map((change) => (
          <li key={`${change.kind} ${change.id}`}>
            <span className="muted">{dayOf(change.at)}</span>{' '}
            {change.kind === 'byHand' ? change.words : <a href={hrefOf(change)}>{change.words}</a>}
            <span className="muted">
              {change.times > 1 && `, ${change.times} times`}
              {change.team && !isNamedByTeam(change) && `, ${change.team.name}`}
              {change.by && `, by ${change.by}`}
            </span>{' '}
            {change.kind === 'byHand' && (
              <>
                <Button variant="subtle" size="compact-xs" {...guard} onClick={() => setEdited(change.id)}>
                  Edit<span className="visually-hidden"> {change.words}</span>
                </Button>
                <Button variant="subtle" size="compact-xs" {...guard} onClick={() => takeAway(change.id)}>
                  Remove<span className="visually-hidden"> {change.words}</span>
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <Button variant="default" size="compact-sm" {...guard} onClick={() => setAdding(true)}>
        Add a change
      </Button>{' '}
      {changes.length > shownAtFirst && !isWhole && (
        <Button variant="default" size="compact-sm" onClick={() => setWhole(true)}>
          Show all {changes.length}
        </Button>
      )}
      {isCut && <p className="muted">Only the latest {changes.length}: choose a shorter period for earlier ones.</p>}
      <AddPracticeChange teamId={teamId} opened={isAdding} close={() => setAdding(false)} />
      {editedId !== null && <EditPracticeChange id={editedId} opened close={() => setEdited(null)} />}
      {teamId !== undefined && <p className="muted">Of this team, and those that hold for everybody.</p>}
    </section>
  );
}

/** A plan is called by its team: its words say it already. */
const isNamedByTeam = ({ kind }: PracticeChange) => kind === 'pilot.created' || kind === 'pilot.ended';

/** Where it is to be seen; what was deleted, in the audit log. */
function hrefOf({ kind, subjectId, key }: PracticeChange): string {
  const id = subjectId ?? 0;
  switch (kind) {
    case 'goal.created':
    case 'goal.dropped':
      return paths.goal(id);
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
