import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import { createMaintenanceWindow } from '../../../contract/detect/maintenance-windows.ts';
import { createRoute } from '../../../contract/detect/routes.ts';
import { createSource, getSource, readSourceSetup, updateSource } from '../../../contract/detect/sources.ts';
import { examineInstallation } from '../../../contract/platform/doctor.ts';
import { listCoverageHoles, readAlertPaging, readCoverage } from '../../../contract/respond/coverage.ts';
import { updateDefaultEscalationPolicy } from '../../../contract/respond/escalation-policies.ts';
import { declareIncident } from '../../../contract/respond/incidents/changes.ts';
import { getIncident, pageIntoIncident } from '../../../contract/respond/incidents/room.ts';
import { createPage } from '../../../contract/respond/pages/responses.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../pages/world-for-tests.ts';

const holesOf = async (node: TestServer, kind: string) =>
  (await node.admin.call(listCoverageHoles, {})).items.filter(({ subject }) => subject.kind === kind);
const sourceBody = (slug: string) => ({ slug, name: slug, type: 'generic' });

async function reachable(node: TestServer) {
  const world = worldOf(node);
  const hook = await receiver((_request, response) => response.end());
  const ada = await world.person('Ada');
  await world.webhook(ada, hook.url);
  const policyId = await world.policy(ladder([askPerson(ada)]));
  return { world, hook, ada, policyId };
}

test('who would be paged for a source changes with its service, the default escalation policy and the people behind it', async () => {
  const node = await startTestServer();
  const { world, ada, policyId } = await reachable(node);
  const source = await node.admin.call(createSource, { body: sourceBody('probes') });
  const read = () => node.admin.call(readCoverage, { params: { kind: 'source', id: source.id } });

  expect(await read()).toMatchObject({
    result: 'nobody',
    sentence: 'Alerts of probes page nobody: the source has no service, and there is no default escalation policy.',
    mend: { path: `/sources/${source.id}` },
  });
  expect(await holesOf(node, 'source')).toMatchObject([
    { subject: { name: 'Evenkeel itself' } },
    { subject: { name: 'probes' } },
  ]);

  await node.admin.call(updateDefaultEscalationPolicy, { body: { policyId } });
  expect(await read()).toMatchObject({ result: 'people', people: [{ name: 'Ada', channels: ['webhook'] }] });
  expect(await holesOf(node, 'source')).toEqual([]);

  const serviceId = await world.service(await world.policy(ladder([askPerson(await world.person('Grace'))])), 'Shop');
  await node.admin.call(updateSource, { params: { id: source.id }, body: { ...sourceBody('probes'), serviceId } });
  expect((await read()).sentence).toContain('Grace has no verified contact method');
  await node.db.query('update people set disabled_at = evenkeel.now() where id = $1', [ada]);
  expect(await node.admin.call(readCoverage, { params: { kind: 'default-policy', id: 0 } })).toMatchObject({
    result: 'nobody',
    sentence: expect.stringContaining('Ada is disabled'),
  });

  const deaf = await world.policy(ladder([askPerson(await world.person('Lin'))]));
  await node.admin.call(updateDefaultEscalationPolicy, { body: { policyId: deaf } });
  const said = (await holesOf(node, 'severity')).map(({ sentence }) => sentence);
  expect(said).toContainEqual(expect.stringMatching(/^Nobody would be paged for SEV1 by .+Lin has no verified/));
  expect(said).toEqual([...new Set(said)]);
});

test('a service in maintenance does not claim that somebody would be paged', async () => {
  const node = await startTestServer();
  const { world, policyId } = await reachable(node);
  const serviceId = await world.service(policyId, 'Shop');
  const read = () => node.admin.call(readCoverage, { params: { kind: 'service', id: serviceId } });
  const cover = (all: { field: 'severity'; operator: 'equals'; value: string }[]) =>
    node.admin.call(createMaintenanceWindow, {
      body: {
        ...{ title: 'Upgrade', serviceIds: [serviceId], condition: { all } },
        ...{ startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-01T02:00:00Z' },
      },
    });
  await node.clock.set('2026-01-01T00:00:00Z');
  await cover([{ field: 'severity', operator: 'equals', value: '4' }]);
  expect((await read()).result).toBe('people');
  await cover([]);
  expect(await read()).toMatchObject({
    result: 'by-choice',
    sentence: 'Alerts of Shop page nobody: a maintenance window is active.',
  });
  await node.clock.advance('3 hours');
  expect((await read()).result).toBe('people');
});

test('what only e-mail reaches is a hole where no mail server is configured', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const ada = await world.person('Ada');
  await world.email(ada, 'ada@example.org');
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)])));
  expect(await node.admin.call(readCoverage, { params: { kind: 'service', id: serviceId } })).toMatchObject({
    result: 'nobody',
    sentence: expect.stringContaining('no mail server is configured'),
  });
});

