import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Decision, listDecisions, updateDecision } from '../../../contract/program/decisions.ts';
import { getReview } from '../../../contract/program/reviews.ts';
import { scopeText } from '../../../domain/program/review-scope.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useMay, usePerson } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { latestOf } from '../../ui/form/edited.ts';
import { showUndo } from '../../ui/screen/toasts.ts';
import { calendarDateText } from '../../ui/time/time-text.ts';
import { NoPrint } from '../no-print.tsx';
import { DecisionForm } from './decision-form.tsx';
import styles from './decisions.module.css';

type DecisionListProps = {
  label: string;
  decisions: readonly Decision[];
  /** Names the review that each comes from. */
  withReview?: boolean;
  /** As it stood when the review was held: nothing to press. */
  isFrozen?: boolean;
};

/** Decisions with their owner, day and state; whoever may finishes them where they stand. */
export function DecisionList({ label, decisions, withReview, isFrozen }: DecisionListProps) {
  const [edited, setEdited] = useState<Decision | null>(null);
  return (
    <>
      <ul className={styles.decisions} aria-label={label}>
        {decisions.map((decision) => (
          <li key={decision.id} data-state={decision.isOverdue ? 'overdue' : decision.state}>
            <div>
              <span className={styles.text}>{decision.text}</span>
              <span className={styles.meta}>
                <span data-loud={decision.isOverdue || undefined}>{stateText(decision)}</span>
                <span>{decision.owner?.name ?? 'No owner'}</span>
                {withReview && (
                  <a href={paths.review(decision.review.id)}>
                    {decision.review.key}, {scopeText(decision.review)}
                  </a>
                )}
              </span>
              {decision.reason && <span className="muted">{decision.reason}</span>}
            </div>
            {!isFrozen && <DecisionButtons decision={decision} edit={() => setEdited(decision)} />}
          </li>
        ))}
      </ul>
      <DecisionForm
        key={edited?.id}
        reviewId={edited?.review.id ?? 0}
        decision={edited ? latestOf(decisions, edited) : undefined}
        opened={edited !== null}
        close={() => setEdited(null)}
      />
    </>
  );
}

function stateText({ state, dueOn, isOverdue }: Decision): string {
  if (state === 'done') return 'Done';
  if (state === 'dropped') return 'Dropped';
  if (dueOn === null) return 'No due date';
  return `${isOverdue ? 'Overdue since' : 'Due'} ${calendarDateText(dueOn)}`;
}

export function DecisionButtons({ decision, edit }: { decision: Decision; edit?: () => void }) {
  const me = usePerson();
  const mayManage = useMay('program.manage');
  const update = useAction(updateDecision, { changes: [listDecisions, getReview] });
  const mayFinish = mayManage || (me !== null && decision.owner?.id === me.id);
  const move = ({ id, version }: Pick<Decision, 'id' | 'version'>, state: 'open' | 'done', undoes: boolean) =>
    update.mutate(
      { params: { id }, body: { state }, ifMatch: version },
      {
        onSuccess: (changed) =>
          undoes &&
          showUndo(state === 'done' ? 'Decision marked done.' : 'Decision reopened.', () =>
            move(changed, state === 'done' ? 'open' : 'done', false),
          ),
      },
    );
  const word = <span className="visually-hidden"> {decision.text}</span>;
  return (
    <NoPrint>
      <div className={styles.buttons}>
        {mayFinish && decision.state === 'open' && (
          <Button variant="default" size="compact-sm" onClick={() => move(decision, 'done', true)}>
            Mark done{word}
          </Button>
        )}
        {mayFinish && decision.state === 'done' && (
          <Button variant="default" size="compact-sm" onClick={() => move(decision, 'open', true)}>
            Reopen{word}
          </Button>
        )}
        {edit && mayManage && (
          <Button variant="subtle" size="compact-sm" onClick={edit}>
            Edit{word}
          </Button>
        )}
      </div>
    </NoPrint>
  );
}
