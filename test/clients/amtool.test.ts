/** What is said to be an Alertmanager, asked by the real amtool. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { listAlerts } from '../../src/contract/detect/alerts.ts';
import { listMaintenanceWindows } from '../../src/contract/detect/maintenance-windows.ts';
import { createSource, readSourceSetup } from '../../src/contract/detect/sources.ts';
import { eventually } from '../harness/eventually.ts';
import { findProgram } from '../harness/programs/find-program.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

const amtool = findProgram('amtool', 'EVENKEEL_TEST_AMTOOL', ['/usr/bin/amtool', '/usr/local/bin/amtool']);
const run = promisify(execFile);

async function sourceOf({ admin, url }: TestServer, slug: string, settings: object) {
  const body = { slug, name: slug, type: 'alertmanager-api', settings: settings as Record<string, unknown> };
  const { id } = await admin.call(createSource, { body });
  const { key } = await admin.call(readSourceSetup, { params: { id } });
  const ask = async (...words: string[]) =>
    (await run(amtool!, ['--no-version-check', `--alertmanager.url=${url}/in/${key}`, '--output=json', ...words]))
      .stdout;
  return { id, ask };
}

const names = (text: string) =>
  (JSON.parse(text) as { labels: { alertname: string } }[]).map(({ labels }) => labels.alertname).sort();

test.skipIf(!amtool)(
  'amtool adds alerts, finds them by matchers, silences a source and lets it be heard again',
  async () => {
    const server = await startTestServer();
    const { id, ask } = await sourceOf(server, 'prometheus', { acceptSilences: true });
    const other = await sourceOf(server, 'neighbour', { acceptSilences: true });
    await ask('alert', 'add', 'DiskFull', 'host=db-1');
    await ask('alert', 'add', 'QueueLong', 'host=web-1');
    await eventually(async () => names(await ask('alert', 'query')).length === 2);
    expect(names(await ask('alert', 'query', 'host=~db.*|mail.*'))).toEqual(['DiskFull']);
    expect(names(await ask('alert', 'query', 'alertname!=DiskFull'))).toEqual(['QueueLong']);
    await expect(ask('alert', 'query', 'host=~[a-z]+')).rejects.toThrow(/not understood/);
    expect(await ask('config', 'show')).toContain('Evenkeel');
    expect(names(await other.ask('alert', 'query'))).toEqual([]);

    const made = await ask(
      'silence',
      'add',
      '-d',
      '1h',
      '-a',
      'ada',
      '-c',
      'New disks',
      'alertname=DiskLate',
      'host=~db-1|db-2',
    );
    const silence = made.trim().replaceAll('"', '');
    expect(JSON.parse(await ask('silence', 'query'))).toMatchObject([
      { id: silence, comment: 'New disks', createdBy: 'ada', status: { state: 'active' } },
    ]);
    expect(JSON.parse(await other.ask('silence', 'query'))).toEqual([]);
    await expect(other.ask('silence', 'expire', silence)).rejects.toThrow();
    const windows = await server.admin.call(listMaintenanceWindows, { query: {} });
    expect(windows.items).toMatchObject([
      { title: 'New disks (ada)', createdBy: { kind: 'source', name: 'prometheus' } },
    ]);

    await ask('alert', 'add', 'DiskLate', 'host=db-2');
    const late = async () => {
      const { items } = await server.admin.call(listAlerts, { query: { sourceId: id } });
      return items.find(({ title }) => title.includes('DiskLate'));
    };
    expect(await eventually(late)).toMatchObject({ notPagedBecause: 'maintenance' });
    expect(names(await ask('alert', 'query', '--silenced'))).toEqual(['DiskLate']);
    await other.ask('alert', 'add', 'DiskLate', 'host=db-2');
    await eventually(async () => names(await other.ask('alert', 'query')).length === 1);

    await ask('silence', 'expire', silence);
    expect(JSON.parse(await ask('silence', 'query', '--expired'))).toMatchObject([{ status: { state: 'expired' } }]);
    await eventually(async () => (await late())?.suppressedReason === null);
  },
);

test.skipIf(!amtool)(
  'a key silences only where its source lets it, for three days at most and never nearly everything',
  async () => {
    const server = await startTestServer();
    const quiet = await sourceOf(server, 'prometheus', {});
    const silence = ['silence', 'add', '-a', 'ada', '-c', 'c'];
    await expect(quiet.ask(...silence, '-d', '1h', 'alertname=A')).rejects.toThrow(/Let its key silence/);
    const { ask } = await sourceOf(server, 'other', { acceptSilences: true });
    await expect(ask(...silence, '-d', '100h', 'alertname=A')).rejects.toThrow(/72 hours/);
    await expect(ask(...silence, '-d', '1h', 'alertname=~[AB]')).rejects.toThrow(/not understood/);
  },
);