test('the hours without anybody on call are told before they come', async () => {
  const node = await startTestServer();
  const { world, ada } = await reachable(node);
  const definition = {
    layers: [
      {
        name: 'Days',
        rotation: { unit: 'day', every: 1, handoffTime: '00:00' },
        startsOn: '2020-01-01',
        participants: [ada],
        restrictions: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:00' }],
      },
    ],
  };
  const scheduleId = await world.insert(
    "insert into schedules (slug, name, time_zone, definition) values ('days', 'Days', 'UTC', $1)",
    [definition],
  );
  const policyId = await world.policy(ladder([{ kind: 'schedule', id: scheduleId }]));
  await world.service(policyId, 'Shop');
  const { holes } = await node.admin.call(readCoverage, { params: { kind: 'escalation-policy', id: policyId } });
  expect(holes.length).toBe(1);
  expect(holes[0]!.sentence).toMatch(/nobody is on call on Days\.$/);
  expect(await holesOf(node, 'service')).toHaveLength(1);
});

test('a source that is set to page nobody pages nobody, is no hole, and pages when it gets a service', async () => {
  const node = await startTestServer();
  const { world, hook, policyId } = await reachable(node);
  const body = { ...sourceBody('changes'), pagesNobody: true };
  const { id } = await node.admin.call(createSource, { body });
  const { key } = await node.admin.call(readSourceSetup, { params: { id } });
  await fetch(`${node.url}/in/${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Disk full', severity: 'critical' }),
  });
  const alertId = await eventually(async () => (await node.db.query('select id from alerts')).rows[0]?.id);
  expect(await node.admin.call(readAlertPaging, { params: { id: alertId } })).toMatchObject({
    outcome: 'nobody',
    because: 'source',
    sentence: 'Nobody was paged: the source is set to page nobody.',
    mend: { path: `/sources/${id}` },
  });
  expect(await node.admin.call(readCoverage, { params: { kind: 'source', id } })).toMatchObject({
    result: 'by-choice',
  });
  expect((await holesOf(node, 'source')).map(({ subject }) => subject.name)).toEqual(['Evenkeel itself']);
  await node.admin.call(updateDefaultEscalationPolicy, { body: { policyId } });
  expect((await node.db.query('select from pages')).rowCount).toBe(0);

  const serviceId = await world.service(policyId);
  await node.admin.call(updateSource, { params: { id }, body: { ...sourceBody('changes'), serviceId } });
  expect(await node.admin.call(getSource, { params: { id } })).toMatchObject({ pagesNobody: false });
  await expect(node.admin.call(updateSource, { params: { id }, body: { ...body, serviceId } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await eventually(() => hook.seen.length > 0);
});

test('an alert says who was paged, or why nobody was, until somebody is paged for it by hand', async () => {
  const node = await startTestServer();
  const { world, hook, ada, policyId } = await reachable(node);
  const sourceId = await world.source();
  const paging = (id: number) => node.admin.call(readAlertPaging, { params: { id } });
  const told = (id: number, outcome: string) =>
    eventually(async () => {
      const found = await paging(id);
      return found.outcome === outcome ? found : null;
    });

  const bare = await triggerAlert(node.db, { sourceId, serviceId: null });
  expect(await told(bare, 'nobody')).toMatchObject({
    because: 'no_service',
    sentence: 'Nobody was paged: its source Monitor has no service, and there is no default escalation policy.',
  });
  const grace = await world.person('Grace');
  const unreachable = await world.service(await world.policy(ladder([askPerson(grace)])));
  const deaf = await triggerAlert(node.db, { sourceId, serviceId: unreachable });
  expect(await told(deaf, 'nobody')).toMatchObject({
    because: 'person_unreachable',
    sentence: 'Nobody was paged: Grace has no verified contact method (Night watch).',
    mend: { path: `/people/${grace}` },
  });
  const heard = await triggerAlert(node.db, { sourceId, serviceId: await world.service(policyId) });
  expect(await told(heard, 'people')).toMatchObject({ people: [{ name: 'Ada' }] });

  const target = { kind: 'person' as const, id: ada };
  await node.admin.call(createPage, { body: { target, title: 'Look at this', alertId: bare } });
  expect(await told(bare, 'people')).toMatchObject({ people: [{ name: 'Ada' }] });
  expect(hook.seen.length).toBe(2);
});

test('an alert keeps why it paged nobody, or which page it joined, and tells it in its story', async () => {
  const node = await startTestServer();
  const { world, policyId } = await reachable(node);
  const serviceId = await world.service(policyId);
  const { id: sourceId } = await node.admin.call(createSource, { body: { ...sourceBody('monitor'), serviceId } });
  await node.admin.call(createRoute, {
    body: {
      slug: 'shown',
      name: 'Shown only',
      condition: { all: [{ field: 'title', operator: 'equals', value: 'Just shown' }] },
      outcome: { paging: false },
    },
  });
  const { key } = await node.admin.call(readSourceSetup, { params: { id: sourceId } });
  const send = (title: string, severity: string) =>
    fetch(`${node.url}/in/${key}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title, severity }),
    });
  const listed = async (title: string) =>
    (await node.admin.call(listAlerts, {})).items.find((alert) => alert.title === title);
  const whole = async (title: string) => {
    const id = (await eventually(() => listed(title))).id;
    const { events } = await node.admin.call(getAlert, { params: { id } });
    const paging = await node.admin.call(readAlertPaging, { params: { id } });
    return { paging, events: events.filter(({ kind }) => kind !== 'alert.triggered') };
  };

  await send('Just to know', 'info');
  await send('Just shown', 'critical');
  for (const [title, because] of [
    ['Just to know', 'severity'],
    ['Just shown', 'route'],
  ] as const) {
    expect((await eventually(() => listed(title))).notPagedBecause).toBe(because);
    expect(await whole(title)).toMatchObject({
      paging: { outcome: 'nobody', because, pages: [] },
      events: [{ kind: 'alert.notPaged', data: { because, until: null } }],
    });
  }

  await triggerAlert(node.db, { sourceId, serviceId, groupKey: 'storm', title: 'First of the storm' });
  const pageId = await eventually(async () => {
    const { paging } = await whole('First of the storm');
    return paging.outcome === 'people' && paging.pages[0]?.isJoined === false ? paging.pages[0].id : null;
  });
  await triggerAlert(node.db, { sourceId, serviceId, groupKey: 'storm', title: 'Second of the storm' });
  await eventually(async () => (await whole('Second of the storm')).paging.outcome === 'people');
  expect(await whole('Second of the storm')).toMatchObject({
    paging: {
      sentence: `It joined page ${pageId}, for which Ada had been paged.`,
      pages: [{ id: pageId, isJoined: true }],
    },
    events: [{ kind: 'alert.joinedPage', data: { pageId } }],
  });
  expect((await listed('Second of the storm'))?.notPagedBecause).toBeNull();
});

