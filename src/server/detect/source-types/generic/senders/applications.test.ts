import { describe } from 'vitest';
import { type Case, readEach } from '../../../../../../test/sources/readings.ts';

const cases: Case[] = [
  [
    'Netcool counts severity upwards and ends a problem by its type',
    { Node: 'web-1', AlertGroup: 'System', AlertKey: 'disk', Summary: 'Disk is at 93%', Severity: 5, Type: 1 },
    'trigger 1 web-1/System/disk | Disk is at 93% on web-1',
  ],
  [
    'the end of a problem of Netcool has its key',
    { Node: 'web-1', AlertGroup: 'System', AlertKey: 'disk', Summary: 'Disk is at 12%', Severity: 0, Type: 2 },
    'resolve - web-1/System/disk | Disk is at 12% on web-1',
  ],
  [
    'a new version of an image told by Diun is a change',
    { diun_version: '4', hostname: 'web-1', status: 'new', image: 'acme/shop:1', digest: 'sha256:ab' },
    'change - acme/shop:1@sha256:ab | New version of acme/shop:1',
  ],
  [
    'an issue alert of Sentry names the issue',
    sentry('triggered', { event: { issue_id: '77', event_id: 'e', title: 'TypeError', level: 'error' } }),
    'trigger 2 77 | TypeError',
  ],
  [
    'an archived issue of Sentry resolves',
    sentry('archived', { issue: { id: '77', title: 'TypeError', level: 'error', status: 'ignored' } }),
    'resolve 2 77 | TypeError',
  ],
  [
    'an installation at Sentry is no alert',
    sentry('created', { installation: { app: { slug: 'evenkeel' } } }),
    'change - Sentry installation evenkeel created | Sentry installation evenkeel created',
  ],
  [
    'each message of a PagerDuty webhook counts',
    { messages: [pagerDuty('trigger'), pagerDuty('resolve')] },
    ['trigger - k1 | Disk full', 'resolve - k1 | Disk full'],
  ],
  [
    'a third-version PagerDuty webhook is read by its event',
    { event: { event_type: 'incident.acknowledged', data: { id: 'P1', title: 'Disk full' } } },
    'acknowledge - P1 | Disk full',
  ],
  [
    'Graylog counts priority upwards',
    { event_definition_id: 'd', event_definition_title: 'Logins', event: { priority: 3, key: 'bob' } },
    'trigger 2 d/bob | Logins',
  ],
  [
    'a search of Splunk is named by search and host, not by its run',
    { sid: 'run-1', search_name: 'sudo', result: { host: 'web-1' } },
    'trigger - sudo/web-1 | sudo on web-1',
  ],
  [
    'services of one host are two alerts in Checkmk, whatever the alias of the host',
    [checkmk('HTTP', 'PROBLEM'), checkmk('SSH', 'RECOVERY')],
    ['trigger 1 SERVICE/web-1/HTTP | HTTP on web-1', 'resolve 1 SERVICE/web-1/SSH | SSH on web-1'],
  ],
  [
    'an application of Argo CD is degraded until it is healthy',
    ['Degraded', 'Healthy'].map((status) => ({ app: 'shop', status, message: 'Deployment has timed out' })),
    ['trigger - argo/shop | shop is degraded', 'resolve - argo/shop | shop is healthy'],
  ],
  [
    'a state with its former severity behind it resolves',
    { id: 'A1', name: 'Errors high', status: 'ResolvedCritical' },
    'resolve - A1 | Errors high',
  ],
  [
    'an item of Rollbar is one alert, with its level',
    { event_name: 'new_item', data: { item: { id: 272, title: 'Basket is null', status: 1, level: 40 } } },
    'trigger 2 272 | Basket is null',
  ],
  [
    'a resolved item of Rollbar resolves',
    { event_name: 'resolved_item', data: { item: { id: 272, title: 'Basket is null', status: 2, level: 40 } } },
    'resolve 2 272 | Basket is null',
  ],
  [
    'a deployment told by Rollbar is a change',
    { event_name: 'deploy', data: { deploy: { id: 9, environment: 'live', revision: 'abc' } } },
    'change - deploy/9 | deployment live',
  ],
  ['an error of Bugsnag is one alert', bugsnag('firstException', 'open'), 'trigger 2 e1 | NoBasket: is null'],
  [
    'an error of Bugsnag that was fixed resolves',
    bugsnag('errorStateManualChange', 'fixed'),
    'resolve 2 e1 | NoBasket: is null',
  ],
  [
    'a release told by Bugsnag is a change',
    { project: { id: 'p1', name: 'web' }, trigger: { type: 'release', message: 'New release' }, release: { id: 'r1' } },
    'change - p1/release | web: New release',
  ],
  [
    'a site of Honeybadger that is up again resolves',
    { event: 'up', message: '[Shop] Main is back up', project: { name: 'Shop' }, site: { id: 's1', name: 'Main' } },
    'resolve - site/s1 | Main',
  ],
  [
    'an error of Airbrake is one alert',
    {
      error: { id: 37, error_class: 'NoBasket', error_message: 'is null' },
      airbrake_error_url: 'https://a.example/37',
    },
    'trigger - 37 | NoBasket: is null',
  ],
  [
    'events of one rule of Falco on one host are one alert',
    {
      output: '16:31:56 Error below a binary directory',
      priority: 'Error',
      rule: 'Write below binary dir',
      output_fields: { 'proc.name': 'touch' },
      hostname: 'n1',
    },
    'trigger 2 Write below binary dir/n1 | Write below binary dir on n1',
  ],
  [
    'events of one rule of Wazuh on one agent are one alert, by their level',
    { id: '15.49', rule: { id: '5712', level: 12, description: 'Brute force' }, agent: { id: '001', name: 'web-1' } },
    'trigger 2 5712/001 | Brute force on web-1',
  ],
  [
    'a recovery of Zabbix resolves its problem',
    { event_id: '12', event_name: 'CPU is busy', event_severity: 'High', event_value: '0', host_name: 'web-1' },
    'resolve 2 12 | CPU is busy on web-1',
  ],
  [
    'an acknowledged problem of Zabbix is acknowledged',
    { event_id: '12', event_name: 'CPU is busy', event_value: '1', event_update_action: 'acknowledged' },
    'acknowledge - 12 | CPU is busy',
  ],
  ['a failed check of Oh Dear is an alert', ohDear('uptimeCheckFailedNotification'), ohDearsSite('trigger')],
  ['a recovered check of Oh Dear resolves', ohDear('uptimeCheckRecoveredNotification'), ohDearsSite('resolve')],
  [
    'field names in capitals are the usual ones, and a recovery of Checkly resolves',
    { CHECK_NAME: 'Basket', CHECK_ID: 'c-1', ALERT_TITLE: 'Basket has recovered', ALERT_TYPE: 'ALERT_RECOVERY' },
    'resolve - c-1 {CHECK_NAME="Basket"} | Basket has recovered',
  ],
  [
    'a type may say that it is over, as Cronitor writes it',
    { id: 'UH6', monitor: 'Nightly backup', type: 'RECOVERY', rule: 'schedule', description: 'It runs again' },
    'resolve - Nightly backup {rule="schedule"} | Nightly backup',
  ],
  [
    'two rules of Kibana that speak of one host are two alerts',
    { rule: { id: 'r1', name: 'CPU' }, alert: { id: 'host-1', actionGroup: 'recovered' }, context: { reason: 'ok' } },
    'resolve - r1/host-1 | CPU: host-1',
  ],
  [
    'a clear alert of Moogsoft resolves',
    { signature: 'db-1:cpu', manager: 'm', severity: 0, description: 'CPU is fine' },
    'resolve - db-1:cpu | CPU is fine',
  ],
  [
    'a check on a host in the form of BigPanda is named by both',
    { app_key: 'a', status: 'ok', host: 'db-1', check: 'CPU', description: 'CPU is fine' },
    'resolve - CPU {app_key="a",host="db-1"} | CPU on db-1',
  ],
  [
    'a ticket of ServiceNow has its severity from its priority',
    { number: 'INC1', short_description: 'Mail is down', description: 'd', priority: '1 - Critical', state: 'New' },
    'trigger 1 INC1 | Mail is down',
  ],
  [
    'a device of Meraki that reports again ends what its silence began',
    {
      networkId: 'N1',
      deviceSerial: 'Q2',
      deviceName: 'AP 1',
      alertType: 'APs came up',
      alertTypeId: 'started_reporting',
    },
    'resolve - reporting/Q2 | APs came up: AP 1',
  ],
  [
    'events of one rule of AppDynamics are told apart by what it was violated by',
    {
      policy_name: 'Java',
      events: [healthRuleEvent('/checkout', 'ERROR'), healthRuleEvent('/cart', 'WARN')],
    },
    ['trigger 2 Java/Health//checkout | Health on /checkout', 'trigger 3 Java/Health//cart | Health on /cart'],
  ],
  [
    'the end of an alert of Squadcast names nothing but the event',
    [
      { message: 'Disk full', status: 'trigger', event_id: '6', tags: { severity: { value: 'high' } } },
      { status: 'resolve', event_id: '6' },
    ],
    ['trigger 2 6 | Disk full', 'resolve - 6 | Event 6'],
  ],
  [
    'GoAlert tells by its log that an alert was closed',
    [
      { AppName: 'GoAlert', Type: 'Alert', AlertID: 7, Summary: 'Disk full' },
      { AppName: 'GoAlert', Type: 'AlertStatus', AlertID: 7, LogEntry: 'Closed by Kim' },
    ],
    ['trigger - 7 | Disk full', 'resolve - 7 | Closed by Kim'],
  ],
  [
    'a health assessment of Alerta keeps its key when its text changes',
    [
      {
        resource: 'web-1',
        event: 'Ping',
        group: 'Net',
        severity: 'critical',
        environment: 'Live',
        service: 'x',
        text: 'no',
      },
      {
        resource: 'web-1',
        event: 'Ping',
        group: 'Net',
        severity: 'normal',
        environment: 'Live',
        service: 'x',
        text: 'yes',
      },
    ],
    ['trigger 1 Live/web-1/Ping | Ping on web-1', 'resolve - Live/web-1/Ping | Ping on web-1'],
  ],
];

