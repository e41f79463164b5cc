import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../../../../test/sources/fixture-files.ts';
import { generic } from '../generic.ts';

type Case = [name: string, body: unknown, signal: string | string[]];

/** Bodies in the shape of their senders, and what must be read: action, severity, key and title. */
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
    'two tunnels of Cloudflare are two alerts',
    {
      alert_type: 'tunnel_health_event',
      account_id: 'a',
      text: 'The health changed',
      data: { tunnel_id: 't1', tunnel_name: 'north', status: 'degraded' },
    },
    'trigger - tunnel_health_event/t1 | The health changed on north',
  ],
  [
    'a deployment told by GitHub is a change',
    { action: 'created', deployment: { id: 7, sha: 'abc', environment: 'production' }, ...gitHub() },
    'change - acme/shop/deployment/7 | acme/shop: deployment production created',
  ],
  [
    'a failed workflow of GitHub is a change and pages nobody',
    { action: 'completed', workflow_run: { id: 9, name: 'deploy', conclusion: 'failure' }, ...gitHub() },
    'change - acme/shop/workflow_run/9 | acme/shop: workflow run deploy failure',
  ],
  [
    'a workflow of GitHub that failed on the default branch is an alert',
    mainRun('failure', 'main'),
    'trigger - acme/shop/run/tests/main | acme/shop: tests failed on main',
  ],
  [
    'the next one that succeeds there ends it',
    mainRun('success', 'main'),
    'resolve - acme/shop/run/tests/main | acme/shop: tests succeeded on main',
  ],
  [
    'on another branch it is a change',
    mainRun('failure', 'feature/a'),
    'change - acme/shop/workflow_run/9 | acme/shop: workflow run tests failure',
  ],
  [
    'one that was cancelled says nothing of the branch',
    mainRun('cancelled', 'main'),
    'change - acme/shop/workflow_run/9 | acme/shop: workflow run tests cancelled',
  ],
  [
    'a pipeline of GitLab on the default branch is an alert',
    {
      object_kind: 'pipeline',
      object_attributes: { id: 3, ref: 'main', status: 'failed', source: 'push' },
      project: { path_with_namespace: 'acme/shop', name: 'shop', default_branch: 'main' },
    },
    'trigger - acme/shop/run/pipeline/main | acme/shop: pipeline failed on main',
  ],
  [
    'a pipeline of a request to merge is a change',
    {
      object_kind: 'pipeline',
      object_attributes: { id: 3, ref: 'main', status: 'failed', source: 'merge_request_event' },
      project: { path_with_namespace: 'acme/shop', name: 'shop', default_branch: 'main' },
    },
    'change - acme/shop/pipeline/3 | acme/shop: pipeline main failed',
  ],
  [
    'a push to GitHub is a change',
    { ref: 'refs/heads/main', after: 'abc', ...gitHub() },
    'change - acme/shop/abc | acme/shop: push refs/heads/main',
  ],
  [
    'a vulnerability found by GitHub is an alert with its severity',
    { action: 'created', alert: { number: 4, state: 'open', security_advisory: advisory() }, ...gitHub() },
    'trigger 1 acme/shop/dependabot/4 | acme/shop: Remote code execution in left-pad',
  ],
  [
    'a fixed vulnerability resolves',
    { action: 'fixed', alert: { number: 4, state: 'fixed', security_advisory: advisory() }, ...gitHub() },
    'resolve 1 acme/shop/dependabot/4 | acme/shop: Remote code execution in left-pad',
  ],
  [
    'a successful deployment told by GitLab is a change and resolves nothing',
    { object_kind: 'deployment', status: 'success', deployment_id: 5, environment: 'live', ...gitLab() },
    'change - acme/shop/deployment/5 | acme/shop: deployment live success',
  ],
  [
    'a pipeline of GitLab is a change',
    { object_kind: 'pipeline', object_attributes: { id: 3, ref: 'main', status: 'failed' }, ...gitLab() },
    'change - acme/shop/pipeline/3 | acme/shop: pipeline main failed',
  ],
  [
    'a build of Azure DevOps is a change',
    {
      id: 'e1',
      eventType: 'build.complete',
      publisherId: 'tfs',
      message: { text: 'Build 12 failed' },
      resource: { id: 2 },
    },
    'change - build/2 | Build 12 failed',
  ],
  [
    'an image at Docker Hub is a change',
    { push_data: { tag: 'v2', pushed_at: 100 }, repository: { repo_name: 'acme/shop', status: 'Active' } },
    'change - acme/shop:v2@100 | acme/shop:v2 was pushed',
  ],
  [
    'a build of Jenkins is a change',
    {
      name: 'shop',
      url: 'job/shop/',
      build: { number: 8, phase: 'COMPLETED', status: 'FAILURE', full_url: 'https://j' },
    },
    'change - job/shop/#8 | shop #8 failure',
  ],
  [
    'CloudWatch alarms of one name in two accounts are two',
    [alarm({ AWSAccountId: '1' }), alarm({ AWSAccountId: '2', NewStateValue: 'OK' })],
    ['trigger - 1/eu/queue-age | queue-age', 'resolve - 2/eu/queue-age | queue-age'],
  ],
  [
    'CloudWatch without data is a low alert that says so',
    alarm({ AlarmArn: 'arn:a', NewStateValue: 'INSUFFICIENT_DATA' }),
    'trigger 4 arn:a | queue-age: not enough data',
  ],
  [
    'Azure counts severity from zero',
    { data: { essentials: { alertId: 'a1', alertRule: 'CPU', severity: 'Sev1', monitorCondition: 'Fired' } } },
    'trigger 2 a1 | CPU',
  ],
  [
    'an alert of Google Cloud takes its severity from the labels of its policy',
    { incident: { incident_id: 'i1', state: 'OPEN', summary: 'Slow', policy_user_labels: { severity: 'critical' } } },
    'trigger 1 i1 | Slow',
  ],
  [
    'vRealize writes its severity as part of a longer word',
    {
      alertId: 'v1',
      criticality: 'ALERT_CRITICALITY_LEVEL_CRITICAL',
      status: 'ACTIVE',
      info: 'Down',
      resourceName: 'vm',
    },
    'trigger 1 v1 | Down on vm',
  ],
  [
    'a metric alert of Sentry has its severity in the action',
    sentry('critical', { metric_alert: { id: '5', title: 'Errors' }, description_title: 'Critical: errors' }),
    'trigger 1 metric_alert/5 | Critical: errors',
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
    'a check of Sensu has its severity in a number',
    { id: 'e', client: { name: 'web-1' }, check: { name: 'disk', status: 1, output: 'DISK 91%' }, action: 'create' },
    'trigger 3 web-1/disk | disk on web-1',
  ],
  [
    'a check of Sensu Go that is fine resolves',
    { entity: { metadata: { name: 'web-1' } }, check: { metadata: { name: 'disk' }, status: 0, output: 'ok' } },
    'resolve - web-1/disk | disk on web-1',
  ],
  [
    'an event of Riemann is named by host and service, its description changes',
    { host: 'web-1', service: 'load', state: 'critical', description: 'load is 12' },
    'trigger 1 {host="web-1",service="load"} | load on web-1',
  ],
  [
    'LibreNMS says recovered by a zero',
    { alert_id: 8, device_id: '2', rule_id: '13', hostname: 'sw-1', title: 'Port down', state: '0', severity: 'ok' },
    'resolve - 2/13 | Port down on sw-1',
  ],
  [
    'Uptime Kuma says down by a zero',
    { monitor: { id: 3, name: 'Shop' }, heartbeat: { status: 0, msg: 'timeout' }, msg: '[Shop] down' },
    'trigger - 3 | Shop',
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
    'the highest priority of PRTG is five and pages',
    ['Down', 'Up'].map((status) => ({ sensorid: '20', name: 'Ping', device: 'r1', status, priority: '5' })),
    ['trigger - 20 | Ping on r1', 'resolve - 20 | Ping on r1'],
  ],
  [
    'Netdata says clear by severity',
    ['critical', 'clear'].map((severity) => ({
      ...{ alert: 'ram_in_use', chart: 'system.ram', severity, message: `ram is ${severity}` },
      nodes: { hostname: 'web1' },
    })),
    [
      'trigger 1 web1/system.ram/ram_in_use | ram_in_use on web1',
      'resolve - web1/system.ram/ram_in_use | ram_in_use on web1',
    ],
  ],
  [
    'AppDynamics closes a violation by the type of the event',
    ['POLICY_OPEN_CRITICAL', 'POLICY_CLOSE_CRITICAL'].map((eventType) => ({
      ...{ eventType, displayName: 'Slow calls', incidentId: '5', severity: 'INFO' },
    })),
    ['trigger 1 5 | Slow calls', 'resolve 1 5 | Slow calls'],
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
    'a finding of GuardDuty has its severity from its number',
    eventBridge('GuardDuty Finding', { id: 'f1', title: 'Brute force', severity: 8 }),
    'trigger 2 12/eu/GuardDuty Finding/f1 | Brute force',
  ],
  [
    'what Pub/Sub pushes is opened',
    {
      message: { data: Buffer.from('{"id":"p1","title":"Slow","state":"closed"}').toString('base64'), messageId: '9' },
      subscription: 'projects/p/subscriptions/s',
    },
    'resolve - p1 | Slow',
  ],
  [
    'messages for Slack with one text are told apart by what they are about',
    {
      text: 'Alert',
      attachments: [{ color: 'danger', title: 'Disk full', fields: [{ title: 'Host', value: 'db-1' }] }],
    },
    'trigger - Disk full {facts.Host="db-1"} | Disk full on db-1',
  ],
  [
    'a green message for Slack resolves',
    { text: 'Alert', attachments: [{ color: 'good', title: 'Disk full on db-1' }] },
    'resolve - Disk full on db-1 | Disk full on db-1',
  ],
  [
    'a message for Slack says in its title that it is over',
    { attachments: [{ title: '[RESOLVED] Disk full', text: 'ok' }] },
    'resolve - Disk full | Disk full',
  ],
  [
    'a message for Slack of blocks has the first one as its title',
    { blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Disk full' } }] },
    'trigger - Disk full | Disk full',
  ],
  [
    'a card for Teams is read by its title and facts',
    { '@type': 'MessageCard', title: 'Disk full', sections: [{ facts: [{ name: 'Host', value: 'db-1' }] }] },
    'trigger - Disk full {facts.Host="db-1"} | Disk full on db-1',
  ],
  [
    'an adaptive card for Teams is read by its first text',
    {
      type: 'message',
      attachments: [{ contentType: 'x', content: { type: 'AdaptiveCard', body: [{ text: 'Disk full' }] } }],
    },
    'trigger - Disk full | Disk full',
  ],
  [
    'a message for Discord is read by its first embed',
    { content: '', embeds: [{ title: 'Resolved: Disk full', description: 'ok' }] },
    'resolve - Disk full | Disk full',
  ],
  [
    'the highest priority of ntfy is critical',
    { topic: 'alerts', title: 'Disk full', message: 'db-1', priority: 5 },
    'trigger 1 Disk full | Disk full',
  ],
  [
    'a warning of Kubernetes is named by its object and reason',
    { type: 'Warning', reason: 'BackOff', message: 'Restarting', involvedObject: pod(), metadata: { uid: 'u1' } },
    'trigger 3 Pod shop/web-1/BackOff | Pod shop/web-1: BackOff',
  ],
  [
    'a normal event of Kubernetes is a change',
    { type: 'Normal', reason: 'Started', message: 'Started container', involvedObject: pod() },
    'change 3 Pod shop/web-1/Started | Pod shop/web-1: Started',
  ],
  [
    'a good reconciliation of Flux ends the bad one before it',
    { severity: 'info', reason: 'Succeeded', message: 'Done', involvedObject: pod(), reportingController: 'kustomize' },
    'resolve - flux/Pod shop/web-1 | Pod shop/web-1',
  ],
  [
    'a reconciliation of Flux that goes on ends nothing',
    { severity: 'info', reason: 'Progressing', message: 'x', involvedObject: pod(), reportingController: 'kustomize' },
    'change - flux/Pod shop/web-1 | Pod shop/web-1',
  ],
  [
    'an event of AWS that names nothing is an alert of its own',
    eventBridge('Scheduled Job', {}),
    'trigger - 12/eu/Scheduled Job/e1 | Scheduled Job',
  ],
  [
    'a quality gate of SonarQube is a change, though its task succeeded',
    { taskId: 't1', status: 'SUCCESS', project: { key: 'shop', name: 'Shop' }, qualityGate: { status: 'ERROR' } },
    'change - shop/t1 | Shop: quality gate error',
  ],
  [
    'a run of Terraform is a change',
    {
      run_id: 'r1',
      workspace_name: 'live',
      run_url: 'https://t.example/r1',
      notifications: [{ message: 'Run Errored', run_status: 'errored' }],
    },
    'change - live/r1/errored | live: Run Errored',
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
];

describe('the generic source', () => {
  it.each(cases)('reads that %s', (_name, body, expected) => {
    const result = generic.parse(requestOf(JSON.stringify(body)), {});
    const signals = result.kind === 'signals' ? result.signals : [];
    const read = signals.map((signal) =>
      [signal.action, signal.severity ?? '-', signal.dedupKey, '|', signal.title].join(' '),
    );
    expect(read).toEqual([expected].flat());
    expect(result).toMatchObject({ odd: [] });
  });

  it('lets the paths of a source win over what is known of a sender', () => {
    const body = { action: 'completed', workflow_run: { id: 9, name: 'deploy', conclusion: 'failure' }, ...gitHub() };
    const settings = {
      state: 'workflow_run.conclusion',
      dedupKey: 'workflow_run.name',
      severity: 'workflow_run.nothing',
    };
    expect(generic.parse(requestOf(JSON.stringify(body)), settings)).toMatchObject({
      signals: [{ action: 'trigger', dedupKey: 'deploy', severity: null }],
    });
  });
});

function mainRun(conclusion: string, head_branch: string) {
  const repository = { full_name: 'acme/shop', name: 'shop', default_branch: 'main' };
  const workflow_run = { id: 9, name: 'tests', head_branch, event: 'push', conclusion };
  return { action: 'completed', workflow_run, repository, sender: { login: 'kim' } };
}

function gitHub() {
  return { repository: { full_name: 'acme/shop', name: 'shop' }, sender: { login: 'kim' } };
}

function gitLab() {
  return { project: { path_with_namespace: 'acme/shop', name: 'shop' } };
}

function advisory() {
  return { summary: 'Remote code execution in left-pad', severity: 'critical' };
}

function alarm(more: object) {
  return { AlarmName: 'queue-age', NewStateValue: 'ALARM', Region: 'eu', ...more };
}

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

function eventBridge(kind: string, detail: object) {
  return { id: 'e1', 'detail-type': kind, source: 'aws.x', account: '12', region: 'eu', detail };
}

function pod() {
  return { kind: 'Pod', namespace: 'shop', name: 'web-1' };
}
