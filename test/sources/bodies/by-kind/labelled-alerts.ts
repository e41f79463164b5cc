// Labelled alerts, clouds and their envelopes.
import { type Body, json, type Sender, type Situation } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const checkOnly = ({ check }: Situation) => [check];

const labelled = (s: Situation, severity: string) => ({
  status: s.say('firing', 'resolved'),
  labels: { alertname: s.check, instance: s.host, job: 'node', severity },
  annotations: { description: `The value is ${s.value}` },
  startsAt: s.at,
  endsAt: s.say('0001-01-01T00:00:00Z', s.at),
  generatorURL: 'https://p.example.org/graph',
});

const group = (s: Situation, severity: string) => ({
  version: '4',
  groupKey: '{}:{}',
  status: s.say('firing', 'resolved'),
  receiver: 'evenkeel',
  externalURL: 'https://am.example.org',
  alerts: [labelled(s, severity)],
});

const severityWords = [
  ...[
    ['P0', 1],
    ['SEV0', 1],
    ['Critical - P1', 1],
    ['sev-2', 2],
    ['prio:high', 2],
    ['Sev 3', 3],
    ['P4 - Low', 4],
  ],
  ...[
    ['disaster', 1],
    ['urgent', 1],
    ['blocker', 1],
    ['SEVERITY_HIGH', 2],
    ['kritisch', 1],
    ['Warnung', 3],
  ],
  ...[
    ['alerte', 3],
    ['average', 3],
    ['page', 1],
    ['informational', 5],
    ['very high', 1],
  ],
] as [string, 1 | 2 | 3 | 4 | 5][];

const sns = (s: Situation, message: unknown, subject?: string): Body => ({
  contentType: 'text/plain; charset=UTF-8',
  headers: { 'x-amz-sns-message-type': 'Notification' },
  body: JSON.stringify({
    Type: 'Notification',
    MessageId: `m-${s.event}`,
    TopicArn: 'arn:aws:sns:eu-west-1:111122223333:ops',
    ...(subject !== undefined && { Subject: subject }),
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: s.at,
    SignatureVersion: '1',
    Signature: 'x',
    UnsubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe',
  }),
});

const eventBridge = (s: Situation, kind: string, source: string, resource: string, detail: unknown) => ({
  version: '0',
  id: `e-${s.event}`,
  'detail-type': kind,
  source,
  account: '111122223333',
  time: s.at,
  region: 'eu-west-1',
  resources: [resource],
  detail,
});

