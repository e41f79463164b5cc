import type { SetupStep } from '../source.ts';

/** The receiver for alertmanager.yml. */
export function alertmanagerWebhookSetup(baseUrl: string, key: string): SetupStep[] {
  return [
    {
      title: 'Add a receiver',
      text: 'In alertmanager.yml. send_resolved lets alerts resolve by themselves.',
      language: 'yaml',
      code: `receivers:
  - name: evenkeel
    webhook_configs:
      - url: ${baseUrl}/in/${key}
        send_resolved: true`,
    },
    {
      title: 'Route to it',
      text: 'Short waits: grouping and repeating happen here.',
      language: 'yaml',
      code: `route:
  receiver: evenkeel
  group_wait: 0s
  group_interval: 10s
  repeat_interval: 1h`,
    },
    {
      title: 'Test it',
      text: 'Raises an alert that Alertmanager sends on.',
      language: 'shell',
      code: 'amtool alert add alertname=EvenkeelTest severity=warning --annotation=summary="A test from amtool"',
    },
  ];
}
