import { Fragment } from 'react';
import type { EscalationLadder } from '../../../contract/respond/escalation-definition.ts';
import type { EscalationPolicy, PolicyWarning } from '../../../contract/respond/escalation-policies.ts';
import { targetKey } from '../../../domain/respond/escalation/definition.ts';
import { reasonOf } from '../../../domain/respond/escalation/start.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import { HoursOfTeam } from '../../directory/teams/hours-of-team.tsx';
import { hoursText } from '../../directory/teams/hours-text.ts';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { WebhookNames } from './called-webhooks.tsx';
import styles from './ladder.module.css';
import { modeOf } from './step-modes.ts';
import { modeWords, targetHref, wordsBefore } from './target-words.ts';

type Target = EscalationPolicy['targets'][number];
type LadderProps = { policy: Pick<EscalationPolicy, 'definition' | 'targets'>; warnings: readonly PolicyWarning[] };

/** A policy: its branches in the order in which they are tried, then its own steps, and what waits. */
export function Ladder({ policy: { definition, targets }, warnings }: LadderProps) {
  const { branches = [], workingHours, workingHoursTeamId, waitsForWorkingHours, firstPageDelay } = definition;
  const ofBranch = (name: string | null) => warnings.filter(({ branch }) => branch === name);
  return (
    <>
      {branches.map((branch) => (
        <section key={branch.name} aria-label={branch.name}>
          <h3>{branch.name}</h3>
          <p className="muted">Applies to: {reasonOf(branch)}.</p>
          <Rungs ladder={branch} targets={targets} warnings={ofBranch(branch.name)} />
        </section>
      ))}
      {branches.length > 0 && <h3>All other pages</h3>}
      <Rungs ladder={definition} targets={targets} warnings={ofBranch(null)} />
      {(workingHours || workingHoursTeamId !== undefined) && (
        <p>
          {workingHours && `Working hours: ${hoursText(workingHours)}.`}
          {workingHoursTeamId !== undefined && <HoursOfTeam teamId={workingHoursTeamId} />}
          {waitsForWorkingHours && ' Low-urgency pages wait for them; SEV1 and SEV2 never do.'}
        </p>
      )}
      {firstPageDelay && (
        <p>
          {severityLabel(firstPageDelay.fromSeverity)}
          {firstPageDelay.fromSeverity < 5 && ' and below'}: the first page comes after{' '}
          {durationText(firstPageDelay.seconds)}, unless the problem ends by itself.
        </p>
      )}
    </>
  );
}

type RungsProps = { ladder: EscalationLadder; targets: readonly Target[]; warnings: readonly PolicyWarning[] };

/** Steps from top to bottom, as time passes while nobody answers. */
function Rungs({ ladder: { steps, repeat, catchAll }, targets, warnings }: RungsProps) {
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
            {step.chatRooms && <span>Posts to {step.chatRooms.map(({ name }) => name).join(', ')}.</span>}
            {step.webhooks && (
              <span>
                Calls <WebhookNames ids={step.webhooks} />.
              </span>
            )}
            <span hidden={step.targets.length === 0}>
              Notifies{' '}
              {step.targets.map((target, at) => (
                <Fragment key={targetKey(target)}>
                  {at > 0 && ', '}
                  <TargetLink target={{ ...target, name: nameOf(target) }} />
                </Fragment>
              ))}
              {modeWords[modeOf(step)]}.
            </span>
            <span className="muted">
              {step.delaySeconds === 0
                ? 'The next step follows immediately.'
                : `Waits ${durationText(step.delaySeconds)} for an acknowledgement.`}{' '}
              {step.targets.length === 0
                ? ''
                : step.ifEmpty === 'wait'
                  ? 'Waits even if it reaches nobody.'
                  : 'Skips ahead if it reaches nobody.'}
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
      {wordsBefore(target)}
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
