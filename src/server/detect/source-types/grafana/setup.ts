import type { SetupStep } from '../source.ts';

/** The contact point, by hand and as a provisioning file. */
export function grafanaSetup(baseUrl: string, key: string): SetupStep[] {
  const address = `${baseUrl}/in/${key}`;
  return [
    {
      title: 'Add a contact point',
      text: 'Alerting → Contact points → Add: integration Webhook, this URL, method POST. Leave the payload as it is.',
      code: address,
    },
    {
      title: 'Or provision it',
      text: 'As a file in provisioning/alerting.',
      language: 'yaml',
      code: `apiVersion: 1
contactPoints:
  - orgId: 1
    name: evenkeel
    receivers:
      - uid: evenkeel
        type: webhook
        settings:
          url: ${address}
          httpMethod: POST`,
    },
    {
      title: 'Use it',
      text: 'Choose the contact point in a notification policy. Its Test button sends an alert that shows up here.',
    },
  ];
}
