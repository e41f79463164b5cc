import type { SetupStep } from '../source.ts';

/** The alerting section for prometheus.yml. */
export function alertmanagerApiSetup(baseUrl: string, key: string): SetupStep[] {
  const { protocol, host, pathname } = new URL(baseUrl);
  const prefix = `${pathname.replace(/\/+$/, '')}/in/${key}`;
  return [
    {
      title: 'Point Prometheus here',
      text: 'In prometheus.yml of every replica. An Alertmanager may stay beside it.',
      language: 'yaml',
      code: `alerting:
  alertmanagers:
    - scheme: ${protocol.replace(':', '')}
      path_prefix: ${prefix}
      api_version: v2
      static_configs:
        - targets: ['${host}']`,
    },
    {
      title: 'Replicas',
      text: 'Put the label that tells your replicas apart, often replica or prometheus_replica, under Replica labels.',
    },
    {
      title: 'amtool and Grafana',
      text: 'Both may use this address as their Alertmanager: they see the open alerts of this source. Silences need the setting “Let its key silence”.',
      language: 'shell',
      code: `amtool --alertmanager.url=${baseUrl}/in/${key} alert query`,
    },
    {
      title: 'Test it',
      text: 'The alert resolves by itself after five minutes.',
      language: 'shell',
      code: `curl -H 'Content-Type: application/json' ${baseUrl}/in/${key}/api/v2/alerts \\
  -d '[{"labels": {"alertname": "EvenkeelTest", "severity": "warning"}, "annotations": {"summary": "A test"}}]'`,
    },
  ];
}
