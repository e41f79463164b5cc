import type { SetupStep } from '../source.ts';

/** Set-up steps with a command that raises an alert and one that resolves it. */
export function genericSetup(baseUrl: string, key: string): SetupStep[] {
  const address = `${baseUrl}/in/${key}`;
  return [
    { title: 'Address', text: 'Let your sender POST to this address. The key in it is a secret.', code: address },
    {
      title: 'Raise an alert',
      text: 'Signals with the same dedup_key are one alert.',
      language: 'shell',
      code: `curl -H 'Content-Type: application/json' ${address} \\
  -d '{"title": "Disk almost full on db-1", "severity": "critical", "dedup_key": "db-1/disk", "status": "firing"}'`,
    },
    {
      title: 'Resolve it',
      text: 'The same key with a state such as resolved or ok.',
      language: 'shell',
      code: `curl -H 'Content-Type: application/json' ${address} \\
  -d '{"title": "Disk almost full on db-1", "dedup_key": "db-1/disk", "status": "resolved"}'`,
    },
    {
      title: 'Other names',
      text: 'If your sender uses other field names, set the paths under Settings and send a test: the signal shows what was read.',
    },
  ];
}
