import type {
  EscalationDefinition,
  EscalationLadder,
  EscalationStep,
} from '../../../contract/respond/escalation-definition.ts';
import { onlyInforms, withRooms } from './step-modes.ts';

/** A policy is to follow the hours of a team, which has not been chosen yet. */
export const NO_TEAM_YET = 0;

const hasHours = ({ workingHours, workingHoursTeamId = NO_TEAM_YET }: EscalationDefinition) =>
  workingHours !== undefined || workingHoursTeamId !== NO_TEAM_YET;

/** What a person would be refused on saving, said before. */
export function definitionFaults(definition: EscalationDefinition): Record<string, string> {
  const faults: [string, string][] = [];
  const check = ({ steps }: EscalationLadder, at: string) => {
    if (steps.every(({ targets }) => targets.length === 0))
      faults.push([`${at}.steps.0.targets`, 'At least one step has to notify people.']);
    steps.forEach((step, index) => {
      if (step.targets.length === 0 && !step.chatRooms && !step.webhooks)
        faults.push([`${at}.steps.${index}.targets`, 'Choose who is notified.']);
      step.chatRooms?.forEach(({ name }, room) => {
        if (name.trim() === '')
          faults.push([`${at}.steps.${index}.chatRooms.${room}.name`, 'Enter what people call it.']);
      });
    });
  };
  check(definition, 'definition');
  definition.branches?.forEach((branch, index) => {
    const at = `definition.branches.${index}`;
    check(branch, at);
    if (branch.name.trim() === '') faults.push([`${at}.name`, 'Give the branch a name.']);
    if (branch.severities === undefined && branch.urgency === undefined && branch.hours === undefined)
      faults.push([`${at}.severities`, 'Choose severities, an urgency or a time.']);
    if (branch.hours !== undefined && !hasHours(definition))
      faults.push([`${at}.hours`, 'Set the working hours of the policy first.']);
  });
  if (definition.workingHoursTeamId === NO_TEAM_YET)
    faults.push(['definition.workingHoursTeamId', 'Choose the team whose working hours it follows.']);
  return Object.fromEntries(faults);
}

/** As it is saved: dates that were typed, each once. */
export function withoutEmptyDates(definition: EscalationDefinition): EscalationDefinition {
  if (!definition.workingHours) return definition;
  const holidays = definition.workingHours.holidays.map((date) => date.trim()).filter((date) => date !== '');
  return { ...definition, workingHours: { ...definition.workingHours, holidays: [...new Set(holidays)] } };
}

/** Rooms that are being filled in are no rooms yet. */
function withFilledRooms(step: EscalationStep): EscalationStep {
  const rooms = step.chatRooms?.filter(({ name, settings }) => name.trim() && Object.values(settings).every(Boolean));
  return withRooms(step, rooms ?? []);
}

/** What is filled in so far. */
export function previewable({ branches, ...given }: EscalationDefinition): EscalationDefinition {
  const filled = <Ladder extends EscalationLadder>(ladder: Ladder) => ({
    ...ladder,
    steps: ladder.steps.map(withFilledRooms).filter((step) => step.targets.length > 0 || onlyInforms(step)),
  });
  const complete = (branches ?? [])
    .map(filled)
    .filter(({ name, steps, hours }) => name.trim() && steps.length > 0 && (!hours || hasHours(given)));
  const { workingHoursTeamId, waitsForWorkingHours, ...definition } = given;
  const { workingHours } = definition;
  return {
    ...filled(definition),
    ...(hasHours(given) && workingHoursTeamId && { workingHoursTeamId }),
    ...(hasHours(given) && waitsForWorkingHours && { waitsForWorkingHours }),
    ...(workingHours && {
      workingHours: {
        ...workingHours,
        holidays: workingHours.holidays.filter((date) => /^\d{4}-\d\d-\d\d$/.test(date)),
      },
    }),
    ...(complete.length > 0 && { branches: complete }),
  };
}
