import { alertmanagerApi } from '../source-types/alertmanager-api/alertmanager-api.ts';
import { alertmanagerWebhook } from '../source-types/alertmanager-webhook/alertmanager-webhook.ts';
import { grafana as grafanaType } from '../source-types/grafana/grafana.ts';
import type { Sender } from './sender.ts';

const alertmanager: Sender = {
  name: 'alertmanager',
  title: 'Prometheus Alertmanager',
  group: 'metrics',
  type: alertmanagerWebhook.type,
  words: ['prometheus', 'mimir', 'cortex', 'thanos', 'victoriametrics', 'vmalert', 'loki', 'kubernetes'],
  description: 'A webhook receiver; its groups become alerts.',
  steps: ({ baseUrl, key }) => alertmanagerWebhook.setup(baseUrl, key),
};

const prometheus: Sender = {
  name: 'prometheus',
  title: 'Prometheus without Alertmanager',
  group: 'metrics',
  type: alertmanagerApi.type,
  words: ['vmalert', 'thanos ruler', 'loki', 'mimir', 'alertmanager api', 'amtool'],
  description: 'Evenkeel stands in for Alertmanager.',
  steps: ({ baseUrl, key }) => alertmanagerApi.setup(baseUrl, key),
};

const grafana: Sender = {
  name: 'grafana',
  title: 'Grafana',
  group: 'metrics',
  type: grafanaType.type,
  words: ['grafana alerting', 'grafana cloud', 'unified alerting'],
  description: 'A webhook contact point.',
  steps: ({ baseUrl, key }) => [
    ...grafanaType.setup(baseUrl, key),
    {
      title: 'Have it signed',
      text: 'Under HMAC Signature of the contact point enter a secret of your own and a timestamp header such as X-Grafana-Alerting-Timestamp. Enter both here as well, under Sender verification.',
    },
  ],
};

/** What Datadog puts in for the words with a dollar is text, so all of them stand in quotes. */
export const datadogPayload = `{
  "title": "$EVENT_TITLE",
  "body": "$TEXT_ONLY_MSG",
  "alert_transition": "$ALERT_TRANSITION",
  "alert_cycle_key": "$ALERT_CYCLE_KEY",
  "alert_id": "$ALERT_ID",
  "priority": "$ALERT_PRIORITY",
  "alert_type": "$ALERT_TYPE",
  "alert_scope": "$ALERT_SCOPE",
  "hostname": "$HOSTNAME",
  "link": "$LINK",
  "date": "$DATE"
}`;

const datadog: Sender = {
  name: 'datadog',
  title: 'Datadog',
  group: 'metrics',
  type: 'generic',
  words: ['monitors', 'synthetics'],
  description: 'A webhook of the Webhooks integration.',
  steps: ({ address }) => [
    {
      title: 'Add a webhook',
      text: 'Integrations → Webhooks → New: the name evenkeel and this URL.',
      code: address,
    },
    {
      title: 'Its payload',
      text: 'Replace the default payload: it names no state.',
      language: 'json',
      code: datadogPayload,
    },
    {
      title: 'Notify it',
      text: 'Put this into the message of each monitor. Leave “notify on recovery” on, so that alerts resolve by themselves.',
      code: '@webhook-evenkeel',
    },
    {
      title: 'Send a secret along',
      text: 'Under Custom Headers, with a secret of your own. Enter the same under Sender verification: Secret in a header.',
      language: 'json',
      code: '{"X-Evenkeel-Secret": "your secret"}',
    },
  ],
};

export const newRelicPayload = `{
  "title": {{ json annotations.title.[0] }},
  "state": {{ json state }},
  "priority": {{ json priority }},
  "dedup_key": {{ json issueId }},
  "link": {{ json issuePageUrl }},
  "condition_name": {{ json accumulations.conditionName.[0] }},
  "policy_name": {{ json accumulations.policyName.[0] }}
}`;

const newRelic: Sender = {
  name: 'newrelic',
  title: 'New Relic',
  group: 'metrics',
  type: 'generic',
  words: ['nrql', 'workflows'],
  description: 'A webhook destination of a workflow.',
  steps: ({ address }) => [
    {
      title: 'Add a destination',
      text: 'Alerts → Destinations → Webhook: this URL. With basic authentication, enter the same user and password here under Sender verification.',
      code: address,
    },
    {
      title: 'Add it to a workflow',
      text: 'Alerts → Workflows → Add channel → Webhook, with this payload template.',
      language: 'handlebars',
      code: newRelicPayload,
    },
    {
      title: 'Test it',
      text: 'Send test notification: a signal shows up here. Issues that are closed resolve their alerts.',
    },
  ],
};

export const metrics: readonly Sender[] = [alertmanager, prometheus, grafana, datadog, newRelic];
