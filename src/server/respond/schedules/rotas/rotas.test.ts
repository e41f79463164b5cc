import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../../test/harness/database.ts';
import type { Layer } from '../../../../contract/respond/schedules/schedule-definition.ts';
import type { Context } from '../../../platform/context.ts';
import { worldOf } from '../../pages/world-for-tests.ts';
import { createSchedule, getSchedule } from '../actions.ts';
import { createOverride, deleteOverride } from '../overrides/overrides.ts';
import { readTimeline } from '../timeline.ts';
import { previewRota } from './rota-preview.ts';
import { applyRota, listRotas, removeRota } from './rotas.ts';

const dayMs = 86_400_000;
const usual = { weeks: 7, countWeeks: 0, restHours: 11, mostInRow: 1 };

const byTheDay = (participants: (number | null)[], more: Partial<Layer> = {}): Layer => ({
  name: 'Primary',
  rotation: { unit: 'day', every: 1, handoffTime: '09:00' },
  startsOn: '2026-01-01',
  participants,
  ...more,
});

/** Seven people who take turns by the day: each has the same weekday for ever. The next Monday is day 0. */
async function seven() {
  const { db } = await createTestDatabase();
  const world = worldOf({ db } as never);
  const people: number[] = [];
  for (const name of ['Ada', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gus']) people.push(await world.person(name));
  const ctx: Context = { db, actor: { kind: 'person', personId: people[0]!, name: 'Ada', role: 'admin' } };
  const schedule = async (slug: string, layers: Layer[]) =>
    (
      await createSchedule(ctx, {
        ...{ slug, name: slug, description: '', teamId: null, timeZone: 'UTC' },
        definition: { layers },
      })
    ).id;
  const monday = (Math.floor((Date.now() / dayMs - 4) / 7) + 8) * 7 * dayMs + 4 * dayMs;
  const day = (number: number) => new Date(monday + number * dayMs).toISOString();
  const away = (personId: number, from: number, to: number) =>
    world.insert('insert into absences (person_id, starts_at, ends_at) values ($1, $2, $3)', [
      ...[personId, day(from), day(to)],
    ]);
  const id = await schedule('daily', [byTheDay(people)]);
  const onCallOf = async (from: number, to: number) =>
    (await readTimeline(ctx, id, { from: day(from), to: day(to) })).shifts;
  return { db, ctx, world, people, schedule, day, away, id, onCallOf };
}

const hoursOf = (load: { rota: { weekendHours: number }; rotation: { weekendHours: number } }[]) => ({
  rotation: spread(load.map(({ rotation }) => rotation.weekendHours)),
  rota: spread(load.map(({ rota }) => rota.weekendHours)),
});
const spread = (hours: number[]) => Math.max(...hours) - Math.min(...hours);

test('a rota shares the weekends that the rotation gives to the same people for ever, and looking at it changes nothing', async () => {
  const { ctx, id, day } = await seven();
  const before = await getSchedule(ctx, id);
  const rota = await previewRota(ctx, id, { ...usual, from: day(0) });
  expect(rota.turns).toHaveLength(49);
  const weekends = hoursOf(rota.load);
  expect(weekends.rotation).toBeGreaterThan(150);
  expect(weekends.rota).toBeLessThan(25);
  expect(spread(rota.load.map((each) => each.rota.hours))).toBe(0);
  expect(rota.turns.flatMap(({ problems }) => problems)).toEqual([]);
  expect(await getSchedule(ctx, id)).toEqual(before);
  expect((await listRotas(ctx, id)).items).toEqual([]);
});

test('a rota applied is who is on call, and taken back the rotation is as it was', async () => {
  const { ctx, id, day, onCallOf } = await seven();
  const before = await onCallOf(0, 60);
  const { turns, overrides, scheduleChangedAt } = await previewRota(ctx, id, { ...usual, from: day(0) });
  const applied = await applyRota(ctx, id, given(overrides, scheduleChangedAt));
  expect(applied.overrides).toBe(overrides.length);
  const after = await onCallOf(0, 60);
  for (const { startsAt, personId } of turns)
    expect(after.find((shift) => shift.startsAt <= startsAt && shift.endsAt > startsAt)?.personId).toBe(personId);
  const removed = await removeRota(ctx, id, applied.id);
  expect(removed.overrides).toEqual(overrides);
  expect(await onCallOf(0, 60)).toEqual(before);
  await applyRota(ctx, id, given(removed.overrides));
  expect(await onCallOf(0, 60)).toEqual(after);
});

const given = (overrides: { personId: number; startsAt: Date; endsAt: Date }[], since?: Date) => ({
  overrides: overrides.map(({ personId, startsAt, endsAt }) => ({
    personId,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  })),
  ...(since && { unchangedSince: since.toISOString() }),
});

test('nobody has a turn while away, on another schedule at the same time, or right after another turn', async () => {
  const { ctx, id, people, schedule, day, away } = await seven();
  await away(people[2]!, 0, 20);
  await schedule('other', [
    byTheDay([people[3]!], { name: 'Secondary', startsOn: day(0).slice(0, 10), endsOn: day(10).slice(0, 10) }),
  ]);
  const { turns } = await previewRota(ctx, id, { ...usual, from: day(0) });
  const until = (personId: number, number: number) =>
    turns.filter((turn) => turn.personId === personId && turn.startsAt.toISOString() < day(number));
  expect(until(people[2]!, 20)).toEqual([]);
  expect(until(people[3]!, 10)).toEqual([]);
  turns.forEach(({ personId }, place) => {
    expect(turns[place + 1]?.personId).not.toBe(personId);
  });
  expect(turns.flatMap(({ problems }) => problems)).toEqual([]);
});

test('when everybody is away, the turn has somebody all the same and says so', async () => {
  const { ctx, id, people, day, away } = await seven();
  for (const personId of people) await away(personId, 10, 12);
  const { turns } = await previewRota(ctx, id, { ...usual, from: day(0) });
  const met = turns.filter(
    ({ startsAt, endsAt }) => startsAt.toISOString() < day(12) && endsAt.toISOString() > day(10),
  );
  expect(met).toHaveLength(3);
  expect(turns.filter(({ problems }) => problems.includes('away'))).toEqual(met);
});

test('an override that people agreed on stays, counts, and leaves no turn beneath it', async () => {
  const { ctx, id, people, day, onCallOf } = await seven();
  await createOverride(ctx, id, {
    ...{ personId: people[6]!, startsAt: day(1), endsAt: day(8), reason: 'Agreed' },
  });
  const rota = await previewRota(ctx, id, { ...usual, from: day(0) });
  const at = [day(1), day(8)];
  const beneath = rota.turns.filter(
    ({ startsAt }) => startsAt.toISOString() >= at[0]! && startsAt.toISOString() < at[1]!,
  );
  expect(beneath.map(({ hours }) => hours)).toEqual([]);
  await applyRota(ctx, id, given(rota.overrides, rota.scheduleChangedAt));
  const during = (await onCallOf(1, 8)).map(({ personId }) => personId);
  expect(during).toEqual([people[6]]);
  const gus = rota.load.find(({ personId }) => personId === people[6])!;
  expect(gus.rota.hours).toBeLessThanOrEqual(7 * 24 + 24);
});

test('a rota generated again stands by itself: with the first one taken back, it is still who is on call', async () => {
  const { ctx, id, people, day, away, onCallOf } = await seven();
  const first = await previewRota(ctx, id, { ...usual, from: day(0) });
  const one = await applyRota(ctx, id, given(first.overrides, first.scheduleChangedAt));
  await away(people[0]!, 0, 30);
  const second = await previewRota(ctx, id, { ...usual, from: day(0) });
  expect(second.load.map(({ rotation }) => rotation)).toEqual(first.load.map(({ rotation }) => rotation));
  const two = await applyRota(ctx, id, given(second.overrides, second.scheduleChangedAt));
  const after = await onCallOf(0, 60);
  expect((await listRotas(ctx, id)).items.map((rota) => rota.id)).toEqual([two.id, one.id]);
  await removeRota(ctx, id, one.id);
  expect(await onCallOf(0, 60)).toEqual(after);
});

test('whoever carried more in the weeks before gets less, and whoever is new counts as average', async () => {
  const { ctx, world, id, people, day } = await seven();
  const hal = await world.person('Hal');
  await createOverride(ctx, id, { ...{ personId: people[1]!, startsAt: day(-14), endsAt: day(0), reason: '' } });
  const { load } = await previewRota(ctx, id, {
    ...{ ...usual, countWeeks: 2, from: day(0) },
    personIds: [...people, hal],
  });
  const hoursOfRota = (personId: number) => load.find((each) => each.personId === personId)!.rota.hours;
  expect(load.find(({ personId }) => personId === people[1])!.served.hours).toBe(14 * 24);
  expect(load.flatMap(({ personId, countsAsAverage }) => (countsAsAverage ? [personId] : []))).toEqual([hal]);
  expect(hoursOfRota(people[1]!)).toBeLessThan(hoursOfRota(people[0]!));
  expect(hoursOfRota(hal)).toBeLessThanOrEqual(hoursOfRota(people[0]!) + 24);
});

test('people outside the rotation may be named, those who cannot be on call are refused, and so is a second person at once', async () => {
  const { ctx, id, people, schedule, world, day } = await seven();
  const hal = await world.person('Hal');
  const { load } = await previewRota(ctx, id, { ...usual, from: day(0), personIds: [hal, people[0]!] });
  expect(load.filter(({ rota }) => rota.hours > 0).map(({ personName }) => personName)).toEqual(['Ada', 'Hal']);
  await expect(previewRota(ctx, id, { ...usual, personIds: [999_999] })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(previewRota(ctx, id, { ...usual, layer: 'Other' })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(previewRota(ctx, id, { ...usual, weeks: 26 })).rejects.toMatchObject({ code: 'invalid_input' });
  const pair = await schedule('pair', [byTheDay(people, { atOnce: 2 })]);
  await expect(previewRota(ctx, pair, usual)).rejects.toMatchObject({ code: 'state_conflict' });
});

test('a person with two places in the rotation, one after the other, keeps twice the hours and both turns in a row', async () => {
  const { ctx, schedule, world, day } = await seven();
  const [hal, ida] = [await world.person('Hal'), await world.person('Ida')];
  const id = await schedule('two-to-one', [byTheDay([hal, hal, ida])]);
  const { mostInRow: _one, ...rules } = usual;
  const { load, turns } = await previewRota(ctx, id, { ...rules, weeks: 6, from: day(0) });
  const hours = (personId: number) => load.find((each) => each.personId === personId)!.rota.hours;
  expect(hours(hal)).toBe(28 * 24);
  expect(hours(ida)).toBe(14 * 24);
  expect(turns.flatMap(({ problems }) => problems)).toEqual([]);
});

test('a rota is refused when an override was made since it was generated, and whoever came second is told', async () => {
  const { ctx, id, people, day } = await seven();
  const { overrides, scheduleChangedAt } = await previewRota(ctx, id, { ...usual, from: day(0) });
  const made = await createOverride(ctx, id, {
    ...{ personId: people[0]!, startsAt: day(1), endsAt: day(2), reason: '' },
  });
  const body = given(overrides, scheduleChangedAt);
  await expect(applyRota(ctx, id, body)).rejects.toMatchObject({ code: 'state_conflict' });
  await deleteOverride(ctx, id, made.id);
  await expect(applyRota(ctx, id, body)).rejects.toMatchObject({ code: 'state_conflict' });
  const both = await Promise.allSettled([
    previewRota(ctx, id, { ...usual, from: day(0) }).then((rota) =>
      applyRota(ctx, id, given(rota.overrides, rota.scheduleChangedAt)),
    ),
    previewRota(ctx, id, { ...usual, from: day(0) }).then((rota) =>
      applyRota(ctx, id, given(rota.overrides, rota.scheduleChangedAt)),
    ),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a rota of more overrides than can be applied is refused as it is generated, and says how many weeks can', async () => {
  const { ctx, world, schedule, people, day } = await seven();
  const hours = [9, 12, 15, 18].map((hour) => ({
    ...{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: `${String(hour).padStart(2, '0')}:00`, to: `${hour + 2}:00` },
  }));
  const id = await schedule('in-parts', [byTheDay([people[0]!], { restrictions: hours })]);
  const hal = await world.person('Hal');
  const preview = (weeks: number) => previewRota(ctx, id, { ...usual, weeks, from: day(0), personIds: [hal] });
  await expect(preview(18)).rejects.toMatchObject({
    code: 'invalid_input',
    errors: [
      {
        path: 'body.weeks',
        message: 'This rota takes 504 overrides, and 400 is the most. Choose fewer weeks: 14 fit.',
      },
    ],
  });
  const { overrides, scheduleChangedAt } = await preview(14);
  expect(overrides).toHaveLength(392);
  await applyRota(ctx, id, given(overrides, scheduleChangedAt));
  await expect(preview(14)).rejects.toMatchObject({
    errors: [
      {
        path: 'body.weeks',
        message:
          'This rota takes 392 overrides. The schedule has 392 that run or lie ahead, and 500 is the most. Remove an earlier rota, or choose fewer weeks: 3 fit.',
      },
    ],
  });
  expect((await preview(3)).overrides).toHaveLength(84);
});

test('times that overlap, are over, or belong to somebody deactivated are refused, and none of the rota is made', async () => {
  const { ctx, world, id, people, day } = await seven();
  const at = (personId: number, from: number, to: number) => ({ personId, startsAt: day(from), endsAt: day(to) });
  const tried = (overrides: ReturnType<typeof at>[]) => applyRota(ctx, id, { overrides });
  await expect(tried([at(people[0]!, 0, 2), at(people[1]!, 1, 3)])).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(tried([at(people[0]!, -2000, -1999)])).rejects.toMatchObject({ code: 'invalid_input' });
  await world.insert('update people set disabled_at = evenkeel.now() where id = $1', [people[1]!]);
  await expect(tried([at(people[0]!, 0, 1), at(people[1]!, 1, 2)])).rejects.toMatchObject({ code: 'invalid_input' });
  expect((await listRotas(ctx, id)).items).toEqual([]);
  await expect(removeRota(ctx, id, 999)).rejects.toMatchObject({ code: 'not_found' });
});
