import type { SetupStep } from '../source.ts';

/** The address, the key and a test alert. */
export function opsgenieSetup(baseUrl: string, key: string): SetupStep[] {
  return [
    {
      title: 'Change the address',
      text: 'Where your sender has an address for the Opsgenie API (Alertmanager: opsgenie_api_url), use this one.',
      code: `${baseUrl}/`,
    },
    { title: 'Use this key', text: 'As the API key, sent as Authorization: GenieKey. It is a secret.', code: key },
    {
      title: 'Or try it',
      text: 'This creates an alert; /v2/alerts/evenkeel-test/close?identifierType=alias closes it.',
      language: 'shell',
      code: `curl -H 'Authorization: GenieKey ${key}' -H 'Content-Type: application/json' ${baseUrl}/v2/alerts -d '{
  "message": "A test alert", "alias": "evenkeel-test", "priority": "P3"}'`,
    },
  ];
}
