import { email as emailType } from '../source-types/email/email.ts';
import { generic } from '../source-types/generic/generic.ts';
import { heartbeat as heartbeatType } from '../source-types/heartbeat/heartbeat.ts';
import type { Sender } from './sender.ts';

const webhook: Sender = {
  name: 'webhook',
  title: 'Webhook or curl',
  group: 'own',
  type: generic.type,
  words: ['http', 'json', 'script', 'api', 'custom', 'form', 'syslog', 'slack', 'teams'],
  description: 'Anything that can post JSON, a form or plain text.',
  steps: ({ baseUrl, key }) => generic.setup(baseUrl, key),
};

const cloudEvents: Sender = {
  name: 'cloudevents',
  title: 'CloudEvents',
  group: 'own',
  type: generic.type,
  words: ['knative', 'event grid', 'argo', 'cncf'],
  description: 'Structured, binary or as a batch.',
  steps: ({ address }) => [
    { title: 'Address', text: 'Deliver events to it by HTTP. The key in it is a secret.', code: address },
    {
      title: 'Structured',
      text: 'Its data is read as if it had been sent alone.',
      language: 'shell',
      code: `curl -H 'Content-Type: application/cloudevents+json' ${address} \\
  -d '{"specversion": "1.0", "id": "1", "source": "/db-1", "type": "example.disk", "data": {"title": "Disk almost full", "severity": "critical"}}'`,
    },
    {
      title: 'Binary',
      text: 'The attributes are headers, the body is the data.',
      language: 'shell',
      code: `curl -H 'Content-Type: application/json' -H 'ce-specversion: 1.0' -H 'ce-id: 2' \\
  -H 'ce-source: /db-1' -H 'ce-type: example.disk' ${address} \\
  -d '{"title": "Disk almost full", "severity": "critical"}'`,
    },
  ],
};

const heartbeat: Sender = {
  name: 'heartbeat',
  title: 'Heartbeat',
  group: 'own',
  type: heartbeatType.type,
  words: ['cron', 'job', 'dead man', 'watchdog', 'healthchecks', 'backup'],
  description: heartbeatType.description,
  steps: ({ baseUrl, key }) => heartbeatType.setup(baseUrl, key),
};

const mail: Sender = {
  name: 'email',
  title: 'E-mail',
  group: 'own',
  type: emailType.type,
  words: ['mail', 'smtp', 'cron', 'backup', 'nas', 'ups', 'veeam', 'proxmox', 'smartd'],
  description: emailType.description,
  steps: ({ baseUrl, key, mailAddress }) => emailType.setup(baseUrl, key, mailAddress),
};

export const own: readonly Sender[] = [webhook, cloudEvents, heartbeat, mail];
