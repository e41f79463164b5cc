import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { insertSource } from '../../../../test/harness/sources.ts';
import { listAlerts } from '../../../contract/detect/alerts.ts';
import * as contract from '../../../contract/detect/maintenance-windows.ts';
import { createRoute } from '../../../contract/detect/routes.ts';
import { createService } from '../../../contract/directory/services.ts';

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

async function send({ url }: TestServer, source: { key: string }, body: object) {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/in/${source.key}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function fire(server: TestServer, source: { id: number; key: string }, body: object = { title: 'x' }) {
  const { admin } = server;
  await send(server, source, body);
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

/** A service under maintenance for two hours, and a source of it. */
async function underMaintenance(server: TestServer) {
  const { admin } = server;
  const service = await admin.call(createService, { body: { slug: 'shop', name: 'Shop' } });
  const source = await insertSource(server.db, 'generic', { serviceId: service.id });
  const body = { title: 'Move', endsAt: inHours(2), serviceIds: [service.id] };
  const window = await admin.call(contract.createMaintenanceWindow, { body });
  const alerts = async () => {
    const { rows } = await server.db.query('select paging, severity from alerts where source_id = $1', [source.id]);
    return rows as { paging: string; severity: number }[];
  };
  const state = async () => (await admin.call(listAlerts, { query: { sourceId: source.id } })).items[0]!;
  return { service, source, body, window, alerts, state };
}

const asked = expect.stringMatching(/wanted|paged/);

test('an alert that a changed window does not cover any more pages at once', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const { source, body, window, alerts } = await underMaintenance(server);
  await fire(server, source);
  const other = await admin.call(createService, { body: { slug: 'other', name: 'Other' } });
  await admin.call(contract.updateMaintenanceWindow, {
    params: { id: window.id },
    body: { ...body, serviceIds: [other.id] },
  });
  await expect.poll(alerts).toMatchObject([{ paging: asked }]);
});

test('an alert is held back on while another window goes on', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const { source, body, alerts, state } = await underMaintenance(server);
  await fire(server, source);
  const second = await admin.call(contract.createMaintenanceWindow, {
    body: { ...body, startsAt: inHours(1), endsAt: inHours(3) },
  });
  await server.clock.advance('125 minutes');
  await eventually(async () => (await state()).suppressedUntil === second.endsAt);
  expect(await alerts()).toMatchObject([{ paging: 'none' }]);
  await server.clock.advance('1 hour');
  await expect.poll(alerts).toMatchObject([{ paging: asked }]);
});

test('an alert that turns severe under maintenance pages nobody before the window ends', async () => {
  const server = await startTestServer();
  const { source, alerts } = await underMaintenance(server);
  await fire(server, source, { dedup_key: 'x', title: 'x', severity: 'info' });
  await send(server, source, { dedup_key: 'x', title: 'x', severity: 'critical' });
  await eventually(async () => (await alerts())[0]!.severity < 5);
  expect(await alerts()).toMatchObject([{ paging: 'none' }]);
  await server.clock.advance('3 hours');
  await expect.poll(alerts).toMatchObject([{ paging: asked }]);
});

test('what a route never pages is not paged when maintenance ends', async () => {
  const server = await startTestServer();
  const { source, alerts, state } = await underMaintenance(server);
  await server.admin.call(createRoute, {
    body: { slug: 'shown', name: 'Shown', condition: { all: [] }, outcome: { paging: false } },
  });
  await fire(server, source);
  await server.clock.advance('3 hours');
  await eventually(async () => (await state()).suppressedReason === null);
  expect(await alerts()).toMatchObject([{ paging: 'none' }]);
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
