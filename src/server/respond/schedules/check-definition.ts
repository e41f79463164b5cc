import { type FieldError, problem } from '../../../contract/errors.ts';
import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { participantsOf } from './snapshots.ts';
import { existingPeople, teamExists } from './store.ts';

/** Layers and their windows together: more would make every look at the schedule dear. */
const MOST_WINDOWS = 100;

/**
 * Refuses (`invalid_input`) people and teams that do not exist, each at its place, and more windows than can be looked
 * at quickly. Deactivated people keep their turns.
 */
export async function checkDefinition(
  db: Queryable,
  { definition, teamId }: { definition: ScheduleDefinition; teamId?: number | null },
): Promise<void> {
  const errors: FieldError[] = [];
  if (teamId && !(await teamExists(db, teamId))) {
    errors.push({ path: 'body.teamId', message: `No team has the id ${teamId}.` });
  }
  const windows = definition.layers.reduce((sum, { restrictions }) => sum + 1 + (restrictions?.length ?? 0), 0);
  if (windows > MOST_WINDOWS) {
    const message = `At most ${MOST_WINDOWS} layers and restriction windows together.`;
    errors.push({ path: 'body.definition.layers', message });
  }
  const known = await existingPeople(db, [...participantsOf(definition)]);
  definition.layers.forEach(({ participants }, layerIndex) => {
    participants.forEach((personId, index) => {
      if (personId === null || known.has(personId)) return;
      const path = `body.definition.layers.${layerIndex}.participants.${index}`;
      errors.push({ path, message: `No person has the id ${personId}.` });
    });
  });
  if (errors.length > 0) throw problem('invalid_input', 'Some fields are not valid.', errors.slice(0, 20));
}
