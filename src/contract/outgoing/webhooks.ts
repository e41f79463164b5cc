import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, listOf, noContent, pageQuery } from '../endpoint.ts';
import { eventStages } from '../events/catalogue.ts';
import { roles } from '../permissions.ts';
import { severity } from '../severity.ts';

/** How long the secret before a rotation signs as well. */
export const previousSecretHours = 24;
/** How long deliveries are kept. */
export const keptDeliveryDays = 30;
/** A receiver that takes nothing for so long is disabled. */
export const disabledAfterDays = 3;

const filter = {
  kinds: z
    .array(
      z
        .string()
        .max(100)
        .regex(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)?$/, 'Write a kind such as incident.declared.'),
    )
    .max(300)
    .describe('Kinds of events such as `incident.declared`, or their first word for all of a noun'),
  stages: z.array(z.enum(eventStages)).max(eventStages.length).describe('All kinds of these stages'),
  serviceIds: z.array(id).max(200).describe('Only what is about these services'),
  teamIds: z.array(id).max(200).describe('Only what is about these teams or their services'),
  severities: z.array(severity).max(5).describe('Only what has one of these severities'),
  seesAs: z
    .enum(roles)
    .describe(
      'The role whose view it has: it gets no event that the role may not read, and only an admin’s view has the fields of a change',
    ),
};

export const outgoingWebhook = z
  .object({
    id,
    name: z.string(),
    url: z.string().nullable().describe('Null when the key that sealed it is lost'),
    hint: z.string(),
    ...filter,
    kinds: z.array(z.string()),
    disabledAt: instant.nullable(),
    disabledReason: z.string().nullable().describe('Why Evenkeel disabled it; null when a person did'),
    failingSince: instant.nullable().describe('Since when no delivery has succeeded'),
    lastOutcome: z.string().nullable(),
    lastOutcomeAt: instant.nullable(),
    previousSecretUntil: instant.nullable().describe('Until when the secret before the last rotation signs as well'),
    pendingCount: z.number().int().describe('Deliveries that wait or are tried again, counted up to 10000'),
    heldCount: z.number().int().describe('Deliveries kept while it was disabled, counted up to 10000'),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'OutgoingWebhook', description: 'A program elsewhere that is told of events by a signed POST.' });
export type OutgoingWebhook = z.output<typeof outgoingWebhook>;

const secret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'Write whsec_ and 24 to 64 bytes in base64.')
  .describe('The signing secret. If omitted, one is made');
const url = z.url({ protocol: /^https?$/, error: 'Write an http or https URL.' }).max(2000);

export const outgoingWebhookInput = z.strictObject({
  name: line(80),
  url,
  secret: secret.optional(),
  kinds: filter.kinds.default([]),
  stages: filter.stages.default([]),
  serviceIds: filter.serviceIds.default([]),
  teamIds: filter.teamIds.default([]),
  severities: filter.severities.default([]),
  seesAs: filter.seesAs.default('viewer'),
  enabled: z.boolean().default(true),
});
export type OutgoingWebhookInput = z.output<typeof outgoingWebhookInput>;

const outgoingWebhookChange = z.strictObject({
  name: line(80).optional(),
  url: url.optional(),
  secret: secret.optional().describe('Replaces the signing secret, as a rotation does'),
  kinds: filter.kinds.optional(),
  stages: filter.stages.optional(),
  serviceIds: filter.serviceIds.optional(),
  teamIds: filter.teamIds.optional(),
  severities: filter.severities.optional(),
  seesAs: filter.seesAs.optional(),
  enabled: z.boolean().optional(),
});
export type OutgoingWebhookChange = z.output<typeof outgoingWebhookChange>;

