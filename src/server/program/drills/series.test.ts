import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createOutgoingWebhook, deleteOutgoingWebhook } from '../../../contract/outgoing/webhooks.ts';
import { removeDocument } from '../../../contract/program/documents.ts';
import * as contract from '../../../contract/program/drill-series.ts';
import * as drills from '../../../contract/program/drills.ts';

const own = { name: 'Monthly tabletop', rhythm: 'monthly', timeZone: 'Europe/Berlin' } as const;

async function scene() {
  const server = await startTestServer();
  await server.clock.set('2027-01-04T09:00:00Z');
  const lena = await signInAs(server, 'responder', 'Lena');
  const otto = await signInAs(server, 'responder', 'Otto');
  const create = (more: Partial<contract.DrillSeriesInput> = {}) =>
    server.admin.call(contract.createDrillSeries, {
      body: { ...own, scenarioKeys: ['disk-full', 'bad-deployment'], firstAt: '2027-01-12T10:00', ...more },
    });
  const read = (id: number) => server.admin.call(contract.getDrillSeries, { params: { id } });
  const all = async () => (await server.admin.call(drills.listDrills, { query: {} })).items;
  return { server, lena, otto, create, read, all };
}

test('A series plans its next drill by itself, and scenarios and leaders take turns', async () => {
  const { server, lena, otto, create, read, all } = await scene();
  const { id } = await create({ leaderIds: [lena.id, otto.id] });
  const [first] = await eventually(async () => ((await all()).length === 1 ? all() : null));
  expect(first).toMatchObject({
    scenarioKey: 'disk-full',
    leader: { id: lena.id },
    plannedFor: '2027-01-12T09:00:00.000Z',
  });
  expect(await read(id)).toMatchObject({ nextDrill: { id: first!.id }, problem: null, isStopped: false });
  await server.clock.set('2027-01-12T09:00:30Z');
  const [second] = await eventually(async () => ((await all()).length === 2 ? all() : null));
  expect(second).toMatchObject({
    ...{ scenarioKey: 'bad-deployment', leader: { id: otto.id }, plannedFor: '2027-02-12T09:00:00.000Z' },
  });
  // Months in which nothing ran are not made up for.
  await server.clock.set('2027-06-20T09:00:00Z');
  const [third] = await eventually(async () => ((await all()).length === 3 ? all() : null));
  // Berlin has summer time.
  expect(third).toMatchObject({ scenarioKey: 'disk-full', plannedFor: '2027-07-12T08:00:00.000Z' });
});

test('Two nodes plan the next drill of a series once', async () => {
  const { server, create, all } = await scene();
  await startTestServer({ database: server });
  await create();
  await eventually(async () => (await all()).length === 1);
  await server.clock.set('2027-01-12T09:00:30Z');
  await eventually(async () => (await all()).length === 2);
  const due = await server.db.query('select from drill_series where plan_at <= evenkeel.now()');
  expect([due.rowCount, (await all()).length]).toEqual([0, 2]);
});

test('Whose turn cannot be leaves it to the next; a series that is stopped plans no more', async () => {
  const { server, lena, otto, create, read, all } = await scene();
  const series = await create({ leaderIds: [lena.id, otto.id], isStopped: true });
  await server.db.query('update people set disabled_at = evenkeel.now() where id = $1', [lena.id]);
  // As if it had been of a scenario that is gone.
  await server.db.query(`update drill_series set scenario_keys = '{gone,bad-deployment}'`);
  expect(await read(series.id)).toMatchObject({ isStopped: true, scenarios: [{ key: 'gone', title: null }, {}] });
  await server.db.query('update drill_series set plan_at = evenkeel.now()');
  const [planned] = await eventually(async () => ((await all()).length === 1 ? all() : null));
  expect(planned).toMatchObject({ scenarioKey: 'bad-deployment', leader: { id: otto.id } });

  await server.db.query(`update drill_series set scenario_keys = '{gone}', plan_at = evenkeel.now()`);
  await eventually(async () => (await read(series.id)).problem?.includes('None of its scenarios'));
  expect(await all()).toHaveLength(1);
});

