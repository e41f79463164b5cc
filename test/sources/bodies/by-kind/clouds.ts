// What clouds and the platforms on them send.
import { json, type Sender, type Situation } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const hostOnly = ({ host }: Situation) => [host];
const checkOnly = ({ check }: Situation) => [check];
const oneCheck = { checks: false } as const;

const eventBridge = (s: Situation, source: string, kind: string, detail: object, resources: string[] = []) => ({
  version: '0',
  id: `6a7e8feb-${s.event}`,
  'detail-type': kind,
  source,
  account: '111122223333',
  time: s.at,
  region: 'eu-central-1',
  resources,
  detail,
});
const sns = (s: Situation, message: string, subject?: string) => ({
  Type: 'Notification',
  MessageId: `5f0c-${s.event}`,
  TopicArn: 'arn:aws:sns:eu-central-1:111122223333:ops',
  ...(subject && { Subject: subject }),
  Message: message,
  Timestamp: s.at,
  SignatureVersion: '1',
  Signature: 'x',
  UnsubscribeURL: 'https://sns.example.org/u',
});

export const clouds: Sender[] = [
  json(
    'Step Functions through EventBridge',
    (s) =>
      eventBridge(s, 'aws.states', 'Step Functions Execution Status Change', {
        executionArn: `arn:aws:states:eu-central-1:1:execution:${s.host}:run-${s.event}`,
        stateMachineArn: `arn:aws:states:eu-central-1:1:stateMachine:${s.host}`,
        name: `run-${s.event}`,
        status: s.say('FAILED', 'SUCCEEDED'),
        startDate: s.seconds * 1000,
        stopDate: s.seconds * 1000 + 900,
        input: '{}',
        output: null,
      }),
    { title: hostOnly, says: oneCheck },
  ),
  json(
    'Glue job through EventBridge',
    (s) =>
      eventBridge(s, 'aws.glue', 'Glue Job State Change', {
        jobName: s.host,
        severity: s.say('ERROR', 'INFO'),
        state: s.say('FAILED', 'SUCCEEDED'),
        jobRunId: `jr_${s.event}`,
        message: s.say('Command failed with exit code 1', 'Job run succeeded'),
      }),
    { title: hostOnly, says: oneCheck, severity: 2 },
  ),
  json(
    'Batch job through EventBridge',
    (s) =>
      eventBridge(
        s,
        'aws.batch',
        'Batch Job State Change',
        {
          jobArn: `arn:aws:batch:eu-central-1:1:job/4c-${s.event}`,
          jobName: s.host,
          jobId: `4c7599ae-${s.event}`,
          jobQueue: 'arn:aws:batch:eu-central-1:1:job-queue/live',
          status: s.say('FAILED', 'SUCCEEDED'),
          statusReason: s.say('Essential container in task exited', ''),
          attempts: [],
        },
        [`arn:aws:batch:eu-central-1:1:job/4c-${s.event}`],
      ),
    { title: hostOnly, says: oneCheck },
  ),
  json(
    'EC2 spot interruption',
    (s) =>
      eventBridge(
        s,
        'aws.ec2',
        'EC2 Spot Instance Interruption Warning',
        { 'instance-id': s.host, 'instance-action': 'terminate' },
        [`arn:aws:ec2:eu-central-1a:instance/${s.host}`],
      ),
    { title: hostOnly, says: { ...oneCheck, end: false } },
  ),
  json(
    'RDS event through EventBridge',
    (s) =>
      eventBridge(
        s,
        'aws.rds',
        'RDS DB Instance Event',
        {
          EventCategories: [s.say('failure', 'recovery')],
          SourceType: 'DB_INSTANCE',
          SourceArn: `arn:aws:rds:eu-central-1:1:db:${s.host}`,
          Date: s.at,
          Message: s.say('The DB instance has failed.', 'Recovery of the DB instance is complete.'),
          SourceIdentifier: s.host,
          EventID: s.say('RDS-EVENT-0031', 'RDS-EVENT-0021'),
        },
        [`arn:aws:rds:eu-central-1:1:db:${s.host}`],
      ),
    { title: hostOnly, says: { ...oneCheck, end: false } },
  ),
  json(
    'ACM certificate approaching expiration',
    (s) =>
      eventBridge(
        s,
        'aws.acm',
        'ACM Certificate Approaching Expiration',
        { DaysToExpiry: Math.trunc(s.value), CommonName: s.host },
        [`arn:aws:acm:eu-central-1:1:certificate/61f50cd4-${s.monitor}`],
      ),
    { title: hostOnly, says: { ...oneCheck, end: false } },
  ),
  json(
    'Auto Scaling through SNS',
    (s) =>
      sns(
        s,
        JSON.stringify({
          Progress: 50,
          AccountId: '111122223333',
          Description: `Launching a new EC2 instance: i-${s.event}. Status Reason: quota exceeded`,
          RequestId: `rq-${s.event}`,
          EndTime: s.at,
          AutoScalingGroupARN: `arn:aws:autoscaling:eu-central-1:1:autoScalingGroup:x:autoScalingGroupName/${s.host}`,
          ActivityId: `ac-${s.event}`,
          StartTime: s.at,
          Service: 'AWS Auto Scaling',
          Time: s.at,
          EC2InstanceId: `i-${s.event}`,
          StatusCode: 'Failed',
          StatusMessage: 'quota exceeded',
          Details: { 'Availability Zone': 'eu-central-1a' },
          AutoScalingGroupName: s.host,
          Cause: 'At a time a user request changed the desired capacity',
          Event: 'autoscaling:EC2_INSTANCE_LAUNCH_ERROR',
        }),
        `Auto Scaling: failed launch for group "${s.host}"`,
      ),
    { title: hostOnly, says: { ...oneCheck, end: false } },
  ),
  json(
    'DevOps Guru through SNS',
    (s) =>
      sns(
        s,
        JSON.stringify({
          AccountId: '111122223333',
          Region: 'eu-central-1',
          MessageType: s.say('NEW_INSIGHT', 'CLOSED_INSIGHT'),
          InsightId: `ANR${s.problem}`,
          InsightUrl: `https://eu-central-1.console.example.org/insight/${s.problem}`,
          InsightType: 'REACTIVE',
          InsightDescription: `${s.check} anomaly in ${s.host}`,
          InsightSeverity: 'high',
          StartTime: s.seconds * 1000,
          Anomalies: [],
        }),
      ),
    { title: both, severity: 2 },
  ),
  json(
    'SES bounce through SNS',
    (s) =>
      sns(
        s,
        JSON.stringify({
          notificationType: 'Complaint',
          complaint: {
            complainedRecipients: [{ emailAddress: 'a@example.org' }],
            timestamp: s.at,
            feedbackId: `f-${s.event}`,
          },
          mail: { timestamp: s.at, source: `orders@${s.host}`, messageId: `m-${s.event}`, sourceIp: '192.0.2.1' },
        }),
      ),
    { title: () => ['omplain'], says: { ...oneCheck, end: false } },
  ),
  json(
    'Cloud Build through Pub/Sub attributes',
    (s) => ({
      id: `b1-${s.event}`,
      projectId: 'shop',
      status: s.say('FAILURE', 'SUCCESS'),
      source: { repoSource: { repoName: s.host, branchName: 'main' } },
      buildTriggerId: `tr-${s.monitor}`,
      substitutions: { TRIGGER_NAME: s.check, REPO_NAME: s.host, BRANCH_NAME: 'main', COMMIT_SHA: `ab${s.event}` },
      createTime: s.at,
      logUrl: `https://console.example.org/builds/${s.event}`,
    }),
    { title: both },
  ),
  json(
    'Security Command Center',
    (s) => ({
      notificationConfigName: 'organizations/1/notificationConfigs/pager',
      finding: {
        name: `organizations/1/sources/2/findings/${s.problem}`,
        parent: 'organizations/1/sources/2',
        resourceName: `//compute.googleapis.com/projects/shop/instances/${s.host}`,
        state: s.say('ACTIVE', 'INACTIVE'),
        category: s.check.toUpperCase().replace(' ', '_'),
        severity: 'HIGH',
        eventTime: s.at,
        createTime: s.at,
      },
      resource: { name: `//compute.googleapis.com/projects/shop/instances/${s.host}`, displayName: s.host },
    }),
    { title: ({ host, check }) => [host, check.toUpperCase().replace(' ', '_')], severity: 2 },
  ),
  json(
    'Azure DevOps release',
    (s) => ({
      subscriptionId: 'sub',
      notificationId: s.event % 100,
      id: `n-${s.event}`,
      eventType: 'ms.vss-release.deployment-completed-event',
      publisherId: 'rm',
      message: {
        text: `Deployment of release Release-${s.event} on stage ${s.check} ${s.say('failed', 'succeeded')}.`,
      },
      resource: {
        environment: {
          id: s.monitor,
          name: s.check,
          status: s.say('rejected', 'succeeded'),
          release: { id: s.event, name: `Release-${s.event}` },
        },
        project: { id: 'p', name: s.host },
      },
      createdDate: s.at,
    }),
    { title: checkOnly },
  ),
  json(
    'Alibaba CloudMonitor',
    (s) => ({
      alertName: s.check,
      alertState: s.say('ALERT', 'OK'),
      curValue: String(s.value),
      dimensions: `{userId=12345, instanceId=${s.host}}`,
      expression: '$Average>80',
      instanceName: s.host,
      metricName: 'cpu_total',
      metricProject: 'acs_ecs',
      namespace: 'acs_ecs_dashboard',
      preTriggerLevel: 'WARN',
      ruleId: `applyTemplate-${s.monitor}`,
      timestamp: String(s.seconds * 1000),
      triggerLevel: 'CRITICAL',
      userId: '12345',
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Tencent Cloud Observability',
    (s) => ({
      sessionId: `s-${s.problem}`,
      alarmStatus: s.say('1', '0'),
      alarmType: 'metric',
      alarmObjInfo: { region: 'gz', namespace: 'qce/cvm', dimensions: { unInstanceId: s.host, objName: s.host } },
      alarmPolicyInfo: {
        policyId: `policy-${s.monitor}`,
        policyName: s.check,
        conditions: { metricName: 'cpu_usage', calcValue: '90', currentValue: String(s.value) },
      },
      firstOccurTime: s.at,
      durationTime: s.event % 600,
      recoverTime: s.say('0', s.at),
    }),
    { title: both },
  ),
  json(
    'IBM Cloud Monitoring',
    (s) => ({
      timestamp: s.seconds * 1_000_000,
      timespan: 60_000_000,
      alert: { severity: 4, severityLabel: 'Medium', name: s.check, description: null, scope: null },
      event: { id: s.problem, url: `https://cloud.example.org/#/event/${s.problem}` },
      state: s.say('ACTIVE', 'OK'),
      resolved: s.say(false, true),
      entities: [
        { entity: `host.hostName = '${s.host}'`, metricValues: [{ metric: 'cpu.used.percent', value: s.value }] },
      ],
    }),
    { title: both, severity: 3 },
  ),
  json(
    'Terraform Cloud health assessment',
    (s) => ({
      payload_version: 1,
      notification_configuration_id: 'nc-1',
      notification_configuration_url: 'https://app.example.org/nc-1',
      trigger_scope: 'assessment',
      trigger: s.say('assessment:check_failure', 'assessment:check_failure'),
      message: 'Failed Assessment Result Occurred',
      workspace_id: `ws-${s.monitor}`,
      workspace_name: s.host,
      organization_name: 'acme',
      details: { new_assessment_result: { id: `ar-${s.event}`, created_at: s.at } },
    }),
    { title: hostOnly, says: { ...oneCheck, end: false } },
  ),
  json(
    'PlanetScale',
    (s) => ({
      timestamp: s.seconds,
      event: 'branch.anomaly',
      organization: 'acme',
      database: s.host,
      resource: { id: `br-${s.monitor}`, type: 'DatabaseBranch', name: 'main', metric: s.check },
    }),
    { title: hostOnly, says: { ...oneCheck, end: false } },
  ),
  json(
    'Railway',
    (s) => ({
      type: s.say('Deployment.crashed', 'Deployment.deployed'),
      details: {
        id: `d-${s.event}`,
        source: 'GitHub',
        status: s.say('CRASHED', 'SUCCESS'),
        branch: 'main',
        commitHash: `ab${s.event}`,
        commitMessage: 'fix',
      },
      resource: {
        workspace: { id: 'w', name: 'Acme' },
        project: { id: 'p', name: 'shop' },
        environment: { id: 'e', name: 'production' },
        service: { id: `sv-${s.monitor}`, name: s.host },
        deployment: { id: `d-${s.event}` },
      },
      severity: s.say('CRITICAL', 'INFO'),
      timestamp: s.at,
    }),
    { title: hostOnly, says: { ...oneCheck, end: false }, severity: 1 },
  ),
  json(
    'Expo build',
    (s) => ({
      id: `147a3212-${s.event}`,
      accountName: 'acme',
      projectName: s.host,
      buildDetailsPageUrl: `https://expo.example.org/builds/${s.event}`,
      parentBuildId: null,
      appId: `app-${s.monitor}`,
      initiatingUserId: 'u',
      platform: 'ios',
      status: s.say('errored', 'finished'),
      error: s.say({ message: 'Gradle build failed', errorCode: 'EAS_BUILD' }, null),
      metadata: { appName: s.host, buildProfile: 'production', gitCommitHash: `ab${s.event}` },
      createdAt: s.at,
      completedAt: s.at,
    }),
    { title: hostOnly, says: oneCheck },
  ),
  json(
    'kubewatch',
    (s) => ({
      eventmeta: { kind: 'pod', name: `shop/${s.host}`, namespace: 'shop', reason: s.say('deleted', 'created') },
      text: `A \`pod\` in namespace \`shop\` has been \`${s.say('deleted', 'created')}\`:\n\`shop/${s.host}\``,
      time: s.at,
    }),
    { title: hostOnly, says: { ...oneCheck, end: false } },
  ),
  json(
    'kubernetes-event-exporter',
    (s) => ({
      metadata: {
        name: `${s.host}.17${s.event}`,
        namespace: 'shop',
        uid: `u-${s.event}`,
        resourceVersion: String(s.event),
        creationTimestamp: s.at,
      },
      reason: s.check === 'CPU load' ? 'FailedScheduling' : 'BackOff',
      message: 'Back-off restarting failed container',
      source: { component: 'kubelet', host: 'n1' },
      firstTimestamp: s.at,
      lastTimestamp: s.at,
      count: s.event % 50,
      type: 'Warning',
      clusterName: 'live',
      involvedObject: { kind: 'Pod', namespace: 'shop', name: s.host, uid: `pu-${s.monitor}` },
    }),
    { title: hostOnly, says: { end: false }, severity: 3 },
  ),
  json(
    'Policy Reporter',
    (s) => ({
      message: 'validation error: runAsNonRoot must be set',
      policy: s.check.toLowerCase().replace(' ', '-'),
      rule: 'autogen-check',
      priority: 'critical',
      status: 'fail',
      category: 'Pod Security',
      scored: true,
      resource: { kind: 'Deployment', apiVersion: 'apps/v1', name: s.host, namespace: 'shop', uid: `u-${s.monitor}` },
      creationTimestamp: s.at,
      source: 'Kyverno',
    }),
    { title: hostOnly, severity: 1, says: { end: false } },
  ),
  json(
    'Portainer-like stack hook',
    (s) => ({
      stack: s.host,
      container: s.check.toLowerCase().replace(' ', '_'),
      containerState: s.say('exited', 'running'),
      health: s.say('unhealthy', 'healthy'),
      exitCode: s.say(137, 0),
      when: s.at,
    }),
    { title: ({ host, check }) => [host, check.toLowerCase().replace(' ', '_')] },
  ),
];
