import { Fragment } from 'react';
import type { EscalationPolicy, PolicyWarning } from '../../../contract/respond/escalation-policies.ts';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { durationText } from '../../ui/time/time-text.ts';
import styles from './ladder.module.css';
import { targetHref, targetWords } from './target-words.ts';

type Target = EscalationPolicy['targets'][number];
type LadderProps = { policy: Pick<EscalationPolicy, 'definition' | 'targets'>; warnings: readonly PolicyWarning[] };

/** The policy from top to bottom, as time passes while nobody answers. */
export function Ladder({ policy: { definition, targets }, warnings }: LadderProps) {
  const { steps, repeat, catchAll } = definition;
  const nameOf = (target: { kind: string; id: number }) =>
    targets.find(({ kind, id }) => kind === target.kind && id === target.id)?.name ?? null;
  const starts = steps.map((_, index) => steps.slice(0, index).reduce((sum, step) => sum + step.delaySeconds, 0));
  const runSeconds = steps.reduce((sum, step) => sum + step.delaySeconds, 0);
  const endSeconds = runSeconds * (repeat + 1);
  return (
    <ol className={styles.ladder} aria-label="Steps">
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
        <li key={index} className={styles.rung}>
          <span className={styles.time}>{index === 0 ? 'Immediately' : `After ${durationText(starts[index]!)}`}</span>
          <div className={styles.words}>
            <strong>Step {index + 1}</strong>
            <span>
              Notifies{' '}
              {step.targets.map((target, at) => (
                <Fragment key={`${target.kind} ${target.id}`}>
                  {at > 0 && ', '}
                  <TargetLink target={{ ...target, name: nameOf(target) }} />
                </Fragment>
              ))}
              .
            </span>
            <span className="muted">
              {step.delaySeconds === 0
                ? 'The next step follows immediately.'
                : `Waits ${durationText(step.delaySeconds)} for an acknowledgement.`}{' '}
              {step.ifEmpty === 'wait' ? 'Waits even if it reaches nobody.' : 'Skips ahead if it reaches nobody.'}
            </span>
            <Warnings warnings={warnings.filter(({ stepIndex }) => stepIndex === index)} />
          </div>
        </li>
      ))}
      {repeat > 0 && (
        <li className={styles.rung}>
          <span className={styles.time}>After {durationText(runSeconds)}</span>
          <div className={styles.words}>
            <strong>Repeats from step 1</strong>
            <span>{repeat === 1 ? 'Once more.' : `${repeat} more times.`}</span>
          </div>
        </li>
      )}
      <li className={styles.rung}>
        <span className={styles.time}>After {durationText(endSeconds)}</span>
        <div className={styles.words}>
          <strong>End</strong>
          {catchAll ? (
            <span>
              Notifies the catch-all, <TargetLink target={{ ...catchAll, name: nameOf(catchAll) }} />; immediately if
              every step is empty.
            </span>
          ) : (
            <span>Nobody else is notified. The page stays open, and Evenkeel raises an alert about it.</span>
          )}
        </div>
      </li>
    </ol>
  );
}

function TargetLink({ target }: { target: Target }) {
  if (target.name === null) return <span className={styles.gone}>a deleted target</span>;
  return (
    <>
      {targetWords[target.kind]}
      <a href={targetHref(target)}>{target.name}</a>
    </>
  );
}

/** Weak spots, each in one sentence. */
export function Warnings({ warnings }: { warnings: readonly PolicyWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.warnings}>
      {warnings.map(({ code, message, stepIndex, personId }) => (
        <li key={`${code} ${stepIndex} ${personId} ${message}`}>
          <Glyph name="triangle" label="Warning" /> {message}
        </li>
      ))}
    </ul>
  );
}