export const deliveryStates = ['pending', 'sending', 'delivered', 'failed', 'held'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

const attempt = z.object({
  at: instant,
  status: z.number().int().nullable().describe('HTTP status; null when nothing came back'),
  response: z.string().nullable().describe('The beginning of the reply, at most 500 characters'),
  reason: z.string().nullable().describe('Why it failed'),
  durationMs: z.number().int(),
});

export const delivery = z
  .object({
    id,
    kind: z.string(),
    subjectKind: z.string(),
    subjectId: z.number().int().nullable(),
    messageId: z.string().describe('The `webhook-id`: the same at every attempt'),
    state: z.enum(deliveryStates),
    attempts: z.number().int(),
    outcome: z.string().nullable(),
    dueAt: instant.describe('When it is tried next, while it is pending'),
    createdAt: instant,
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Delivery', description: 'One event for one outgoing webhook.' });
export type Delivery = z.output<typeof delivery>;

const tag = 'outgoing webhooks';
const permission = 'platform.manage';
const path = '/api/v1/outgoing-webhooks' as const;
const withSecret = outgoingWebhook.extend({ secret: z.string().describe('The signing secret; shown only now') });

export const listOutgoingWebhooks = endpoint({
  name: 'listOutgoingWebhooks',
  method: 'GET',
  path,
  permission,
  summary: 'List outgoing webhooks',
  tag,
  output: z.object({ items: z.array(outgoingWebhook) }),
});

export const readOutgoingWebhook = endpoint({
  name: 'readOutgoingWebhook',
  method: 'GET',
  path: `${path}/:id`,
  permission,
  summary: 'Read an outgoing webhook',
  tag,
  params: idParams,
  output: outgoingWebhook,
});

export const createOutgoingWebhook = endpoint({
  name: 'createOutgoingWebhook',
  method: 'POST',
  path,
  permission,
  summary: 'Create an outgoing webhook; only this response shows its signing secret',
  tag,
  confirms: true,
  body: outgoingWebhookInput,
  output: withSecret,
  status: 201,
  answersSecret: true,
});

export const updateOutgoingWebhook = endpoint({
  name: 'updateOutgoingWebhook',
  method: 'PATCH',
  path: `${path}/:id`,
  permission,
  summary: 'Change an outgoing webhook; send If-Match to guard against lost edits',
  tag,
  confirms: true,
  params: idParams,
  body: outgoingWebhookChange,
  output: outgoingWebhook,
});

export const deleteOutgoingWebhook = endpoint({
  name: 'deleteOutgoingWebhook',
  method: 'DELETE',
  path: `${path}/:id`,
  permission,
  summary: 'Delete an outgoing webhook with its deliveries',
  tag,
  confirms: true,
  params: idParams,
  output: noContent,
  status: 204,
});

export const rotateOutgoingWebhookSecret = endpoint({
  name: 'rotateOutgoingWebhookSecret',
  method: 'POST',
  path: `${path}/:id/rotate-secret`,
  permission,
  summary: `Make a new signing secret; the one before it signs as well for ${previousSecretHours} hours`,
  tag,
  confirms: true,
  params: idParams,
  output: withSecret,
  answersSecret: true,
});

export const testOutgoingWebhook = endpoint({
  name: 'testOutgoingWebhook',
  method: 'POST',
  path: `${path}/:id/test`,
  permission,
  summary: 'Send a test now and show what came back; also to one that is disabled',
  tag,
  params: idParams,
  output: z.object({ isDelivered: z.boolean(), deliveryId: id, attempt }),
});

export const listDeliveries = endpoint({
  name: 'listDeliveries',
  method: 'GET',
  path: `${path}/:id/deliveries`,
  permission,
  summary: `List deliveries of the last ${keptDeliveryDays} days, newest first`,
  tag,
  params: idParams,
  query: pageQuery.extend({ state: z.enum(deliveryStates).optional() }),
  output: listOf(delivery),
});

const deliveryParams = z.strictObject({ id, deliveryId: id });

export const readDelivery = endpoint({
  name: 'readDelivery',
  method: 'GET',
  path: `${path}/:id/deliveries/:deliveryId`,
  permission,
  summary: 'Read a delivery: what is sent, and every attempt',
  tag,
  params: deliveryParams,
  output: delivery.extend({ body: z.string(), tries: z.array(attempt).describe('Newest first, at most 50') }),
});

export const replayDelivery = endpoint({
  name: 'replayDelivery',
  method: 'POST',
  path: `${path}/:id/deliveries/:deliveryId/replay`,
  permission,
  summary: 'Send a delivery again, with the same webhook-id',
  tag,
  params: deliveryParams,
  output: delivery,
});

export const replayDeliveries = endpoint({
  name: 'replayDeliveries',
  method: 'POST',
  path: `${path}/:id/replay`,
  permission,
  summary: 'Send the deliveries of a time again, oldest first',
  tag,
  params: idParams,
  body: z.strictObject({
    from: instantInput,
    until: instantInput.optional().describe('If omitted, until now'),
    states: z
      .array(z.enum(['delivered', 'failed', 'held']))
      .min(1)
      .default(['failed', 'held'])
      .describe('If omitted, only what was not delivered'),
  }),
  output: z.object({ count: z.number().int() }),
});
