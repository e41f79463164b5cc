import { opsgenieApi } from '../source-types/opsgenie-api/opsgenie-api.ts';
import { pagerdutyEventsV2 } from '../source-types/pagerduty-events-v2/pagerduty-events-v2.ts';
import { victoropsRest } from '../source-types/victorops-rest/victorops-rest.ts';
import type { Sender } from './sender.ts';

const oldKey =
  'If its key cannot be changed, add it below under Additional keys: then only the address of the sender changes.';

const pagerduty: Sender = {
  name: 'pagerduty',
  title: 'PagerDuty senders',
  group: 'on-call tools',
  type: pagerdutyEventsV2.type,
  words: ['events api', 'v2', 'v1', 'routing key', 'integration key'],
  description: 'Whatever sends PagerDuty events: only the host changes.',
  steps: ({ baseUrl, key }) => [...pagerdutyEventsV2.setup(baseUrl, key), { title: 'Keep the key', text: oldKey }],
};

const opsgenie: Sender = {
  name: 'opsgenie',
  title: 'Opsgenie senders',
  group: 'on-call tools',
  type: opsgenieApi.type,
  words: ['jira service management', 'jsm', 'alert api', 'genie key'],
  description: 'Whatever creates Opsgenie alerts: only the host changes.',
  steps: ({ baseUrl, key }) => [...opsgenieApi.setup(baseUrl, key), { title: 'Keep the key', text: oldKey }],
};

const victorops: Sender = {
  name: 'victorops',
  title: 'Splunk On-Call senders',
  group: 'on-call tools',
  type: victoropsRest.type,
  words: ['victorops', 'splunk', 'rest endpoint'],
  description: 'Whatever sends to VictorOps: only the host changes.',
  steps: ({ baseUrl, key }) => [...victoropsRest.setup(baseUrl, key), { title: 'Keep the key', text: oldKey }],
};

const oncall: Sender = {
  name: 'grafana-oncall',
  title: 'Grafana OnCall senders',
  group: 'on-call tools',
  type: 'generic',
  words: ['amixr', 'grafana irm', 'oncall', 'formatted webhook'],
  description: 'Whatever sends to an integration of OnCall: only the host changes.',
  steps: ({ baseUrl, address }) => [
    {
      title: 'Keep the token',
      text: 'The address of the integration in OnCall ends in its token. Add that below under Additional keys.',
    },
    {
      title: 'Change the host',
      text: 'The rest of the address stays as it was, whatever its type: formatted_webhook, webhook, elastalert and others. For alertmanager and grafana_alerting choose those senders instead.',
      code: `${baseUrl}/integrations/v1/formatted_webhook/your-token/`,
    },
    {
      title: 'Test it',
      text: 'As OnCall takes it, to the address with the key of this source.',
      language: 'shell',
      code: `curl -H 'Content-Type: application/json' ${address} \\
  -d '{"alert_uid": "evenkeel-test", "title": "A test alert", "state": "alerting", "message": "From curl"}'`,
    },
  ],
};

const squadcast: Sender = {
  name: 'squadcast',
  title: 'Squadcast senders',
  group: 'on-call tools',
  type: 'generic',
  words: ['solarwinds incident response', 'incident webhook'],
  description: 'Whatever sends to a service of Squadcast: only the host changes.',
  steps: ({ baseUrl, address }) => [
    {
      title: 'Keep the key',
      text: 'The address of the alert source in Squadcast ends in the key of its service. Add that below under Additional keys.',
    },
    {
      title: 'Change the host',
      text: 'The rest of the address stays as it was, whatever its type: api, datadog, sentry and others. For Alertmanager and Grafana choose those senders instead.',
      code: `${baseUrl}/v2/incidents/api/your-key`,
    },
    {
      title: 'Test it',
      text: 'As Squadcast takes it, to the address with the key of this source.',
      language: 'shell',
      code: `curl -H 'Content-Type: application/json' ${address} \\
  -d '{"message": "A test alert", "description": "From curl", "status": "trigger", "event_id": "evenkeel-test"}'`,
    },
  ],
};

export const onCallTools: readonly Sender[] = [pagerduty, opsgenie, victorops, oncall, squadcast];