describe('applications that tell of errors, searches and incidents', () => readEach(cases));

function sentry(action: string, data: object) {
  return { action, data, installation: { uuid: 'u' } };
}

function pagerDuty(kind: string) {
  const incident = { id: 'P1', incident_key: 'k1', trigger_summary_data: { subject: 'Disk full' } };
  return { id: `m-${kind}`, type: `incident.${kind}`, data: { incident } };
}

function checkmk(service: string, kind: string) {
  return { what: 'SERVICE', host: 'web-1', alias: 'Web', service, notification_type: kind, severity: 'CRIT', id: '1' };
}

function bugsnag(kind: string, status: string) {
  const error = { errorId: 'e1', exceptionClass: 'NoBasket', message: 'is null', severity: 'error', status };
  return { account: { id: '1' }, project: { id: 'p1', name: 'web' }, trigger: { type: kind }, error };
}

function ohDear(type: string) {
  return { uuid: `u-${type}`, type, site: { id: 1, url: 'https://shop.example' }, run: { id: 2 }, check: { id: 5 } };
}

function ohDearsSite(action: string) {
  return `${action} - uptimeCheck/1 | uptime check of https://shop.example`;
}

function healthRuleEvent(about: string, severity: string) {
  const summaryMessage = `There is a problem with Business Transaction <b>${about}</b>.<br><b>Health</b> is violated`;
  return { guid: about, severity, displayName: 'Ongoing Health Rule Violation', summaryMessage };
}
