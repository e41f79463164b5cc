/** What every part of the demo works with while it is made. */

import type { ContactChannels } from '../directory/contact-methods/channels.ts';
import type { Actor } from '../platform/auth/actor.ts';
import { system } from '../platform/auth/actor.ts';
import type { Context } from '../platform/context.ts';
import type { Transaction } from '../platform/db/database.ts';
import type { Keyring } from '../platform/secrets.ts';
import type { BorrowedClock } from './borrowed-clock.ts';
import type { Dice } from './dice.ts';
import { type PersonKey, people } from './shop/cast.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** How many days of the past the demo tells. */
export const storyDays = 90;

/** One thing that happens at a time; things of one time happen in the order they were planned in. */
export type Moment = { at: number; happen: () => Promise<unknown> };

export type Story = {
  tx: Transaction;
  clock: BorrowedClock;
  dice: Dice;
  keyring: Keyring;
  channels: ContactChannels;
  nodeId: number;
  /** The moment at which the demo is made, epoch milliseconds. */
  now: number;
  /** Ids by the keys of the story. */
  ids: { people: Record<string, number>; teams: Record<string, number>; services: Record<string, number> } & Record<
    'policies' | 'schedules' | 'sources' | 'routes' | 'runbooks' | 'components',
    Record<string, number>
  >;
  /** Ids of incidents by the keys of their scripts. */
  incidents: Map<string, number>;
  /** Ids of alerts that have a name. */
  alerts: Map<string, number>;
  plan(at: number, happen: () => Promise<unknown>): void;
  moments: Moment[];
};

export function newStory(
  given: Pick<Story, 'tx' | 'clock' | 'dice' | 'keyring' | 'channels' | 'nodeId' | 'now'>,
): Story {
  const moments: Moment[] = [];
  return {
    ...given,
    ids: {
      people: {},
      teams: {},
      services: {},
      policies: {},
      schedules: {},
      sources: {},
      routes: {},
      runbooks: {},
      components: {},
    },
    incidents: new Map(),
    alerts: new Map(),
    moments,
    plan(at, happen) {
      // What lies ahead has not happened.
      if (at < given.now - 5_000) moments.push({ at, happen });
    },
  };
}

/** A time of day (UTC) so many days ago. */
export function daysAgo(story: Pick<Story, 'now'>, days: number, time = '00:00'): number {
  const [hours, minutes] = time.split(':').map(Number);
  const midnight = Math.floor(story.now / day) * day;
  return midnight - days * day + hours! * hour + minutes! * minute;
}

export function actorOf(story: Story, key: PersonKey): Actor {
  const { name, role } = people[key];
  return { kind: 'person', personId: story.ids.people[key]!, name, role };
}

export const as = (story: Story, key: PersonKey): Context => ({ db: story.tx, actor: actorOf(story, key) });

export const asSystem = (story: Story): Context => ({ db: story.tx, actor: system });

export const iso = (at: number) => new Date(at).toISOString();

/** Lets everything that was planned happen, each thing at its time; what happens may plan what comes later. */
export async function tell(story: Story): Promise<void> {
  const { moments, clock } = story;
  let sorted = 0;
  while (moments.length > 0) {
    if (sorted !== moments.length) moments.sort((one, other) => one.at - other.at);
    const { at, happen } = moments.shift()!;
    sorted = moments.length;
    await clock.set(at);
    await happen();
  }
}