test('a severity that should page and cannot says so in the room and in the list until somebody is called', async () => {
  const node = await startTestServer();
  const { world, ada } = await reachable(node);
  const serviceId = await world.service(null, 'Shop');
  const declared = await node.admin.call(declareIncident, {
    body: { title: 'Checkout down', severity: 1, serviceIds: [serviceId] },
  });
  const room = () => node.admin.call(getIncident, { params: { id: declared.id } });
  expect((await room()).unpaged.map(({ whom }) => whom)).toEqual([
    'Shop',
    'the commander',
    'communications',
    'executives',
  ]);
  expect(await holesOf(node, 'incident')).toMatchObject([
    { sentence: expect.stringContaining('Nobody was paged for Shop: Shop has no escalation policy') },
  ]);
  expect(await holesOf(node, 'severity')).not.toEqual([]);
  const doctor = await node.admin.call(examineInstallation, {});
  expect(doctor.items.filter(({ check }) => check === 'incidents')).toMatchObject([{ result: 'fault' }]);

  await node.admin.call(createPage, { body: { target: { kind: 'person', id: ada }, title: 'x' } });
  expect((await room()).unpaged).not.toEqual([]);
  await node.admin.call(pageIntoIncident, {
    params: { id: declared.id },
    body: { target: { kind: 'person', id: ada } },
  });
  expect((await room()).unpaged).toEqual([]);
  expect(await holesOf(node, 'incident')).toEqual([]);
});
