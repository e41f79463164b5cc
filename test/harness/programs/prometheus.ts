import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../../src/server/platform/db/embedded/cluster.ts';
import { eventually } from '../eventually.ts';
import { findProgram } from './find-program.ts';
import { startProgram } from './program.ts';

export const prometheusPath = findProgram('Prometheus', 'EVENKEEL_TEST_PROMETHEUS', [
  '/usr/bin/prometheus',
  '/usr/local/bin/prometheus',
]);

export type Prometheus = { url: string; output(): string; stop(): Promise<void> };

/** One alertmanager as prometheus.yml names it. */
export type AlertTarget = { host: string; pathPrefix?: string };

/**
 * A real Prometheus that scrapes `metricsUrl` every 200 ms and fires the alert `CheckoutDown` (critical) while the
 * metric `checkout_up` is 0. `token`: what it shows to the page of metrics.
 */
export async function startPrometheus(metricsUrl: string, target: AlertTarget, token?: string): Promise<Prometheus> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-prometheus-'));
  const scraped = new URL(metricsUrl);
  const configuration = `global:
  scrape_interval: ${token ? '2s' : '200ms'}
  scrape_timeout: ${token ? '2s' : '200ms'}
  evaluation_interval: 200ms
rule_files: ['rules.yml']
scrape_configs:
  - job_name: checkout
    metrics_path: ${scraped.pathname}
    static_configs: [{ targets: ['${scraped.host}'] }]${token ? `\n    authorization: { credentials: '${token}' }` : ''}
alerting:
  alertmanagers:
    - scheme: http
      api_version: v2
      path_prefix: '${target.pathPrefix ?? '/'}'
      static_configs: [{ targets: ['${target.host}'] }]
`;
  const rules = `groups:
  - name: checkout
    rules:
      - alert: CheckoutDown
        expr: checkout_up == 0
        labels: { severity: critical }
        annotations:
          summary: 'Checkout is down & <nobody> can pay'
          runbook_url: https://runbooks.example.org/checkout
`;
  await writeFile(path.join(folder, 'prometheus.yml'), configuration);
  await writeFile(path.join(folder, 'rules.yml'), rules);
  const port = await freePort();
  const program = await startProgram(prometheusPath!, [
    `--config.file=${path.join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${path.join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--rules.alert.resend-delay=1s',
    '--log.level=warn',
  ]);
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await program.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await eventually(async () => {
      if (program.hasEnded()) throw new Error(`Prometheus ended: ${program.output()}`);
      return (await fetch(`${url}/-/ready`)).ok;
    }, 30_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, output: program.output, stop };
}

/** A page of metrics whose `checkout_up` the test sets. */
export async function startMetricsPage() {
  let isUp = true;
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(`# TYPE checkout_up gauge\ncheckout_up ${isUp ? 1 : 0}\n`);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`,
    setUp(value: boolean) {
      isUp = value;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
