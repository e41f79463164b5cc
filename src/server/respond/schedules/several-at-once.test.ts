import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { exportConfiguration, planConfiguration } from '../../../contract/platform/configuration.ts';
import { readCoverage } from '../../../contract/respond/coverage.ts';
import type { EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import { acceptCover, requestCover } from '../../../contract/respond/schedules/covers.ts';
import { listOnCall, readMyOnCall, readOnCallOverview } from '../../../contract/respond/schedules/oncall.ts';
import { createOverride, swapShifts, takeOver, updateOverride } from '../../../contract/respond/schedules/overrides.ts';
import { createSchedule, getSchedule, updateSchedule } from '../../../contract/respond/schedules/schedule.ts';
import { addShadow, removeShadow } from '../../../contract/respond/schedules/shadows.ts';
import { getTimeline } from '../../../contract/respond/schedules/timeline.ts';
import { loadWorld } from '../escalation/world.ts';
import { addResponder } from './responder-for-tests.ts';

/** Three people; a pair is Ada and Ben on 2 March, Ben and Cleo on 3 March, Cleo and Ada on 4 March, from 09:00. */
async function pairWorld() {
  const server = await startTestServer();
  const [ada, ben, cleo] = [
    await addResponder(server, 'Ada'),
    await addResponder(server, 'Ben'),
    await addResponder(server, 'Cleo'),
  ];
  await server.clock.set('2026-03-02T12:00:00Z');
  const pairSchedule = async (slug: string) => {
    const layer = {
      name: 'Pair',
      rotation: { unit: 'day' as const, every: 1, handoffTime: '09:00' },
      startsOn: '2026-03-02',
      participants: [ada.personId, ben.personId, cleo.personId],
      atOnce: 2,
    };
    const body = { slug, name: `Schedule ${slug}`, timeZone: 'UTC', definition: { layers: [layer] } };
    return server.admin.call(createSchedule, { body });
  };
  const status = async (id: number) => {
    const { items } = await server.admin.call(listOnCall, {});
    return items.find(({ scheduleId }) => scheduleId === id)!;
  };
  const onCall = async (id: number) => {
    const { now, alsoNow } = await status(id);
    return [now, ...alsoNow].map(({ personName }) => personName);
  };
  return { server, ada, ben, cleo, pairSchedule, status, onCall };
}

const range = { from: '2026-03-02T15:00:00Z', to: '2026-03-05T09:00:00Z' };
test('both of a pair are on call, asked by policies, and shown with who follows', async () => {
  const { server, ada, ben, cleo, pairSchedule, status, onCall } = await pairWorld();
  const { id } = await pairSchedule('both');
  expect(await onCall(id)).toEqual(['Ada', 'Ben']);
  const { until, next, alsoNext } = await status(id);
  expect([until, next?.personName, ...alsoNext.map(({ personName }) => personName)]).toEqual([
    '2026-03-03T09:00:00.000Z',
    'Ben',
    'Cleo',
  ]);
  const target = (who?: EscalationTarget['who']): EscalationTarget => ({ kind: 'schedule', id, ...(who && { who }) });
  const world = await loadWorld(server.db, [target(), target('next')], 'high', Date.parse('2026-03-02T12:00:00Z'));
  expect(world.peopleOnTarget(target())).toEqual([ada.personId, ben.personId]);
  expect(world.peopleOnTarget(target('next'))).toEqual([cleo.personId]);
  const mine = await ben.client.call(readMyOnCall, {});
  expect(mine.current.find(({ scheduleId }) => scheduleId === id)).toMatchObject({
    endsAt: '2026-03-04T09:00:00.000Z',
  });
  await expect(ben.client.call(takeOver, { params: { id }, body: {} })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  const timeline = await server.admin.call(getTimeline, { params: { id }, query: range });
  expect(timeline.shifts.map(({ personName }) => personName)).toEqual(['Ada', 'Ben', 'Cleo']);
  expect(timeline.alsoOnCall.map(({ personName, place }) => [personName, place])).toEqual([
    ['Ben', 2],
    ['Cleo', 2],
    ['Ada', 2],
  ]);
  expect(timeline.hours.reduce((sum, { hours }) => sum + hours, 0)).toBe(2 * 66);
  const overview = await server.admin.call(readOnCallOverview, { query: range });
  expect(overview.items.find(({ scheduleId }) => scheduleId === id)!.alsoOnCall[0]).toMatchObject({
    personName: 'Ben',
    endsAt: '2026-03-03T09:00:00.000Z',
  });
  const coverage = await server.admin.call(readCoverage, { params: { kind: 'schedule', id } });
  expect(coverage.sentence).toMatch(/^Ada and Ben are on call on Schedule both and cannot be paged/);
  // What is saved again stays, and a node of before finds a definition that it can read.
  const { definition, ...before } = await server.admin.call(getSchedule, { params: { id } });
  expect(definition.layers[0]!.atOnce).toBe(2);
  const { slug, timeZone } = before;
  const saved = await server.admin.call(updateSchedule, {
    params: { id },
    body: { slug, name: 'Both', timeZone, definition },
  });
  expect(saved.definition.layers[0]!.atOnce).toBe(2);
  expect(await onCall(id)).toEqual(['Ada', 'Ben']);
  const { rows } = await server.db.query('select definition from schedules where id = $1', [id]);
  expect(Object.keys((rows[0]!.definition as typeof definition).layers[0]!)).not.toContain('atOnce');
});

test('an override in place of the second leaves the first, also when it is edited, and says whom it replaces', async () => {
  const { server, ada, ben, cleo, pairSchedule, onCall } = await pairWorld();
  const { id } = await pairSchedule('second');
  const times = { startsAt: '2026-03-02T12:00:00Z', endsAt: '2026-03-04T00:00:00Z' };
  const body = { personId: cleo.personId, replacesPersonId: ben.personId, ...times };
  const made = await server.admin.call(createOverride, { params: { id }, body });
  expect(made).toMatchObject({ personName: 'Cleo', replacesPersonName: 'Ben' });
  expect(await onCall(id)).toEqual(['Ada', 'Cleo']);
  await server.admin.call(updateOverride, {
    params: { id, overrideId: made.id },
    body: { replacesPersonId: ada.personId },
  });
  expect(await onCall(id)).toEqual(['Cleo', 'Ben']);
  await expect(
    server.admin.call(createOverride, {
      params: { id },
      body: { ...body, replacesPersonId: cleo.personId },
    }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('whoever covers one of a pair, or trades with them, takes only that place', async () => {
  const { server, ben, cleo, pairSchedule, onCall } = await pairWorld();
  const { id } = await pairSchedule('cover');
  const shift = { startsAt: '2026-03-02T12:00:00Z', endsAt: '2026-03-03T09:00:00Z' };
  const request = await ben.client.call(requestCover, {
    body: { scheduleId: id, ...shift, ask: { kind: 'person', personId: cleo.personId } },
  });
  await cleo.client.call(acceptCover, { params: { id: request.id } });
  expect(await onCall(id)).toEqual(['Ada', 'Cleo']);
  const swapped = await pairSchedule('swap');
  await server.admin.call(swapShifts, {
    params: { id: swapped.id },
    body: {
      first: { personId: ben.personId, ...shift },
      second: { personId: cleo.personId, startsAt: '2026-03-04T09:00:00Z', endsAt: '2026-03-05T09:00:00Z' },
    },
  });
  expect(await onCall(swapped.id)).toEqual(['Ada', 'Cleo']);
  const later = await server.admin.call(getTimeline, {
    params: { id: swapped.id },
    query: { from: '2026-03-04T10:00:00Z', to: '2026-03-04T11:00:00Z' },
  });
  expect([...later.shifts, ...later.alsoOnCall].map(({ personName }) => personName)).toEqual(['Ben', 'Ada']);
});

test('the feed has an event for each of a pair, and for whoever shadows them', async () => {
  const { server, ada, cleo, pairSchedule } = await pairWorld();
  const { id, feedPath } = await pairSchedule('feed');
  const feed = await (await fetch(`${server.url}${feedPath}`)).text();
  const starting = feed.split('BEGIN:VEVENT').filter((event) => event.includes('DTSTART:20260302T120000Z'));
  expect(starting.map((event) => /SUMMARY:(\w+) on call/.exec(event)?.[1]).sort()).toEqual(['Ada', 'Ben']);
  expect(new Set(starting.map((event) => /UID:(.*)/.exec(event)?.[1])).size).toBe(2);
  // Whoever shadows them is marked, and only in their own calendar when it is one person's.
  const times = { startsAt: '2026-03-03T08:00:00Z', endsAt: '2026-03-06T08:00:00Z' };
  const shadow = await server.admin.call(addShadow, { params: { id }, body: { personId: ada.personId, ...times } });
  const readFeed = async (query = '') => (await fetch(`${server.url}${feedPath}${query}`)).text();
  expect(await readFeed()).toContain('SUMMARY:Ada shadowing: Schedule feed');
  expect(await readFeed(`?person=${ada.personId}`)).toContain('Shadowing: not on call.');
  expect(await readFeed(`?person=${cleo.personId}`)).not.toContain('shadowing');
  await server.admin.call(removeShadow, { params: { id, shadowId: shadow.id } });
  expect(await readFeed()).not.toContain('shadowing');
});

test('how many are on call at once is exported, and planned as a change of the layer', async () => {
  const { server, pairSchedule } = await pairWorld();
  await pairSchedule('file');
  const { document } = await server.admin.call(exportConfiguration, { query: {} });
  const { schedules } = document as { schedules: { layers: { atOnce?: number }[] }[] };
  expect(schedules[0]!.layers[0]!.atOnce).toBe(2);
  schedules[0]!.layers[0]!.atOnce = 3;
  const { changes } = await server.admin.call(planConfiguration, { body: { document: { schedules } } });
  expect(JSON.stringify(changes)).toContain('atOnce');
  expect(changes.find(({ kind }) => kind === 'schedule')?.fields.map(({ field }) => field)).toContain('on call now');
});
