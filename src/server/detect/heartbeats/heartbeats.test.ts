import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import {
  armHeartbeat,
  createSource,
  getSource,
  pauseSource,
  readSourceSetup,
  resumeSource,
  updateSource,
} from '../../../contract/detect/sources.ts';

const everyNight = { cron: '0 3 * * *', timeZone: 'UTC' };
const graceSeconds = 600;

async function newHeartbeat({ admin }: TestServer, schedule = everyNight) {
  const body = { slug: 'backup', name: 'Backup', type: 'heartbeat', heartbeat: { graceSeconds, schedule } };
  const { id } = await admin.call(createSource, { body });
  const params = { id };
  const { key } = await admin.call(readSourceSetup, { params });
  const heartbeat = async () => (await admin.call(getSource, { params })).heartbeat!;
  return { params, key, body, heartbeat };
}

const now = async ({ db }: TestServer): Promise<number> =>
  (await db.query('select evenkeel.now() as now')).rows[0].now.getTime();

/** Moves the clock to the next time of day, `HH:MM` in UTC. */
async function waitFor(server: TestServer, clock: string) {
  const at = await now(server);
  const today = Date.parse(`${new Date(at).toISOString().slice(0, 10)}T${clock}Z`);
  await server.clock.advance(`${(today > at ? today : today + 86_400_000) - at} milliseconds`);
}

const openAlerts = async ({ admin }: TestServer, sourceId: number) =>
  (await admin.call(listAlerts, { query: { sourceId } })).items;

test('a heartbeat with a schedule is expected at its times and late after the grace, not before', async () => {
  const server = await startTestServer();
  const { params, key, heartbeat } = await newHeartbeat(server);
  expect(await heartbeat()).toMatchObject({ schedule: everyNight, intervalSeconds: 86_400, expectedAt: null });
  await waitFor(server, '02:00');
  const armed = (await server.admin.call(armHeartbeat, { params })).heartbeat!;
  expect(armed.expectedAt).toMatch(/T03:00:00/);
  expect(Date.parse(armed.dueAt!) - Date.parse(armed.expectedAt!)).toBe(graceSeconds * 1000);

  await waitFor(server, '03:05');
  expect((await fetch(`${server.url}/in/${key}`, { method: 'POST' })).status).toBe(202);
  await eventually(async () => Date.parse((await heartbeat()).expectedAt!) > Date.parse(armed.expectedAt!));
  const next = await heartbeat();
  expect(Date.parse(next.expectedAt!) - Date.parse(armed.expectedAt!)).toBe(86_400_000);

  await waitFor(server, '03:05');
  await waitFor(server, '03:09');
  expect(await openAlerts(server, params.id)).toEqual([]);
  await waitFor(server, '03:11');
  const { id } = await eventually(async () => (await openAlerts(server, params.id))[0]);
  const alert = await server.admin.call(getAlert, { params: { id } });
  expect(alert.description).toMatch(/^It was expected on \d+ \w+ \d+, 03:00 UTC\. It last reported on .*03:05 UTC\.$/);
  expect(await heartbeat()).toMatchObject({ expectedAt: null, dueAt: null, lateSince: next.dueAt });
});

test('a ping a few seconds early counts for the time that comes', async () => {
  const server = await startTestServer();
  const { params, key, heartbeat } = await newHeartbeat(server);
  await waitFor(server, '02:59:40');
  await server.admin.call(armHeartbeat, { params });
  await fetch(`${server.url}/in/${key}`, { method: 'POST' });
  await eventually(async () => (await heartbeat()).lastPingAt !== null);
  await eventually(async () => Date.parse((await heartbeat()).expectedAt!) - (await now(server)) > 86_000_000);
});

test('what a node that knows no schedules wrote is put right', async () => {
  const server = await startTestServer();
  const { params, heartbeat } = await newHeartbeat(server, { cron: '*/15 * * * *', timeZone: 'Europe/Berlin' });
  await server.admin.call(armHeartbeat, { params });
  await server.db.query(
    `update heartbeats set last_ping_at = evenkeel.now(), due_at = evenkeel.now() + make_interval(secs => 900 + 600)`,
  );
  await eventually(async () => {
    const { expectedAt, dueAt } = await heartbeat();
    return Date.parse(expectedAt!) % 900_000 === 0 && Date.parse(dueAt!) - Date.parse(expectedAt!) === 600_000;
  });
});

test('a changed schedule and the end of a pause count from now on', async () => {
  const server = await startTestServer();
  const { params, body, heartbeat } = await newHeartbeat(server);
  await waitFor(server, '12:00');
  await server.admin.call(armHeartbeat, { params });
  await waitFor(server, '23:10');
  const hourly = { graceSeconds, schedule: { cron: '@hourly', timeZone: 'UTC' } };
  await server.admin.call(updateSource, { params, body: { ...body, heartbeat: hourly } });
  expect(await heartbeat()).toMatchObject({ intervalSeconds: 3600, expectedAt: expect.stringMatching(/T00:00:00/) });

  await server.admin.call(pauseSource, { params });
  await waitFor(server, '09:20');
  await server.admin.call(resumeSource, { params });
  expect((await heartbeat()).expectedAt).toMatch(/T10:00:00/);
  expect(await openAlerts(server, params.id)).toEqual([]);

  const interval = { graceSeconds, intervalSeconds: 7200 };
  await server.admin.call(updateSource, { params, body: { ...body, heartbeat: interval } });
  expect(await heartbeat()).toMatchObject({ intervalSeconds: 7200, schedule: null, expectedAt: null });
});

test('a schedule that cannot be read or is never due is refused at its field', async () => {
  const server = await startTestServer();
  const place = { path: 'body.heartbeat.schedule.cron' };
  for (const cron of ['every night', '0 0 30 2 *']) {
    await expect(newHeartbeat(server, { cron, timeZone: 'UTC' })).rejects.toMatchObject({ errors: [place] });
  }
  const body = { slug: 'none', name: 'None', type: 'heartbeat', heartbeat: { graceSeconds: 60 } };
  await expect(server.admin.call(createSource, { body })).rejects.toMatchObject({
    errors: [{ path: 'body.heartbeat.intervalSeconds' }],
  });
});
