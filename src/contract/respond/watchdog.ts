import { z } from 'zod';
import { endpoint, instant } from '../endpoint.ts';

/** `fault`: the engine does not do what it promises. `warning`: it does, and yet people may not be reached. */
export const auditFinding = z.object({
  code: z.string(),
  weight: z.enum(['fault', 'warning']),
  sentence: z.string(),
  count: z.number().int(),
  subjectKind: z.string(),
  examples: z.array(z.number().int()).meta({ description: 'Ids of the first few.' }),
});
export type AuditFinding = z.output<typeof auditFinding>;

export const readPagingAudit = endpoint({
  name: 'readPagingAudit',
  method: 'GET',
  path: '/api/v1/platform/audit',
  permission: 'platform.read',
  summary: 'Check the invariants of paging now; an empty list is good news',
  tag: 'platform',
  output: z
    .object({ checkedAt: instant, isClean: z.boolean(), findings: z.array(auditFinding) })
    .meta({ id: 'PagingAudit' }),
});
