import type {
  ChatRoom,
  EscalationStep,
  EscalationTarget,
  SchedulePart,
} from '../../../contract/respond/escalation-definition.ts';

/** How a step notifies, as one choice. */
export type StepMode = 'everyone' | 'roundRobin' | 'together';

export const stepModeChoices: { value: StepMode; label: string }[] = [
  { value: 'everyone', label: 'Everyone at once' },
  { value: 'roundRobin', label: 'One person in turn (round robin)' },
  { value: 'together', label: 'Everyone, and all must acknowledge' },
];

export function modeOf({ notifies, acknowledgedBy }: Pick<EscalationStep, 'notifies' | 'acknowledgedBy'>): StepMode {
  if (notifies === 'roundRobin') return 'roundRobin';
  return acknowledgedBy === 'everyone' ? 'together' : 'everyone';
}

/** The step with another mode; what is usual is left out. */
export function withMode({ notifies: _, acknowledgedBy: __, ...step }: EscalationStep, mode: StepMode): EscalationStep {
  if (mode === 'roundRobin') return { ...step, notifies: 'roundRobin' };
  return mode === 'together' ? { ...step, acknowledgedBy: 'everyone' } : step;
}

export const schedulePartChoices: { value: SchedulePart; label: string }[] = [
  { value: 'now', label: 'Whoever is on call' },
  { value: 'next', label: 'Whoever is on call next' },
  { value: 'everyone', label: 'Everyone in the rotation' },
];

/** The targets with other people of a schedule, in its place; without any, whoever is on call. What is usual is left out. */
export function withParts(
  targets: EscalationTarget[],
  scheduleId: number,
  parts: readonly string[],
): EscalationTarget[] {
  const isOf = ({ kind, id }: EscalationTarget) => kind === 'schedule' && id === scheduleId;
  const chosen = schedulePartChoices.map(({ value }) => value).filter((value) => parts.includes(value));
  const own = (chosen.length > 0 ? chosen : (['now'] as const)).map((who) => ({
    kind: 'schedule' as const,
    id: scheduleId,
    ...(who !== 'now' && { who }),
  }));
  const first = targets.findIndex(isOf);
  return targets.flatMap((target, index) => (index === first ? own : isOf(target) ? [] : [target]));
}

/** The step with other outgoing webhooks; none are left out. */
export function withWebhooks({ webhooks: _, ...step }: EscalationStep, webhooks: number[]): EscalationStep {
  return webhooks.length > 0 ? { ...step, webhooks } : step;
}

/** Whether the step tells somebody something and asks nobody. */
export const onlyInforms = ({ targets, chatRooms, webhooks }: EscalationStep) =>
  targets.length === 0 && (chatRooms !== undefined || webhooks !== undefined);

/** The step with other chat rooms; none are left out. */
export function withRooms({ chatRooms: _, ...step }: EscalationStep, rooms: ChatRoom[]): EscalationStep {
  return rooms.length > 0 ? { ...step, chatRooms: rooms } : step;
}
