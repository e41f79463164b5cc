import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { checkReady } from '../../contract/platform/platform.ts';
import type { Config } from '../config.ts';
import type { Database } from './db/database.ts';
import { platformChecks } from './doctor/platform-checks.ts';
import { healthHandlers } from './health.ts';
import type { Loop } from './loop.ts';
import type { Keyring } from './secrets.ts';

const answering = { query: async () => ({ rows: [] }) } as unknown as Database;

function stuckLoop(name: string, carriesPages: boolean): Loop {
  const forMs = () => 3_600_000;
  return { name, carriesPages, quietForMs: forMs, overdueMs: forMs, wake() {}, stop: async () => {} };
}

async function readiness(loops: Loop[]): Promise<unknown> {
  const handler = healthHandlers(new Registry(), () => loops).find(
    ({ endpoint }) => endpoint.name === checkReady.name,
  )!;
  return handler.handle({ db: answering, actor: { kind: 'anonymous' } }, {} as never);
}

function findings(loops: Loop[]) {
  const checks = platformChecks({
    config: {} as Config,
    db: answering,
    keyring: {} as Keyring,
    version: 'test',
    wasForwarded: () => false,
    loops: () => loops,
  });
  return checks.find(({ name }) => name === 'work in the background')!.run();
}

test('A node goes on taking alerts while work is stuck that no page waits for, and doctor names that work', async () => {
  const loops = [stuckLoop('pilots', false)];
  expect(await readiness(loops)).toEqual({ status: 'ready' });
  expect(await findings(loops)).toEqual([
    expect.objectContaining({ result: 'warning', sentence: expect.stringContaining('“pilots”') }),
  ]);
});

test('A node that absorbs or delivers nothing is not ready, and doctor says that pages may be late', async () => {
  const loops = [stuckLoop('absorb', true)];
  await expect(readiness(loops)).rejects.toThrow('The loop absorb does not run.');
  expect(await findings(loops)).toEqual([
    expect.objectContaining({ result: 'fault', sentence: expect.stringContaining('Pages may be late') }),
  ]);
});
