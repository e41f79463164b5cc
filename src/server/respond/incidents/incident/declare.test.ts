import { expect, test } from 'vitest';
import { eventually } from '../../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../../test/harness/people.ts';
import { startTestServer } from '../../../../../test/harness/server.ts';
import { insertSource } from '../../../../../test/harness/sources.ts';
import { createRoute } from '../../../../contract/detect/routes.ts';
import {
  changeIncidentSeverity,
  declareIncident,
  moveIncident,
  updateIncident,
} from '../../../../contract/respond/incidents/changes.ts';
import { findIncidentOfAlert, listIncidents } from '../../../../contract/respond/incidents/incident.ts';
import { getIncident } from '../../../../contract/respond/incidents/room.ts';
import { listIncidentTimeline } from '../../../../contract/respond/incidents/timeline.ts';
import { listPages } from '../../../../contract/respond/pages/page.ts';
import { acknowledgePage } from '../../../../contract/respond/pages/responses.ts';
import { getSeverities, updateSeverities } from '../../../../contract/respond/severities.ts';
import { system } from '../../../platform/auth/actor.ts';
import { type Transaction, transaction } from '../../../platform/db/database.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../../pages/world-for-tests.ts';
import { openIncident } from './declare.ts';

test('an incident is declared from a title alone, gets the next number and can be read with all its room shows', async () => {
  const { admin } = await startTestServer();
  const first = await admin.call(declareIncident, { body: { title: 'Checkout <b>fails</b>', severity: 2 } });
  const second = await admin.call(declareIncident, { body: { title: 'Search is slow' } });
  expect([first.key, second.key]).toEqual(['INC-1', 'INC-2']);
  expect(first).toMatchObject({
    title: 'Checkout <b>fails</b>',
    severity: 2,
    peakSeverity: 2,
    lifecycle: 'triage',
    kind: 'real',
    foundBy: null,
    missingRoles: ['commander', 'scribe', 'communications', 'resolver'],
    checklist: { protocolName: 'War room' },
    nextLifecycles: ['active', 'stable', 'resolved', 'closed'],
    declaredBy: { kind: 'bootstrap' },
  });
  expect(second.severity).toBe(3);
  expect(first.instants.impactStartedAt).toBe(first.instants.declaredAt);
  expect(first.timers.map(({ key }) => key)).toEqual(['commander', 'public-update', 'internal-update']);
  expect(await admin.call(getIncident, { params: { id: 1 } })).toEqual(first);
  const { items } = await admin.call(listIncidentTimeline, { params: { id: 1 } });
  expect(items).toMatchObject([
    { kind: 'page', isKey: true, text: expect.stringContaining('Nobody was paged for the affected team') },
    { kind: 'declared', isKey: true, text: 'Declared as SEV2: Checkout <b>fails</b>' },
  ]);
});

test('many who declare at once get numbers without a gap', async () => {
  const { admin } = await startTestServer();
  const made = await Promise.all(
    Array.from({ length: 8 }, (_, place) =>
      admin.call(declareIncident, { body: { title: `Fault ${place}`, kind: 'test' } }),
    ),
  );
  expect(made.map(({ id }) => id).sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('nobody waits for a declaration that is under way, nor for one of a node that numbers otherwise', async () => {
  const { db, admin } = await startTestServer();
  const openNow = (tx: Transaction, title: string) =>
    openIncident(tx, system, {
      ...{ title, severity: 3, summary: '', kind: 'real' as const, serviceIds: [], alerts: [], declareKey: null },
      declaredAt: new Date(),
    });
  const undone = transaction(db, async (tx) => {
    await openNow(tx, 'Undone');
    const { id } = await admin.call(declareIncident, { body: { title: 'Meanwhile' } });
    throw Object.assign(new Error('undone'), { id });
  });
  const { id } = await undone.catch((error: { id: number }) => error);
  expect(id).toBe(2);
  await db.query(`insert into incidents (id, title, severity, peak_severity, kind, declared_by, declared_at)
    select number, 'Of an older node', 3, 3, 'real', '{"kind": "system", "name": "Evenkeel"}', evenkeel.now()
    from generate_series(3, 40) number`);
  expect((await admin.call(declareIncident, { body: { title: 'After them' } })).id).toBe(41);
});

test('from an alert come the title, severity, service and instants, and its page is not asked for again', async () => {
  const server = await startTestServer();
  const { admin, db } = server;
  const world = worldOf(server);
  const ada = await world.person('Ada');
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)])));
  const sourceId = await world.source();
  const alertId = await triggerAlert(db, { sourceId, serviceId, severity: 2, title: 'Error rate\u202e high' });
  const page = await eventually(async () => (await admin.call(listPages, { query: { alertId } })).items[0]);
  await admin.call(acknowledgePage, { params: { id: page.id } });
  const made = await admin.call(declareIncident, { body: { alertIds: [alertId] } });
  expect(made).toMatchObject({
    title: 'Error rate high',
    severity: 2,
    foundBy: 'machine',
    services: [{ id: serviceId }],
    alerts: [{ id: alertId, state: 'acknowledged' }],
    alertCount: 1,
    pages: [{ id: page.id, state: 'acknowledged' }],
  });
  const alert = await db.query('select triggered_at from alerts where id = $1', [alertId]);
  expect(made.instants.detectedAt).toBe(alert.rows[0].triggered_at.toISOString());
  expect(made.instants.impactStartedAt).toBe(made.instants.detectedAt);
  const known = await eventually(async () => {
    const now = await admin.call(getIncident, { params: { id: made.id } });
    return now.instants.acknowledgedAt === null ? null : now;
  });
  expect(known.pages).toHaveLength(1);
  expect(await admin.call(findIncidentOfAlert, { params: { id: alertId } })).toMatchObject({
    incident: { id: made.id },
  });
});

