// What tells of work that goes on, and asks nobody: none of these is an alert.
import type { Body } from '../sender.ts';

export type QuietEvent = Body & { name: string; action?: 'change' | 'acknowledge' | 'resolve' };

const json = (name: string, body: unknown, action?: 'acknowledge' | 'resolve'): QuietEvent => ({
  name,
  body,
  contentType: 'application/json',
  ...(action && { action }),
});
const mail = (name: string, lines: string[]): QuietEvent => ({
  name,
  body: ['From: someone@example.org', ...lines, '', 'Some text', ''].join('\r\n'),
  contentType: 'message/rfc822',
});

const gitHub = { repository: { full_name: 'acme/shop', name: 'shop' }, sender: { login: 'kim' } };
const opsgenie = (action: string, more: object = {}) => ({
  action,
  alert: { alertId: 'a1', alias: 'al1', message: 'Disk full on web-1', priority: 'P1', ...more },
  integrationName: 'Webhook',
});
const pagerDuty = (kind: string) => ({
  event: {
    id: 'e1',
    event_type: `incident.${kind}`,
    resource_type: 'incident',
    data: { id: 'I1', type: 'incident', title: 'Checkout is slow', status: 'triggered', incident: { id: 'I1' } },
  },
});

export const everydayEvents: QuietEvent[] = [
  json('GitHub push', { ref: 'refs/heads/main', after: 'abc', commits: [{ message: 'fix an error' }], ...gitHub }),
  json('GitHub ping', { zen: 'Keep it logically awesome.', hook_id: 1, hook: { type: 'Repository' }, ...gitHub }),
  json('GitHub issue comment', {
    action: 'created',
    issue: { id: 1, title: 'It is down', state: 'open' },
    comment: { body: 'critical' },
    ...gitHub,
  }),
  json('GitHub star', { action: 'created', starred_at: '2026-01-01T00:00:00Z', ...gitHub }),
  json('GitLab push', {
    object_kind: 'push',
    ref: 'refs/heads/main',
    project: { path_with_namespace: 'acme/shop' },
    checkout_sha: 'abc',
  }),
  json('GitLab note', {
    object_kind: 'note',
    object_attributes: { id: 1, note: 'failed again' },
    project: { path_with_namespace: 'acme/shop' },
  }),
  json('Bitbucket push', {
    push: { changes: [{ new: { name: 'main' }, commits: [{ message: 'fix a typo' }] }] },
    repository: { full_name: 'acme/shop', name: 'shop' },
    actor: { display_name: 'K' },
  }),
  json('Bitbucket pull request', {
    pullrequest: { id: 4, title: 'Fix the outage', state: 'OPEN' },
    repository: { full_name: 'acme/shop' },
    actor: { display_name: 'K' },
  }),
  json('Gitea push', {
    ref: 'refs/heads/main',
    before: 'a',
    after: 'b',
    commits: [],
    repository: { id: 1, full_name: 'acme/shop' },
    pusher: { login: 'kim' },
    sender: { login: 'kim' },
  }),
  json('Jenkins started', {
    name: 'shop',
    url: 'job/shop/',
    build: { number: 8, phase: 'STARTED', full_url: 'https://j.example.org/8' },
  }),
  json(
    'CircleCI workflow completed',
    {
      type: 'workflow-completed',
      id: 'w1',
      happened_at: '2026-01-01T00:00:00Z',
      workflow: { id: 'x', name: 'build', status: 'success' },
      project: { name: 'shop' },
    },
    'resolve',
  ),
  json('Buildkite build running', {
    event: 'build.running',
    build: { id: 'b1', number: 4, state: 'running' },
    pipeline: { name: 'shop' },
  }),
  json('Vercel deployment created', {
    id: 'd1',
    type: 'deployment.created',
    createdAt: 1767000000000,
    payload: { deployment: { id: 'dpl', name: 'shop' } },
  }),
  json('Netlify build started', {
    id: '1',
    state: 'building',
    name: 'shop',
    title: 'Deploy',
    commit_ref: 'abc',
    branch: 'main',
  }),
  json(
    'Heroku release',
    {
      action: 'create',
      resource: 'release',
      data: { app: { name: 'shop' }, description: 'Deploy abc', status: 'succeeded' },
    },
    'resolve',
  ),
  json('Docker Hub push', { push_data: { tag: 'v2', pushed_at: 100 }, repository: { repo_name: 'acme/shop' } }),
  json('Harbor push', {
    type: 'PUSH_ARTIFACT',
    occur_at: 1767000000,
    operator: 'admin',
    event_data: { repository: { name: 'shop' } },
  }),
  json('Opsgenie AddNote', opsgenie('AddNote', { note: 'critical, looking' })),
  json('Opsgenie AssignOwnership', opsgenie('AssignOwnership', { owner: 'kim@example.org' })),
  json('Opsgenie UnAcknowledge', opsgenie('UnAcknowledge')),
  json('Opsgenie Escalate', opsgenie('Escalate')),
  json('Opsgenie AddTags', opsgenie('AddTags', { tags: ['critical'] })),
  json('Opsgenie UpdatePriority', opsgenie('UpdatePriority')),
  json('Opsgenie Acknowledge', opsgenie('Acknowledge'), 'acknowledge'),
  ...[
    'annotated',
    'reassigned',
    'escalated',
    'delegated',
    'priority_updated',
    'unacknowledged',
    'status_update_published',
    'responder.added',
    'workflow.started',
    'workflow.completed',
  ].map((kind) => json(`PagerDuty ${kind}`, pagerDuty(kind))),
  json('PagerDuty ping', {
    event: {
      id: 'e1',
      event_type: 'pagey.ping',
      resource_type: 'pagey',
      data: { message: 'Hello from your friend Pagey!', type: 'ping' },
    },
  }),
  json('PagerDuty version 2 annotate', {
    messages: [
      {
        id: 'm',
        event: 'incident.annotate',
        incident: { id: 'I1', title: 'Checkout is slow', status: 'triggered' },
        log_entries: [],
      },
    ],
  }),
  json(
    'PagerDuty version 2 acknowledge',
    {
      messages: [
        {
          id: 'm',
          event: 'incident.acknowledge',
          incident: { id: 'I1', title: 'Checkout is slow', status: 'acknowledged' },
        },
      ],
    },
    'acknowledge',
  ),
  json('New Relic test', { notification_type: 'test', message: 'This is a test notification' }),
  json('Uptime Kuma test', { heartbeat: null, monitor: null, msg: 'Shop Testing' }),
  json('Slack URL verification', { type: 'url_verification', token: 'x', challenge: 'abc' }),
  json('Event Grid validation', [
    {
      id: '1',
      eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
      subject: '',
      data: { validationCode: 'x', validationUrl: 'https://a.example.org/x' },
    },
  ]),
  json('Azure DevOps work item commented', {
    eventType: 'workitem.commented',
    publisherId: 'tfs',
    message: { text: 'Bug is critical' },
    resource: { id: 1 },
  }),
  json('Airflow run started', { dag_id: 'nightly', run_id: 'r1', state: 'running' }),
  json('EventBridge pipeline started', {
    version: '0',
    id: 'e3',
    'detail-type': 'CodePipeline Pipeline Execution State Change',
    source: 'aws.codepipeline',
    account: '1',
    region: 'eu-west-1',
    detail: { pipeline: 'shop', state: 'STARTED' },
  }),
  json('Rundeck started', {
    trigger: 'start',
    status: 'running',
    executionId: 7,
    execution: { id: 7, status: 'running', job: { id: 'j1', name: 'Backup' } },
  }),
  json('AWX running', { id: 12, name: 'Nightly', status: 'running', url: 'https://awx.example.org/12' }),
  json('Grafana annotation', { type: 'annotation', text: 'Deployed shop v2', tags: ['deploy'], time: 1767000000000 }),
  json('Sentry comment', {
    action: 'created',
    type: 'comment',
    data: { comment: 'critical', issue_id: 7 },
    installation: { uuid: 'u' },
    actor: { type: 'user' },
  }),
  json('Jira comment', {
    webhookEvent: 'comment_created',
    comment: { body: 'it failed' },
    issue: { key: 'OPS-1', fields: { summary: 'Disk full' } },
  }),
  json('deploy marker', { event: 'deploy', service: 'shop', version: 'v1.2', environment: 'live', user: 'kim' }),
  json('Rollbar deploy', { event_name: 'deploy', data: { deploy: { id: 9, environment: 'live' } } }),
  json('a test hook', { event: 'test', message: 'Webhook test' }),
  json('a ping', { event: 'ping' }),
  json('a comment', { event: 'comment.created', comment: { text: 'Database is down' }, incident: { id: 4 } }),
  json('StatusGator subscription', { type: 'subscription.confirmed', id: 's1', email: 'ops@example.org' }),
  json('Kubernetes normal event', {
    type: 'Normal',
    reason: 'Pulled',
    message: 'Pulled the image',
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-1' },
  }),
  mail('a reply', ['Subject: Re: Disk full on db-1', 'In-Reply-To: <1@example.org>']),
  mail('a German reply', ['Subject: AW: Disk full on db-1']),
  mail('an absence', ['Subject: Out of office: Disk full on db-1', 'Auto-Submitted: auto-replied']),
  mail('an absence without a header', ['Subject: Automatic reply: Disk full on db-1']),
  mail('a bounce', ['Subject: Undelivered Mail Returned to Sender', 'Content-Type: multipart/report; boundary=b']),
  {
    name: 'SNS confirmation',
    contentType: 'text/plain',
    body: JSON.stringify({
      Type: 'SubscriptionConfirmation',
      MessageId: 'm',
      TopicArn: 'arn:aws:sns:eu-west-1:1:t',
      Message: 'You have chosen to subscribe',
      SubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?x',
    }),
  },
  {
    name: 'S3 test event through SNS',
    contentType: 'text/plain',
    body: JSON.stringify({
      Type: 'Notification',
      MessageId: 'm',
      TopicArn: 'arn:aws:sns:eu-west-1:1:t',
      Subject: 'Amazon S3 Notification',
      Message: '{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b"}',
    }),
  },
];
