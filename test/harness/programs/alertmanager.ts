import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../../src/server/platform/db/embedded/cluster.ts';
import { eventually } from '../eventually.ts';
import { findProgram } from './find-program.ts';
import { type Program, startProgram } from './program.ts';

export const alertmanagerPath = findProgram('Alertmanager', 'EVENKEEL_TEST_ALERTMANAGER', [
  '/usr/bin/prometheus-alertmanager',
  '/usr/local/bin/alertmanager',
]);

export type Alertmanager = { url: string; port: number; pid: number; output: Program['output']; stop(): Promise<void> };

/**
 * A real Alertmanager on a free port, alone.
 * @param webhookUrl where it sends every group, at once and with its ends; null sends nothing there.
 * @param notifiers YAML of other notifiers of the receiver, below its name
 */
export async function startAlertmanager(webhookUrl: string | null, notifiers = ''): Promise<Alertmanager> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-alertmanager-'));
  const receiver = webhookUrl
    ? `  - name: hook
    webhook_configs:
      - url: ${JSON.stringify(webhookUrl)}
        send_resolved: true`
    : '  - name: hook';
  const configuration = `route:
  receiver: hook
  group_by: ['...']
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 4h
receivers:
${receiver}
${notifiers}
`;
  await writeFile(path.join(folder, 'alertmanager.yml'), configuration);
  const port = await freePort();
  const program = await startProgram(alertmanagerPath!, [
    `--config.file=${path.join(folder, 'alertmanager.yml')}`,
    `--storage.path=${path.join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--cluster.listen-address=',
    '--log.level=error',
  ]);
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await program.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await eventually(async () => {
      if (program.hasEnded()) throw new Error(`Alertmanager ended: ${program.output()}`);
      return (await fetch(`${url}/-/ready`)).ok;
    }, 20_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, port, pid: program.pid, output: program.output, stop };
}
