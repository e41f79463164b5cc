// Senders of many kinds. What each body means was written down before the reader had read it.
import { json, type Sender, type Situation } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const checkOnly = ({ check }: Situation) => [check];
const oneCheck = { checks: false } as const;
const slug = (s: Situation) => s.check.toLowerCase().replace(' ', '-');
const first = (s: Situation) => s.host.split('.')[0]!;

export const senders14: Sender[] = [
  json(
    'ECS deployment through EventBridge',
    (s) => ({
      version: '0',
      id: `ddca6449-b258-46c0-8653-${s.event}`,
      'detail-type': 'ECS Deployment State Change',
      source: 'aws.ecs',
      account: '111122223333',
      time: s.at,
      region: 'eu-west-1',
      resources: [`arn:aws:ecs:eu-west-1:111122223333:service/live/${first(s)}`],
      detail: {
        eventType: s.say('ERROR', 'INFO'),
        eventName: s.say('SERVICE_DEPLOYMENT_FAILED', 'SERVICE_DEPLOYMENT_COMPLETED'),
        deploymentId: `ecs-svc/${s.event}`,
        updatedAt: s.at,
        reason: s.say(
          'ECS deployment circuit breaker: task failed to start.',
          `ECS deployment ecs-svc/${s.event} completed.`,
        ),
      },
    }),
    { title: (s) => [first(s)], says: oneCheck },
  ),
  json(
    'ElastiCache through SNS',
    (s) => ({
      Type: 'Notification',
      MessageId: `m${s.event}`,
      TopicArn: 'arn:aws:sns:eu-west-1:111122223333:cache',
      Subject: 'Amazon ElastiCache Notification',
      Message: JSON.stringify({ 'ElastiCache:SnapshotFailed': first(s) }),
      Timestamp: s.at,
    }),
    { title: (s) => [first(s)], says: { end: false, checks: false } },
  ),
  json(
    'CloudFormation through SNS',
    (s) => ({
      Type: 'Notification',
      MessageId: `m${s.event}`,
      TopicArn: 'arn:aws:sns:eu-west-1:111122223333:stacks',
      Subject: 'AWS CloudFormation Notification',
      Message: `StackId='arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/1a2b'\nTimestamp='${s.at}'\nEventId='${first(s)}-${s.say('CREATE_FAILED', 'CREATE_COMPLETE')}-${s.at}'\nLogicalResourceId='${first(s)}'\nNamespace='111122223333'\nPhysicalResourceId=''\nResourceProperties='null'\nResourceStatus='${s.say('CREATE_FAILED', 'CREATE_COMPLETE')}'\nResourceStatusReason='${s.say('Limit exceeded', '')}'\nResourceType='AWS::EC2::Instance'\nStackName='shop'\nClientRequestToken='null'\n`,
      Timestamp: s.at,
    }),
    { title: (s) => [first(s)], says: oneCheck },
  ),
  json(
    'Key Vault through Event Grid',
    (s) => [
      {
        id: `00eccf70-95a7-4e7c-8299-${s.event}`,
        topic: '/subscriptions/1a/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/keys',
        subject: first(s),
        eventType: 'Microsoft.KeyVault.CertificateNearExpiry',
        eventTime: s.at,
        data: {
          Id: `https://keys.vault.azure.net/certificates/${first(s)}/ee059b2bb5bc48398a53b168c6cdcb10`,
          VaultName: 'keys',
          ObjectType: 'Certificate',
          ObjectName: first(s),
          Version: 'ee059b2bb5bc48398a53b168c6cdcb10',
          NBF: '1559082102',
          EXP: '1559082102',
        },
        dataVersion: '1',
        metadataVersion: '1',
      },
    ],
    { title: (s) => [first(s)], says: { end: false, checks: false } },
  ),
  json(
    'Aria Operations for Logs',
    (s) => ({
      AlertType: 1,
      AlertName: `${s.check} on ${s.host}`,
      SearchPeriod: 300_000,
      HitCount: 0,
      HitOperator: 2,
      messages: [
        {
          text: `error ${s.event} in module`,
          timestamp: s.seconds * 1000,
          fields: [
            { name: 'hostname', content: s.host },
            { name: 'pid', content: String(s.event) },
          ],
        },
      ],
      HasMoreResults: false,
      Url: `https://logs.example.org/s/${s.event}`,
      EditUrl: 'https://logs.example.org/e/1',
      Info: null,
      Recommendation: null,
      NumHits: s.event % 90,
    }),
    { title: both, says: { end: false } },
  ),
  json(
    'Okta event hook',
    (s) => ({
      eventType: 'com.okta.event_hook',
      eventTypeVersion: '1.0',
      cloudEventsVersion: '0.1',
      eventId: `b5a188b9-5ece-4636-b041-${s.event}`,
      eventTime: s.at,
      source: 'https://acme.okta.example/api/v1/eventHooks/who1',
      data: {
        events: [
          {
            uuid: `f790999f-fe87-467a-9880-${s.event}`,
            published: s.at,
            eventType: `user.account.${slug(s)}`,
            version: '0',
            displayMessage: s.check,
            severity: 'WARN',
            client: { zone: 'OFF_NETWORK', ipAddress: '10.9.9.9' },
            actor: { id: '00u1qw6mqitPHM8AJ0g7', type: 'User', alternateId: 'admin@example.org', displayName: 'Admin' },
            outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' },
            target: [{ id: `00u${s.monitor}`, type: 'AppInstance', alternateId: s.host, displayName: s.host }],
            transaction: { type: 'WEB', id: `t${s.event}` },
          },
        ],
      },
    }),
    { title: checkOnly, says: { end: false } },
  ),
  json(
    'Apprise',
    (s) => ({
      version: '1.0',
      title: `${s.check} on ${s.host}`,
      message: s.say(`Value is ${s.value}`, 'It is well again'),
      attachments: [],
      type: s.say('failure', 'success'),
    }),
    { title: both },
  ),
  json(
    'Laravel Forge',
    (s) => ({
      status: s.say('failed', 'success'),
      server: { id: s.monitor, name: s.host },
      site: { id: s.monitor + 1, name: 'shop.example.org' },
      commit_hash: `382b7f6${s.event}`,
      commit_url: `https://github.com/acme/shop/commit/382b7f6${s.event}`,
      commit_author: 'ada',
      commit_message: `Release ${s.event}`,
    }),
    { says: oneCheck },
  ),
  json(
    'Coolify',
    (s) => ({
      success: s.say(false, true),
      event: s.say('server_unreachable', 'server_reachable'),
      message: s.say('Server unreachable', 'Server reachable again'),
      server_name: s.host,
      server_uuid: `k4${s.monitor}`,
      url: `https://coolify.example.org/server/k4${s.monitor}`,
    }),
    { says: oneCheck },
  ),
  json(
    'Dokploy',
    (s) => ({
      title: s.say('Build Failed', 'Build Success'),
      message: s.say('Build failed with errors', 'Build completed successfully'),
      projectName: 'Shop',
      applicationName: first(s),
      applicationType: 'application',
      buildLink: `https://panel.example.org/d/${s.event}`,
      timestamp: s.at,
      date: s.at,
      status: s.say('error', 'success'),
      type: 'build',
    }),
    { title: (s) => [first(s)], says: oneCheck },
  ),
  json(
    'Commvault webhook',
    (s) => ({
      Alert: s.check,
      Type: 'Job Management - Data Protection',
      'Detected Criteria': s.say('Job Failed', 'Job Succeeded'),
      'Detected Time': s.at,
      CommCell: 'cs1',
      User: 'admin',
      'Job ID': String(s.event),
      Status: s.say('Failed', 'Completed'),
      Client: s.host,
      'Agent Type': 'Windows File System',
      Instance: 'DefaultInstanceName',
      'Backup Set': 'defaultBackupSet',
      Subclient: 'default',
      'Backup Level': 'Incremental',
      'Start Time': s.at,
      'End Time': s.at,
      'Error Code': s.say('9:40', ''),
      'Failure Reason': s.say('Unable to reach it', ''),
    }),
    { title: both },
  ),
];
