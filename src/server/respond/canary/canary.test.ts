import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { readMetrics } from '../../../contract/platform/platform.ts';
import { readCanary } from '../../../contract/respond/canary.ts';
import { auditPaging } from '../watchdog/audit.ts';
import { openMadeUp } from './canary.ts';
import { type CanaryOptions, type CanarySignal, runCanary } from './run.ts';
import * as store from './store.ts';

const turning = { wake: () => {}, quietForMs: () => 0 };
const stuck = { wake: () => {}, quietForMs: () => 1e9 };
/** What detect does; the way through it is tried with a whole server. */
const ownSignal: CanarySignal = {
  accept: async () => ({ logId: 1, seq: 1 }),
  isAbsorbed: async () => true,
  remove: async () => {},
  async fold(tx) {
    await tx.query(
      `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, service_id, paging, triggered_at,
         last_signal_at) values (1, 'canary', sha256('canary'), 'triggered', 1, 'Canary', 1, 'wanted', evenkeel.now(),
         evenkeel.now())`,
    );
  },
};

async function optionsFor(node: TestServer, more: Partial<CanaryOptions> = {}): Promise<CanaryOptions> {
  const madeUp = openMadeUp(node.databaseUrl, node.server.platform.log);
  onTestFinished(() => madeUp.end());
  return {
    ...{ db: node.db, madeUp, nodeId: node.server.platform.node.id, signal: () => ownSignal },
    ...{ loops: { opening: turning, delivery: turning }, publicUrl: () => node.url, stageTimeoutMs: 2_000 },
    ...more,
  };
}

const everyTable = ['alerts', 'pages', 'notifications', 'notification_attempts', 'events', 'people', 'signals'];
const countsOf = async (node: TestServer) => {
  const counts = everyTable.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  return (await node.db.query(`select ${counts.join(', ')}`)).rows[0];
};

test('a made-up alert passes every stage again and again, and leaves no row in a table of the installation', async () => {
  const node = await startTestServer();
  const options = await optionsFor(node);
  const before = await countsOf(node);
  for (const _ of [1, 2, 3]) {
    const { stages, failedStage, problem } = await runCanary(options);
    expect([failedStage, problem]).toEqual([null, null]);
    expect(Object.keys(stages)).toEqual(['accept', 'absorb', 'page', 'deliver']);
  }
  expect(await countsOf(node)).toEqual(before);
});

test('a loop of paging that no longer comes round is found', async () => {
  const node = await startTestServer();
  const options = await optionsFor(node, { loops: { opening: stuck, delivery: turning }, stageTimeoutMs: 300 });
  const outcome = await runCanary(options);
  expect(outcome).toMatchObject({ failedStage: 'page', problem: 'It did not end in time.' });
  expect(Object.keys(outcome.stages)).toEqual(['accept', 'absorb']);
});

test('a log that nobody absorbs is found', async () => {
  const node = await startTestServer();
  const signal = () => ({ ...ownSignal, isAbsorbed: async () => false });
  const outcome = await runCanary(await optionsFor(node, { signal, stageTimeoutMs: 300 }));
  expect(outcome.failedStage).toBe('absorb');
});

test('a canary that does not get through for minutes is a fault of paging, until it gets through', async () => {
  const node = await startTestServer();
  const nodeId = node.server.platform.node.id;
  const codes = async () => (await auditPaging(node.db)).findings.map(({ code }) => code);
  const failing = { stages: {}, failedStage: 'page' as const, problem: 'It did not end in time.' };
  await store.endRun(node.db, await store.beginRun(node.db, nodeId), failing);
  expect(await codes()).toEqual([]);
  await node.clock.advance('4 minutes');
  await node.db.query('update nodes set heartbeat_at = evenkeel.now()');
  expect(await codes()).toEqual(['canary_late']);
  const good = { stages: { accept: 1 }, failedStage: null, problem: null };
  await store.endRun(node.db, await store.beginRun(node.db, nodeId), good);
  expect(await codes()).toEqual([]);
});

test('a whole server tries the real log and shows the time of each stage', async () => {
  const node = await startTestServer({ environment: { EVENKEEL_CANARY: 'on' } });
  const read = () => node.admin.call(readCanary, {});
  const { items, isOn } = await eventually(async () => {
    const found = await read();
    return found.items.length > 0 ? found : undefined;
  }, 20_000);
  expect(isOn).toBe(true);
  expect(items[0]).toMatchObject({ failedStage: null, failed: 0 });
  expect(Object.values(items[0]!.stages).every((ms) => ms! >= 0)).toBe(true);
  await eventually(async () => {
    const { signals, alerts, pages } = await countsOf(node);
    return signals + alerts + pages === 0;
  });
  expect(String(await node.admin.call(readMetrics, {}))).toContain('evenkeel_canary_seconds');
});
