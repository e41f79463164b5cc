import { expect, test } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { type ControlPoint, controlLimits } from './control-limits.ts';

/** An organisation draws the same numbers every time. */
function dice(seed: number) {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const poisson = (mean: number) => {
    let [count, chance] = [0, random()];
    for (let next = Math.exp(-mean); chance > next && count < 500; count++) {
      chance -= next;
      next *= mean / (count + 1);
    }
    return count;
  };
  /** As many bursts as it takes, of one incident or more, `burst` on average. */
  const inBursts = (mean: number, burst: number) => {
    let count = 0;
    for (let left = poisson(mean / burst); left > 0; left--) for (count++; random() < 1 - 1 / burst; ) count++;
    return count;
  };
  return { random, normal, poisson, inBursts };
}
type Dice = ReturnType<typeof dice>;

const roleAt = (place: number) => (place < 8 ? ('base' as const) : ('judged' as const));
const chart = (points: number, make: (place: number) => ControlPoint) =>
  controlLimits(Array.from({ length: points }, (_, place) => make(place)));
const claims = (found: ReturnType<typeof controlLimits>) => found?.some(({ signal }) => signal !== null) ?? false;

const bursts = ({ inBursts }: Dice, mean: number, burst: number, place: number): ControlPoint => ({
  ...{ role: roleAt(place), kind: 'count', size: place % 2 ? 30 : 31, count: inBursts(mean, burst) },
});
const shares = ({ poisson, random }: Dice, share: number, n: number, place: number): ControlPoint => {
  const size = poisson(n);
  const count = Array.from({ length: size }, random).filter((draw) => draw < share).length;
  return { role: roleAt(place), kind: 'share', size, count };
};
/** Durations are skewed, and those of one month are a little alike. */
const medians = ({ poisson, normal }: Dice, factor: number, n: number, place: number): ControlPoint => {
  const month = 0.3 * normal();
  const sorted = Float64Array.from({ length: poisson(n) }, () => factor * Math.exp(7 + month + 1.2 * normal())).sort();
  return { role: roleAt(place), kind: 'median', size: sorted.length, sorted };
};

const organisations = 1_000;
const pick = <T>(from: readonly T[], index: number): T => from[index % from.length]!;
/** How many of a thousand organisations see a claim on a chart of so many points. */
const claimed = (points: number, make: (own: Dice, organisation: number, place: number) => ControlPoint) =>
  Array.from({ length: organisations }, (_, organisation) => {
    const own = dice(organisation + 1);
    return chart(points, (place) => make(own, organisation, place));
  }).filter(claims).length;

test('of a thousand organisations in which nothing changes, at most five in a hundred see a claim on a chart of twelve counts', () => {
  for (const burst of [1, 2, 3, 6]) {
    const count = claimed(12, (own, organisation, place) =>
      bursts(own, pick([0.5, 2, 4, 10, 30], organisation), burst, place),
    );
    expect({ burst, isRare: count <= 50, count }).toMatchObject({ isRare: true });
  }
  // Where bursts are worst: rare, and long.
  for (const mean of [2, 3, 4])
    expect(claimed(12, (own, _, place) => bursts(own, mean, 3, place))).toBeLessThanOrEqual(50);
});

test('of a thousand organisations in which nothing changes, at most five in a hundred see a claim on a chart of twelve shares or medians', () => {
  const share = claimed(12, (own, organisation, place) =>
    shares(own, pick([0.03, 0.1, 0.5, 0.8, 0.97], organisation), pick([4, 12, 30], organisation), place),
  );
  const median = claimed(12, (own, organisation, place) => medians(own, 1, pick([4, 12, 30], organisation), place));
  expect(Math.max(share, median)).toBeLessThanOrEqual(50);
});

test('a real shift is seen most of the time: incidents doubled, a share turned, and over two years durations cut to a third', () => {
  const isLater = (place: number) => place >= 8;
  expect(claimed(12, (own, _, place) => bursts(own, isLater(place) ? 60 : 30, 1, place))).toBeGreaterThan(900);
  expect(claimed(12, (own, _, place) => shares(own, isLater(place) ? 0.6 : 0.1, 20, place))).toBeGreaterThan(900);
  const cut = claimed(24, (own, _, place) => ({
    ...medians(own, place >= 12 ? 0.3 : 1, 20, place),
    role: place >= 12 ? 'judged' : 'base',
  }));
  expect(cut).toBeGreaterThan(800);
});

test('eight in a row that are each within the limits are a signal when together they are further off than chance explains', () => {
  const base = Array.from(
    { length: 8 },
    (_, place): ControlPoint => ({
      ...{ role: 'base', kind: 'count', size: 7, count: place % 2 ? 12 : 8 },
    }),
  );
  const later = (counts: number[]) =>
    controlLimits([
      ...base,
      ...counts.map((count) => ({ role: 'judged' as const, kind: 'count' as const, size: 7, count })),
    ])!
      .slice(8)
      .map(({ signal }) => signal);
  expect(later([16, 17, 16, 17, 16, 17, 16, 17])).toEqual([null, null, null, null, null, null, null, 'run-above']);
  expect(later([16, 17, 16, 9, 16, 17, 16, 17])).toEqual(Array.from({ length: 8 }, () => null));
  expect(later([10.5, 10.5, 10.5, 10.5, 10.5, 10.5, 10.5, 10.5])).toEqual(Array.from({ length: 8 }, () => null));
});

test('a point outside the limits is a signal, and what is neither base nor judged is none', () => {
  const counts = [10, 9, 11, 10, 12, 8, 10, 10, 40, 40];
  const found = controlLimits(
    counts.map((count, place) => ({
      ...{ role: place === 9 ? ('neither' as const) : roleAt(place), kind: 'count' as const, size: 7, count },
    })),
  );
  expect(found!.map(({ signal }) => signal)).toEqual([...Array.from({ length: 8 }, () => null), 'outside-above', null]);
  expect(found![0]!.center).toBe(10);
});

test('too few to say: seven points, fewer than three incidents a point, or nothing that varies', () => {
  const counts = (length: number, count: number) =>
    chart(length, (place) => ({
      role: length === 8 && place === 7 ? 'judged' : roleAt(place),
      kind: 'count',
      size: 7,
      count,
    }));
  expect(counts(8, 10)).toBeNull();
  expect(counts(12, 2)).toBeNull();
  expect(counts(12, 3)).not.toBeNull();
  expect(chart(12, (place) => ({ role: roleAt(place), kind: 'share', size: 20, count: 20 }))).toBeNull();
});

test('a share or a median of fewer than ten incidents is not judged alone', () => {
  const found = chart(10, (place) => ({
    role: roleAt(place),
    kind: 'share',
    size: place === 9 ? 9 : 30,
    count: place < 8 ? 3 : 9,
  }));
  expect(found!.at(-1)).toMatchObject({ limits: null, signal: null });
  expect(found![7]!.limits).not.toBeNull();
});
