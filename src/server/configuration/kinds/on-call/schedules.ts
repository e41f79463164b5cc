import { z } from 'zod';
import { emailAddress } from '../../../../contract/directory/people.ts';
import { line, slug, text, timeZone } from '../../../../contract/endpoint.ts';
import {
  type ScheduleDefinition,
  scheduleDefinition,
} from '../../../../contract/respond/schedules/schedule-definition.ts';
import { withoutOffsets } from '../../../../domain/respond/schedules/rotation/keep-turns.ts';
import type { Context } from '../../../platform/context.ts';
import { recordUncertified } from '../../../program/training/certification.ts';
import { createSchedule, deleteSchedule, updateSchedule } from '../../../respond/schedules/actions.ts';
import { defineKind, type Names, type Reference } from '../../kind.ts';
import { allSchedules } from '../../store.ts';

const schema = z.strictObject({
  slug,
  name: line(120),
  description: text(2000).default(''),
  team: slug.nullable().default(null),
  timeZone,
  layers: scheduleDefinition(emailAddress).shape.layers,
  /** `restart` counts the turns of a changed schedule from the start of its layers; left out, running turns stay. */
  turns: z.enum(['keep', 'restart']).optional(),
});
type Schedule = z.output<typeof schema>;

export const schedules = defineKind<Schedule>({
  kind: 'schedule',
  section: 'schedules',
  schema,
  instructions: ['turns'],
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
  async create(ctx, schedule, names) {
    const { id } = await createSchedule(ctx, inputOf(schedule, names));
    await recordJoining(ctx, id, { before: new Set(), schedule, names });
    return id;
  },
  async update(ctx, { id, item }, schedule, names) {
    await updateSchedule(ctx, id, inputOf(schedule, names), undefined, schedule.turns);
    await recordJoining(ctx, id, { before: participantsOf(item), schedule, names });
    return undefined;
  },
  remove: deleteSchedule,
});

const participantsOf = ({ layers }: Schedule) =>
  new Set(layers.flatMap(({ participants }) => participants.filter((email) => email !== null)));

/** Applying asks for no certificate; who joins without one that is required is recorded. */
async function recordJoining(
  ctx: Context,
  scheduleId: number,
  { before, schedule, names }: { before: ReadonlySet<string>; schedule: Schedule; names: Names },
): Promise<void> {
  const participants = participantsOf(schedule);
  const idOf = (email: string) => names.idOf('person', email);
  const joining = [...participants].filter((email) => !before.has(email)).map(idOf);
  if (joining.length === 0) return;
  await recordUncertified(ctx, {
    ...{ id: scheduleId, name: schedule.name, joining, participants: [...participants].map(idOf) },
    teamId: schedule.team === null ? null : names.idOf('team', schedule.team),
    reason: 'configuration as code',
  });
}

function inputOf({ team, layers, turns: _turns, ...schedule }: Schedule, names: Names) {
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
