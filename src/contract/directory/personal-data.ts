import { z } from 'zod';
import { endpoint, id, idParams, instant, named } from '../endpoint.ts';

/** Between the request and the removal there is time to change one's mind. */
export const usualWaitDays = 7;

const removal = z
  .object({
    state: z.enum(['scheduled', 'running', 'done', 'canceled']),
    texts: z.enum(['keep', 'replace']).describe('Whether texts that people typed keep the name'),
    dueAt: instant.describe('When it begins'),
    requestedBy: z.string(),
    requestedAt: instant,
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
    reason: z.string().describe('Why it was canceled; empty otherwise'),
    pass: z.number().int().describe('All tables are gone through until a whole pass finds nothing more'),
    stepsDone: z.number().int().describe('In this pass'),
    steps: z.number().int(),
    changed: z.number().int().describe('Rows that were deleted or changed so far'),
  })
  .meta({ id: 'PersonalDataRemoval', description: 'The removal of the personal data of somebody.' });
export type PersonalDataRemoval = z.output<typeof removal>;

const textPlace = z.object({
  table: z.string().describe('The kind of text, by its table'),
  count: z.number().int().describe('Texts that hold the name, an address or a number of the person'),
  isComplete: z.boolean().describe('False when there are more than were counted'),
  about: z.enum(['incident', 'runbook', 'schedule', 'escalationPolicy', 'team', 'service', 'plan', 'drill']).nullable(),
  ids: z.array(id).describe('The first of what they belong to'),
});
export type TextPlace = z.output<typeof textPlace>;

const count = z.number().int();

export const readPersonalDataRemoval = endpoint({
  name: 'readPersonalDataRemoval',
  method: 'GET',
  path: '/api/v1/people/:id/removal',
  permission: 'personal-data.manage',
  summary: 'How far the last removal of the personal data of a person has come; null if there was none',
  tag: 'people',
  params: idParams,
  output: z.object({ removal: removal.nullable() }),
});

export const previewPersonalDataRemoval = endpoint({
  name: 'previewPersonalDataRemoval',
  method: 'GET',
  path: '/api/v1/people/:id/removal/preview',
  permission: 'personal-data.manage',
  summary: 'What removing the personal data of a person would remove, what would stay, and which texts name them',
  tag: 'people',
  params: idParams,
  output: z.object({
    pseudonym: z.string().describe('What stands wherever the name stood'),
    goes: z.object({
      contactMethods: count,
      sessions: count,
      tokens: count,
      absences: count,
      calendars: count,
      notices: count,
      digests: count,
      privateViews: count,
      securityEvents: count,
    }),
    stays: z.object({ events: count, messages: count, acknowledged: count, roles: count, certificates: count }),
    texts: z.array(textPlace),
    schedules: z.array(named).describe('Where they have shifts ahead: the removal is refused until others take them'),
    policies: z.array(named).describe('Which name them: the removal is refused until others take their place'),
    isProvisioned: z.boolean().describe('An identity provider keeps them by SCIM and would send them again'),
  }),
});

export const removePersonalData = endpoint({
  name: 'removePersonalData',
  method: 'POST',
  path: '/api/v1/people/:id/removal',
  permission: 'personal-data.manage',
  summary: 'Deactivate a person and schedule the removal of their personal data, which cannot be undone',
  tag: 'people',
  confirms: true,
  params: idParams,
  body: z.strictObject({
    email: z.string().trim().max(254).describe('The address of the person, as a confirmation'),
    waitDays: z
      .int()
      .min(0)
      .max(30)
      .default(usualWaitDays)
      .describe('Until then it can be canceled; 0: begin immediately'),
    texts: z.enum(['keep', 'replace']).default('keep').describe('`replace`: also in texts that people typed'),
  }),
  output: removal,
  status: 201,
});

export const cancelPersonalDataRemoval = endpoint({
  name: 'cancelPersonalDataRemoval',
  method: 'DELETE',
  path: '/api/v1/people/:id/removal',
  permission: 'personal-data.manage',
  summary: 'Cancel a removal that has not begun; the person stays deactivated',
  tag: 'people',
  params: idParams,
  output: removal,
});

export const exportPersonalData = endpoint({
  name: 'exportPersonalData',
  method: 'GET',
  path: '/api/v1/people/:id/personal-data.json',
  permission: 'personal-data.manage',
  summary: 'Download everything that is kept about a person',
  tag: 'people',
  params: idParams,
  output: z.string(),
  contentType: 'application/json; charset=utf-8',
});
