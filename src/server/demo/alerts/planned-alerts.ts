/** Ninety days of alerts: which conditions begin when and how long they last. Pure; the same dice, the same alerts. */

import type { Dice } from '../dice.ts';
import { day, daysAgo, hour, minute, storyDays } from '../story.ts';
import { type AlertKind, alertKinds, stormKinds } from './alert-kinds.ts';
import type { Condition } from './sender-bodies.ts';

export type PlannedAlert = Condition & {
  startsAt: number;
  /** Null: it still fires. */
  endsAt: number | null;
  /** How many times the sender said so before it was over. */
  repeats: number;
  /** Names it, so that an incident finds it. */
  name?: string;
};

/** Days ago and time of the failovers of the orders database. */
const storms: readonly [daysAgo: number, time: string][] = [
  [77, '03:12'],
  [52, '13:41'],
  [31, '20:05'],
  [9, '10:26'],
];

/** How busy each hour of the day (UTC) is; 1 on average. */
const rhythms: Record<AlertKind['rhythm'], readonly number[]> = {
  shop: [
    0.3, 0.2, 0.2, 0.2, 0.3, 0.5, 0.8, 1.1, 1.3, 1.4, 1.4, 1.4, 1.3, 1.2, 1.2, 1.3, 1.4, 1.6, 1.8, 1.8, 1.5, 1, 0.6,
    0.4,
  ],
  night: [
    2.6, 3, 3, 2.6, 1.6, 0.9, 0.6, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.6, 0.8, 1, 1.6,
  ],
  even: Array.from({ length: 24 }, () => 1),
};

const standing: readonly [kind: string, variant: string, minutesAgo: number][] = [
  ['CertificateExpires', 'api', 190],
  ['RecommendationsStale', 'pt', 130],
  ['MailQueue', 'worker-2', 75],
  ['WarehouseFeedLate', 'porto', 58],
  ['StagingDown', 'staging', 44],
  ['ShopCacheHitsLow', 'web-2', 31],
  ['ReplicationLag', 'orders-db-c', 14],
];

/**
 * Everything that fires in the story, oldest first, with what is named already (`planted`, by incidents) among it.
 * Nothing accidental fires in the last ten minutes before `now`, and what would still fire then is over shortly before.
 */
export function planAlerts(dice: Dice, now: number, planted: readonly PlannedAlert[]): PlannedAlert[] {
  const planned = [
    ...planted,
    ...planStanding(now),
    ...storms.flatMap((storm) => planStorm(dice.for(`storm ${storm[0]}`), now, storm)),
  ];
  for (const kind of alertKinds) {
    const own = dice.for(`alerts ${kind.key}`);
    for (let ago = storyDays; ago >= 0; ago -= 1) planned.push(...planDay(own, kind, daysAgo({ now }, ago)));
  }
  return withoutOverlap(planned)
    .filter((alert) => alert.name !== undefined || alert.startsAt < now - 10 * minute)
    .map((alert) => {
      if (alert.name !== undefined || alert.endsAt === null || alert.endsAt < now - minute) return alert;
      return { ...alert, endsAt: now - 2 * minute };
    });
}

/** What fires when a visitor comes. */
function planStanding(now: number): PlannedAlert[] {
  return standing.map(([key, variant, minutesAgo]) => ({
    kind: alertKinds.find((kind) => kind.key === key)!,
    variant,
    startsAt: now - minutesAgo * minute,
    endsAt: null,
    repeats: 1 + Math.min(4, Math.floor(minutesAgo / 15)),
    name: `standing ${key}`,
  }));
}

function planDay(dice: Dice, kind: AlertKind, midnight: number): PlannedAlert[] {
  const weekday = new Date(midnight).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  const expected = kind.perDay * (kind.rhythm === 'shop' && isWeekend ? 1.2 : 1);
  let count = Math.floor(expected) + (dice.chance(expected % 1) ? 1 : 0);
  // Some days are bad days.
  if (dice.chance(0.06)) count += dice.whole(1, 3);
  return Array.from({ length: count }, () => {
    const startsAt = midnight + hourOf(dice, rhythms[kind.rhythm]) * hour + dice.whole(0, 3_599) * 1000;
    const variant = dice.pick(kind.variants.values);
    return kind.flaps ? flapping(dice, kind, variant, startsAt) : [one(dice, kind, variant, startsAt)];
  }).flat();
}

function one(dice: Dice, kind: AlertKind, variant: string, startsAt: number): PlannedAlert {
  const minutes = Math.min(Math.max(dice.skewed(kind.medianMinutes), 1), 10 * 60);
  const endsAt = startsAt + Math.round(minutes * minute);
  return { kind, variant, startsAt, endsAt, repeats: 1 + Math.min(4, Math.floor(minutes / 15)) };
}

function flapping(dice: Dice, kind: AlertKind, variant: string, startsAt: number): PlannedAlert[] {
  const times = dice.chance(0.25) ? dice.whole(4, 7) : 1;
  const alerts: PlannedAlert[] = [];
  let at = startsAt;
  for (let time = 0; time < times; time += 1) {
    const alert = one(dice, kind, variant, at);
    alerts.push(alert);
    at = alert.endsAt! + dice.whole(2, 9) * minute;
  }
  return alerts;
}

function planStorm(dice: Dice, now: number, [ago, time]: (typeof storms)[number]): PlannedAlert[] {
  const begins = daysAgo({ now }, ago, time);
  return stormKinds.flatMap((kind, group) =>
    kind.variants.values.map((variant, place) => ({
      ...one(dice, kind, variant, begins + dice.whole(0, 240) * 1000),
      ...(place === 0 && { name: stormName(ago, group) }),
    })),
  );
}

function hourOf(dice: Dice, weights: readonly number[]): number {
  const drawn = dice.next() * weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  for (const [hourOfDay, weight] of weights.entries()) {
    sum += weight;
    if (drawn < sum) return hourOfDay;
  }
  return 0;
}

/** A condition that still fires does not begin again: of two that overlap the first one stays, named ones always. */
function withoutOverlap(planned: readonly PlannedAlert[]): PlannedAlert[] {
  const inOrder = planned.toSorted(
    (one, other) => one.startsAt - other.startsAt || keyOf(one).localeCompare(keyOf(other)),
  );
  const named = inOrder.filter(({ name }) => name !== undefined);
  const busyUntil = new Map<string, number>();
  return inOrder.filter((alert) => {
    const key = keyOf(alert);
    const endsAt = alert.endsAt ?? Number.POSITIVE_INFINITY;
    if (alert.name === undefined) {
      const isInTheWay = named.some(
        (other) =>
          keyOf(other) === key &&
          other.startsAt <= endsAt + minute &&
          alert.startsAt <= (other.endsAt ?? Number.POSITIVE_INFINITY) + minute,
      );
      if (isInTheWay || alert.startsAt <= (busyUntil.get(key) ?? 0) + minute) return false;
    }
    busyUntil.set(key, Math.max(busyUntil.get(key) ?? 0, endsAt));
    return true;
  });
}

const keyOf = ({ kind, variant }: Condition) => `${kind.source} ${kind.key} ${variant}`;

/** The first alert of each group of a storm has a name, so that an incident can be declared from it. */
export const stormName = (ago: number, group: number) => `storm ${ago} ${group}`;
export const stormNames = (ago: number) => stormKinds.map((_, group) => stormName(ago, group));

export const dayOf = (at: number) => Math.floor(at / day) * day;
