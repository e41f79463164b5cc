/** What the public is told of an incident: drafted by responders, approved by the commander. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, listOf, pageQuery, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { whose } from '../whose.ts';
import { componentState } from './status-page.ts';

export const updateStatus = z
  .enum(['investigating', 'identified', 'monitoring', 'resolved'])
  .meta({ id: 'UpdateStatus', description: 'The public status of the incident.' });

export const publicSituations = [
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'withdrawn',
  'long',
  'limited',
  'security',
  'postmortem',
] as const;

export const leakFinding = z
  .object({
    field: z.enum(['title', 'body']),
    start: z.number().int(),
    end: z.number().int(),
    text: z.string(),
    rule: z.enum(['e-mail', 'address', 'host', 'internal-name', 'person', 'promise', 'outage']),
    why: z.string(),
  })
  .meta({ id: 'LeakFinding', description: 'Something in a public text that may not belong there.' });

const componentChange = z.strictObject({ componentId: id, state: componentState });

/** What customers are told; all of it is typed for them, so all of it is public. */
export const publicValues = z
  .strictObject({
    title: line(200),
    effect: line(500),
    affected: line(500),
    notAffected: line(500),
    workaround: line(1000),
    dataStatement: line(500),
    lessonsBy: line(100),
    summary: text(5000),
    actions: text(5000),
  })
  .partial()
  .meta({ id: 'PublicValues', description: 'Values for the public templates, in words for customers.' });
export type PublicValues = z.output<typeof publicValues>;

export const publicUpdate = z
  .object({
    id,
    incidentId: id,
    situation: z.enum(publicSituations),
    status: updateStatus,
    title: z.string(),
    body: z.string().describe('Markdown'),
    components: z.array(z.object({ componentId: id, state: componentState })),
    nextUpdateAt: instant.nullable(),
    state: z.enum(['draft', 'published', 'discarded']),
    draftedBy: actorName,
    draftedAt: instant,
    publishedBy: actorName.nullable(),
    publishedAt: instant.nullable(),
    address: z.string().describe('Where the public reads it'),
    mails: z.object({ waiting: z.number().int(), sent: z.number().int(), failed: z.number().int() }),
    findings: z.array(leakFinding).describe('What the leak check found in a draft'),
    version: z.number().int(),
  })
  .meta({ id: 'PublicUpdate', description: 'A public update, before or after publication.' });
export type PublicUpdate = z.output<typeof publicUpdate>;

export const publicUpdateDraft = z.strictObject({
  situation: z.enum(publicSituations).describe('Which template is filled'),
  status: updateStatus.optional().describe('Derived from the situation if omitted'),
  components: z
    .array(componentChange)
    .max(200)
    .default([])
    .describe('Components not listed keep their state from earlier updates'),
  nextUpdateAt: instantInput
    .nullish()
    .describe('If omitted, the severity’s interval applies; null promises no next update'),
  values: publicValues.default({}).describe('Added to those of the previous draft'),
  title: line(200).optional().describe('Instead of the filled template'),
  body: text(10_000).optional().describe('Instead of the filled template'),
});
export type PublicUpdateDraft = z.output<typeof publicUpdateDraft>;

export const publicUpdateEdit = z.strictObject({
  status: updateStatus,
  title: line(200),
  body: text(10_000).refine((words) => words.trim() !== '', 'This is empty.'),
  components: z.array(componentChange).max(200).default([]),
  nextUpdateAt: instantInput.nullable().default(null),
});
export type PublicUpdateEdit = z.output<typeof publicUpdateEdit>;

const common = { tag: 'public updates', params: idParams } as const;

export const listPublicUpdates = endpoint({
  ...common,
  name: 'listPublicUpdates',
  method: 'GET',
  path: '/api/v1/incidents/:id/public-updates',
  permission: 'incidents.read',
  summary: 'List drafts and published updates of an incident, newest first',
  query: pageQuery,
  output: listOf(publicUpdate),
});

export const draftPublicUpdate = endpoint({
  ...common,
  name: 'draftPublicUpdate',
  method: 'POST',
  path: '/api/v1/incidents/:id/public-updates',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Draft a public update from the template for the situation',
  body: publicUpdateDraft,
  output: publicUpdate,
  status: 201,
});

export const publicIncident = z
  .object({
    isPageOn: z.boolean().describe('False: the status page is off, and no customer sees anything'),
    address: z.string().nullable().describe('Where customers can read it; null until something is published'),
    status: updateStatus.nullable().describe('Of the last published update'),
    title: z.string().nullable().describe('Of the last published update; the next one keeps it'),
    values: publicValues.describe('What has been entered for customers so far'),
    components: z
      .array(z.object({ componentId: id, name: z.string(), state: componentState }))
      .describe('The current state of each component according to the published updates'),
  })
  .meta({ id: 'PublicIncident', description: 'What customers know about an incident.' });
export type PublicIncident = z.output<typeof publicIncident>;

export const getPublicIncident = endpoint({
  ...common,
  name: 'getPublicIncident',
  method: 'GET',
  path: '/api/v1/incidents/:id/public',
  permission: 'incidents.read',
  summary: 'Read what customers know about an incident',
  output: publicIncident,
});

export const getPublicUpdate = endpoint({
  ...common,
  name: 'getPublicUpdate',
  method: 'GET',
  path: '/api/v1/public-updates/:id',
  permission: 'incidents.read',
  summary: 'Read one public update',
  output: publicUpdate,
});

export const editPublicUpdate = endpoint({
  ...common,
  name: 'editPublicUpdate',
  method: 'PUT',
  path: '/api/v1/public-updates/:id',
  permission: 'incidents.respond',
  teams: [whose('publicUpdate')],
  summary: 'Replace a draft; send If-Match to guard against lost edits',
  body: publicUpdateEdit,
  output: publicUpdate,
});

export const discardPublicUpdate = endpoint({
  ...common,
  name: 'discardPublicUpdate',
  method: 'POST',
  path: '/api/v1/public-updates/:id/discard',
  permission: 'incidents.respond',
  teams: [whose('publicUpdate')],
  summary: 'Discard a draft',
  output: publicUpdate,
});

export const publishPublicUpdate = endpoint({
  ...common,
  name: 'publishPublicUpdate',
  method: 'POST',
  path: '/api/v1/public-updates/:id/publication',
  permission: 'incidents.respond',
  teams: [whose('publicUpdate')],
  summary: 'Approve and publish a draft, as the commander, or as an admin while there is none',
  body: z.strictObject({
    version: z.int().positive().describe('The version that was read: nobody approves what they have not seen'),
    acceptFindings: z.boolean().default(false).describe('Publish even though the leak check found something'),
  }),
  output: publicUpdate,
});
