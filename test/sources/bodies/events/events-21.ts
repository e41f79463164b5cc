// Work that goes on and asks nobody. What each body means was written down before the reader had read it.
import type { QuietEvent } from './everyday.ts';

const at = '2026-01-01T10:00:00Z';
const json = (name: string, body: unknown, action?: 'resolve'): QuietEvent => ({
  name,
  body,
  contentType: 'application/json',
  ...(action && { action }),
});

export const events21: QuietEvent[] = [
  json('LaunchDarkly flag', {
    _id: '1',
    kind: 'flag',
    name: 'New checkout',
    titleVerb: 'turned on the flag',
    date: 1767225600000,
    member: { email: 'k@example.org' },
    title: 'Kim turned on the flag New checkout',
  }),
  json('Chargebee subscription', {
    id: 'ev_1',
    event_type: 'subscription_renewed',
    occurred_at: 1767225600,
    content: { subscription: { id: 's1', status: 'active' } },
  }),
  json('Stitch post-load', {
    action: 'post-load',
    table: 'orders',
    rows_loaded: 12,
    loaded_at: at,
    integration: 'shop',
  }),
  json('Crowdin file', {
    event: 'file.translated',
    project: 'shop',
    project_id: '1',
    language: 'de',
    file: '/web.json',
  }),
  json('Intercom conversation', {
    type: 'notification_event',
    topic: 'conversation.user.created',
    id: 'n1',
    created_at: 1767225600,
    data: { item: { type: 'conversation', id: '7', state: 'open' } },
  }),
  json('Sentry release', {
    action: 'created',
    data: { release: { version: '1.3', projects: ['shop'], dateReleased: at } },
  }),
  json('Notion page', { type: 'page.content_updated', id: 'n1', timestamp: at, entity: { id: 'p1', type: 'page' } }),
  json(
    'Aikido scan done',
    {
      event_type: 'scan.completed',
      created_at: 1767225600,
      payload: { code_repo_name: 'shop' },
    },
    'resolve',
  ),
  json('Znuny article', {
    Event: { Event: 'ArticleCreate' },
    Ticket: { TicketID: 7, Title: 'Disk full', State: 'open' },
  }),
  json('Mux asset created', {
    type: 'video.asset.created',
    id: 'e1',
    object: { type: 'asset', id: 'a1' },
    data: { status: 'preparing' },
  }),
  json('Packer build done', { event: 'build.success', image: 'ami-1', name: 'web-image', at }, 'resolve'),
  json('EasyPost tracker', {
    object: 'Event',
    description: 'tracker.updated',
    result: { object: 'Tracker', status: 'in_transit' },
  }),
];
