import type { Temporal } from 'temporal-polyfill';
import type {
  EscalationBranch,
  EscalationDefinition,
  RunnableDefinition,
} from '../../../contract/respond/escalation-definition.ts';
import type { Urgency } from '../../../contract/severity.ts';
import type { WorkingHours } from '../../../contract/working-hours.ts';
import { isWorkingTime, nextWorkingTime } from './working-hours.ts';

/** A page as it begins. */
export type Beginning = { severity: number; urgency: Urgency; at: Temporal.Instant };

/** Why a page holds its first step. */
export type WaitReason = 'working_hours' | 'first_page_delay';
export type Wait = { until: Temporal.Instant; because: WaitReason };

/** What a page that begins follows: the ladder of one branch, and the rules of waiting of the policy. */
export type Start = {
  policy: RunnableDefinition;
  /** Null: the policy has no branches. Without a name it is the ladder of the policy, for everything else. */
  branch: { name: string | null; because: string } | null;
};

/** The most severe problems page at once, whatever the hour. */
const MOST_SEVERE_THAT_WAITS = 3;

/** Chooses the branch of a page that begins: the first whose conditions hold when its first step is to run. */
export function startOf(definition: RunnableDefinition, beginning: Beginning): Start {
  const { branches, ...rest } = definition;
  if (!branches || branches.length === 0) return { policy: rest, branch: null };
  const wait = waitOf(definition, beginning);
  const asked = { ...beginning, at: wait?.until ?? beginning.at };
  const chosen = branches.find((branch) => holds(branch, definition.workingHours, asked));
  if (!chosen) return { policy: rest, branch: { name: null, because: 'no branch matches' } };
  const { steps, repeat, catchAll, name } = chosen;
  return { policy: { ...rest, steps, repeat, catchAll }, branch: { name, because: reasonOf(chosen) } };
}

/** How long a page holds its first step; null when it asks at once. SEV1 and SEV2 never wait for working hours. */
export function waitOf(
  { workingHours, waitsForWorkingHours, firstPageDelay }: EscalationDefinition,
  { severity, urgency, at }: Beginning,
): Wait | null {
  if (waitsForWorkingHours && workingHours && urgency === 'low' && severity >= MOST_SEVERE_THAT_WAITS) {
    const until = isWorking(workingHours, at) === false ? nextWorkingTime(workingHours, at) : null;
    if (until) return { until, because: 'working_hours' };
  }
  if (firstPageDelay && severity > 1 && severity >= firstPageDelay.fromSeverity) {
    return { until: at.add({ seconds: firstPageDelay.seconds }), because: 'first_page_delay' };
  }
  return null;
}

function holds({ severities, urgency, hours }: EscalationBranch, working: WorkingHours | undefined, page: Beginning) {
  if (severities && !severities.some((each) => each === page.severity)) return false;
  if (urgency && urgency !== page.urgency) return false;
  if (!hours) return true;
  const isWorkingNow = working ? isWorking(working, page.at) : null;
  return isWorkingNow !== null && isWorkingNow === (hours === 'working');
}

/** Null on a node whose time zone data lacks the zone: then no branch for certain hours matches, and nothing waits. */
function isWorking(hours: WorkingHours, at: Temporal.Instant): boolean | null {
  try {
    return isWorkingTime(hours, at);
  } catch {
    return null;
  }
}

/** Why a branch was taken: `SEV1, SEV2, outside working hours`. */
export function reasonOf({ severities, urgency, hours }: EscalationBranch): string {
  const words = [
    severities &&
      [...severities]
        .sort()
        .map((each) => `SEV${each}`)
        .join(' or '),
    urgency && `${urgency} urgency`,
    hours && (hours === 'working' ? 'in working hours' : 'outside working hours'),
  ];
  return words.filter(Boolean).join(', ');
}