export const labelledAlerts: Sender[] = [
  ...severityWords.map(([word, severity]) =>
    json(`Alertmanager with the severity ${word}`, (s) => group(s, word), {
      type: 'alertmanager-webhook',
      severity,
      title: both,
    }),
  ),
  json('Alertmanager at the webhook source', (s) => group(s, 'critical'), { severity: 1, title: both }),
  json('Alertmanager at the Grafana source', (s) => group(s, 'critical'), {
    severity: 1,
    title: both,
    type: 'grafana',
  }),
  json('a bare labelled alert', (s) => labelled(s, 'warning'), { severity: 3, title: both }),
  json('a list of labelled alerts', (s) => [labelled(s, 'warning')], { severity: 3, title: both }),
  json(
    'a title with labels',
    (s) => ({
      title: s.check,
      status: s.say('firing', 'resolved'),
      labels: { severity: 'critical', instance: s.host },
    }),
    { severity: 1, title: both },
  ),
  json(
    'Grafana at the webhook source',
    (s) => ({
      ...group(s, 'critical'),
      version: '1',
      orgId: 1,
      title: `[${s.say('FIRING', 'RESOLVED')}:1] ${s.check}`,
      state: s.say('alerting', 'ok'),
      message: `The value is ${s.value}`,
    }),
    { severity: 1, title: both },
  ),
  json(
    'legacy Grafana at the webhook source',
    (s) => ({
      dashboardId: 1,
      evalMatches: s.say([{ value: s.value, metric: 'used', tags: {} }], []),
      orgId: 1,
      panelId: 2,
      ruleId: s.monitor,
      ruleName: `${s.check} ${s.host}`,
      ruleUrl: 'https://g.example.org/d/x',
      state: s.say('alerting', 'ok'),
      tags: { severity: 'high' },
      title: `[${s.say('Alerting', 'OK')}] ${s.check} ${s.host}`,
    }),
    { severity: 2, title: both },
  ),
  json(
    'kube-style summaries',
    (s) => ({
      version: '4',
      status: s.say('firing', 'resolved'),
      alerts: [
        {
          status: s.say('firing', 'resolved'),
          labels: { alertname: s.check.replace(' ', ''), namespace: 'shop', pod: s.host, severity: 'warning' },
          annotations: { summary: 'Pod is crash looping.' },
        },
      ],
    }),
    { severity: 3, title: ({ host }) => ['Pod is crash looping', 'shop', host], type: 'alertmanager-webhook' },
  ),
  {
    name: 'CloudWatch through SNS',
    write: (s) =>
      sns(s, {
        AlarmName: `${s.check} ${s.host}`,
        AlarmDescription: 'Too much',
        AWSAccountId: '111122223333',
        NewStateValue: s.say('ALARM', 'OK'),
        OldStateValue: s.say('OK', 'ALARM'),
        NewStateReason: `Threshold crossed: ${s.value}`,
        StateChangeTime: s.at,
        Region: 'EU (Ireland)',
        Trigger: { MetricName: 'Used', Namespace: 'CWAgent' },
      }),
    title: both,
  },
  {
    name: 'text with a subject through SNS',
    write: (s) =>
      sns(
        s,
        `The value is ${s.value} at ${s.at}`,
        `${s.say('ALARM', 'OK')}: "${s.check} on ${s.host}" in EU (Ireland)`,
      ),
    title: both,
  },
  {
    name: 'JSON with a subject through SNS',
    write: (s) =>
      sns(
        s,
        {
          region: 'eu-west-1',
          applicationName: s.host,
          deploymentId: `d-${s.event}`,
          status: s.say('FAILED', 'SUCCEEDED'),
        },
        `${s.say('FAILED', 'SUCCEEDED')}: AWS CodeDeploy d-${s.event} in eu-west-1 to ${s.host}`,
      ),
    says: { checks: false },
  },
  json(
    'EventBridge, a pipeline',
    (s) =>
      eventBridge(
        s,
        'CodePipeline Pipeline Execution State Change',
        'aws.codepipeline',
        `arn:aws:codepipeline:eu-west-1:111122223333:${s.host}`,
        {
          pipeline: s.host,
          'execution-id': `x-${s.event}`,
          state: s.say('FAILED', 'SUCCEEDED'),
          version: 3,
        },
      ),
    { says: { checks: false } },
  ),
  json(
    'EventBridge, a build',
    (s) =>
      eventBridge(
        s,
        'CodeBuild Build State Change',
        'aws.codebuild',
        `arn:aws:codebuild:eu-west-1:111122223333:build/${s.host}:b-${s.event}`,
        {
          'build-status': s.say('FAILED', 'SUCCEEDED'),
          'project-name': s.host,
          'build-id': `arn:aws:codebuild:eu-west-1:111122223333:build/${s.host}:b-${s.event}`,
        },
      ),
    { says: { checks: false } },
  ),
  json(
    'EventBridge, an alarm',
    (s) =>
      eventBridge(
        s,
        'CloudWatch Alarm State Change',
        'aws.cloudwatch',
        `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${s.check} ${s.host}`,
        {
          alarmName: `${s.check} ${s.host}`,
          state: { value: s.say('ALARM', 'OK'), reason: `It is ${s.value}`, timestamp: s.at },
          previousState: { value: s.say('OK', 'ALARM') },
        },
      ),
    { title: both },
  ),
  json(
    'EventBridge, a backup',
    (s) =>
      eventBridge(s, 'Backup Job State Change', 'aws.backup', `arn:aws:backup:eu-west-1:111122223333:vault-${s.host}`, {
        backupJobId: `job-${s.event}`,
        backupVaultName: s.host,
        resourceArn: `arn:aws:rds:eu-west-1:111122223333:db:${s.host}`,
        state: s.say('FAILED', 'COMPLETED'),
        percentDone: s.value,
      }),
    { says: { checks: false } },
  ),
  json(
    'Azure, common schema',
    (s) => ({
      schemaId: 'azureMonitorCommonAlertSchema',
      data: {
        essentials: {
          alertId: `/subscriptions/s/providers/Microsoft.AlertsManagement/alerts/${s.problem}`,
          alertRule: s.check,
          severity: 'Sev1',
          signalType: 'Metric',
          monitorCondition: s.say('Fired', 'Resolved'),
          monitoringService: 'Platform',
          alertTargetIDs: [`/subscriptions/s/resourcegroups/g/providers/microsoft.compute/virtualmachines/${s.host}`],
          configurationItems: [s.host],
          firedDateTime: s.at,
        },
        alertContext: { condition: { allOf: [{ metricName: 'Used', metricValue: s.value }] } },
      },
    }),
    { severity: 2, title: both },
  ),
  json(
    'Azure, health of a resource',
    (s) => ({
      schemaId: 'azureMonitorCommonAlertSchema',
      data: {
        essentials: {
          alertId: `/subscriptions/s/providers/Microsoft.AlertsManagement/alerts/${s.event}`,
          alertRule: s.check,
          severity: 'Sev4',
          signalType: 'Activity Log',
          monitorCondition: 'Fired',
          monitoringService: 'Resource Health',
          configurationItems: [s.host],
        },
        alertContext: {
          status: s.say('Active', 'Resolved'),
          level: s.say('Critical', 'Informational'),
          properties: {
            title: s.say('Unavailable', 'Available'),
            currentHealthStatus: s.say('Unavailable', 'Available'),
            previousHealthStatus: s.say('Available', 'Unavailable'),
          },
        },
      },
    }),
    { severity: 1 },
  ),
  json(
    'Event Grid',
    (s) => [
      {
        id: `g-${s.event}`,
        eventType: s.say(
          'Microsoft.ResourceNotifications.HealthResources.Unavailable',
          'Microsoft.ResourceNotifications.HealthResources.Available',
        ),
        subject: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/${s.host}`,
        eventTime: s.at,
        data: { resourceName: s.host, availabilityState: s.say('Unavailable', 'Available') },
        dataVersion: '1.0',
        metadataVersion: '1',
        topic: '/subscriptions/s',
      },
    ],
    { says: { checks: false } },
  ),
  json(
    'Google Cloud Monitoring',
    (s) => ({
      version: '1.2',
      incident: {
        incident_id: `0.${s.problem}`,
        scoping_project_id: 'p',
        url: 'https://console.example.org',
        started_at: s.seconds,
        ended_at: s.say(null, s.seconds),
        state: s.say('open', 'closed'),
        severity: 'Warning',
        policy_name: s.check,
        condition_name: s.check,
        resource_display_name: s.host,
        summary: `${s.check} of ${s.host} is above the threshold with a value of ${s.value}.`,
      },
    }),
    { severity: 3, title: both },
  ),
  {
    name: 'a CloudEvent in binary mode',
    write: (s) => ({
      contentType: 'application/json',
      headers: {
        'ce-specversion': '1.0',
        'ce-id': `c-${s.event}`,
        'ce-type': `com.example.alert.${s.say('firing', 'resolved')}`,
        'ce-source': '/monitor',
        'ce-subject': s.host,
        'ce-time': s.at,
      },
      body: { name: s.check, value: s.value },
    }),
    title: both,
  },
  json(
    'a CloudEvent in structured mode',
    (s) => ({
      specversion: '1.0',
      id: `c-${s.event}`,
      type: `com.example.check.${s.say('failed', 'recovered')}`,
      source: '/monitor',
      subject: s.host,
      time: s.at,
      datacontenttype: 'application/json',
      data: { check: s.check, value: s.value, severity: 'high' },
    }),
    { severity: 2, title: both },
  ),
  json(
    'Pub/Sub',
    (s) => ({
      message: {
        data: Buffer.from(
          JSON.stringify({ alert: s.check, instance: s.host, state: s.say('firing', 'resolved'), value: s.value }),
        ).toString('base64'),
        messageId: String(s.event),
        publishTime: s.at,
      },
      subscription: 'projects/p/subscriptions/s',
    }),
    { title: both },
  ),
  json(
    'Kubernetes warning',
    (s) => ({
      metadata: { name: `${s.host}.${s.event}`, namespace: 'shop', uid: `u-${s.event}` },
      involvedObject: { kind: 'Pod', namespace: 'shop', name: s.host },
      reason: s.check.replace(' ', ''),
      message: `Back-off ${s.event % 50}s restarting`,
      type: 'Warning',
      count: s.event,
    }),
    { severity: 3, says: { end: false } },
  ),
  json('Argo CD', (s) => ({ app: s.host, status: s.say('Degraded', 'Healthy'), message: `since ${s.at}` }), {
    says: { checks: false },
  }),
  json(
    'a value in the title',
    (s) => ({ message: `${s.check} at ${s.value}% on ${s.host}`, host: s.host, status: s.say('firing', 'ok') }),
    { title: checkOnly },
  ),
];