test('Each drill of a series is made with its sandbox and webhooks; a change is for those after the one that is planned', async () => {
  const { server, lena, otto, create, read, all } = await scene();
  const hook = (name: string) =>
    server.admin.call(createOutgoingWebhook, { body: { name, url: `https://hooks.example/${name}` } });
  const [before, after] = [await hook('inject'), await hook('restore')];
  const series = await create({
    ...{ inSandbox: true, agreedIds: [lena.id, otto.id] },
    ...{ beforeWebhookId: before.id, afterWebhookId: after.id },
  });
  expect(series).toMatchObject({
    ...{ inSandbox: true, agreed: [{ name: 'Lena' }, { name: 'Otto' }] },
    ...{ beforeWebhook: { name: 'inject' }, afterWebhook: { name: 'restore' } },
  });
  const made = { beforeWebhook: { name: 'inject' }, afterWebhook: { name: 'restore' } };
  const [first] = await eventually(async () => ((await all()).length === 1 ? all() : null));
  expect(first).toMatchObject({ ...made, sandbox: { agreed: [{ name: 'Lena' }, { name: 'Otto' }] } });

  // Whoever has left is not asked any more; what is planned keeps what it was made with.
  await server.db.query('update people set disabled_at = evenkeel.now() where id = $1', [otto.id]);
  const { name, timeZone, firstAt, rhythm } = series;
  const body = { name, timeZone, firstAt, rhythm, scenarioKeys: ['disk-full'], inSandbox: true, agreedIds: [lena.id] };
  await server.admin.call(contract.updateDrillSeries, {
    ...{ params: { id: series.id }, body: { ...body, afterWebhookId: after.id } },
  });
  expect((await all())[0]).toMatchObject({ ...made, sandbox: {} });
  await server.clock.set('2027-01-12T09:00:30Z');
  const [second] = await eventually(async () => ((await all()).length === 2 ? all() : null));
  expect(second).toMatchObject({
    ...{ beforeWebhook: null, afterWebhook: { name: 'restore' }, sandbox: { agreed: [{ name: 'Lena' }] } },
  });

  // A drill whose faults nobody would end is not planned.
  await server.admin.call(deleteOutgoingWebhook, { params: { id: after.id } });
  expect(await read(series.id)).toMatchObject({ afterWebhook: { name: 'a deleted webhook' } });
  await server.clock.set('2027-02-12T09:00:30Z');
  await eventually(async () => (await read(series.id)).problem?.includes('the webhooks'));
  expect(await all()).toHaveLength(2);
});

test('A series whose agreed people have no sandbox, or whose webhook does not exist, is refused', async () => {
  const { lena, create } = await scene();
  await expect(create({ agreedIds: [lena.id] })).rejects.toMatchObject({ errors: [{ path: 'body.agreedIds' }] });
  await expect(create({ afterWebhookId: 99 })).rejects.toMatchObject({ errors: [{ path: 'body.afterWebhookId' }] });
});

test('What the turns of a series need is checked before it is kept', async () => {
  const { server, create } = await scene();
  await expect(create({ scenarioKeys: ['no-such'] })).rejects.toMatchObject({
    errors: [{ path: 'body.scenarioKeys' }],
  });
  await expect(create({ leaderIds: [99] })).rejects.toMatchObject({ errors: [{ path: 'body.leaderIds' }] });
  await expect(create({ scenarioKeys: ['first-page'] })).rejects.toMatchObject({ errors: [{ path: 'body.sourceId' }] });
  await expect(create({ firstAt: '2027-02-30T10:00' })).rejects.toMatchObject({ errors: [{ path: 'body.firstAt' }] });
  await expect(
    server.admin.call(removeDocument, { params: { kind: 'scenario', key: 'disk-full' } }),
  ).rejects.toMatchObject({ code: 'state_conflict' });
});

test('The calendar of drills has what is planned, moves when its key does, and tells nothing of unannounced ones', async () => {
  const { server, lena } = await scene();
  const plan = (scenarioKey: string, plannedFor: string) =>
    server.admin.call(drills.planDrill, {
      body: { scenarioKey, plannedFor, leaderId: lena.id, consent: 'Vera', sourceId: null },
    });
  await plan('disk-full', '2027-01-20T09:00:00Z');
  const canceled = await plan('bad-deployment', '2027-01-21T09:00:00Z');
  await server.admin.call(drills.cancelDrill, { params: { id: canceled.id } });
  await server.db.query(
    `insert into drills (scenario_key, format, title, story, severity, planned_for)
     values ('x', 'unannounced', 'Surprise', 'x', 3, '2027-01-22T09:00:00Z')`,
  );
  const { feedPath } = await lena.browser.call(contract.readDrillFeedPath, {});
  const answer = await fetch(server.url + feedPath);
  expect(answer.headers.get('content-type')).toContain('text/calendar');
  const text = await answer.text();
  expect(text).not.toContain('Surprise');
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
  expect(events.map(({ startDate }) => startDate.toJSDate().toISOString())).toEqual([
    '2027-01-20T09:00:00.000Z',
    '2027-01-21T09:00:00.000Z',
  ]);
  expect(events.map(({ component }) => component.getFirstPropertyValue('status'))).toEqual(['CONFIRMED', 'CANCELLED']);
  const moved = await server.admin.call(contract.rotateDrillFeedKey, {});
  expect((await fetch(server.url + feedPath)).status).toBe(404);
  expect((await fetch(server.url + moved.feedPath)).status).toBe(200);
});
