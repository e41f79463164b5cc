import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { signInAs } from '../../../test/harness/people.ts';
import { findProgram } from '../../../test/harness/programs/find-program.ts';
import { adminToken, startTestServer, type TestServer } from '../../../test/harness/server.ts';
import { createMyToken } from '../../contract/directory/tokens.ts';
import { declareIncident } from '../../contract/respond/incidents/changes.ts';

const promtool = findProgram('promtool', 'EVENKEEL_TEST_PROMTOOL', ['/usr/bin/promtool', '/usr/local/bin/promtool']);

const scrape = async ({ url }: TestServer, token: string) =>
  (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text();

/** `SEV1` → value, of one metric. */
const seriesOf = (text: string, name: string) =>
  Object.fromEntries(
    [...text.matchAll(new RegExp(`^evenkeel_measures_${name}\\{severity="(SEV\\d)"\\} (\\S+)$`, 'gm'))].map(
      ([, severity, value]) => [severity, Number(value)],
    ),
  );

/** Declared so many hours ago; took so many minutes. */
const insert = ({ db }: TestServer, severity: number, hoursAgo: number, minutes: number | null, kind = 'real') =>
  db.query(
    `insert into incidents (title, severity, peak_severity, kind, lifecycle, declared_by, impact_started_at, declared_at, resolved_at)
     select 'Checkout', $1, $1, $4, case when $3::int is null then 'active' else 'resolved' end,
       '{"kind":"system","name":"Evenkeel"}', at, at, at + make_interval(mins => $3)
     from (select evenkeel.now() - make_interval(hours => $2) as at) x`,
    [severity, hoursAgo, minutes, kind],
  );

test('Prometheus reads the measures of 28 days by severity with their n, and nothing where there is nothing', async () => {
  const server = await startTestServer();
  for (const minutes of [30, 60, 120]) await insert(server, 1, 24, minutes);
  await insert(server, 1, 24 * 40, 999);
  await insert(server, 2, 24, 10, 'drill');
  await insert(server, 3, 24 * 60, null);
  await server.db.query(
    `insert into postmortems (incident_id, form, state, is_required, reasons, markdown, finding_count, completed_at)
     select id, 'full', 'completed', true, '[]', '', 0, evenkeel.now() from incidents where severity = 1 order by id limit 1`,
  );
  const text = await scrape(server, adminToken);
  expect(seriesOf(text, 'restore_seconds')).toEqual({ SEV1: 3_600 });
  expect(seriesOf(text, 'restored_incidents')).toEqual({ SEV1: 3, SEV2: 0, SEV3: 0, SEV4: 0, SEV5: 0 });
  expect(seriesOf(text, 'incidents_declared')).toMatchObject({ SEV1: 3, SEV2: 0, SEV3: 0 });
  expect(seriesOf(text, 'open_incidents')).toMatchObject({ SEV1: 0, SEV3: 1 });
  expect(seriesOf(text, 'postmortems_completed_ratio')).toEqual({ SEV1: 1 });
  expect(seriesOf(text, 'recurrence_ratio')).toEqual({ SEV1: 0 });
  if (promtool) {
    const mine = text.split('\n\n').filter((part) => part.includes('evenkeel_measures_'));
    const checked = spawnSync(promtool, ['check', 'metrics'], { input: `${mine.join('\n')}\n`, encoding: 'utf8' });
    expect([checked.status, checked.stdout + checked.stderr]).toEqual([0, '']);
  }
});

test('it is counted at most once a minute, and only for who may read measures', async () => {
  const server = await startTestServer();
  await server.admin.call(declareIncident, { body: { title: 'Checkout fails', severity: 1 } });
  const ada = await signInAs(server, 'responder', 'Ada');
  const tokenWith = async (permission: 'alerts.read' | 'measures.read') =>
    (await ada.browser.call(createMyToken, { body: { name: permission, permissions: [permission] } })).token;
  const [alerts, measures] = [await tokenWith('alerts.read'), await tokenWith('measures.read')];
  expect(seriesOf(await scrape(server, alerts), 'open_incidents')).toEqual({});
  const text = await scrape(server, measures);
  expect(seriesOf(text, 'open_incidents')).toMatchObject({ SEV1: 1 });
  expect(text).not.toMatch(/^evenkeel_paging_waiting/m);
  await server.admin.call(declareIncident, { body: { title: 'Search fails', severity: 1 } });
  expect(seriesOf(await scrape(server, measures), 'open_incidents')).toMatchObject({ SEV1: 1 });
});
