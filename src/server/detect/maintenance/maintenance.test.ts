import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { insertSource } from '../../../../test/harness/sources.ts';
import { listAlerts } from '../../../contract/alerts.ts';
import * as contract from '../../../contract/maintenance-windows.ts';
import { createService } from '../../../contract/services.ts';

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

async function fire({ admin, url }: TestServer, source: { id: number; key: string }) {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/in/${source.key}`, { method: 'POST', headers, body: '{"title": "x"}' });
  return eventually(async () => (await admin.call(listAlerts, { query: { sourceId: source.id } })).items[0]);
}

test('alerts that begin in a window page nobody until it is called off', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const service = await admin.call(createService, { body: { slug: 'shop', name: 'Shop' } });
  const source = await insertSource(server.db, 'generic', { serviceId: service.id });
  const window = await admin.call(contract.createMaintenanceWindow, {
    body: { title: 'Move', endsAt: inHours(2), serviceIds: [service.id] },
  });
  expect(window).toMatchObject({ state: 'running', createdBy: { kind: 'bootstrap' }, version: 1, condition: null });
  const alert = await fire(server, source);
  expect(alert).toMatchObject({ suppressedReason: 'Maintenance window.', suppressedUntil: window.endsAt });

  const params = { id: window.id };
  const moved = await admin.call(
    contract.updateMaintenanceWindow,
    { params, body: { title: 'Move, longer', endsAt: inHours(4), serviceIds: [service.id] } },
    { ifMatch: 1 },
  );
  expect([moved.startsAt, moved.version]).toEqual([window.startsAt, 2]);
  const waiting = (await admin.call(listAlerts, { query: { sourceId: source.id, state: 'suppressed' } })).items;
  expect(waiting.map(({ suppressedUntil }) => suppressedUntil)).toEqual([moved.endsAt]);

  const canceled = await admin.call(contract.cancelMaintenanceWindow, { params });
  expect(canceled.state).toBe('canceled');
  await eventually(
    async () =>
      (await admin.call(listAlerts, { query: { sourceId: source.id, state: 'suppressed' } })).items.length === 0,
  );
  await expect(admin.call(contract.cancelMaintenanceWindow, { params })).rejects.toMatchObject({
    code: 'state_conflict',
  });
});

test('windows are listed by what they are: current, past or all, page by page', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const condition = { all: [{ label: 'zone', operator: 'equals' as const, value: 'b' }] };
  const create = (title: string, from: number, to: number) =>
    admin.call(contract.createMaintenanceWindow, {
      body: { title, startsAt: inHours(from), endsAt: inHours(to), condition },
    });
  await create('soon', 5, 6);
  await create('now', -1, 1);
  await create('later', 50, 60);
  const first = await admin.call(contract.listMaintenanceWindows, { query: { limit: 2 } });
  const second = await admin.call(contract.listMaintenanceWindows, { query: { limit: 2, cursor: first.nextCursor! } });
  expect([...first.items, ...second.items].map(({ title, state }) => [title, state])).toEqual([
    ['later', 'planned'],
    ['soon', 'planned'],
    ['now', 'running'],
  ]);
  await server.clock.advance('2 hours');
  const past = await admin.call(contract.listMaintenanceWindows, { query: { state: 'past' } });
  expect(past.items.map(({ title, state }) => [title, state])).toEqual([['now', 'over']]);
});

test('a window without an end, for everything, in the past or longer than a year is refused', async () => {
  const { admin } = await startTestServer();
  const condition = { all: [{ label: 'a', operator: 'exists' as const }] };
  const refused: [object, string][] = [
    [{ title: 'x', condition }, 'body.endsAt'],
    [{ title: 'x', endsAt: inHours(1) }, 'body.serviceIds'],
    [{ title: 'x', endsAt: inHours(1), condition: { all: [] } }, 'body.serviceIds'],
    [{ title: 'x', endsAt: inHours(1), serviceIds: [4711] }, 'body.serviceIds'],
    [{ title: 'x', startsAt: inHours(-3), endsAt: inHours(-1), condition }, 'body.endsAt'],
    [{ title: 'x', startsAt: inHours(2), endsAt: inHours(1), condition }, 'body.endsAt'],
    [{ title: 'x', endsAt: inHours(24 * 367), condition }, 'body.endsAt'],
    [{ title: 'x', endsAt: 'tomorrow', condition }, 'body.endsAt'],
  ];
  for (const [body, path] of refused) {
    await expect(admin.call(contract.createMaintenanceWindow, { body: body as never })).rejects.toMatchObject({
      status: 400,
      errors: [{ path }],
    });
  }
});
