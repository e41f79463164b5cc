import { z } from 'zod';
import { endpoint, id, idParams, instant, line, noContent } from '../endpoint.ts';

export const contactMethod = z
  .object({
    id,
    channel: z.string(),
    providerId: id
      .nullable()
      .describe('The provider that its messages go through; null: whichever carries the channel'),
    label: z.string(),
    hint: z.string().describe('The part of the address that may be shown, for example `a***@example.org`'),
    verifiedAt: instant.nullable(),
    disabledAt: instant.nullable(),
    disabledReason: z.string().nullable(),
    lastOutcome: z.string().nullable(),
    lastOutcomeAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({
    id: 'ContactMethod',
    description: 'One way to reach one person. Until it is verified, only the verification code is sent to it.',
  });
export type ContactMethod = z.output<typeof contactMethod>;

const channelName = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9-]*$/, 'Not the name of a channel.');

export const contactMethodInput = z.strictObject({
  channel: channelName,
  providerId: id.nullable().default(null).describe('Only through this provider, where several carry the channel'),
  label: line(80),
  settings: z
    .record(z.string().max(100), z.unknown())
    .describe('What the channel needs: an address, a URL, a subscription'),
});
export type ContactMethodInput = z.input<typeof contactMethodInput>;

/** For configuration as code: the operator vouches for an e-mail address. */
export const foreignContactMethodInput = contactMethodInput.extend({ verified: z.boolean().default(false) });
export type ForeignContactMethodInput = z.output<typeof foreignContactMethodInput>;

const contactMethods = z.object({ items: z.array(contactMethod) });

const created = contactMethod.extend({
  made: z.record(z.string(), z.string()).describe('Generated values, such as a signing secret; shown only here'),
});

const rule = z.strictObject({ contactMethodId: id, delaySeconds: z.int().min(0).max(86_400).default(0) });
export const notificationRules = z
  .strictObject({ high: z.array(rule).max(20).default([]), low: z.array(rule).max(20).default([]) })
  .meta({
    id: 'NotificationRules',
    description:
      'Per urgency: which contact method is used how long after a person is paged. Without a usable rule, all verified contact methods are used immediately.',
  });
export type NotificationRules = z.output<typeof notificationRules>;

const knownRules = z.object({
  ...notificationRules.shape,
  version: z.number().int().describe('Version of the rules, for If-Match'),
});
export type KnownRules = z.output<typeof knownRules>;

export const listMyContactMethods = endpoint({
  name: 'listMyContactMethods',
  method: 'GET',
  path: '/api/v1/me/contact-methods',
  permission: 'signed-in',
  summary: 'List your contact methods',
  tag: 'contact methods',
  output: contactMethods,
});

export const readPushKey = endpoint({
  name: 'readPushKey',
  method: 'GET',
  path: '/api/v1/me/push-key',
  permission: 'signed-in',
  summary: 'Read the public key that a browser needs to subscribe to notifications (VAPID, RFC 8292)',
  tag: 'contact methods',
  output: z.object({ publicKey: z.string() }),
});

export const addMyContactMethod = endpoint({
  name: 'addMyContactMethod',
  method: 'POST',
  path: '/api/v1/me/contact-methods',
  permission: 'signed-in',
  summary: 'Add a contact method; verify it before it is used',
  tag: 'contact methods',
  confirms: true,
  body: contactMethodInput,
  output: created,
  status: 201,
  answersSecret: true,
});

export const changeMyContactMethod = endpoint({
  name: 'changeMyContactMethod',
  method: 'PATCH',
  path: '/api/v1/me/contact-methods/:id',
  permission: 'signed-in',
  summary: 'Rename, enable or disable a contact method; to change the address, add another contact method',
  tag: 'contact methods',
  confirms: true,
  params: idParams,
  body: z.strictObject({ label: line(80).optional(), enabled: z.boolean().optional() }),
  output: contactMethod,
});

