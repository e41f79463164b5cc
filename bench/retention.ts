/**
 * What removing old data costs: `node --import tsx bench/retention.ts`. A million requests of senders and a million events
 * of ended alerts, removed in the steps that a running node takes, while commits like those of accepting go on beside
 * it; and what partitions by month would cost instead.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { forgetOld } from '../src/server/detect/retention/retain.ts';
import { type Database, openDatabase, row } from '../src/server/platform/db/database.ts';
import { startEmbedded } from '../src/server/platform/db/embedded.ts';
import { migrate } from '../src/server/platform/db/migrate.ts';
import { sweepHistory } from '../src/server/respond/retention/forget.ts';

const count = Number(process.env.ROWS ?? 1_000_000);
const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel bench '));
const embedded = await startEmbedded({ dataDir: folder, log: pino({ level: 'silent' }) });
const db = openDatabase({ url: embedded.adminUrl, max: 1, applicationName: 'bench', statementTimeoutMs: 600_000 });
const beside = openDatabase({ url: embedded.adminUrl, max: 2, applicationName: 'bench beside' });
try {
  await migrate(db, path.resolve('migrations'));
  await fill(db);
  const quiet = await commitsBeside(() => new Promise((done) => setTimeout(done, 5_000)));
  say('commits beside, nothing removed', quiet);
  say('removing signals', await commitsBeside(() => untilDone(() => forgetOld(db, 30))));
  const step = sweepHistory(db, async () => 400);
  say('removing events', await commitsBeside(() => untilDone(step)));
  const left = await row(
    db,
    'select (select count(*) from signals)::int as signals, (select count(*) from events)::int as events',
  );
  console.log(JSON.stringify({ left }));
  await partitions(db);
} finally {
  await Promise.all([db.end(), beside.end()]);
  await embedded.stop();
  await rm(folder, { recursive: true, force: true });
}

async function fill(on: Database) {
  await on.query(
    "insert into evenkeel.nodes (name, version, heartbeat_at) values ('bench', 'x', now() + interval '1 day')",
  );
  await on.query('insert into evenkeel.signal_logs (node_id) values (1)');
  await on.query('insert into evenkeel.signal_cursors (log_id, absorbed_seq) values (1, $1)', [count]);
  await on.query('set session_replication_role = replica');
  await on.query(
    `insert into evenkeel.signals (log_id, seq, source_id, received_at, request, body, signal_count)
     select 1, n, 1, now() - interval '90 days', '{}', convert_to(repeat(md5(n::text), 16), 'UTF8'), 1
     from generate_series(1, $1::int) n`,
    [count],
  );
  await on.query(
    `insert into evenkeel.events (at, kind, subject_kind, subject_id, actor)
     select now() - interval '500 days', 'alert.triggered', 'alert', n, '{"kind":"system","name":"Evenkeel"}'
     from generate_series(1, $1::int) n`,
    [count],
  );
  await on.query('set session_replication_role = origin');
  await on.query('vacuum analyze');
}

async function untilDone(work: () => Promise<boolean>) {
  let more = true;
  while (more) more = await work();
}

/** Small commits like those of accepting, one after the other, while `work` runs. */
async function commitsBeside(work: () => Promise<unknown>) {
  await beside.query('create table if not exists public.beside (at timestamptz, body text)');
  let isOver = false;
  const times: number[] = [];
  const committing = (async () => {
    while (!isOver) {
      const startedAt = performance.now();
      await beside.query('insert into public.beside values (now(), $1)', ['x'.repeat(500)]);
      times.push(performance.now() - startedAt);
    }
  })();
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  isOver = true;
  await committing;
  times.sort((a, b) => a - b);
  const at = (share: number) => Number(times[Math.floor(times.length * share)]!.toFixed(2));
  return {
    seconds: Number(seconds.toFixed(1)),
    commitsPerSecond: Math.round(times.length / seconds),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    worstMs: at(0.99999),
  };
}

/** What it would take to attach the table of events as the first partition of another, and to detach a month. */
async function partitions(on: Database) {
  await on.query(`create table public.old (like evenkeel.events including defaults including identity);
    insert into public.old (at, kind, subject_kind, subject_id, actor)
      select now() - interval '20 days', 'alert.triggered', 'alert', n, '{"kind":"system","name":"Evenkeel"}' from generate_series(1, ${count}) n;
    alter table public.old add primary key (id);`);
  const time = async (sql: string) => {
    const startedAt = performance.now();
    await on.query(sql);
    return Math.round(performance.now() - startedAt);
  };
  const keyMs = await time('create unique index old_key on public.old (id, at)');
  const checkMs = await time("alter table public.old add check (at < '2999-01-01')");
  await on.query(`alter table public.old drop constraint old_pkey; alter table public.old alter id drop identity;
    create table public.parted (like public.old) partition by range (at); alter table public.parted add primary key (id, at)`);
  const attachMs = await time(
    "alter table public.parted attach partition public.old for values from (minvalue) to ('2999-01-01')",
  );
  const detachMs = await time('alter table public.parted detach partition public.old');
  const dropMs = await time('drop table public.old');
  console.log(JSON.stringify({ partitions: { keyMs, checkMs, attachMs, detachMs, dropMs } }));
}

function say(what: string, figures: object) {
  console.log(`${what}: ${JSON.stringify(figures)}`);
}
