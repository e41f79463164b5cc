import type { EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import type { PickerPart } from '../../directory/use-picker.ts';
import { paths } from '../../paths.ts';

/** A target as the value of a select, and back: `schedule:7`. */
export const targetText = ({ kind, id }: EscalationTarget): string => `${kind}:${id}`;

export function targetOf(text: string): EscalationTarget {
  const [kind, id] = text.split(':');
  return { kind: kind as EscalationTarget['kind'], id: Number(id) };
}

export const targetHref = ({ kind, id }: EscalationTarget): string =>
  ({ person: paths.person, schedule: paths.schedule, team: paths.team })[kind](id);

/** What a target asks, before its name. */
export const targetWords = { person: '', schedule: 'whoever is on call on ', team: 'everybody in ' } as const;

/** Everybody and everything that a step can ask, in groups. */
export const targetParts: PickerPart[] = [
  { from: 'schedules', kind: 'schedule', group: 'Schedules' },
  { from: 'teams', kind: 'team', group: 'Teams' },
  { from: 'people', kind: 'person', group: 'People' },
];
