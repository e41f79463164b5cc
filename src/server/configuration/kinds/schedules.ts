import { z } from 'zod';
import { emailAddress } from '../../../contract/directory/people.ts';
import { line, slug, text, timeZone } from '../../../contract/endpoint.ts';
import {
  type ScheduleDefinition,
  scheduleDefinition,
} from '../../../contract/respond/schedules/schedule-definition.ts';
import { withoutOffsets } from '../../../domain/respond/schedules/rotation/keep-turns.ts';
import { createSchedule, deleteSchedule, updateSchedule } from '../../respond/schedules/actions.ts';
import { defineKind, type Names, type Reference } from '../kind.ts';
import { allSchedules } from '../store.ts';

const schema = z.strictObject({
  slug,
  name: line(120),
  description: text(2000).default(''),
  team: slug.nullable().default(null),
  timeZone,
  layers: scheduleDefinition(emailAddress).shape.layers,
});
type Schedule = z.output<typeof schema>;

export const schedules = defineKind<Schedule>({
  kind: 'schedule',
  section: 'schedules',
  schema,
  keyOf: (schedule) => schedule.slug,
  references: ({ team, layers }) => [
    ...(team === null ? [] : [{ path: 'team', kind: 'team', key: team }]),
    ...layers.flatMap(({ participants }, layer) =>
      participants.flatMap((key, index): Reference[] =>
        key === null ? [] : [{ path: `layers[${layer}].participants[${index}]`, kind: 'person', key }],
      ),
    ),
  ],
  list: async (db, names) =>
    (await allSchedules(db)).map(({ id, teamId, definition, ...schedule }) => ({
      id,
      item: {
        ...schedule,
        team: teamId === null ? null : names.keyOf('team', teamId),
        layers: withoutOffsets(definition as ScheduleDefinition).layers.map((layer) => ({
          ...layer,
          participants: layer.participants.map((personId) =>
            personId === null ? null : names.keyOf('person', personId),
          ),
        })),
      },
    })),
  create: async (ctx, schedule, names) => (await createSchedule(ctx, inputOf(schedule, names))).id,
  async update(ctx, current, schedule, names) {
    await updateSchedule(ctx, current.id, inputOf(schedule, names));
    return undefined;
  },
  remove: deleteSchedule,
});

function inputOf({ team, layers, ...schedule }: Schedule, names: Names) {
  return {
    ...schedule,
    teamId: team === null ? null : names.idOf('team', team),
    definition: {
      layers: layers.map((layer) => ({
        ...layer,
        participants: layer.participants.map((email) => (email === null ? null : names.idOf('person', email))),
      })),
    },
  };
}
