/** How long lists, dashboards and five years of metrics take in a large installation. */
import type { Client } from '../src/client/client.ts';
import { countAlerts, listAlerts } from '../src/contract/detect/alerts.ts';
import { listAudit } from '../src/contract/directory/audit.ts';
import { readMeasures } from '../src/contract/measure/measures.ts';
import { readOncallLoad } from '../src/contract/measure/oncall.ts';
import { listIncidents } from '../src/contract/respond/incidents/incident.ts';
import { listPages } from '../src/contract/respond/pages/page.ts';
import { insertFiveYears } from '../src/server/measure/five-years-for-tests.ts';
import { insertYearOfPages } from '../src/server/measure/oncall/year-of-pages-for-tests.ts';
import type { Database } from '../src/server/platform/db/database.ts';
import type { App } from '../test/harness/programs/app-process.ts';
import { percentile } from './statistics.ts';

export type ReadTimes = { what: string; times: number[] };

/** `alerts` alerts of one source, the newest thousand of them open, 50,000 incidents, and a year of 58,000 notifications. */
export async function fillInstallation(db: Database, admin: Client, sourceId: number, alerts: number): Promise<void> {
  await insertFiveYears(db, 50_000);
  await insertYearOfPages(db, admin);
  // In parts: one statement of a million rows would outlive the statement timeout.
  for (let from = 0; from < alerts; from += 50_000) {
    await db.query(
      `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, signal_severity, title, labels, service_id,
         triggered_at, last_signal_at, resolved_at, resolved_by, expires_at)
       select $1, 'alert-' || n, sha256(convert_to('alert-' || n, 'UTF8')),
         case when n > $4 - 1000 then 'triggered' else 'resolved' end, 1 + n % 5, 1 + n % 5,
         'Disk of node-' || n % 5000 || ' is almost full',
         jsonb_build_object('alertname', 'HostDiskAlmostFull', 'instance', 'node-' || n % 5000, 'team', 'team-' || n % 20),
         (select id from services where slug = 'service-' || (n % 40 + 1)),
         t, t + interval '5 minutes', case when n <= $4 - 1000 then t + interval '10 minutes' end,
         case when n <= $4 - 1000 then '{"kind":"system"}'::jsonb end, case when n > $4 - 1000 then evenkeel.now() + interval '1 day' end
       from (select n, evenkeel.now() - interval '1 hour' - make_interval(secs => ($4 - n) * 30) as t
             from generate_series($2::int, $3::int) n) s`,
      [sourceId, from + 1, Math.min(from + 50_000, alerts), alerts],
    );
  }
  for (const table of ['alerts', 'incidents']) await db.query(`vacuum (analyze) ${table}`);
}

/** Reads each list and dashboard `rounds` times, one after the other, as one person's browser does. */
export async function measureReads(app: App, sourceId: number, rounds: number): Promise<ReadTimes[]> {
  const found: ReadTimes[] = [];
  for (const [what, read] of Object.entries(readsOf(app.admin, sourceId))) {
    await read();
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const startedAt = performance.now();
      await read();
      times.push(performance.now() - startedAt);
    }
    found.push({ what, times });
  }
  return found;
}

const yearMs = 365.25 * 86_400_000;
const fiveYears = 'five years of metrics';
const yearOnCall = 'a year of on-call load';

function readsOf({ call }: Client, sourceId: number): Record<string, () => Promise<unknown>> {
  const from = new Date(Date.now() - 5 * yearMs).toISOString();
  const yearAgo = new Date(Date.now() - 365 * 86_400_000).toISOString();
  const to = new Date().toISOString();
  return {
    'open alerts': () => call(listAlerts, { query: {} }),
    'all alerts': () => call(listAlerts, { query: { state: 'all', limit: 100 } }),
    'resolved alerts of a source': () => call(listAlerts, { query: { state: 'resolved', sourceId } }),
    'most severe alerts': () => call(listAlerts, { query: { state: 'all', severity: 1 } }),
    'alerts by a rare text': () => call(listAlerts, { query: { state: 'all', text: 'node-4711' } }),
    'counts of alerts': () => call(countAlerts, {}),
    incidents: () => call(listIncidents, { query: {} }),
    'incidents by text': () => call(listIncidents, { query: { text: 'Incident 4711' } }),
    pages: () => call(listPages, { query: {} }),
    audit: () => call(listAudit, { query: {} }),
    [fiveYears]: () => call(readMeasures, { query: { from, to } }),
    [yearOnCall]: () => call(readOncallLoad, { query: { from: yearAgo, to, by: 'week' } }),
  };
}

/** Of all lists and dashboards together, and the slowest of them. */
export function summaryOfReads(reads: ReadTimes[]) {
  const lists = reads.filter(({ what }) => what !== fiveYears && what !== yearOnCall);
  const slowest = lists.toSorted((one, other) => percentile(other.times, 0.5) - percentile(one.times, 0.5))[0]!;
  return {
    listsP99Ms: percentile(
      lists.flatMap(({ times }) => times),
      0.99,
    ),
    slowest: { what: slowest.what, p50Ms: percentile(slowest.times, 0.5) },
    metricsP50Ms: percentile(reads.find(({ what }) => what === fiveYears)!.times, 0.5),
    oncallP50Ms: percentile(reads.find(({ what }) => what === yearOnCall)!.times, 0.5),
  };
}
