// What large suites, payment and mail services, and programs that somebody wrote in an afternoon send.
import { form, json, mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const hostOnly = ({ host }: Situation) => [host];
const checkOnly = ({ check }: Situation) => [check];
const oneCheck = { checks: false } as const;
const sns = (s: Situation, message: unknown, subject?: string) => ({
  Type: 'Notification',
  MessageId: `77c2-${s.event}`,
  TopicArn: 'arn:aws:sns:us-east-1:111122223333:ops',
  ...(subject && { Subject: subject }),
  Message: typeof message === 'string' ? message : JSON.stringify(message),
  Timestamp: s.at,
});

export const suites: Sender[] = [
  json(
    'CodeDeploy through SNS',
    (s) =>
      sns(
        s,
        {
          region: 'us-east-1',
          accountId: '1',
          eventTriggerName: 'ops',
          applicationName: s.host,
          deploymentId: `d-${s.event}`,
          deploymentGroupName: s.check,
          createTime: s.at,
          completeTime: s.at,
          status: s.say('FAILED', 'SUCCEEDED'),
          errorInformation: '{"ErrorCode":"HEALTH_CONSTRAINTS"}',
        },
        `${s.say('FAILED', 'SUCCEEDED')}: AWS CodeDeploy d-${s.event} in us-east-1 to ${s.host}`,
      ),
    { title: hostOnly },
  ),
  json(
    'DMS through EventBridge',
    (s) => ({
      version: '0',
      id: `i-${s.event}`,
      'detail-type': 'DMS Replication Task State Change',
      source: 'aws.dms',
      account: '1',
      time: s.at,
      region: 'us-east-1',
      resources: [`arn:aws:dms:us-east-1:1:task:${s.host}`],
      detail: {
        type: 'REPLICATION_TASK',
        category: s.say('Failure', 'StateChange'),
        eventType: s.say('REPLICATION_TASK_FAILED', 'REPLICATION_TASK_STARTED'),
        eventId: s.say('DMS-EVENT-0078', 'DMS-EVENT-0069'),
        resourceLink: 'https://console.example.org',
        detailMessage: s.say('Replication task has failed.', 'Replication task started.'),
      },
    }),
    { title: hostOnly, says: { ...oneCheck, end: false } },
  ),
  json(
    'Inspector finding',
    (s) => ({
      version: '0',
      id: `i-${s.event}`,
      'detail-type': 'Inspector2 Finding',
      source: 'aws.inspector2',
      account: '1',
      time: s.at,
      region: 'us-east-1',
      resources: [`i-${s.monitor}`],
      detail: {
        findingArn: `arn:aws:inspector2:us-east-1:1:finding/${s.problem}`,
        severity: 'CRITICAL',
        status: s.say('ACTIVE', 'CLOSED'),
        title: `${s.check} - openssl`,
        type: 'PACKAGE_VULNERABILITY',
        resources: [{ id: s.host, type: 'AWS_EC2_INSTANCE' }],
        lastObservedAt: s.at,
      },
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Huawei Cloud Eye',
    (s) => ({
      message_type: 'alarm',
      alarm_id: `al${s.monitor}`,
      alarm_name: s.check,
      alarm_status: s.say('alarm', 'ok'),
      time: s.seconds * 1000,
      namespace: 'SYS.ECS',
      metric_name: 'cpu_util',
      dimension: `instance_id:${s.host}`,
      value: s.value,
      alarm_level: 1,
    }),
    { title: both },
  ),
  json(
    'Yandex Monitoring',
    (s) => ({
      alertId: `mon-${s.monitor}`,
      alertName: s.check,
      folderId: 'b1g',
      status: s.say('ALARM', 'OK'),
      previousStatus: s.say('OK', 'ALARM'),
      annotations: { host: s.host },
      evaluatedAt: s.at,
    }),
    { title: both },
  ),
  json(
    'Backblaze-like storage notice',
    (s) => ({
      eventType: 'b2:UsageAlert:CapExceeded',
      bucketName: s.host,
      accountId: '1',
      eventTimestamp: s.seconds * 1000,
      eventId: `ev-${s.event}`,
      matchedRuleName: s.check,
    }),
    {
      title: both,
      says: { end: false },
    },
  ),
  json(
    'Mailgun event',
    (s) => ({
      signature: { timestamp: String(s.seconds), token: `tk${s.event}`, signature: 'x' },
      'event-data': {
        event: 'failed',
        severity: 'permanent',
        reason: 'bounce',
        id: `ID${s.event}`,
        timestamp: s.seconds,
        'log-level': 'error',
        recipient: 'a@example.org',
        'delivery-status': { code: 550, description: 'Mailbox not found' },
        domain: { name: s.host },
      },
    }),
    { title: () => [], severity: undefined, says: { ...oneCheck, end: false } },
  ),
  json(
    'Adyen-like notification',
    (s) => ({
      live: 'true',
      notificationItems: [
        {
          NotificationRequestItem: {
            eventCode: 'REPORT_FAILED',
            success: 'false',
            merchantAccountCode: s.host,
            pspReference: `psp${s.event}`,
            reason: s.check,
            eventDate: s.at,
          },
        },
      ],
    }),
    { title: () => [], says: { end: false } },
  ),
  json(
    'Genesys-like queue alert',
    (s) => ({
      notification: {
        ruleName: s.check,
        ruleId: `ru-${s.monitor}`,
        alertTypes: ['EMAIL'],
        entity: { type: 'queue', name: s.host },
        measured: s.value,
        startDate: s.at,
        endDate: s.say(null, s.at),
      },
    }),
    { title: both },
  ),
  json(
    'Codefresh',
    (s) => ({
      build: { id: `b${s.event}`, status: s.say('error', 'success'), started: s.at, finished: s.at, trigger: 'cron' },
      pipeline: { name: `${s.host}/${s.check}` },
      revision: `ab${s.event}`,
      branch: 'main',
    }),
    { title: both },
  ),
  json(
    'Flagger',
    (s) => ({
      name: s.host,
      namespace: 'shop',
      phase: s.say('Failed', 'Succeeded'),
      checksum: `c${s.event}`,
      metadata: {
        eventMessage: s.say('Rolling back: failed checks threshold reached 5', 'Promotion completed!'),
        eventType: s.say('Warning', 'Normal'),
        timestamp: String(s.seconds * 1000),
      },
    }),
    { title: hostOnly, says: oneCheck },
  ),
  json(
    'k6 Cloud',
    (s) => ({
      event_id: `test.finished`,
      event: 'test.finished',
      event_title: 'k6 Cloud test finished',
      event_description: '',
      test_run: {
        id: s.event,
        run_id: s.event,
        result: s.say('FAILED', 'PASSED'),
        name: `${s.check} ${s.host}`,
        status: 'Finished',
        started: s.at,
      },
    }),
    { title: both },
  ),
  json(
    'Metabase alert',
    (s) => ({
      type: 'alert',
      alert_id: s.monitor,
      alert_creator_id: 3,
      alert_creator_name: 'Kim',
      data: {
        type: 'question',
        question_name: `${s.check} on ${s.host}`,
        question_id: s.monitor,
        question_url: 'https://m.example.org/q/1',
        raw_data: { cols: ['n'], rows: [[s.value]] },
      },
      sent_at: s.at,
    }),
    { title: both, says: { end: false } },
  ),
  json(
    'Ivanti-like ticket hook',
    (s) => ({
      hook: 'incident',
      action: s.say('opened', 'closed'),
      IncidentNumber: s.problem,
      Subject: `${s.check} at ${s.host}`,
      Priority: '1',
      CreatedDateTime: s.at,
      Owner: 'Kim',
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Autotask-like hook',
    (s) => ({
      Action: s.say('Create', 'Update'),
      Guid: `g-${s.event}`,
      EntityType: 'Ticket',
      Id: s.problem,
      Fields: { Status: s.say('New', 'Complete'), Priority: 'Critical', Title: `${s.host} - ${s.check}` },
      EventTime: s.at,
    }),
    { title: both, severity: 1, says: { end: false } },
  ),
  json(
    'Zscaler-like tunnel monitor',
    (s) => ({
      alertRule: s.check,
      affected: { location: s.host, users: s.event % 90 },
      impact: 'high',
      alertState: s.say('ACTIVE', 'CLEARED'),
      startedOn: s.seconds,
      endedOn: s.say(0, s.seconds),
    }),
    { title: both },
  ),
  json(
    'a microservice that reports itself',
    (s) => ({
      service: s.host,
      version: `1.4.${s.event % 90}`,
      level: s.say('ERROR', 'INFO'),
      msg: s.say(`${s.check} check failed`, `${s.check} check passed`),
      ts: s.at,
      trace_id: `tr${s.event}`,
      pid: s.event % 30_000,
    }),
    { title: both, severity: 2, says: { end: false } },
  ),
  json(
    'a structured log of ECS form',
    (s) => ({
      '@timestamp': s.at,
      'log.level': 'error',
      message: `${s.check} exceeded`,
      'service.name': 'shop',
      'host.name': s.host,
      'event.dataset': 'app',
      'trace.id': `t${s.event}`,
      'process.pid': s.event % 30_000,
    }),
    { title: both, severity: 2, says: { end: false } },
  ),
  json(
    'OpenTelemetry-like log record',
    (s) => ({
      resource: { 'service.name': 'shop', 'host.name': s.host },
      body: `${s.check} breached`,
      severityText: 'ERROR',
      severityNumber: 17,
      timeUnixNano: `${s.seconds}000000000`,
      traceId: `4bf${s.event}`,
      attributes: { rule: s.check },
    }),
    { title: both, severity: 2, says: { end: false } },
  ),
  json(
    'Sentry-like crons from a wrapper',
    (s) => ({
      monitor_slug: `${s.check.toLowerCase().replace(' ', '-')}`,
      environment: s.host,
      status: s.say('missed', 'ok'),
      check_in_id: `ci${s.event}`,
      expected_at: s.at,
    }),
    { title: ({ host, check }) => [host, check.toLowerCase().replace(' ', '-')] },
  ),
  json(
    'a list of readings',
    (s) => [{ site: s.host, probe: s.check, quality: s.say('BAD', 'GOOD'), v: s.value, t: s.at }],
    { title: both },
  ),
  json(
    'an array of pairs',
    (s) => ({
      alert: [
        ['host', s.host],
        ['check', s.check],
        ['state', s.say('down', 'up')],
      ],
      at: s.at,
    }),
    { title: hostOnly, says: { end: false } },
  ),
  json(
    'upper-case keys with a code',
    (s) => ({ HOST: s.host, ALARM: s.check, STATUS: s.say('ON', 'OFF'), CODE: s.event % 9, TS: s.at }),
    { title: both },
  ),
  json(
    'a state of two words',
    (s) => ({ system: s.host, item: s.check, status: s.say('Not responding', 'Back online'), checked: s.at }),
    { title: both },
  ),
  json(
    'an explicit type',
    (s) => ({ type: s.say('ALERT', 'RECOVERY'), host: s.host, summary: s.check, ts: s.seconds, seq: s.event }),
    { title: both },
  ),
  json(
    'before and after',
    (s) => ({ name: s.check, host: s.host, from: s.say('OK', 'CRITICAL'), to: s.say('CRITICAL', 'OK'), at: s.at }),
    { title: both },
  ),
  json('Dutch words', (s) => ({ titel: s.check, server: s.host, status: s.say('storing', 'hersteld'), tijd: s.at }), {
    title: both,
  }),
  json(
    'Italian words',
    (s) => ({ titolo: s.check, server: s.host, stato: s.say('critico', 'ripristinato'), ora: s.at }),
    { title: both },
  ),
  json(
    'Portuguese words',
    (s) => ({ titulo: s.check, servidor: s.host, estado: s.say('falha', 'resolvido'), hora: s.at }),
    { title: both },
  ),
  form(
    'a form with nested names',
    (s) => ({
      'alert[host]': s.host,
      'alert[check]': s.check,
      'alert[state]': s.say('problem', 'ok'),
      'alert[time]': s.at,
    }),
    { title: both },
  ),
  form(
    'a form with a subject and a body',
    (s) => ({
      subject: `${s.say('[DOWN]', '[UP]')} ${s.check} @ ${s.host}`,
      body: `checked ${s.at}`,
      from: 'mon@example.org',
    }),
    { title: both },
  ),
  text(
    'a Markdown heading',
    (s) => `# ${s.say('🚨', '✅')} ${s.check}\n\n**Host:** ${s.host}\n**Since:** ${s.at}\n**Value:** ${s.value}`,
    { title: both },
  ),
  text(
    'a line with equals',
    (s) => `alert=${s.check.replace(' ', '_')} host=${s.host} status=${s.say('1', '0')} value=${s.value}`,
    { title: hostOnly, says: { end: false } },
  ),
  mail(
    'an HTML mail of a table',
    (s) => ({
      subject: `${s.check} - ${s.say('Critical', 'Clear')}`,
      text: `<html><body><table><tr><td>Device</td><td>${s.host}</td></tr><tr><td>Time</td><td>${s.at}</td></tr></table></body></html>`,
      headers: ['Content-Type: text/html; charset=utf-8'],
    }),
    { title: checkOnly, says: { hosts: false } },
  ),
];
