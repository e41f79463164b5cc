import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import type { ProcessGroup } from './member.ts';
import { groupMetrics, metricsOfAll, ofInstallation, ownMetrics } from './metrics.ts';

function registryOf(accepted: number): Registry {
  const registry = new Registry();
  new Counter({ name: 'accepted_total', help: 'a', labelNames: ['how'], registers: [registry] }).inc(
    { how: 'well' },
    accepted,
  );
  new Histogram({ name: 'took_seconds', help: 'b', buckets: [1], registers: [registry] }).observe(0.5);
  new Gauge({ name: 'open_pages', help: 'c', aggregator: ofInstallation, registers: [registry] }).set(7);
  new Gauge({ name: 'secret', help: 'd', registers: [registry] }).set(1);
  return registry;
}

test('the metrics of several processes have the number of each, and what is of the whole installation once', async () => {
  const others = [await ownMetrics(registryOf(20), 2), await ownMetrics(registryOf(30), 3)];
  const group = { process: 1, collectOthers: async () => others } as unknown as ProcessGroup;
  const texts = await metricsOfAll(registryOf(10), group, (name) => name !== 'secret');
  const lines = texts.join('\n').split('\n');
  expect(lines.filter((line) => line.startsWith('accepted_total'))).toEqual([
    'accepted_total{process="1",how="well"} 10',
    'accepted_total{process="2",how="well"} 20',
    'accepted_total{process="3",how="well"} 30',
  ]);
  expect(lines.filter((line) => line.startsWith('took_seconds_count'))).toEqual(
    [1, 2, 3].map((n) => `took_seconds_count{process="${n}"} 1`),
  );
  expect(lines.filter((line) => line.startsWith('open_pages'))).toEqual(['open_pages 7']);
  expect(lines.filter((line) => line.startsWith('# TYPE accepted_total'))).toHaveLength(1);
  expect(lines.join('\n')).not.toContain('secret');
});

test('a process that is alone says that it is the one that is to run', async () => {
  const registry = new Registry();
  groupMetrics(registry, undefined);
  const text = await registry.metrics();
  expect(text).toContain('evenkeel_processes_wanted 1');
  expect(text).toContain('evenkeel_processes_running 1');
  expect(text).toContain('evenkeel_processes_ended_last_hour 0');
});