test('of two who declare from one alert at once, the second one learns of the incident there is', async () => {
  const server = await startTestServer();
  const alertId = await triggerAlert(server.db, { sourceId: await worldOf(server).source(), serviceId: null });
  const declare = () => server.admin.call(declareIncident, { body: { alertIds: [alertId] } });
  const results = await Promise.allSettled([declare(), declare()]);
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(1);
  const { items } = await server.admin.call(listIncidents, {});
  expect(items).toHaveLength(1);
  expect(refused[0]!.reason).toMatchObject({ code: 'conflict', detail: expect.stringContaining(items[0]!.key) });
});

test('what does not exist is refused with its place, and nothing is left behind', async () => {
  const { admin } = await startTestServer();
  const refusals = [
    [{ title: 'x', serviceIds: [9] }, 'body.serviceIds'],
    [{ title: 'x', alertIds: [9] }, 'body.alertIds'],
    [{ severity: 1 as const }, 'body.title'],
    [{ title: 'x', impactStartedAt: '2999-01-01T00:00:00Z' }, 'body.impactStartedAt'],
    [{ title: 'x', conferenceUrl: 'javascript:alert(1)' }, 'body.conferenceUrl'],
    [{ title: 'x', kind: 'imported' as never }, 'body.kind'],
  ] as const;
  for (const [body, path] of refusals) {
    await expect(admin.call(declareIncident, { body: body as never })).rejects.toMatchObject({
      code: 'invalid_input',
      errors: [expect.objectContaining({ path })],
    });
  }
  expect((await admin.call(listIncidents, {})).items).toEqual([]);
});

test('the severity decides who is paged: affected teams and the commander for SEV2, nobody for SEV5 or a test', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const world = worldOf(server);
  const owner = await world.policy(ladder([askPerson(await world.person('Owner'))]));
  const commander = await world.policy(ladder([askPerson(await world.person('Commander'))]));
  const serviceId = await world.service(owner);
  const { version, ...matrix } = await admin.call(getSeverities, {});
  expect(version).toBe(0);
  const policies = { ...matrix.policies, commander };
  const edited = await admin.call(updateSeverities, { body: { ...matrix, policies } }, { ifMatch: 0 });
  expect(edited).toMatchObject({ version: 1, policies: { commander, executives: null } });

  const declare = (severity: 2 | 5, kind: 'real' | 'drill' | 'test') =>
    admin.call(declareIncident, { body: { title: 'Down', severity, kind, serviceIds: [serviceId] } });
  const pagesOf = async (incidentId: number) =>
    (await server.db.query('select policy_id, kind from pages where incident_id = $1 order by id', [incidentId])).rows;
  expect(await pagesOf((await declare(2, 'real')).id)).toEqual([
    { policy_id: owner, kind: 'real' },
    { policy_id: commander, kind: 'real' },
  ]);
  expect(await pagesOf((await declare(2, 'drill')).id)).toMatchObject([{ kind: 'drill' }, { kind: 'drill' }]);
  expect(await pagesOf((await declare(2, 'test')).id)).toEqual([]);
  const mild = await declare(5, 'real');
  expect(await pagesOf(mild.id)).toEqual([]);
  await admin.call(changeIncidentSeverity, { params: { id: mild.id }, body: { severity: 2 } });
  expect(await pagesOf(mild.id)).toHaveLength(2);
});

