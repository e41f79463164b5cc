import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Burden } from './burden.ts';
import { type RotaChoice, type RotaInput, rotaSteps } from './rota.ts';

function generateRota(input: RotaInput): RotaChoice[] {
  const steps = rotaSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

const burden = fc.record<Burden>({
  hours: fc.integer({ min: 1, max: 24 }),
  nightHours: fc.integer({ min: 0, max: 9 }),
  weekendHours: fc.integer({ min: 0, max: 24 }),
  holidayHours: fc.integer({ min: 0, max: 24 }),
});

/** Turns of a day each, some with hours only; people with ids that are not in order. */
const input: fc.Arbitrary<RotaInput> = fc
  .record({
    ids: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
    days: fc.integer({ min: 1, max: 14 }),
    length: fc.constantFrom(8, 16, 24),
    rules: fc.record({ restHours: fc.constantFrom(0, 11), mostInRow: fc.integer({ min: 1, max: 3 }) }),
  })
  .chain(({ ids, days, length, rules }) => {
    const span = fc
      .record({
        personId: fc.constantFrom(...ids),
        start: fc.integer({ min: -2, max: days }),
        days: fc.integer({ min: 1, max: 5 }),
      })
      .map(({ personId, start, days: long }) => ({ personId, start: start * DAY, end: (start + long) * DAY }));
    return fc.record({
      turns: fc.array(fc.constantFrom(...ids, null), { minLength: days, maxLength: days }).map((owners) =>
        owners.map((personId, turn) => ({
          turn,
          personId,
          spans: [{ start: turn * DAY, end: turn * DAY + length * HOUR }],
        })),
      ),
      burdens: fc.array(burden, { minLength: days, maxLength: days }),
      people: fc.tuple(
        ...ids.map((personId) =>
          fc.record({
            personId: fc.constant(personId),
            share: fc.integer({ min: 1, max: 2 }),
            served: fc.option(burden),
            besides: burden,
          }),
        ),
      ),
      rules: fc.constant(rules),
      earlier: fc.array(fc.constantFrom(...ids, null), { maxLength: 3 }),
      away: fc.array(span, { maxLength: 4 }),
      otherwise: fc.array(span, { maxLength: 2 }),
    });
  });

const isAway = ({ away, turns }: RotaInput, personId: number, turn: number) =>
  turns[turn]!.spans.some((span) =>
    away.some((each) => each.personId === personId && each.start < span.end && each.end > span.start),
  );

test('nobody has a turn while away unless nobody is there all through it, and then the turn says so', () => {
  fc.assert(
    fc.property(input, (given) => {
      generateRota(given).forEach(({ personId, problems }, turn) => {
        const away = isAway(given, personId, turn);
        expect(problems.includes('away')).toBe(away);
        if (away) for (const person of given.people) expect(isAway(given, person.personId, turn)).toBe(true);
      });
    }),
  );
});

test('every turn has one of the people, and turns without a problem keep the rules', () => {
  fc.assert(
    fc.property(input, (given) => {
      const rota = generateRota(given);
      expect(rota).toHaveLength(given.turns.length);
      rota.forEach(({ personId, problems }, turn) => {
        expect(given.people.map((person) => person.personId)).toContain(personId);
        if (problems.includes('in_row')) return;
        const run = [...given.earlier.slice(-given.rules.mostInRow), ...rota.map((each) => each.personId)];
        const place = run.length - rota.length + turn;
        const row = run.slice(Math.max(0, place - given.rules.mostInRow), place + 1);
        expect(row.length > given.rules.mostInRow && row.every((each) => each === personId)).toBe(false);
      });
    }),
  );
});

/** Reckoned anew: the squares of what everybody has more or less than their share of each kind of hour. */
function unevenness({ people, burdens }: RotaInput, rota: readonly number[]): number {
  const shares = people.reduce((sum, { share }) => sum + share, 0);
  const known = people.filter(({ served }) => served !== null);
  const knownShares = known.reduce((sum, { share }) => sum + share, 0);
  return (['hours', 'nightHours', 'weekendHours', 'holidayHours'] as const).reduce((sum, kind) => {
    const average = known.reduce((all, { served }) => all + served![kind], 0) / Math.max(knownShares, 1);
    const own = people.map(
      ({ served, share, besides }, person) =>
        (served === null ? average * share : served[kind]) +
        besides[kind] +
        burdens.reduce((all, burden, turn) => all + (rota[turn] === person ? burden[kind] : 0), 0),
    );
    const total = own.reduce((all, each) => all + each, 0);
    return sum + own.reduce((all, each, person) => all + (each - (total * people[person]!.share) / shares) ** 2, 0);
  }, 0);
}

test('a rotation that keeps the rules is never made less even', () => {
  fc.assert(
    fc.property(input, (drawn) => {
      const given = { ...drawn, away: [], otherwise: [], rules: { restHours: 0, mostInRow: 100 } };
      const placeOf = (personId: number | null) => given.people.findIndex((person) => person.personId === personId);
      fc.pre(given.turns.every(({ personId }) => placeOf(personId) >= 0));
      const plain = given.turns.map(({ personId }) => placeOf(personId));
      const rota = generateRota(given).map(({ personId }) => placeOf(personId));
      expect(unevenness(given, rota)).toBeLessThanOrEqual(unevenness(given, plain) + 1e-6);
    }),
  );
});

test('the same question has the same answer, whatever people are called', () => {
  fc.assert(
    fc.property(input, fc.integer({ min: 61, max: 996 }), (given, factor) => {
      const renamed = (personId: number) => (personId * factor) % 997;
      const person = <T extends { personId: number }>(each: T): T => ({ ...each, personId: renamed(each.personId) });
      const other: RotaInput = {
        ...given,
        turns: given.turns.map((turn) => ({
          ...turn,
          personId: turn.personId === null ? null : renamed(turn.personId),
        })),
        people: given.people.map(person),
        earlier: given.earlier.map((each) => (each === null ? null : renamed(each))),
        away: given.away.map(person).reverse(),
        otherwise: given.otherwise.map(person).reverse(),
      };
      expect(generateRota(other)).toEqual(generateRota(given).map(person));
    }),
  );
});

/** Seven people by the day: each has the same weekday for ever. */
function sevenByTheDay(weeks: number): RotaInput {
  const turns = Array.from({ length: weeks * 7 }, (_, turn) => ({
    turn,
    personId: (turn % 7) + 1,
    spans: [{ start: turn * DAY, end: (turn + 1) * DAY }],
  }));
  const none = { hours: 0, nightHours: 0, weekendHours: 0, holidayHours: 0 };
  return {
    turns,
    burdens: turns.map(({ turn }) => ({
      hours: 24,
      nightHours: 9,
      weekendHours: turn % 7 >= 5 ? 24 : 0,
      holidayHours: 0,
    })),
    people: Array.from({ length: 7 }, (_, place) => ({ personId: place + 1, share: 1, served: none, besides: none })),
    rules: { restHours: 11, mostInRow: 1 },
    earlier: [],
    away: [],
    otherwise: [],
  };
}

/** How many turns lie between two of one person, where it is fewest. */
function closest(rota: readonly { personId: number }[]): number {
  const distances = rota.flatMap(({ personId }, turn) => {
    const next = rota.findIndex((each, later) => later > turn && each.personId === personId);
    return next < 0 ? [] : [next - turn];
  });
  return Math.min(...distances);
}

test('weekends that always fall to the same two of seven are shared by all', () => {
  const given = sevenByTheDay(13);
  const rota = generateRota(given);
  const weekends = given.people.map(
    ({ personId }) => rota.filter((each, turn) => each.personId === personId && turn % 7 >= 5).length,
  );
  const all = given.people.map(({ personId }) => rota.filter((each) => each.personId === personId).length);
  expect(weekends.toSorted((a, b) => a - b)).toEqual([3, 3, 4, 4, 4, 4, 4]);
  expect(all).toEqual([13, 13, 13, 13, 13, 13, 13]);
  expect(rota.flatMap(({ problems }) => problems)).toEqual([]);
  expect(closest(rota)).toBeGreaterThanOrEqual(4);
});

test('while one of seven is away, the others do not take turns every other day', () => {
  const given = sevenByTheDay(8);
  const away = [{ personId: 3, start: 0, end: 16 * DAY }];
  const rota = generateRota({ ...given, away });
  expect(rota.slice(0, 16).map(({ personId }) => personId)).not.toContain(3);
  expect(closest(rota)).toBeGreaterThanOrEqual(3);
  expect(rota.filter(({ personId }) => personId === 3)).toHaveLength(8);
});

test('whoever carried less before is given more, and somebody new counts as average', () => {
  const given = sevenByTheDay(4);
  const heavy = { hours: 96, nightHours: 36, weekendHours: 0, holidayHours: 0 };
  const people = given.people.map((person, place) => ({
    ...person,
    served: place === 0 ? null : place === 1 ? { ...heavy, hours: 24, nightHours: 9 } : heavy,
  }));
  const rota = generateRota({ ...given, people });
  const turnsOf = (personId: number) => rota.filter((each) => each.personId === personId).length;
  expect(turnsOf(2)).toBeGreaterThan(turnsOf(3));
  expect(turnsOf(1)).toBeLessThanOrEqual(4);
});

test('a large rota comes in at least as many steps as it has turns, so that others get their turn in between', () => {
  const given = sevenByTheDay(18);
  const steps = rotaSteps(given);
  let count = 0;
  while (!steps.next().done) count += 1;
  expect(count).toBeGreaterThanOrEqual(2 * given.turns.length);
});
