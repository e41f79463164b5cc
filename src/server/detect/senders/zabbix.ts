import type { Sender } from './sender.ts';

/**
 * The script of the media type, for the JavaScript of Zabbix (ES5): `value` holds the parameters as JSON, and what it
 * throws is shown in Zabbix as the reason why the message was not sent.
 */
export const zabbixScript = `var params = JSON.parse(value);
var severities = ['info', 'info', 'warning', 'medium', 'high', 'critical'];
function known(text) {
  return typeof text === 'string' && text !== '' && text.charAt(0) !== '{' && text.charAt(0) !== '*';
}
if (!known(params.event_id) || !known(params.url)) {
  throw 'Evenkeel: the parameters url and event_id must be set.';
}
var status = 'firing';
if (params.event_value === '0') {
  status = 'resolved';
} else if (params.event_update_status === '1' && params.event_ack_status === 'Yes') {
  status = 'acknowledged';
}
var labels = {};
if (known(params.host)) { labels.host = params.host; }
if (known(params.trigger_id)) { labels.trigger = params.trigger_id; }
if (known(params.event_tags)) {
  try {
    JSON.parse(params.event_tags).forEach(function (tag) {
      if (tag.tag && !labels[tag.tag]) { labels[tag.tag] = tag.value; }
    });
  } catch (error) {
    Zabbix.log(4, '[ Evenkeel ] the tags are no JSON: ' + error);
  }
}
var body = {
  title: known(params.event_name) ? params.event_name : 'A problem of Zabbix',
  description: known(params.event_opdata) ? params.event_opdata : '',
  status: status,
  severity: severities[Number(params.event_nseverity)] || 'warning',
  dedup_key: 'zabbix/' + params.event_id,
  labels: labels
};
if (known(params.zabbix_url) && known(params.trigger_id)) {
  body.link = params.zabbix_url.replace(/\\/+$/, '') + '/tr_events.php?triggerid=' + params.trigger_id +
    '&eventid=' + params.event_id;
}
var request = new HttpRequest();
request.addHeader('Content-Type: application/json');
var answer = request.post(params.url, JSON.stringify(body));
if (request.getStatus() !== 202) {
  throw 'Evenkeel answered ' + request.getStatus() + ': ' + answer;
}
return 'OK';`;

const parameters = (address: string): [string, string][] => [
  ['url', address],
  ['event_id', '{EVENT.ID}'],
  ['event_value', '{EVENT.VALUE}'],
  ['event_update_status', '{EVENT.UPDATE.STATUS}'],
  ['event_ack_status', '{EVENT.ACK.STATUS}'],
  ['event_nseverity', '{EVENT.NSEVERITY}'],
  ['event_name', '{EVENT.NAME}'],
  ['event_opdata', '{EVENT.OPDATA}'],
  ['event_tags', '{EVENT.TAGSJSON}'],
  ['host', '{HOST.NAME}'],
  ['trigger_id', '{TRIGGER.ID}'],
  ['zabbix_url', '{$ZABBIX.URL}'],
];

/** An export of Zabbix 6.0, which later versions import as well. */
export function zabbixMediaType(address: string): string {
  const indented = zabbixScript
    .split('\n')
    .map((line) => `        ${line}`.trimEnd())
    .join('\n');
  const list = parameters(address).map(([name, value]) => `        - name: ${name}\n          value: '${value}'`);
  const template = (mode: string) => `        - event_source: TRIGGERS
          operation_mode: ${mode}
          subject: '{EVENT.NAME}'
          message: '{EVENT.OPDATA}'`;
  return `zabbix_export:
  version: '6.0'
  media_types:
    - name: Evenkeel
      type: WEBHOOK
      parameters:
${list.join('\n')}
      attempts: '10'
      attempt_interval: 30s
      script: |
${indented}
      message_templates:
${['PROBLEM', 'RECOVERY', 'UPDATE'].map(template).join('\n')}`;
}

export const zabbix: Sender = {
  name: 'zabbix',
  title: 'Zabbix',
  group: 'hosts',
  type: 'generic',
  words: ['media type'],
  description: 'A media type to import; acknowledging there stops the page here.',
  steps: ({ address }) => [
    {
      title: 'Import the media type',
      text: 'Save it as evenkeel.yaml. Alerts → Media types → Import (before 6.4: Administration → Media types). It has this address in it.',
      language: 'yaml',
      code: zabbixMediaType(address),
    },
    {
      title: 'Give it to a user',
      text: 'Users → a user that may read the hosts → Media → Add: Evenkeel. Send to may hold any word.',
    },
    {
      title: 'Send problems to it',
      text: 'Alerts → Actions → Trigger actions: operations, recovery operations and update operations each send to that user, only to Evenkeel.',
    },
    {
      title: 'Links back',
      text: 'For a link to the problem, set the global macro {$ZABBIX.URL} to the address of your Zabbix.',
    },
    {
      title: 'Test it',
      text: 'Media types → Evenkeel → Test, with 1 for event_id and event_value: a signal shows up here.',
    },
  ],
};
