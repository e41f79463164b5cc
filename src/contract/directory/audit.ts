import { z } from 'zod';
import { endpoint, id, instant, instantInput, listOf, pageQuery } from '../endpoint.ts';

export const auditEntry = z
  .object({
    id,
    at: instant,
    kind: z.string().describe('What happened, such as `team.updated`'),
    subjectKind: z.string().describe('What it is about, such as `team`; follows from the kind'),
    subjectId: z.number().int().nullable(),
    actor: z.object({
      kind: z.string(),
      name: z.string(),
      personId: z.number().int().nullable(),
      tokenId: z.number().int().nullable(),
    }),
    before: z.unknown(),
    after: z.unknown(),
    details: z.record(z.string(), z.unknown()).describe('What else was recorded with the change'),
  })
  .meta({ id: 'AuditEntry', description: 'An action by a person, a token or automation. Never changed.' });

export const listAudit = endpoint({
  name: 'listAudit',
  method: 'GET',
  path: '/api/v1/audit',
  permission: 'audit.read',
  summary: 'List what people, tokens and automation did, newest first',
  tag: 'audit',
  query: pageQuery.extend({
    kind: z
      .string()
      .max(100)
      .regex(/^[A-Za-z][A-Za-z._-]*$/)
      .optional()
      .describe('A kind such as `team.updated`, or its first word for all of a noun'),
    personId: id.optional(),
    subjectKind: z
      .string()
      .max(100)
      .regex(/^[A-Za-z][A-Za-z_-]*$/)
      .optional(),
    subjectId: id.optional(),
    from: instantInput.optional(),
    until: instantInput.optional(),
  }),
  output: listOf(auditEntry),
});
