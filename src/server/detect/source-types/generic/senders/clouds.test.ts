import { describe } from 'vitest';
import { type Case, readEach } from '../../../../../../test/sources/readings.ts';

const cases: Case[] = [
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
    'what AWS Health only plans can wait',
    eventBridge('AWS Health Event', {
      eventArn: 'arn:h/1',
      eventTypeCode: 'AWS_EC2_RETIREMENT',
      eventTypeCategory: 'scheduledChange',
    }),
    'trigger 4 12/eu/AWS Health Event/arn:h/1 | AWS_EC2_RETIREMENT',
  ],
  [
    'a finding that EventBridge passes on in capitals is read alike',
    eventBridge('GuardDuty Finding', { Id: 'f1', Severity: 8, Title: 'A bucket is read by nobody we know' }),
    'trigger 2 12/eu/GuardDuty Finding/f1 | A bucket is read by nobody we know',
  ],
];

describe('clouds and clusters', () => readEach(cases));

function alarm(more: object) {
  return { AlarmName: 'queue-age', NewStateValue: 'ALARM', Region: 'eu', ...more };
}

function sentry(action: string, data: object) {
  return { action, data, installation: { uuid: 'u' } };
}

function eventBridge(kind: string, detail: object) {
  return { id: 'e1', 'detail-type': kind, source: 'aws.x', account: '12', region: 'eu', detail };
}

function pod() {
  return { kind: 'Pod', namespace: 'shop', name: 'web-1' };
}
