import { getPerson } from '../../../contract/directory/people.ts';
import { getTeam } from '../../../contract/directory/teams.ts';
import type {
  EscalationBranch,
  EscalationDefinition,
  EscalationStep,
  EscalationTarget,
} from '../../../contract/respond/escalation-definition.ts';
import { getSchedule } from '../../../contract/respond/schedules/schedule.ts';
import { reasonOf } from '../../../domain/respond/escalation/start.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import { NameOf } from '../../directory/name-of.tsx';
import { hoursText } from '../../directory/teams/hours-text.ts';
import { WebhookNames } from './called-webhooks.tsx';
import { modeOf } from './step-modes.ts';
import { modeWords, targetText, wordsBefore } from './target-words.ts';

/** One part of a policy in words, where two edits of it are compared. */
export function DefinitionPart({ part, value }: { part: string; value: unknown }) {
  switch (part) {
    case 'steps':
      return <StepLines steps={value as EscalationStep[]} />;
    case 'branches':
      return (
        <ul>
          {(value as EscalationBranch[]).map((branch) => (
            <li key={branch.name}>
              {branch.name} ({reasonOf(branch)}): <StepLines steps={branch.steps} />
            </li>
          ))}
        </ul>
      );
    case 'catchAll':
      return <Target {...(value as EscalationTarget)} />;
    case 'workingHours':
      return <>{hoursText(value as NonNullable<EscalationDefinition['workingHours']>)}</>;
    case 'workingHoursTeamId':
      return <NameOf read={getTeam} id={Number(value)} />;
    case 'firstPageDelay': {
      const { seconds, fromSeverity } = value as NonNullable<EscalationDefinition['firstPageDelay']>;
      return (
        <>
          {durationText(seconds)}, {severityLabel(fromSeverity)} and below
        </>
      );
    }
    default:
      return <>{typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value)}</>;
  }
}

function StepLines({ steps }: { steps: EscalationStep[] }) {
  return (
    <ol>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
        <li key={index}>
          {step.targets.map((target, at) => (
            <span key={targetText(target)}>
              {at > 0 && ', '}
              <Target {...target} />
            </span>
          ))}
          {modeWords[modeOf(step)]}
          {step.chatRooms &&
            `${step.targets.length > 0 ? '; ' : ''}posts to ${step.chatRooms.map(({ name }) => name).join(', ')}`}
          {step.webhooks && (
            <>
              ; calls <WebhookNames ids={step.webhooks} />
            </>
          )}
          , then {durationText(step.delaySeconds)}
        </li>
      ))}
    </ol>
  );
}

const readTarget = { person: getPerson, schedule: getSchedule, team: getTeam };

function Target(target: EscalationTarget) {
  return (
    <>
      {wordsBefore(target)}
      <NameOf read={readTarget[target.kind]} id={target.id} />
    </>
  );
}
