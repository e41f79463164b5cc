import type {
  ChatRoom,
  EscalationBranch,
  EscalationDefinition,
  EscalationLadder,
  EscalationTarget,
  RunnableDefinition,
} from '../../../contract/respond/escalation-definition.ts';
import { MOST_HOLIDAYS, type TeamHours } from '../../../contract/working-hours.ts';

/** The ladder of the policy and those of its branches, in the order in which they are tried. */
export function laddersOf(
  definition: EscalationDefinition,
): (EscalationLadder & { branch: EscalationBranch | null })[] {
  const branches = (definition.branches ?? []).map((branch) => ({ ...branch, branch }));
  return [...branches, { ...definition, branch: null }];
}

/** Everything that a definition may ask, in any branch; a target that stands in several places several times. */
export function targetsOf(definition: EscalationDefinition): EscalationTarget[] {
  return laddersOf(definition).flatMap(({ steps, catchAll }) => [
    ...steps.flatMap((step) => step.targets),
    ...(catchAll ? [catchAll] : []),
  ]);
}

/** Every room that a definition posts to, in any branch. */
export function chatRoomsOf(definition: EscalationDefinition): ChatRoom[] {
  return laddersOf(definition).flatMap(({ steps }) => steps.flatMap(({ chatRooms }) => chatRooms ?? []));
}

/** The ids of the outgoing webhooks that a definition calls, in any branch, each once. */
export function webhooksOf(definition: EscalationDefinition): number[] {
  return [...new Set(laddersOf(definition).flatMap(({ steps }) => steps.flatMap(({ webhooks }) => webhooks ?? [])))];
}

/** Two targets with the same key stand for the same people. */
export function targetKey({ kind, id, who }: EscalationTarget): string {
  return who === undefined || who === 'now' ? `${kind} ${id}` : `${kind} ${id} ${who}`;
}

/**
 * The ladder as nodes of earlier versions read it: the steps of the policy, each of which asks everybody at once and
 * whom anyone may acknowledge. Louder than the policy, never more silent: a step that only informs notifies
 * those of the next step that notifies anybody, else of the last one.
 */
export function plainLadder({ steps, repeat, catchAll }: EscalationLadder): EscalationLadder {
  const plain = ({ kind, id }: EscalationTarget): EscalationTarget => ({ kind, id });
  return {
    steps: steps.map(({ delaySeconds, ifEmpty }, index) => {
      const { targets } = [...steps.slice(index), ...steps.toReversed()].find((step) => step.targets.length > 0)!;
      return { delaySeconds, targets: targets.map(plain), ifEmpty };
    }),
    repeat,
    catchAll: catchAll && plain(catchAll),
  };
}

/** Whether any step notifies one person at a time, in turn. */
export function takesTurns(definition: EscalationDefinition): boolean {
  return laddersOf(definition).some(({ steps }) => steps.some(({ notifies }) => notifies === 'roundRobin'));
}

/** Whether a definition says more than {@link plainLadder} can. */
export function isMoreThanLadder(definition: EscalationDefinition): boolean {
  const { branches, workingHours, workingHoursTeamId, waitsForWorkingHours, firstPageDelay } = definition;
  return (
    (branches?.length ?? 0) > 0 ||
    workingHours !== undefined ||
    workingHoursTeamId !== undefined ||
    waitsForWorkingHours === true ||
    firstPageDelay !== undefined ||
    chatRoomsOf(definition).length > 0 ||
    webhooksOf(definition).length > 0 ||
    laddersOf(definition).some((ladder) =>
      ladder.steps.some(({ notifies, acknowledgedBy }) => notifies === 'roundRobin' || acknowledgedBy === 'everyone'),
    ) ||
    targetsOf(definition).some(({ who }) => who !== undefined && who !== 'now')
  );
}

/**
 * A definition with the hours of the team that it names, and the team's days off from today on, in order. Of a team
 * without hours nothing waits, and no branch for certain hours is followed.
 */
export function withTeamHours<Definition extends EscalationDefinition>(
  definition: Definition,
  hours: TeamHours | null,
  holidays: readonly { date: string }[],
): Omit<Definition, 'workingHoursTeamId'> & RunnableDefinition {
  const { workingHoursTeamId, ...runnable }: EscalationDefinition = definition;
  if (workingHoursTeamId !== undefined && hours === null) delete runnable.waitsForWorkingHours;
  if (workingHoursTeamId !== undefined && hours !== null) {
    const dates = [...new Set(holidays.map(({ date }) => date))].slice(0, MOST_HOLIDAYS);
    runnable.workingHours = { ...hours, holidays: dates };
  }
  return runnable as Omit<Definition, 'workingHoursTeamId'> & RunnableDefinition;
}
