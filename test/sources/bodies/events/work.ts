// More of work that goes on and asks nobody.
import type { QuietEvent } from './everyday.ts';

const json = (name: string, body: unknown, action?: 'acknowledge' | 'resolve'): QuietEvent => ({
  name,
  body,
  contentType: 'application/json',
  ...(action && { action }),
});
const at = '2026-01-01T10:00:00Z';
const bus = (source: string, kind: string, detail: object) => ({
  version: '0',
  id: 'e1',
  'detail-type': kind,
  source,
  account: '1',
  time: at,
  region: 'eu-central-1',
  resources: [],
  detail,
});

export const workEvents: QuietEvent[] = [
  json('Travis started', {
    id: 7,
    state: 'started',
    status: null,
    status_message: 'Pending',
    branch: 'main',
    repository: { name: 'shop' },
    commit: 'ab',
  }),
  json('Terraform Cloud run created', {
    payload_version: 1,
    run_id: 'run-1',
    run_message: 'x',
    workspace_name: 'shop',
    organization_name: 'acme',
    notifications: [{ message: 'Run Created', trigger: 'run:created', run_status: 'pending', run_updated_at: at }],
  }),
  json('Octopus deployment started', {
    Timestamp: at,
    EventType: 'SubscriptionPayload',
    Payload: {
      Subscription: { Name: 'x' },
      Event: { Id: 'Events-1', Category: 'DeploymentStarted', Message: 'Deploy to live started for shop' },
    },
  }),
  json('Harness pipeline started', {
    eventData: { pipelineName: 'shop', eventType: 'PipelineStart', nodeStatus: 'running', startTime: at },
  }),
  json(
    'Step Functions running',
    bus('aws.states', 'Step Functions Execution Status Change', {
      stateMachineArn: 'arn:aws:states:eu-central-1:1:stateMachine:shop',
      name: 'run-1',
      status: 'RUNNING',
    }),
  ),
  json(
    'EC2 instance running',
    bus('aws.ec2', 'EC2 Instance State-change Notification', { 'instance-id': 'i-0abc', state: 'running' }),
  ),
  json(
    'ECR image pushed',
    bus('aws.ecr', 'ECR Image Action', {
      result: 'SUCCESS',
      'repository-name': 'shop',
      'image-digest': 'sha256:x',
      'action-type': 'PUSH',
      'image-tag': 'latest',
    }),
  ),
  json('Railway deploying', {
    type: 'Deployment.building',
    details: { status: 'BUILDING' },
    resource: { service: { name: 'shop' } },
    severity: 'INFO',
    timestamp: at,
  }),
  json('Linear issue comment', {
    action: 'create',
    type: 'Comment',
    data: { id: 'c', body: 'it failed again', issue: { id: 'i', title: 'Outage of checkout' } },
    url: 'https://linear.example.org',
    createdAt: at,
  }),
  json('Trello card moved', {
    action: {
      type: 'updateCard',
      data: { card: { id: 'c', name: 'Fix the outage' }, listBefore: { name: 'Doing' }, listAfter: { name: 'Done' } },
      date: at,
    },
    model: { id: 'm', name: 'Board' },
  }),
  json('Asana story', {
    events: [
      {
        user: { gid: '1' },
        created_at: at,
        action: 'added',
        resource: { gid: '2', resource_type: 'story', resource_subtype: 'comment_added' },
        parent: { gid: '3', resource_type: 'task' },
      },
    ],
  }),
  json('Stripe payment', {
    id: 'evt_1',
    object: 'event',
    type: 'payment_intent.succeeded',
    created: 1,
    livemode: true,
    data: { object: { id: 'pi_1', object: 'payment_intent', status: 'succeeded', amount: 2000 } },
  }),
  json('Stripe customer created', {
    id: 'evt_2',
    object: 'event',
    type: 'customer.created',
    created: 1,
    data: { object: { id: 'cus_1', object: 'customer', name: 'K' } },
  }),
  json('GitHub deployment', {
    action: 'created',
    deployment: { id: 1, ref: 'main', task: 'deploy', environment: 'production' },
    repository: { full_name: 'acme/shop', name: 'shop' },
    sender: { login: 'kim' },
  }),
  json('GitHub release', {
    action: 'published',
    release: { id: 1, tag_name: 'v1', name: 'Fix the crash' },
    repository: { full_name: 'acme/shop', name: 'shop' },
    sender: { login: 'kim' },
  }),
  json('GitHub pull request review', {
    action: 'submitted',
    review: { state: 'changes_requested', body: 'broken' },
    pull_request: { title: 'Fix' },
    repository: { full_name: 'acme/shop', name: 'shop' },
    sender: { login: 'kim' },
  }),
  json('GitLab merge request', {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    project: { path_with_namespace: 'acme/shop' },
    object_attributes: { id: 1, title: 'Fix the outage', state: 'opened', action: 'open' },
  }),
  json('GitLab tag', { object_kind: 'tag_push', ref: 'refs/tags/v1', project: { path_with_namespace: 'acme/shop' } }),
  json('Zenduty note', {
    payload: {
      event_type: 'note_added',
      incident: { unique_id: 'z1', title: 'Disk full', status: 1 },
      note: { note: 'looking' },
    },
  }),
  json(
    'Zenduty acknowledged',
    { payload: { event_type: 'acknowledged', incident: { unique_id: 'z1', title: 'Disk full', status: 2 } } },
    'acknowledge',
  ),
  json(
    'ilert accepted',
    { id: 4, eventType: 'alert-accepted', summary: 'Disk full', status: 'ACCEPTED' },
    'acknowledge',
  ),
  json('ilert comment', {
    id: 4,
    eventType: 'alert-comment-added',
    summary: 'Disk full',
    status: 'PENDING',
    comment: 'looking',
  }),
  json(
    'Spike acknowledged',
    { event: 'INCIDENT_ACKNOWLEDGED', incident: { counterId: 'SH-1', title: 'Disk full', status: 'ACK' } },
    'acknowledge',
  ),
  json('DigitalOcean-like droplet created', {
    event: 'droplet.created',
    droplet: { id: 1, name: 'web-1', status: 'new' },
    at,
  }),
  json('Argo Workflows running', { workflow: { name: 'nightly-abc', namespace: 'shop', phase: 'Running' } }),
  json('a job that starts', { job: 'nightly backup', host: 'web-1', event: 'started', at }),
  json('a page view', { event: 'page.viewed', user: 'u1', page: '/pricing', at }),
  json('a sign-up', { type: 'user.signed_up', user: { id: 1, email: 'a@example.org' }, at }),
  json('an order', { topic: 'orders/create', order: { id: 5, total_price: '10.00', financial_status: 'paid' }, at }),
  json('a heartbeat', { type: 'heartbeat', host: 'web-1', at, uptime: 4000 }),
  json('maintenance begins', { event: 'maintenance.started', name: 'Move of db-1', component: 'db-1', at }),
  json('maintenance ends', { event: 'maintenance.completed', name: 'Move of db-1', component: 'db-1', at }),
  json('Okta verification', { eventType: 'com.okta.event_hook.verification', challenge: 'abc' }),
  json('Zoom validation', { event: 'endpoint.url_validation', payload: { plainToken: 'x' }, event_ts: 1 }),
  json('a config change', { event: 'config.updated', service: 'shop', key: 'timeout', by: 'kim', at }),
  json('a feature flag', {
    kind: 'flag',
    title: 'Kim turned on the flag new-checkout in production',
    name: 'new-checkout',
    accesses: [{ action: 'updateOn', resource: 'proj/shop:env/production:flag/new-checkout' }],
    date: 1,
  }),
  json('a scaling', { event: 'autoscaler.scaled_up', deployment: 'web', from: 3, to: 5, at }),
];
