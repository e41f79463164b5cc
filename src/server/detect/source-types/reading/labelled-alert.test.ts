import { expect, test } from 'vitest';
import { labelledSignal } from './labelled-alert.ts';

const titleOf = (labels: Record<string, string>, summary?: string) =>
  labelledSignal(
    {
      ...{ action: 'trigger', dedupKey: 'a', labels, annotations: summary === undefined ? {} : { summary } },
      ...{ alert: {}, groupKey: null, expiresAt: null, links: [], images: [], extraLabels: [] },
    },
    {} as never,
    0,
    'alerts[0]',
    [],
  ).title;
const measured = { instance: '10.1.2.3:8080', job: 'kube-state-metrics' };

test.each([
  [{ deployment: 'web', namespace: 'shop', ...measured }, 'Replicas are missing.', 'Replicas are missing. (shop/web)'],
  [{ pod: 'web-1', namespace: 'shop', container: 'app' }, 'Pod web-1 restarts', 'Pod web-1 restarts'],
  [{ node: 'worker-1', ...measured }, 'Node is not ready.', 'Node is not ready. (worker-1)'],
  [{ instance: 'db-1:9100', device: '/dev/sda1' }, 'The disk is full', 'The disk is full on db-1:9100'],
  [{ instance: 'db-1:9100' }, 'The disk of db-1 is full', 'The disk of db-1 is full'],
  [{ instance: 'https://shop.example.org/' }, 'The probe failed', 'The probe failed on shop.example.org'],
  [{ service: 'checkout', job: 'api', cluster: 'eu' }, 'Checkout is slow', 'Checkout is slow'],
  [{ queue: 'orders', app: 'shop' }, 'The queue grows', 'The queue grows on orders'],
])('a rule’s own words of %o are told with where it is: %s', (labels, summary, title) => {
  expect(titleOf({ alertname: 'Rule', ...labels }, summary)).toBe(title);
});

test('a rule without words of its own is told by its name and all that says where', () => {
  expect(titleOf({ alertname: 'HighLatency', service: 'checkout' })).toBe('HighLatency on checkout');
});

test('the severity of the labels counts before that of the annotations', () => {
  const labels = { alertname: 'A', severity: 'critical' };
  const from = { labels, annotations: { severity: 'info' }, alert: {}, links: [], images: [], extraLabels: [] };
  const rest = { action: 'trigger' as const, dedupKey: 'a', groupKey: null, expiresAt: null };
  expect(labelledSignal({ ...from, ...rest }, {} as never, 0, 'alerts[0]', []).severity).toBe(1);
});
