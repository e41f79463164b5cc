import { z } from 'zod';
import { endpoint, id, instant, noContent, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { publicValues } from './public-updates.ts';

export const audiences = ['public', 'executives', 'responders', 'support'] as const;

export const messageTemplate = z
  .object({
    key: z.string().describe('`<situation>.<audience>` or `maintenance-<moment>.<audience>`'),
    about: z.enum(['incident', 'maintenance']),
    situation: z.string(),
    audience: z.enum(audiences),
    title: z.string(),
    body: z.string().describe('Liquid, Markdown'),
    isEdited: z.boolean(),
    updatedBy: actorName.nullable(),
    updatedAt: instant.nullable(),
    version: z.number().int(),
  })
  .meta({
    id: 'MessageTemplate',
    description: 'The text for a situation and an audience, filled in from the incident.',
  });
export type MessageTemplate = z.output<typeof messageTemplate>;

const templateVariable = z.object({
  name: z.string(),
  meaning: z.string(),
  sample: z.string(),
  about: z.array(z.enum(['incident', 'maintenance'])),
  publicSafe: z.boolean().describe('Whether templates for the public may use it'),
});

const templateWords = z.strictObject({
  title: text(300).refine((words) => words.trim() !== '', 'This is empty.'),
  body: text(10_000).refine((words) => words.trim() !== '', 'This is empty.'),
});
export type TemplateWords = z.output<typeof templateWords>;

const keyParams = z.strictObject({ key: z.string().regex(/^[a-z-]{1,40}\.[a-z]{1,20}$/) });

export const listMessageTemplates = endpoint({
  name: 'listMessageTemplates',
  method: 'GET',
  path: '/api/v1/message-templates',
  permission: 'incidents.read',
  summary: 'List all message templates and their variables',
  tag: 'message templates',
  output: z.object({ items: z.array(messageTemplate), variables: z.array(templateVariable) }),
});

export const updateMessageTemplate = endpoint({
  name: 'updateMessageTemplate',
  method: 'PUT',
  path: '/api/v1/message-templates/:key',
  permission: 'status-pages.manage',
  summary: 'Replace the text of a template; send If-Match to guard against lost edits',
  tag: 'message templates',
  params: keyParams,
  body: templateWords,
  output: messageTemplate,
});

export const resetMessageTemplate = endpoint({
  name: 'resetMessageTemplate',
  method: 'DELETE',
  path: '/api/v1/message-templates/:key',
  permission: 'status-pages.manage',
  summary: 'Restore the default text',
  tag: 'message templates',
  params: keyParams,
  output: noContent,
  status: 204,
});

export const previewMessageTemplate = endpoint({
  name: 'previewMessageTemplate',
  method: 'POST',
  path: '/api/v1/message-templates/:key/preview',
  permission: 'incidents.read',
  summary: 'Preview a template, saved or just edited, with an incident or with sample data',
  tag: 'message templates',
  params: keyParams,
  body: z.strictObject({
    incidentId: id.nullable().default(null).describe('Null: filled in with sample data'),
    values: publicValues.default({}),
    words: templateWords.optional().describe('Instead of the saved text; needs status-pages.manage'),
  }),
  output: z.object({ title: z.string(), body: z.string() }),
});