test('a policy that cannot be read stops no declaration: the room says that nobody was paged', async () => {
  const server = await startTestServer();
  const world = worldOf(server);
  const serviceId = await world.service(await world.policy({ steps: [] } as never));
  const made = await server.admin.call(declareIncident, {
    body: { title: 'Down', severity: 1, serviceIds: [serviceId] },
  });
  expect(made.pages).toEqual([]);
  const { items } = await server.admin.call(listIncidentTimeline, {
    params: { id: made.id },
    query: { show: 'key' },
  });
  expect(items.map(({ text }) => text)).toContainEqual(expect.stringContaining('Nobody was paged for Checkout'));
});

test('a route declares once for a group of alerts, whichever of two nodes comes first', async () => {
  const one = await startTestServer();
  await startTestServer({ database: one });
  const { admin, db } = one;
  await admin.call(createRoute, {
    body: {
      slug: 'outage',
      name: 'Outages',
      condition: { all: [{ label: 'kind', operator: 'equals', value: 'outage' }] },
      outcome: { declare: { severity: 2 }, groupBy: ['region'] },
    },
  });
  const source = await insertSource(db, 'generic');
  const send = (id: string, kind: string, region: string) =>
    fetch(`${one.url}/in/${source.key}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: `Fault ${id}`, dedup_key: id, severity: 'critical', labels: { kind, region } }),
    });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, place) => send(`key-${place}`, 'outage', place % 2 === 0 ? 'north' : 'south')),
  );
  expect(answers.every(({ ok }) => ok)).toBe(true);
  await send('calm', 'noise', 'north');
  await eventually(async () => {
    const linked = await db.query('select count(*)::int as count from incident_alerts');
    return linked.rows[0].count === 20;
  });
  const { items } = await admin.call(listIncidents, {});
  expect(items).toHaveLength(2);
  expect(items).toMatchObject([
    { severity: 2, lifecycle: 'triage', declaredBy: { kind: 'system' }, foundBy: 'machine' },
    { severity: 2 },
  ]);
  const left = await db.query('select count(*)::int as count from alerts where declare_severity is not null');
  expect(left.rows[0].count).toBe(0);
});

test('a suppressed alert declares nothing until it is let go', async () => {
  const server = await startTestServer();
  const { admin, db } = server;
  const alertId = await triggerAlert(db, { sourceId: await worldOf(server).source(), serviceId: null });
  await db.query("update alerts set suppressed_reason = 'Maintenance window.', declare_severity = 3");
  await triggerAlert(db, { sourceId: await worldOf(server).source(), serviceId: null });
  await db.query('update alerts set declare_severity = 4 where suppressed_reason is null');
  await eventually(async () => (await admin.call(listIncidents, {})).items.length === 1);
  await db.query('update alerts set suppressed_reason = null');
  const found = await eventually(
    async () => (await admin.call(findIncidentOfAlert, { params: { id: alertId } })).incident,
  );
  expect(found).toMatchObject({ severity: 3 });
});

test('a list is filtered by state, severity, kind, service, text and time, and read page by page', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const serviceId = await worldOf(server).service(null);
  const declare = (title: string, severity: 1 | 3, kind: 'real' | 'drill') =>
    admin.call(declareIncident, { body: { title, severity, kind } });
  const checkout = await declare('Checkout down', 1, 'real');
  const search = await declare('Search 100% slow_', 3, 'real');
  const practice = await declare('Practice', 1, 'drill');
  await admin.call(updateIncident, { params: { id: search.id }, body: { serviceIds: [serviceId] } });
  await admin.call(moveIncident, { params: { id: checkout.id }, body: { to: 'resolved' } });
  const list = async (query: Parameters<typeof admin.call<typeof listIncidents>>[1]['query']) =>
    (await admin.call(listIncidents, { query: query! })).items.map(({ id }) => id);
  expect(await list({ lifecycle: 'open' })).toEqual([practice.id, search.id]);
  expect(await list({ lifecycle: 'over' })).toEqual([checkout.id]);
  expect(await list({ severity: [1, 2] })).toEqual([practice.id, checkout.id]);
  expect(await list({ kind: 'drill' })).toEqual([practice.id]);
  expect(await list({ serviceId })).toEqual([search.id]);
  expect(await list({ text: '100% SLOW_' })).toEqual([search.id]);
  expect(await list({ text: 'inc-1' })).toEqual([checkout.id]);
  expect(await list({ declaredBefore: '2000-01-01T00:00:00Z' })).toEqual([]);
  const first = await admin.call(listIncidents, { query: { limit: 2 } });
  expect(await list({ limit: 2, cursor: first.nextCursor! })).toEqual([checkout.id]);
});

test('viewers read and respond to nothing', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer');
  await expect(browser.call(declareIncident, { body: { title: 'x' } })).rejects.toMatchObject({ status: 403 });
  expect((await browser.call(listIncidents, {})).items).toEqual([]);
});
