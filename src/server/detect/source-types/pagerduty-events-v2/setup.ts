import type { SetupStep } from '../source.ts';

/** Addresses for both versions and a test event. */
export function pagerdutySetup(baseUrl: string, key: string): SetupStep[] {
  return [
    {
      title: 'Change the address',
      text: 'Where your sender has an address for PagerDuty events (Alertmanager: pagerduty_url), use this one.',
      code: `${baseUrl}/v2/enqueue`,
    },
    { title: 'Use this key', text: 'As the routing key, also called integration key. It is a secret.', code: key },
    {
      title: 'Test it',
      text: 'Resolve it with the same dedup_key and event_action resolve.',
      language: 'shell',
      code: `curl -H 'Content-Type: application/json' ${baseUrl}/v2/enqueue -d '{
  "routing_key": "${key}", "event_action": "trigger", "dedup_key": "evenkeel-test",
  "payload": {"summary": "A test event", "source": "curl", "severity": "warning"}}'`,
    },
    {
      title: 'Older senders',
      text: 'Those that speak Events API v1 send the key as service_key to this address.',
      code: `${baseUrl}/generic/2010-04-15/create_event.json`,
    },
  ];
}
