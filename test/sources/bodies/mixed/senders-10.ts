// Senders of many kinds. What each body means was written down before the reader had read it.
import { form, json, type Sender, type Situation } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const checkOnly = ({ check }: Situation) => [check];
const oneCheck = { checks: false } as const;
const oneHost = { hosts: false } as const;
const slug = (s: Situation) => s.check.toLowerCase().replace(' ', '-');

export const senders10: Sender[] = [
  json(
    'Upptime through Slack',
    (s) => ({
      text: `${s.say('🟥', '🟩')} ${s.host} (https://${s.host}) ${s.say('is **down**', 'is **back up**')} : https://github.com/acme/status/issues/${s.problem}`,
    }),
    { says: oneCheck },
  ),
  json(
    'Cachet',
    (s) => ({
      event: s.say('component_status_changed', 'component_status_changed'),
      body: {
        component: { id: s.monitor, name: s.host, description: '', status: s.say(4, 1), group_id: 2 },
        old_status: s.say('Operational', 'Major Outage'),
        new_status: s.say('Major Outage', 'Operational'),
      },
    }),
    { says: oneCheck },
  ),
  json(
    'Dead Man’s Snitch',
    (s) => ({
      type: s.say('snitch.missing', 'snitch.reporting'),
      timestamp: s.at,
      data: {
        snitch: {
          token: `t${s.monitor}`,
          name: `${s.check} ${s.host}`,
          notes: '',
          tags: ['shop'],
          status: s.say('missing', 'healthy'),
          previous_status: s.say('healthy', 'missing'),
        },
      },
    }),
    { title: both },
  ),
  json(
    'Vigil',
    (s) => ({
      type: 'changed',
      status: s.say('dead', 'healthy'),
      time: '08:58:28 UTC+0200',
      replicas: [`web:core:tcp://${s.host}:80`],
      page: { title: 'Shop status', url: 'https://status.example.org' },
    }),
    { says: oneCheck },
  ),
  json(
    'HyperDX',
    (s) => ({
      title: `Alert for "${s.check}" - ${s.event % 90} lines found`,
      body: `${s.event % 90} lines found, expected less than 1 lines\nFrom ${s.at} to ${s.at}`,
      link: 'https://hyperdx.example.org/search/1',
    }),
    { title: checkOnly, says: { hosts: false, end: false } },
  ),
  json(
    'ServiceNow Event Management',
    (s) => ({
      records: [
        {
          source: 'Simulated',
          event_class: 'trap',
          resource: s.check,
          node: s.host,
          metric_name: 'used',
          type: 'High usage',
          severity: s.say('1', '0'),
          description: `${s.check} is ${s.say('bad', 'good')} on ${s.host}`,
          additional_info: '{"a":"b"}',
          time_of_event: s.at,
        },
      ],
    }),
    { title: both },
  ),
  json(
    'NetApp Infrastructure Insights',
    (s) => ({
      alertId: `AL-${s.problem}`,
      monitorName: s.check,
      objectType: 'NODE',
      objectName: s.host,
      metricName: 'used',
      severity: 'Critical',
      status: s.say('New', 'Resolved'),
      condition: 'used > 90',
      value: s.value,
      triggerTime: s.at,
      relativeUrl: '/#alerts/1',
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Crashlytics through a function',
    (s) => ({
      alertType: 'crashlytics.newFatalIssue',
      appId: '1:22:ios:aa',
      data: {
        createTime: s.at,
        payload: {
          '@type': 'type.example.org/CrashlyticsNewFatalIssuePayload',
          issue: { id: `is${s.problem}`, title: s.check, subtitle: 'index out of range', appVersion: '2.1' },
        },
      },
    }),
    { title: checkOnly, says: { hosts: false, end: false } },
  ),
  json(
    'Inngest',
    (s) => ({
      id: `01J${s.event}`,
      name: 'inngest/function.failed',
      data: {
        function_id: `shop-${slug(s)}`,
        run_id: `01R${s.event}`,
        error: { name: 'Error', message: 'fetch failed', stack: 'x' },
        event: { name: 'app/order', data: { order: s.event } },
      },
      ts: s.seconds * 1000,
    }),
    { title: (s) => [slug(s)], says: { hosts: false, end: false } },
  ),
  json(
    'Trigger.dev',
    (s) => ({
      id: `wh${s.event}`,
      created: s.at,
      webhookVersion: '2',
      type: 'alert.run.failed',
      object: {
        task: { id: slug(s), filePath: 'src/x.ts', exportName: 'x', version: '1' },
        run: {
          id: `run_${s.event}`,
          number: s.event,
          status: 'CRASHED',
          createdAt: s.at,
          error: { type: 'INTERNAL_ERROR', message: 'out of memory' },
          isOutOfMemoryError: false,
          machine: 'small-1x',
        },
        environment: { id: 'e', type: 'PRODUCTION', slug: 'prod' },
        organization: { name: 'Acme' },
        project: { name: 'Shop' },
      },
    }),
    { title: (s) => [slug(s)], says: { hosts: false, end: false } },
  ),
  json(
    'TP-Link Omada',
    (s) => ({
      Site: 'North',
      Controller: 'Omada Controller',
      description: 'This is a webhook message from Omada Controller',
      shardSecret: 'x',
      text: [`[ap:${s.host}] ${s.say('was disconnected.', 'was connected.')}`],
      timestamp: s.seconds * 1000,
    }),
    { says: oneCheck },
  ),
  json(
    'UniFi Protect alarm manager',
    (s) => ({
      alarm: {
        name: s.check,
        sources: [],
        conditions: [{ condition: { type: 'is', source: 'device_issue' } }],
        triggers: [{ key: 'device_offline', device: s.host }],
      },
      timestamp: s.seconds * 1000,
    }),
    { title: both, says: { end: false } },
  ),
  json(
    'AWS IoT Device Defender',
    (s) => ({
      violationEventTime: s.seconds * 1000,
      thingName: s.host,
      behavior: {
        criteria: { consecutiveDatapointsToClear: 1, value: { count: 90 }, comparisonOperator: 'less-than' },
        name: s.check,
        metric: 'aws:num-messages',
      },
      violationEventType: s.say('in-alarm', 'alarm-cleared'),
      metricValue: { count: Math.round(s.value) },
      violationId: `v-${s.problem}`,
      securityProfileName: 'fleet',
    }),
    { title: both },
  ),
  json(
    'Trusted Advisor through EventBridge',
    (s) => ({
      version: '0',
      id: `id-${s.event}`,
      'detail-type': 'Trusted Advisor Check Item Refresh Notification',
      source: 'aws.trustedadvisor',
      account: '111122223333',
      time: s.at,
      region: 'us-east-1',
      resources: [],
      detail: {
        'check-name': s.check,
        'check-item-detail': { Region: 'eu-west-1', 'Instance ID': s.host },
        status: s.say('ERROR', 'OK'),
        resource_id: s.host,
        uuid: `u-${s.event}`,
      },
    }),
    { title: both },
  ),
  json(
    'Lambda destination',
    (s) => ({
      version: '1.0',
      timestamp: s.at,
      requestContext: {
        requestId: `r-${s.event}`,
        functionArn: `arn:aws:lambda:eu-west-1:111122223333:function:${slug(s)}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { order: s.event },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorMessage: 'Task timed out', errorType: 'Error' },
    }),
    { title: (s) => [slug(s)], says: { hosts: false, end: false } },
  ),
  json(
    'Cloudprober',
    (s) => ({
      alert: s.check,
      probe: 'http',
      target: s.host,
      value: String(s.value),
      threshold: '1',
      since: s.at,
      status: s.say('firing', 'resolved'),
      summary: `Cloudprober alert "${s.check}" for "${s.host}"`,
      condition_id: String(s.problem),
      deduplication_id: `d-${s.monitor}`,
    }),
    { title: both },
  ),
  json(
    'Zoho Desk',
    (s) => [
      {
        payload: {
          id: `1${s.problem}`,
          ticketNumber: String(s.problem),
          subject: `${s.check} fails on ${s.host}`,
          status: s.say('Open', 'Closed'),
          statusType: s.say('Open', 'Closed'),
          priority: 'High',
          channel: 'Email',
          departmentId: '3',
          createdTime: s.at,
        },
        eventTime: String(s.seconds),
        eventType: s.say('Ticket_Add', 'Ticket_Update'),
        orgId: '9',
      },
    ],
    { title: both, severity: 2 },
  ),
  json(
    'Google Forms through a script',
    (s) => ({
      source: 'form',
      namedValues: {
        Timestamp: [s.at],
        'What is broken?': [`${s.check} on ${s.host}`],
        'How urgent is it?': ['Critical'],
        'Your e-mail': ['kim@example.org'],
      },
    }),
    { title: both, says: { end: false } },
  ),
  json(
    'BACnet gateway',
    (s) => ({
      'device-name': s.host,
      'object-name': s.check,
      'object-identifier': `analog-input,${s.monitor}`,
      'from-state': s.say('normal', 'high-limit'),
      'to-state': s.say('high-limit', 'normal'),
      'notify-type': 'alarm',
      'ack-required': true,
      priority: 64,
      timestamp: s.at,
      'message-text': `value ${s.value}`,
    }),
    { title: both },
  ),
  json(
    'repmgr event',
    (s) => ({
      node_id: s.monitor,
      node_name: s.host,
      event: s.say('standby_disconnect', 'standby_reconnect'),
      success: s.say('f', 't'),
      timestamp: s.at,
      details: `standby node "${s.host}" ${s.say('has disconnected', 'has reconnected')} after ${s.event} seconds`,
    }),
    { says: oneCheck },
  ),
  json(
    'Redis Sentinel notification',
    (s) => ({ event: s.say('+odown', '-odown'), description: `master ${s.host} 10.0.0.1 6379`, time: s.at }),
    { says: oneCheck },
  ),
  json(
    'Snowplow-like pipeline health',
    (s) => ({
      pipeline: s.check,
      environment: 'prod',
      health: { overall: s.say('failing', 'passing'), lateness_minutes: s.event % 60 },
      checked_at: s.at,
      failing_since: s.say(s.at, null),
    }),
    { title: checkOnly, says: oneHost },
  ),
  json(
    'Portuguese camera centre',
    (s) => ({
      evento: s.say('queda', 'restabelecido'),
      dispositivo: s.host,
      tipo: s.check,
      gravidade: 'alta',
      horário: s.at,
      mensagem: `${s.check} ${s.say('fora do ar', 'restabelecido')}`,
    }),
    { title: both, severity: 2 },
  ),
  json(
    'Japanese monitor',
    (s) => ({
      ホスト名: s.host,
      監視名: s.check,
      状態: s.say('異常', '正常'),
      重要度: '重大',
      発生時刻: s.at,
      メッセージ: `閾値を${s.say('超えました', '下回りました')} (${s.value})`,
    }),
    { title: both, severity: 1 },
  ),
  json(
    'DingTalk markdown',
    (s) => ({
      msgtype: 'markdown',
      markdown: {
        title: `${s.check}${s.say('告警', '恢复')}`,
        text: `#### ${s.say('告警通知', '恢复通知')}\n- 告警主机：${s.host}\n- 告警指标：${s.check}\n- 告警级别：严重\n- 当前值：${s.value}\n- 时间：${s.at}`,
      },
    }),
    { title: both, severity: 1 },
  ),
  form(
    'Nagstamon-like form of a probe',
    (s) => ({
      Host: s.host,
      Service: s.check,
      Status: s.say('UNKNOWN', 'OK'),
      Attempt: '3/3',
      Duration: `0d 0h ${s.event % 60}m`,
      'Status Information': `${s.value} ms`,
    }),
    { title: both },
  ),
  form(
    'SMS gateway in Spanish',
    (s) => ({
      from: '+34600000000',
      to: '+34600000001',
      message: `ALARMA: ${s.check} en ${s.host} ${s.say('activada', 'desactivada')} ${s.event}`,
    }),
    { title: both },
  ),
];
