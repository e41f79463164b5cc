import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import type { Claimed } from './claims/claim-store.ts';
import { trackUnderWay } from './under-way.ts';

test('a message whose sending fails on the way gives its place back, and the process goes on', async () => {
  const logged: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => logged.push(line) });
  let ended = 0;
  const underWay = trackUnderWay({} as Database, log, () => {
    ended += 1;
  });
  const places = () => underWay.freePlaces().find(({ channel }) => channel === 'email')!.places;
  const before = places();
  underWay.begin([{ id: 7, channel: 'email', contactMethodId: 1 } as Claimed], () => Promise.reject(new Error('away')));
  expect(places()).toBe(before - 1);
  await underWay.allEnded();
  expect([places(), ended]).toEqual([before, 1]);
  expect(logged.join()).toContain('away');
  underWay.stopRenewing();
});