export const removeMyContactMethod = endpoint({
  name: 'removeMyContactMethod',
  method: 'DELETE',
  path: '/api/v1/me/contact-methods/:id',
  permission: 'signed-in',
  summary: 'Remove a contact method and the rules that use it',
  tag: 'contact methods',
  confirms: true,
  params: idParams,
  output: noContent,
  status: 204,
});

export const sendMyVerification = endpoint({
  name: 'sendMyVerification',
  method: 'POST',
  path: '/api/v1/me/contact-methods/:id/verification',
  permission: 'signed-in',
  summary: 'Send a code to this contact method; an earlier code stops working',
  tag: 'contact methods',
  params: idParams,
  output: z.object({ sent: z.boolean(), reason: z.string().nullable() }),
});

export const verifyMyContactMethod = endpoint({
  name: 'verifyMyContactMethod',
  method: 'POST',
  path: '/api/v1/me/contact-methods/:id/verification/confirm',
  permission: 'signed-in',
  summary: 'Verify a contact method with the code sent to it',
  tag: 'contact methods',
  params: idParams,
  body: z.strictObject({ code: z.string().trim().max(20) }),
  output: contactMethod,
});

export const testMyContactMethod = endpoint({
  name: 'testMyContactMethod',
  method: 'POST',
  path: '/api/v1/me/contact-methods/:id/test',
  permission: 'signed-in',
  summary: 'Send a test message to a contact method that is verified',
  tag: 'contact methods',
  params: idParams,
  output: z.object({ sent: z.boolean(), reason: z.string().nullable() }),
});

export const readMyNotificationRules = endpoint({
  name: 'readMyNotificationRules',
  method: 'GET',
  path: '/api/v1/me/notification-rules',
  permission: 'signed-in',
  summary: 'Read how you are paged',
  tag: 'contact methods',
  output: knownRules,
});

export const replaceMyNotificationRules = endpoint({
  name: 'replaceMyNotificationRules',
  method: 'PUT',
  path: '/api/v1/me/notification-rules',
  permission: 'signed-in',
  summary: 'Set how you want to be paged; send If-Match to guard against lost edits',
  tag: 'contact methods',
  body: notificationRules,
  output: knownRules,
});

export const listContactMethodsOf = endpoint({
  name: 'listContactMethodsOf',
  method: 'GET',
  path: '/api/v1/people/:id/contact-methods',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'List how a person can be reached; hints only',
  tag: 'contact methods',
  params: idParams,
  output: contactMethods,
});

export const addContactMethodOf = endpoint({
  name: 'addContactMethodOf',
  method: 'POST',
  path: '/api/v1/people/:id/contact-methods',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Add a contact method for a person, who verifies it; `verified` (e-mail only) needs configuration.apply',
  tag: 'contact methods',
  confirms: true,
  params: idParams,
  body: foreignContactMethodInput,
  output: contactMethod,
  status: 201,
});

export const removeContactMethodOf = endpoint({
  name: 'removeContactMethodOf',
  method: 'DELETE',
  path: '/api/v1/people/:id/contact-methods/:contactMethodId',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Remove a contact method of a person',
  tag: 'contact methods',
  confirms: true,
  params: idParams.extend({ contactMethodId: id }),
  output: noContent,
  status: 204,
});

export const readNotificationRulesOf = endpoint({
  name: 'readNotificationRulesOf',
  method: 'GET',
  path: '/api/v1/people/:id/notification-rules',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Read how a person is paged',
  tag: 'contact methods',
  params: idParams,
  output: knownRules,
});

export const replaceNotificationRulesOf = endpoint({
  name: 'replaceNotificationRulesOf',
  method: 'PUT',
  path: '/api/v1/people/:id/notification-rules',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Set how a person is paged; send If-Match to guard against lost edits',
  tag: 'contact methods',
  params: idParams,
  body: notificationRules,
  output: knownRules,
});
