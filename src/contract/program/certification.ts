/** Where the organisation requires a certificate: to command, and to be on call. */
import { z } from 'zod';
import { endpoint, id, line } from '../endpoint.ts';
import { severity } from '../severity.ts';

const courseKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

export const certificationRulesInput = z.strictObject({
  note: z
    .union([z.literal(''), line(300)])
    .default('')
    .describe('Shown to whoever lacks a certificate: where to get help'),
  command: z
    .strictObject({
      isRequired: z.boolean(),
      courseKey,
      severities: z
        .array(severity)
        .min(1, 'Choose at least one severity.')
        .max(5)
        .refine((severities) => new Set(severities).size === severities.length, 'Name each severity once.'),
    })
    .describe('Taking command of incidents of these severities; drills and tests need none'),
  onCall: z
    .strictObject({
      isRequired: z.boolean(),
      courseKey,
      scheduleIds: z
        .array(id)
        .max(500)
        .refine((ids) => new Set(ids).size === ids.length, 'Name each schedule once.')
        .nullable()
        .describe('Null for all schedules'),
    })
    .describe('Being put on call by a person: turns, overrides, covers, swaps and rotas'),
});
export type CertificationRulesInput = z.output<typeof certificationRulesInput>;

export const certificationRules = z
  .object({
    ...certificationRulesInput.shape,
    holders: z
      .object({ command: z.number().int(), onCall: z.number().int() })
      .describe('People with a valid certificate of the course; while there are none, nothing is refused'),
    version: z.number().int().describe('0 until somebody has edited it'),
  })
  .meta({
    id: 'CertificationRules',
    description:
      'Where a certificate is required. Whoever lacks it is refused with `certificate_required` and may go on with a reason. Pages, escalation and turns that exist are never refused.',
  });
export type CertificationRules = z.output<typeof certificationRules>;

export const readCertificationRules = endpoint({
  name: 'readCertificationRules',
  method: 'GET',
  path: '/api/v1/program/certification-rules',
  permission: 'program.read',
  summary: 'Read where certificates are required',
  tag: 'training',
  output: certificationRules,
});

export const updateCertificationRules = endpoint({
  name: 'updateCertificationRules',
  method: 'PUT',
  path: '/api/v1/program/certification-rules',
  permission: 'program.manage',
  summary: 'Replace where certificates are required; send If-Match to guard against lost edits',
  tag: 'training',
  body: certificationRulesInput,
  output: certificationRules,
});
