import { expect, test } from 'vitest';
import { eventually as within } from '../../../../test/harness/eventually.ts';
import { startReceiver } from '../../../../test/harness/receiver.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { askPerson, sendEvent, worldThrough } from '../../../../test/harness/world.ts';
import { createRoute } from '../../../contract/detect/routes.ts';
import { createOutgoingWebhook } from '../../../contract/outgoing/webhooks.ts';
import { createDocument } from '../../../contract/program/documents.ts';
import * as contract from '../../../contract/program/drills.ts';
import { listIncidents } from '../../../contract/respond/incidents/incident.ts';
import { getIncident } from '../../../contract/respond/incidents/room.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { mergeAlerts } from '../../../contract/respond/regroupings.ts';
import { receiver as programOf } from '../../respond/channels/receiver-for-tests.ts';

/** What is kept goes through the loops of paging and delivery. */
const eventually = <T>(probe: () => Promise<T> | T) => within(probe, 30_000);

const source = `---
title: Checkout is slow
format: game-day
difficulty: easy
severity: 3
minutes: 30
injects:
  - { at: 0, tell: Checkout is slow., hope: Somebody acknowledges., signal: { title: Checkout is slow, severity: critical, state: firing } }
---
## The situation
It is ten o’clock.

## For the facilitator
The pool is exhausted.
`;

/** A service that asks Ada at once, and Ben and a webhook at its second step; its alerts are one group and declare an incident. */
async function scene({ declares = false } = {}) {
  const server = await startTestServer();
  const { admin } = server;
  const receiver = await startReceiver();
  const program = await programOf((_request, response) => response.writeHead(204).end());
  const world = worldThrough(server);
  const [ada, ben] = [await world.personByWebhook('Ada', receiver), await world.personByWebhook('Ben', receiver)];
  const hook = await admin.call(createOutgoingWebhook, {
    body: { name: 'Runbook', url: `${program.url}/step`, kinds: ['incident'], severities: [5] },
  });
  const policy = await world.policy([], 0, {
    steps: [
      { delaySeconds: 60, targets: [askPerson(ada)], ifEmpty: 'skip' },
      { delaySeconds: 60, targets: [askPerson(ben)], ifEmpty: 'skip', webhooks: [hook.id] },
    ],
  });
  const service = await world.service(policy.id);
  const sender = await world.source('pagerduty-events-v2', service.id);
  await admin.call(createRoute, {
    body: {
      slug: 'all',
      name: 'All',
      condition: { all: [] },
      outcome: { groupBy: ['none'], ...(declares && { declare: { severity: 4 } }) },
    },
  });
  await admin.call(createDocument, { params: { kind: 'scenario' }, body: { key: 'slow', source } });
  const drillOf = async (more: { inSandbox: boolean; agreedIds?: number[] }) => {
    const { id } = await admin.call(contract.planDrill, {
      body: { scenarioKey: 'slow', sourceId: sender.id, serviceIds: [service.id], consent: 'Vera', ...more },
    });
    await admin.call(contract.startDrill, { params: { id } });
    return { id, read: () => admin.call(contract.getDrill, { params: { id } }) };
  };
  const told = (path: string) => receiver.pages().filter((message) => message.path === path);
  return { server, admin, receiver, program, ada, ben, sender, drillOf, told };
}

test('A drill in a sandbox walks the real path and notifies only who agreed; it shows whom it would have notified when', async () => {
  const { server, admin, program, ada, ben, drillOf, told } = await scene();
  const { read } = await drillOf({ inSandbox: true, agreedIds: [ben.id] });
  const first = await eventually(async () => {
    const { kept } = (await read()).sandbox!;
    return kept!.length >= 2 ? kept! : null;
  });
  expect(new Set(first.map(({ name, channel, stepIndex }) => `${name} ${channel} ${stepIndex}`))).toEqual(
    new Set(['Ada webhook 0']),
  );
  // Whoever a sandbox keeps from being woken would have been reached: nobody is alarmed of a gap.
  const { incidentId } = await read();
  const unpaged = async () => (await admin.call(getIncident, { params: { id: incidentId! } })).unpaged;
  expect(await unpaged()).toEqual([]);
  await server.clock.advance('61 seconds');
  await eventually(() => told(ben.path).length >= 2);
  expect(told(ada.path)).toEqual([]);
  expect(program.seen).toEqual([]);
  expect((await read()).sandbox!.agreed).toMatchObject([{ name: 'Ben' }]);
  const pagesOf = async ({ id }: { id: number }) => (await admin.call(listPages, { query: { personId: id } })).items;
  expect(await pagesOf(ada)).toEqual([]);
  expect((await pagesOf(ben)).length).toBeGreaterThan(0);
});

test('A real alert beside a drill in a sandbox pages for real, by a page of its own, and cannot be merged with it', async () => {
  const { admin, ada, sender, drillOf, told } = await scene();
  const { read } = await drillOf({ inSandbox: true });
  const { alertId } = await eventually(async () => (await read()).signalPages!.find(({ pageId }) => pageId !== null));
  expect(await sendEvent(sender, { key: 'real', title: 'Checkout is down' })).toBe(202);
  await eventually(() => told(ada.path).some(({ title }) => title.includes('Checkout is down')));
  expect(told(ada.path).every(({ title }) => !title.includes('Drill'))).toBe(true);
  const { items } = await admin.call(listPages, { query: {} });
  const real = items.find(({ title }) => title.includes('Checkout is down'))!;
  expect(real).toMatchObject({ kind: 'real', alertCount: 1 });
  const { alerts } = await admin.call(getPage, { params: { id: real.id } });
  await expect(admin.call(mergeAlerts, { body: { alertIds: [alertId, alerts[0]!.id] } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
});

test('A route that declares makes a drill of the signals of a drill, never a real incident, and a real alert never joins it', async () => {
  const { admin, sender, drillOf } = await scene({ declares: true });
  const { id } = await drillOf({ inSandbox: false });
  const kinds = async () => (await admin.call(listIncidents, {})).items.map(({ kind }) => kind);
  await eventually(async () => (await kinds()).length === 2);
  expect(await kinds()).toEqual(['drill', 'drill']);
  await sendEvent(sender, { key: 'real', title: 'Checkout is down' });
  await eventually(async () => (await kinds()).length === 3);
  expect((await kinds()).sort()).toEqual(['drill', 'drill', 'real']);
  await admin.call(contract.finishDrill, { params: { id } });
  const { items } = await admin.call(listIncidents, {});
  expect(items.map(({ kind, lifecycle }) => `${kind} ${lifecycle === 'closed'}`).sort()).toEqual([
    ...['drill true', 'drill true', 'real false'],
  ]);
});
