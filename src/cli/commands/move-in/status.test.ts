import { Command } from 'commander';
import { expect, test, vi } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { adminToken, startTestServer } from '../../../../test/harness/server.ts';
import { sendEvent, worldThrough } from '../../../../test/harness/world.ts';
import { addAdditionalKey, getSource } from '../../../contract/detect/sources.ts';
import { startParallelRun } from '../../../contract/respond/parallel-runs.ts';
import { addMoveIn } from './status.ts';

async function run(url: string, ...args: string[]): Promise<string> {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const program = new Command();
    addMoveIn(program);
    await program.parseAsync(['move-in', ...args, '--url', url, '--token', adminToken], { from: 'user' });
  } finally {
    spy.mockRestore();
  }
  return written.join('');
}

test('the standing of moving in names the sources that no sender has reached, further keys and parallel runs', async () => {
  const server = await startTestServer();
  const world = worldThrough(server);
  const service = await world.service(null);
  const reached = await world.source('pagerduty-events-v2', service.id);
  const silent = await world.source('grafana', service.id);
  const body = { name: 'Prometheus of old', key: 'a-key-Of-the-0ld-tool-7382' };
  await server.admin.call(addAdditionalKey, { params: { id: reached.id }, body });
  expect(await sendEvent(reached, { key: 'hello' })).toBe(202);
  await eventually(
    async () => (await server.admin.call(getSource, { params: { id: reached.id } })).lastSignalAt !== null,
  );

  const { counts, sources } = JSON.parse(await run(server.url, 'status', '--json')) as {
    counts: object;
    sources: { id: number; standing: string; furtherKeys: { name: string; lastUsedAt: string | null }[] }[];
  };
  expect(counts).toEqual({ arrives: 1, quiet: 0, never: 1 });
  expect(sources.map(({ id, standing }) => [id, standing])).toEqual([
    [silent.id, 'never'],
    [reached.id, 'arrives'],
  ]);
  expect(sources[1]!.furtherKeys).toMatchObject([{ name: 'Prometheus of old', lastUsedAt: null }]);
  const before = await run(server.url);
  expect(before).toContain('1 never sent here, and 0 nothing for 7 days');
  expect(before).toMatch(/Prometheus of old \(not used since 2\d{3}-/);
  expect(before).toContain('remove it when it is not used any more');
  expect(before).toContain('No parallel run goes on');

  const askAt = new Date(Date.now() + 86_400_000).toISOString();
  await server.admin.call(startParallelRun, { body: { teamId: null, askAt } });
  expect(await run(server.url)).toContain('nobody is paged for anything');
});
