import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

/** The whole document is checked section by section on the server; here only that it is a mapping. */
const document = z.record(z.string().max(100), z.unknown());

export const configurationChange = z
  .object({
    kind: z.string(),
    key: z.string().describe('What identifies it: a slug, an e-mail address'),
    change: z.enum(['create', 'update', 'delete', 'none']),
    fields: z
      .array(
        z.object({
          field: z.string(),
          before: z.unknown(),
          after: z.unknown(),
          isDefault: z.boolean().optional().describe('The document leaves it out, so what is made gets the default'),
        }),
      )
      .describe('What changes; secrets are shown as `[hidden]`'),
  })
  .meta({ id: 'ConfigurationChange', description: 'What applying a document does to one thing.' });
export type ConfigurationChange = z.output<typeof configurationChange>;

export const configurationPlan = z
  .object({
    changes: z.array(configurationChange),
    hasChanges: z.boolean(),
    holes: z.array(z.string()).describe('What would newly page nobody'),
    warnings: z
      .array(z.string())
      .describe(
        'Who would be in a rotation and never on call, or on call without a certificate that is required, newly',
      ),
    planHash: z.string().describe('Send it with the same document to apply exactly this plan'),
  })
  .meta({ id: 'ConfigurationPlan' });
export type ConfigurationPlan = z.output<typeof configurationPlan>;

const input = z.strictObject({
  document,
  prune: z
    .boolean()
    .default(false)
    .describe('Delete (people: disable) what is not in the document, in the sections that it has'),
});
export type ConfigurationInput = z.output<typeof input>;

export const planConfiguration = endpoint({
  name: 'planConfiguration',
  method: 'POST',
  path: '/api/v1/configuration/plan',
  permission: 'configuration.apply',
  largeBody: true,
  summary: 'Preview what applying this document would change',
  tag: 'configuration',
  body: input,
  output: configurationPlan,
});

export const applyConfiguration = endpoint({
  name: 'applyConfiguration',
  method: 'POST',
  path: '/api/v1/configuration/apply',
  permission: 'configuration.apply',
  largeBody: true,
  summary: 'Apply this document, completely or not at all',
  tag: 'configuration',
  confirms: true,
  body: input.extend({
    planHash: z.string().max(100).optional().describe('Refuse with state_conflict when the plan is another one by now'),
  }),
  output: configurationPlan,
});

export const exportConfiguration = endpoint({
  name: 'exportConfiguration',
  method: 'GET',
  path: '/api/v1/configuration',
  permission: 'configuration.apply',
  summary: 'The configuration as a document that can be applied here or elsewhere',
  tag: 'configuration',
  confirms: ({ query }) => (query as { secrets?: string }).secrets === 'true',
  query: z.strictObject({
    secrets: z
      .enum(['true', 'false'])
      .default('false')
      .describe('With the keys of sources and the settings of contact methods; recorded in the audit log'),
  }),
  output: z.object({ document }),
});
