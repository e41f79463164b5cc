import { about, type Created, type Deleted, type Updated } from './event.ts';

const digest = about('digest');
const outgoingWebhook = about('outgoingWebhook');

type Owned = { personId: number };

export const outgoingEvents = {
  'digest.created': digest<Owned & Created>('created {it}'),
  'digest.updated': digest<Owned & Updated>('changed {it}'),
  'digest.deleted': digest<Owned & Deleted>('deleted {it}'),

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
