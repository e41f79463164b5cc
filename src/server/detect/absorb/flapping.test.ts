import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import { createRoute, listRoutes, updateRoute } from '../../../contract/detect/routes.ts';
import { createSource, pauseSource, readSourceSetup, resumeSource } from '../../../contract/detect/sources.ts';
import { readAlertPaging } from '../../../contract/respond/coverage.ts';
import { simulate } from '../../../contract/respond/simulation.ts';
import { rows } from '../../platform/db/database.ts';
import { auditPaging } from '../../respond/watchdog/audit.ts';

/** Alerts that change four times in ten minutes are held back until they were quiet for fifteen. */
async function scene() {
  const node = await startTestServer();
  const source = await node.admin.call(createSource, {
    body: { slug: 'monitor', name: 'Monitor', type: 'generic', settings: {}, serviceId: null },
  });
  await node.admin.call(createRoute, {
    body: {
      slug: 'flapping',
      name: 'Flapping',
      condition: { all: [] },
      outcome: { flapping: { changes: 4, withinMinutes: 10, quietMinutes: 15 } },
    },
  });
  const setup = await node.admin.call(readSourceSetup, { params: { id: source.id } });
  const { pathname } = new URL(setup.endpoints[0]!.url);
  const send = async (body: object) => {
    const answer = await fetch(node.url + pathname, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.ok).toBe(true);
  };
  return { node, sourceId: source.id, ...flapper(node, send) };
}

function flapper(node: TestServer, send: (body: object) => Promise<void>) {
  const newest = async () =>
    (await node.admin.call(listAlerts, { query: { state: 'all' } })).items.find(
      ({ title }) => title === 'Disk is slow',
    );
  const open = async (severity = 'warning') => {
    const before = (await newest())?.id ?? 0;
    await send({ title: 'Disk is slow', dedup_key: 'disk', severity });
    return eventually(async () => {
      const alert = await newest();
      return alert && alert.id > before && alert.state === 'triggered' ? alert : undefined;
    });
  };
  const end = async () => {
    await send({ title: 'Disk is slow', dedup_key: 'disk', status: 'resolved' });
    await eventually(async () => (await newest())?.state === 'resolved');
    await node.clock.advance('1 minute');
  };
  const flap = async (severity?: string) => {
    const alert = await open(severity);
    await node.clock.advance('1 minute');
    await end();
    return alert;
  };
  return { send, newest, open, end, flap };
}

const words = 'Flapping: changed 5 times in 10 minutes. Not paged again until it is quiet for 15 minutes.';

test('an alert that opens and ends again and again is held back, says so, and pages when it stays open', async () => {
  const { node, open, flap, newest, sourceId } = await scene();
  expect([(await flap()).notPagedBecause, (await flap()).notPagedBecause]).toEqual([null, null]);
  const body = JSON.stringify({ title: 'Disk is slow', dedup_key: 'disk', severity: 'warning' });
  const said = await node.admin.call(simulate, { body: { of: { kind: 'body', sourceId, body } } });
  expect(said.alerts[0]!.notPaged).toMatchObject({ because: 'flapping' });
  const held = await open();
  expect(held).toMatchObject({ notPagedBecause: 'flapping', suppressedReason: words });
  const paging = await node.admin.call(readAlertPaging, { params: { id: held.id } });
  expect(paging.sentence).toBe(
    'Nobody was paged: it is flapping (changed 5 times in 10 minutes; not paged again until it is quiet for 15 minutes).',
  );
  const { events } = await node.admin.call(getAlert, { params: { id: held.id } });
  expect(events.find(({ kind }) => kind === 'alert.notPaged')?.data).toMatchObject({ because: 'flapping', words });

  // Nothing but quiet ends it: no look of the watchdog, no new name of its route, no pause of its source.
  expect((await auditPaging(node.db)).findings.map(({ code }) => code)).not.toContain('alert_held_too_long');
  const [route] = (await node.admin.call(listRoutes, {})).items;
  const { slug, condition, outcome } = route!;
  await node.admin.call(updateRoute, {
    params: { id: route!.id },
    body: { slug, name: 'Renamed', condition, outcome, enabled: true },
  });
  await node.admin.call(pauseSource, { params: { id: sourceId } });
  await node.admin.call(resumeSource, { params: { id: sourceId } });
  const waits = 'select suppressed_until > evenkeel.now() as waits from alerts where id = $1';
  expect(await rows(node.db, waits, [held.id])).toEqual([{ waits: true }]);

  await node.clock.advance('15 minutes');
  await eventually(async () => {
    const alert = await newest();
    return alert!.suppressedReason === null && alert!.notPagedBecause === null;
  });
});

test('a flapping alert whose severity rises is news, and one of SEV1 is never held back', async () => {
  const { send, open, flap, end, newest } = await scene();
  await flap();
  await flap();
  expect((await open()).notPagedBecause).toBe('flapping');
  await send({ title: 'Disk is slow', dedup_key: 'disk', severity: 'critical' });
  await eventually(async () => {
    const alert = await newest();
    return alert!.severity === 1 && alert!.notPagedBecause === null;
  });
  await end();
  expect((await flap('critical')).notPagedBecause).toBeNull();
  expect((await flap('critical')).notPagedBecause).toBeNull();
});
