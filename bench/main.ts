/** Measures what the speed promises say, beside a real Alertmanager in the same run, and prints one table. */
import { tmpdir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '../src/server/platform/db/database.ts';
import { alertmanagerPath, startAlertmanager } from '../test/harness/programs/alertmanager.ts';
import { type App, startApp } from '../test/harness/programs/app-process.ts';
import { startReceiver } from '../test/harness/receiver.ts';
import { askPerson, worldThrough } from '../test/harness/world.ts';
import { alertsPerBatch, distinctAlerts, makeBodies } from './bodies.ts';
import { measureIngest } from './ingest.ts';
import { generatorName, sendLoad } from './load.ts';
import { arrivalsOf, measurePageTimes, startArrivals } from './page-times.ts';
import { memoryMb } from './processes.ts';
import { fillInstallation, measureReads, summaryOfReads } from './reads.ts';
import { median } from './statistics.ts';
import { measureStorm } from './storm.ts';
import { ingestRows, plainRow, printTable, type Row, timeRows } from './table.ts';
import { measureTimers } from './timers.ts';

const isQuick = process.argv.includes('--quick');
const plan = isQuick
  ? { rounds: 1, seconds: 3, pages: 60, alerts: 100_000, timers: 10_000, storm: 10_000 }
  : { rounds: 4, seconds: 5, pages: 250, alerts: 1_000_000, timers: 100_000, storm: 50_000 };
const loadAlertsPerSecond = 10_000;
const idleSeconds = 6;

const bodies = makeBodies();
const rows: Row[] = [];
const receiver = await startReceiver();
// On the disk that an installation has, not in memory as tests do it.
const app = await startApp({ folder: tmpdir() });
const stoppers: { stop(): Promise<void> }[] = [app, receiver];
try {
  const alertmanager = alertmanagerPath ? await startAlertmanager(null) : null;
  if (alertmanager) stoppers.unshift(alertmanager);
  const world = worldThrough(app);
  const quiet = await world.source('alertmanager-api', null);
  const person = await world.personByWebhook('Ada', receiver);
  const policy = await world.policy([askPerson(person)]);
  const paging = await world.source('alertmanager-api', (await world.service(policy.id)).id);

  say(`Load by ${generatorName}; ${distinctAlerts} different alerts, sent again and again.`);
  rows.push(plainRow('idle memory, MB', (await idleMemory(app)).toFixed(0), '<= 350', await theirMemory()));
  rows.push(plainRow('warm start, s', (await warmStart(app)).toFixed(2), '<= 3'));
  await wait(2_000);

  say('Time to page, idle ...');
  const ours = await measurePageTimes(`${paging.url}/api/v2/alerts`, () => arrivalsOf(receiver), plan.pages, 20);
  rows.push(...timeRows('time to page, idle', ours, await theirPageTimes(), ['<= 5', '<= 25']));

  say('Accepting ...');
  const ingest = await measureIngest(app, quiet.url, alertmanager, bodies, plan);
  rows.unshift(...ingestRows('single', ingest.single), ...ingestRows('batch', ingest.batch));

  say(`Time to page while ${loadAlertsPerSecond} alerts/s arrive ...`);
  rows.push(...(await pageTimesUnderLoad(`${paging.url}/api/v2/alerts`, `${quiet.url}/api/v2/alerts`)));

  rows.push(...(await stormOfPages()));
  rows.push(...(await measureLargeInstallation()));

  async function theirMemory(): Promise<string> {
    return alertmanager ? memoryMb([alertmanager.pid]).toFixed(0) : '-';
  }
  console.log('');
  printTable(rows);
} finally {
  for (const each of stoppers) await each.stop();
}

async function idleMemory(running: App): Promise<number> {
  await wait(idleSeconds * 1_000);
  return memoryMb([running.program().pid, running.postmasterPid()!]);
}

/** Stopped and started on the same data folder; the median of three. */
async function warmStart(running: App): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await running.program().stop();
    times.push((await running.start()) / 1_000);
  }
  return median(times);
}

