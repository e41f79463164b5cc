import type { EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import type { PickerPart } from '../../directory/use-picker.ts';
import { paths } from '../../paths.ts';
import type { StepMode } from './step-modes.ts';

/** A target as the value of a select, and back: `schedule:7`. */
export const targetText = ({ kind, id }: Pick<EscalationTarget, 'kind' | 'id'>): string => `${kind}:${id}`;

export function targetOf(text: string): EscalationTarget {
  const [kind, id] = text.split(':');
  return { kind: kind as EscalationTarget['kind'], id: Number(id) };
}

export const targetHref = ({ kind, id }: Pick<EscalationTarget, 'kind' | 'id'>): string =>
  ({ person: paths.person, schedule: paths.schedule, team: paths.team })[kind](id);

/** Whom a target stands for, before its name. */
export function wordsBefore({ kind, who = 'now' }: Pick<EscalationTarget, 'kind' | 'who'>): string {
  if (kind !== 'schedule') return kind === 'team' ? 'everybody in ' : '';
  return {
    now: 'whoever is on call on ',
    next: 'whoever is on call next on ',
    everyone: 'everybody in the rotation of ',
  }[who];
}

/** How a step notifies, after the names; nothing for what is usual. */
export const modeWords: Record<StepMode, string> = {
  everyone: '',
  roundRobin: ', one of them in turn',
  together: ', all of whom must acknowledge',
};

/** Everybody and everything that a step can ask, in groups. */
export const targetParts: PickerPart[] = [
  { from: 'schedules', kind: 'schedule', group: 'Schedules' },
  { from: 'teams', kind: 'team', group: 'Teams' },
  { from: 'people', kind: 'person', group: 'People' },
];
