// Work that goes on and asks nobody. What each body means was written down before the reader had read it.
import type { QuietEvent } from './everyday.ts';

const at = '2026-01-01T10:00:00Z';
const json = (name: string, body: unknown): QuietEvent => ({ name, body, contentType: 'application/json' });

export const events20: QuietEvent[] = [
  json('ClickUp task status', {
    event: 'taskStatusUpdated',
    task_id: 't1',
    webhook_id: 'w1',
    history_items: [
      {
        id: '1',
        type: 1,
        date: '1767225600000',
        field: 'status',
        before: { status: 'open' },
        after: { status: 'in review' },
      },
    ],
  }),
  json('monday item created', {
    event: {
      type: 'create_pulse',
      userId: 7,
      boardId: 12,
      pulseId: 99,
      pulseName: 'Move the shop',
      groupId: 'topics',
      triggerTime: at,
    },
  }),
  json('Codecov', {
    repo: { url: 'https://c.example.org', name: 'shop' },
    head: { branch: 'main', totals: { coverage: '87.2' } },
    base: { branch: 'main', totals: { coverage: '87.1' } },
    compare: { coverage: '0.1', notation: 'increased' },
    owner: { username: 'kim', service: 'github' },
    pull: { number: 12, base: 'main', open: true },
  }),
  json('Keel update', {
    name: 'update deployment',
    message: 'Successfully updated deployment shop/web (1.2.0->1.3.0)',
    createdAt: at,
  }),
  json('Watchtower through Slack', {
    username: 'watchtower on web-1',
    text: 'Found new acme/shop:latest image (0a1b2c3d)\nStopping /shop\nCreating /shop',
  }),
  json('Figma comment', {
    event_type: 'FILE_COMMENT',
    file_name: 'Shop',
    comment: [{ text: 'Make it blue' }],
    triggered_by: { handle: 'kim' },
    timestamp: at,
  }),
  json('Discourse post', {
    post: { id: 7, username: 'kim', topic_title: 'Welcome', cooked: '<p>Hello</p>', created_at: at },
  }),
  json('Gerrit change merged', {
    type: 'change-merged',
    change: { project: 'shop', branch: 'main', number: 7, subject: 'Fix the error of the cart', status: 'MERGED' },
    submitter: { username: 'kim' },
    eventCreatedOn: 1767225600,
  }),
  json('HubSpot contact', [
    { eventId: 1, subscriptionType: 'contact.creation', objectId: 7, occurredAt: 1767225600000, changeFlag: 'CREATED' },
  ]),
  json('Calendly', {
    event: 'invitee.created',
    created_at: at,
    payload: { name: 'Kim', status: 'active', email: 'k@example.org' },
  }),
  json('Ghost post', {
    post: {
      current: { id: '7', title: 'Our new shop', status: 'published', published_at: at },
      previous: { status: 'draft' },
    },
  }),
  json('Contentful publish', {
    sys: { type: 'Entry', id: 'e1', publishedAt: at, publishedVersion: 4, contentType: { sys: { id: 'page' } } },
    fields: { title: { en: 'Shop' } },
  }),
  json('Paddle subscription', {
    event_type: 'subscription.activated',
    event_id: 'evt_1',
    occurred_at: at,
    data: { id: 'sub_1', status: 'active', customer_id: 'ctm_1' },
  }),
  json('Jira version', {
    webhookEvent: 'jira:version_released',
    timestamp: 1767225600000,
    version: { id: '7', name: '1.3', released: true, projectId: 1 },
  }),
  json('SendGrid delivered', [{ email: 'k@example.org', event: 'delivered', sg_event_id: 'x', timestamp: 1767225600 }]),
  json('Zuul started', {
    action: 'start',
    pipeline: 'gate',
    project: 'shop',
    branch: 'main',
    message: 'Starting gate jobs.',
    zuul_ref: 'Z1',
  }),
  json('Apify run created', {
    eventType: 'ACTOR.RUN.CREATED',
    eventData: { actorId: 'a', actorRunId: 'r' },
    resource: { id: 'r', status: 'READY' },
  }),
  json('OctoPrint print started', {
    deviceIdentifier: 'printer-1',
    topic: 'Print Started',
    message: 'Your print has started.',
    currentTime: 1767225600,
  }),
  json('Airweave sync running', {
    event_type: 'sync.running',
    job_id: 'j1',
    collection_name: 'Finance',
    status: 'running',
    timestamp: at,
  }),
  json('GLPI followup', {
    item: { id: 7, itemtype: 'ITILFollowup', content: 'I look at it' },
    event: 'new',
    parent: { itemtype: 'Ticket', id: 5 },
  }),
];
