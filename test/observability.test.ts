/** What the folder `observability` gives to Prometheus and Grafana names only what a node really says. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { findProgram } from './harness/programs/find-program.ts';
import { adminToken, startTestServer } from './harness/server.ts';

const promtool = findProgram('promtool', 'EVENKEEL_TEST_PROMTOOL', ['/usr/bin/promtool', '/usr/local/bin/promtool']);

const rules = parse(readFileSync('observability/alerts.yaml', 'utf8')) as {
  groups: { rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
};
const alerts = rules.groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(readFileSync('observability/grafana-dashboard.json', 'utf8')) as {
  panels: { title: string; targets: { expr: string }[] }[];
};

async function readMetrics(): Promise<string> {
  const server = await startTestServer({ environment: { EVENKEEL_CANARY: 'on' } });
  const headers = { authorization: `Bearer ${adminToken}` };
  return (await fetch(`${server.url}/metrics`, { headers })).text();
}

const namesIn = (expression: string) => expression.match(/\b(?:evenkeel|process|nodejs)_[a-z0-9_]+/g) ?? [];

test.skipIf(!promtool)('promtool finds nothing wrong with the metrics', async () => {
  const { status, stdout, stderr } = spawnSync(promtool!, ['check', 'metrics'], {
    input: await readMetrics(),
    encoding: 'utf8',
  });
  // What Node.js itself is measured by has names that the library gives.
  const said = `${stdout}${stderr}`.split('\n').filter((line) => line !== '' && !/^(nodejs|process)_/.test(line));
  expect(said).toEqual([]);
  expect([0, 3]).toContain(status);
});

test.skipIf(!promtool)('the alert rules pass their tests, and each of them has one', () => {
  const run = spawnSync(promtool!, ['test', 'rules', 'alerts.test.yaml'], { cwd: 'observability', encoding: 'utf8' });
  expect(`${run.stdout}${run.stderr}`).toContain('SUCCESS');
  const tests = parse(readFileSync('observability/alerts.test.yaml', 'utf8')) as {
    tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
  };
  const fired = tests.tests.flatMap(({ alert_rule_test }) =>
    alert_rule_test.filter(({ exp_alerts }) => exp_alerts.length > 0).map(({ alertname }) => alertname),
  );
  expect(new Set(fired)).toEqual(new Set(alerts.map(({ alert }) => alert)));
});

test('every query of the dashboard and of the alert rules names metrics that there are', async () => {
  const text = await readMetrics();
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name!, type!]));
  const known = new Set<string>();
  for (const [name, type] of types) {
    known.add(name);
    if (type === 'histogram') for (const suffix of ['bucket', 'count', 'sum']) known.add(`${name}_${suffix}`);
  }
  const queries = [
    ...alerts.map(({ alert, expr }) => [alert, expr] as const),
    ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ];
  expect(queries.length).toBeGreaterThan(20);
  const missing = queries.flatMap(([where, expr]) =>
    namesIn(expr)
      .filter((name) => !known.has(name))
      .map((name) => `${where}: ${name}`),
  );
  expect(missing).toEqual([]);
  expect(queries.filter(([, expr]) => !/\bup\b/.test(expr) && namesIn(expr).length === 0)).toEqual([]);
});

test('the loops that an alert rule names are loops that there are', async () => {
  const text = await readMetrics();
  const loops = new Set(
    [...text.matchAll(/^evenkeel_loop_quiet_seconds\{loop="([^"]+)"\}/gm)].map(([, loop]) => loop!),
  );
  const named = alerts.flatMap(({ expr }) =>
    [...expr.matchAll(/loop=~?"([^"]+)"/g)].flatMap(([, list]) => list!.split('|')),
  );
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((loop) => !loops.has(loop))).toEqual([]);
});
