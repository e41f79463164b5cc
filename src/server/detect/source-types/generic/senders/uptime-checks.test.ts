import { describe } from 'vitest';
import { type Case, readEach } from '../../../../../../test/sources/readings.ts';

const cases: Case[] = [
  [
    'a deployment told by GitHub is a change',
    { action: 'created', deployment: { id: 7, sha: 'abc', environment: 'production' }, ...gitHub() },
    'change - acme/shop/deployment/7 | acme/shop: deployment production created',
  ],
  [
    'Alerta resolves by severity',
    { environment: 'live', resource: 'web-1', event: 'DiskOk', correlate: ['DiskFull', 'DiskOk'], severity: 'normal' },
    'resolve - live/web-1/DiskFull | DiskOk on web-1',
  ],
  [
    'Uptime Robot says up by a two and names its monitor',
    ['1', '2'].map((alertType) => ({
      monitorID: '7',
      monitorFriendlyName: 'Shop',
      alertType,
      alertDetails: 'HTTP 500',
    })),
    ['trigger - 7 | Shop', 'resolve - 7 | Shop'],
  ],
  [
    'a certificate that expires is another alert than the monitor that is down',
    ['3', '1'].map((alertType) => ({ monitorID: '7', monitorFriendlyName: 'Shop', alertType })),
    ['trigger - 7/3 | Shop', 'trigger - 7 | Shop'],
  ],
  [
    'a named check of two hosts is two alerts, whatever code they answer with',
    ['db1', 'db2'].map((host) => ({ name: 'disk', host, status: 'down', code: 500 })),
    ['trigger - disk {host="db1"} | disk on db1: down', 'trigger - disk {host="db2"} | disk on db2: down'],
  ],
  [
    'notifications of Cloudflare that name nothing are told apart by their text',
    ['a', 'b'].map((zone) => ({ account_id: 'x', alert_type: 'ssl', text: `Certificate of ${zone}`, data: {} })),
    ['trigger - Certificate of a | Certificate of a', 'trigger - Certificate of b | Certificate of b'],
  ],
  [
    'an application of Argo CD in two environments is two alerts',
    ['live', 'test'].map((env) => ({ app: 'shop', env, status: 'Degraded' })),
    ['trigger - argo/live/shop | shop is degraded', 'trigger - argo/test/shop | shop is degraded'],
  ],
  [
    'an incident of Better Stack that has an end is over',
    ['', '2026-11-28T12:10:00Z'].map((resolved_at) => ({
      data: { id: '25', type: 'incident', attributes: { name: 'shop', cause: 'Status 500', resolved_at } },
    })),
    ['trigger - 25 | shop: Status 500', 'resolve - 25 | shop: Status 500'],
  ],
  [
    'a check of StatusCake is named by name and address',
    ['Down', 'Up'].map((Status) => ({ Name: 'Shop', URL: 'https://shop.example', StatusCode: '500', Status })),
    ['trigger - Shop/https://shop.example | Shop', 'resolve - Shop/https://shop.example | Shop'],
  ],
  [
    'a named check that is up again ends what its name began, whatever its message',
    [
      { name: 'nightly backup', status: 'down', msg: 'nightly backup is DOWN' },
      { name: 'nightly backup', status: 'up' },
    ],
    ['trigger - nightly backup | nightly backup: down', 'resolve - nightly backup | nightly backup'],
  ],
  [
    'a healthy address at Cloudflare resolves',
    ['Unhealthy', 'Healthy'].map((status) => ({
      ...{ account_id: 'a', policy_id: 'p', alert_type: 'health', text: `Shop is ${status}` },
      data: { status, health_check_id: 'h1', name: 'shop' },
    })),
    ['trigger - health/h1 | Shop is Unhealthy', 'resolve - health/h1 | Shop is Healthy'],
  ],
  [
    'the output of a plugin of Icinga is no part of the name',
    [
      { host_name: 'db1', service_description: 'disk', service_state: 'CRITICAL', output: 'DISK CRITICAL 95 %' },
      { host_name: 'db1', service_description: 'disk', service_state: 'OK', notification_type: 'RECOVERY' },
    ],
    ['trigger 1 db1/disk | disk on db1', 'resolve - db1/disk | disk on db1'],
  ],
  [
    'an event may say that it is over by its name',
    { event: 'alert.resolved', alert: { id: 'a1', name: 'Slow', severity: 'critical' } },
    'resolve 1 a1 | Slow',
  ],
  [
    'a level of rest resolves, as Kapacitor writes it',
    { id: 'cpu:web-1', message: 'cpu:web-1 is OK', level: 'OK', previousLevel: 'CRITICAL' },
    'resolve - cpu:web-1 | cpu:web-1 is OK',
  ],
  [
    'a normal priority resolves nothing',
    { id: 'x1', title: 'Disk full', priority: 'normal', type: 'normal' },
    'trigger - x1 | Disk full',
  ],
  ...[
    ...[
      ['not_recovered', ''],
      ['unresolved', ''],
      ['failed_recovery', ''],
      ['scale_up', 'scale'],
    ],
    ...[
      ['connection.closed', 'connection'],
      ['cache_cleared', 'cache'],
      ['backup', 'backup'],
    ],
  ].map(
    ([event, kind]): Case => [
      `an event named ${event} has not ended`,
      { id: 'x1', title: 'Backup', event },
      `trigger - x1${kind === '' ? '' : ` {event="${kind}"}`} | Backup`,
    ],
  ),
  ...['checkRecovered', 'monitor_up', 'incident.closed', 'ALERT_RECOVERY'].map(
    (event): Case => [
      `an event named ${event} has ended`,
      { id: 'x1', title: 'Backup', event },
      'resolve - x1 | Backup',
    ],
  ),
  [
    'a monitor that is online again resolves, as HetrixTools writes it',
    { monitor_id: 'h1', monitor_name: 'Shop', monitor_target: 'https://shop.example', monitor_status: 'online' },
    'resolve - Shop {monitor_target="https://shop.example"} | Shop on shop.example',
  ],
  [
    'an alarm that EventBridge passes on is named by account, region and alarm, and ends',
    eventBridge('CloudWatch Alarm State Change', { alarmName: 'queue-age', state: { value: 'OK' } }),
    'resolve - 12/eu/CloudWatch Alarm State Change/queue-age | queue-age',
  ],
  [
    'a check of updown.io that is up again resolves',
    {
      event: 'check.up',
      description: 'UP since 12:05',
      check: { token: 'n8', url: 'https://shop.example', alias: '' },
    },
    'resolve - n8 | shop.example is down',
  ],
  [
    'the end of an alert of Uptime.com has another number and the same service',
    { event: 'alert_cleared', data: { service: { id: 1, name: 'shop' }, alert: { id: 78, state: 'OK' } } },
    'resolve - 1 | shop',
  ],
  [
    'a key for deduplication counts however it is spelt',
    { title: 'Disk full', deduplication_key: 'k1', status: 'firing' },
    'trigger - k1 | Disk full',
  ],
  [
    'a certificate that expires is told by Uptime Kuma without a monitor',
    [
      { heartbeat: null, monitor: null, msg: '[Shop] The certificate will expire in 7 days' },
      { heartbeat: null, monitor: null, msg: 'Uptime Kuma Testing' },
    ],
    [
      'trigger - [Shop] The certificate | [Shop] The certificate will expire in 7 days',
      'change - Uptime Kuma Testing | Uptime Kuma Testing',
    ],
  ],
  [
    'Uptime Robot in snake case says up by a two',
    { monitor_friendly_name: 'Shop', monitor_url: 'shop.example', alert_type: '2', alert_type_friendly_name: 'Up' },
    'resolve - shop.example | Shop',
  ],
  [
    'an incident of Better Stack that somebody took is acknowledged',
    { data: { id: '25', type: 'incident', attributes: { name: 'shop', status: 'Acknowledged', resolved_at: null } } },
    'acknowledge - 25 | shop',
  ],
  [
    'an update of a status page ends its incident when the page is well again',
    {
      event_type: 'incident',
      page: { id: '1', status_indicator: 'operational' },
      incident: { id: '98', name: 'Slow database', incident_updates: [{ id: '2', body: 'It is fixed' }] },
    },
    'resolve - 98 | Slow database',
  ],
];

describe('outside checks', () => readEach(cases));

function gitHub() {
  return { repository: { full_name: 'acme/shop', name: 'shop' }, sender: { login: 'kim' } };
}

function eventBridge(kind: string, detail: object) {
  return { id: 'e1', 'detail-type': kind, source: 'aws.x', account: '12', region: 'eu', detail };
}
