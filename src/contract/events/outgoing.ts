import { about, type Created, type Deleted, type Updated } from './event.ts';

const outgoingWebhook = about('outgoingWebhook');

export const outgoingEvents = {
  'outgoingWebhook.created': outgoingWebhook<Created>('created {it}'),
  'outgoingWebhook.updated': outgoingWebhook<Updated>('updated {it}'),
  'outgoingWebhook.deleted': outgoingWebhook<Deleted>('deleted {it}'),
  'outgoingWebhook.secretRotated': outgoingWebhook('rotated the signing secret of {it}'),
  'outgoingWebhook.tested': outgoingWebhook<{ isDelivered: boolean }>('sent a test to {it}'),
  'outgoingWebhook.replayed': outgoingWebhook<{ count: number; deliveryId?: number; from?: string; until?: string }>(
    'replayed deliveries of {it}',
  ),
  'outgoingWebhook.disabled': outgoingWebhook<{ reason: string }>('disabled {it}, because its receiver failed'),
};
