import type { PageDetail } from '../../../contract/respond/pages/page.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import { Duration } from '../../ui/time/time.tsx';
import styles from './page-ladder.module.css';
import { stepText, targetsText } from './page-words.ts';

/** The policy as it was when the page began, and where the page stands on it. */
export function PageLadder({ page }: { page: PageDetail }) {
  const { steps, repeat, catchAll } = page.ladder;
  const isClimbing = page.state === 'open' && !page.exhaustedAt;
  const stateOf = (index: number) => {
    if (isClimbing && index === page.stepIndex) return 'next';
    return page.round > 0 || page.exhaustedAt || index < page.stepIndex ? 'asked' : 'waiting';
  };
  return (
    <Panel title="Escalation">
      {steps.length === 0 && <p className="muted">No steps: nobody is notified.</p>}
      <ol className={styles.ladder}>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the copy of the policy never changes
          <li key={index} className={styles.step} data-state={stateOf(index)}>
            <strong>Step {index + 1}</strong>
            <span>{stepText(step)}</span>
            <span className="muted">
              {stateOf(index) === 'next' && page.nextStepAt ? (
                <>
                  notified in <Duration until={page.nextStepAt} look="clock" />
                </>
              ) : (
                `then waits ${durationText(step.delaySeconds)}`
              )}
            </span>
          </li>
        ))}
        {catchAll && (
          <li className={styles.step} data-state={stateOf(steps.length)}>
            <strong>Catch-all</strong>
            <span>{targetsText([catchAll])}</span>
          </li>
        )}
      </ol>
      {repeat > 0 && (
        <p className="muted">
          Round {Math.min(page.round, repeat) + 1} of {repeat + 1}.
        </p>
      )}
    </Panel>
  );
}