/** Alertmanager's own time to its webhook, with `group_wait: 0s` and a group for each alert. */
async function theirPageTimes(): Promise<number[] | null> {
  if (!alertmanagerPath) return null;
  const arrivals = await startArrivals();
  const sender = await startAlertmanager(arrivals.url);
  try {
    return await measurePageTimes(`${sender.url}/api/v2/alerts`, () => arrivals.arrivedAt, plan.pages, 20);
  } finally {
    await sender.stop();
    await arrivals.stop();
  }
}

async function pageTimesUnderLoad(pagingUrl: string, loadUrl: string): Promise<Row[]> {
  const seconds = isQuick ? 4 : 10;
  const rate = loadAlertsPerSecond / alertsPerBatch;
  const load = sendLoad({ url: loadUrl, bodies: bodies.batch, connections: 16, seconds, rate });
  await wait(1_500);
  const pauseMs = 40;
  const times = await measurePageTimes(
    pagingUrl,
    () => arrivalsOf(receiver),
    Math.floor(((seconds - 3) * 1_000) / (pauseMs + 20)),
    pauseMs,
  );
  const { accepted, seconds: taken } = await load;
  const reached = Math.round((accepted * alertsPerBatch) / taken);
  return timeRows(`time to page while ${reached.toLocaleString('en')} alerts/s arrive`, times, null, ['', '<= 1000']);
}

/** On an app of its own: its people have phones, and nothing else waits. */
async function stormOfPages(): Promise<Row[]> {
  const alerts = plan.storm.toLocaleString('en');
  say(`A storm of ${alerts} alerts for 20 people ...`);
  const stormed = await startApp({ folder: tmpdir() });
  try {
    const storm = await measureStorm(stormed, plan.storm, 20);
    const title = `storm of ${alerts} pages for 20 people`;
    return [
      plainRow(`${title}: accepted alerts/s`, Math.round(storm.acceptedPerSecond).toLocaleString('en'), ''),
      plainRow(`${title}: messages to one of them in ${storm.seconds} s`, String(storm.mostMessages), '<= 6'),
      ...timeRows(`${title}: until a SEV1 is told`, storm.urgentMs, null, ['', '']),
    ];
  } finally {
    await stormed.stop();
  }
}

/** A second app with a database of its own, so that its size changes nothing of what is measured above. */
async function measureLargeInstallation(): Promise<Row[]> {
  const [alerts, timers] = [plan.alerts, plan.timers].map((count) => count.toLocaleString('en'));
  const large = await startApp({ folder: tmpdir() });
  const db = openDatabase({
    url: large.databaseUrl(),
    max: 1,
    applicationName: 'bench',
    statementTimeoutMs: 300_000,
    onError: () => {},
  });
  try {
    const world = worldThrough(large);
    const source = await world.source('alertmanager-api', null);
    const person = await world.personByWebhook('Ada', receiver);
    say(`Filling a database with ${alerts} alerts and 50,000 incidents ...`);
    await fillInstallation(db, large.admin, source.id, plan.alerts);
    say('Reading lists and dashboards ...');
    const reads = summaryOfReads(await measureReads(large, source.id, 20));
    say(`Steps of pages while ${timers} others wait ...`);
    const lateness = await measureTimers(db, askPerson(person), plan.timers, 200);
    const { what, p50Ms } = reads.slowest;
    return [
      plainRow(`lists with ${alerts} alerts and 50,000 incidents, p99, ms`, reads.listsP99Ms.toFixed(1), '<= 100'),
      plainRow(`the slowest of them (${what}), p50, ms`, p50Ms.toFixed(1), ''),
      plainRow('five years of metrics, p50, ms', reads.metricsP50Ms.toFixed(1), '<= 200'),
      plainRow('a year of on-call load, 58,000 notifications, p50, ms', reads.oncallP50Ms.toFixed(1), '<= 200'),
      ...timeRows(`steps late with ${timers} pending`, lateness, null, ['', '<= 250']),
    ];
  } finally {
    await db.end();
    await large.stop();
  }
}

function say(sentence: string): void {
  console.log(sentence);
}
