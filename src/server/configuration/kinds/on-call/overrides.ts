import { z } from 'zod';
import { emailAddress } from '../../../../contract/directory/people.ts';
import { instantInput, line, slug } from '../../../../contract/endpoint.ts';
import { createOverride, updateOverride } from '../../../respond/schedules/overrides/overrides.ts';
import { defineKind, type Names } from '../../kind.ts';
import { comingImportedOverrides, markImported } from '../../store.ts';

/** `key` tells an override apart on its schedule, whatever else about it changes. */
const schema = z.strictObject({
  schedule: slug,
  key: line(200),
  person: emailAddress,
  replaces: emailAddress.nullable().default(null),
  startsAt: instantInput,
  endsAt: instantInput,
  reason: z.union([z.literal(''), line(500)]).default(''),
});
type Override = z.output<typeof schema>;

/** What another tool had planned. Overrides that people make here have no key and are left alone. */
export const overrides = defineKind<Override>({
  kind: 'override',
  section: 'overrides',
  schema,
  isPassing: true,
  keyOf: ({ schedule, key }) => `${schedule}/${key}`,
  normalise: (override) => ({
    ...override,
    startsAt: new Date(override.startsAt).toISOString(),
    endsAt: new Date(override.endsAt).toISOString(),
  }),
  references: ({ schedule, person, replaces }) => [
    { path: 'schedule', kind: 'schedule', key: schedule },
    { path: 'person', kind: 'person', key: person },
    ...(replaces === null ? [] : [{ path: 'replaces', kind: 'person', key: replaces }]),
  ],
  list: async (db, names) =>
    (await comingImportedOverrides(db)).flatMap(({ id, scheduleId, personId, replacesPersonId, ...override }) => {
      const [schedule, person] = [names.keyOf('schedule', scheduleId), names.keyOf('person', personId)];
      if (schedule === null || person === null) return [];
      const item = {
        ...override,
        ...{ schedule, person },
        replaces: replacesPersonId === null ? null : names.keyOf('person', replacesPersonId),
        startsAt: override.startsAt.toISOString(),
        endsAt: override.endsAt.toISOString(),
      };
      return [{ id, item }];
    }),
  async create(ctx, override, names) {
    const { id } = await createOverride(ctx, names.idOf('schedule', override.schedule), inputOf(override, names));
    await markImported(ctx.db, id, override.key, override.startsAt);
    return id;
  },
  async update(ctx, current, override, names) {
    const { startsAt, ...rest } = inputOf(override, names);
    const isMoved = startsAt !== current.item.startsAt;
    const change = isMoved ? { ...rest, startsAt } : rest;
    const { id } = await updateOverride(ctx, names.idOf('schedule', override.schedule), current.id, change);
    await markImported(ctx.db, id, override.key, override.startsAt);
    return id;
  },
  remove: async () => {},
});

function inputOf({ person, replaces, startsAt, endsAt, reason }: Override, names: Names) {
  return {
    ...{ startsAt, endsAt, reason },
    personId: names.idOf('person', person),
    replacesPersonId: replaces === null ? null : names.idOf('person', replaces),
  };
}
