import { z } from 'zod';
import { endpoint, id, idParams, instant, line, noContent, slug } from '../endpoint.ts';
import { whose } from '../whose.ts';
import { conditionTest, refuseValue } from './conditions.ts';
import { oddPart, understoodSignal } from './sources.ts';

export const maxMappingRules = 50;
export const maxPattern = 300;

const template = z.string().min(1, 'Write a template.').max(2_000).describe('Liquid');
const bodyPath = z.string().min(1).max(200).describe('A dot path into the body, such as `host.name` or `items.0.id`');
const ruleName = line(200);

const mappingCondition = z
  .strictObject({
    label: z.string().min(1).max(200).optional(),
    field: z.enum(['title', 'description', 'severity', 'dedupKey', 'status']).optional(),
    body: bodyPath.optional(),
    ...conditionTest,
  })
  .superRefine((test, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const subjects = [test.label, test.field, test.body].filter((one) => one !== undefined);
    if (subjects.length !== 1) refuse('label', 'Give a label, a field or a place in the body.');
    refuseValue(test, refuse);
  })
  .meta({ id: 'MappingCondition', description: 'A test of a label, a field or a place in the body of a signal.' });
export type MappingCondition = z.output<typeof mappingCondition>;

const common = {
  enabled: z.boolean().default(true),
  when: z
    .strictObject({ all: z.array(mappingCondition).max(20) })
    .default({ all: [] })
    .describe('All must hold; with none the rule is for every signal'),
};

export const mappedFields = [
  'title',
  'description',
  'severity',
  'status',
  'dedupKey',
  'groupKey',
  'label',
  'link',
] as const;
export const extractedFields = ['title', 'description', 'dedupKey', 'label', 'body'] as const;

export const mappingRule = z
  .discriminatedUnion('do', [
    z.strictObject({
      ...common,
      do: z.literal('set'),
      field: z.enum(mappedFields),
      name: ruleName.optional().describe('Of the label, or the text of the link'),
      template,
    }),
    z.strictObject({
      ...common,
      do: z.literal('extract'),
      from: z.enum(extractedFields),
      name: ruleName.optional().describe('Of the label, or the path into the body'),
      pattern: z
        .string()
        .min(1, 'Write a pattern.')
        .max(maxPattern)
        .describe('A regular expression of RE2; each named group, `(?P<host>…)`, becomes a label'),
    }),
    z.strictObject({
      ...common,
      do: z.literal('look-up'),
      table: slug.describe('The lookup table'),
      key: template.describe('What is looked for in its first column, a Liquid template'),
    }),
    z.strictObject({ ...common, do: z.literal('drop') }),
  ])
  .superRefine((rule, context) => {
    const missing = (message: string) => context.addIssue({ code: 'custom', path: ['name'], message });
    if (rule.do === 'set' && rule.name === undefined) {
      if (rule.field === 'label') missing('Name the label.');
      if (rule.field === 'link') missing('Write the text of the link.');
    }
    if (rule.do === 'extract' && rule.name === undefined) {
      if (rule.from === 'label') missing('Name the label.');
      if (rule.from === 'body') missing('Write a path into the body.');
    }
  })
  .meta({
    id: 'MappingRule',
    description: 'One thing that is done to each signal of a source before it becomes an alert.',
  });
export type MappingRule = z.output<typeof mappingRule>;
export type MappingRuleInput = z.input<typeof mappingRule>;

export const mappingRules = z.array(mappingRule).max(maxMappingRules);

const mapping = z
  .object({ rules: z.array(mappingRule).describe('In the order in which they are applied'), version: z.number().int() })
  .meta({ id: 'SourceMapping', description: 'What is done to the signals of a source before they become alerts.' });
export type SourceMapping = z.output<typeof mapping>;

export const getSourceMapping = endpoint({
  name: 'getSourceMapping',
  method: 'GET',
  path: '/api/v1/sources/:id/mapping',
  permission: 'sources.read',
  summary: 'Read the mapping of a source',
  tag: 'sources',
  params: idParams,
  output: mapping,
});

export const updateSourceMapping = endpoint({
  name: 'updateSourceMapping',
  method: 'PUT',
  path: '/api/v1/sources/:id/mapping',
  permission: 'sources.manage',
  teams: [whose('source')],
  summary: 'Replace the mapping of a source; send If-Match to guard against lost edits',
  tag: 'sources',
  params: idParams,
  body: z.strictObject({ rules: mappingRules }),
  output: mapping,
});

const triedSignal = z.object({
  before: understoodSignal,
  after: understoodSignal.nullable().describe('Null: dropped'),
  hits: z.array(z.number().int()).describe('The numbers of the rules that did something, from 1'),
});

export const tryMapping = endpoint({
  name: 'tryMapping',
  method: 'POST',
  path: '/api/v1/sources/:id/mapping/trial',
  permission: 'sources.manage',
  teams: [whose('source')],
  summary: 'Apply rules to requests that the source has received; nothing is kept',
  tag: 'sources',
  params: idParams,
  body: z.strictObject({
    rules: mappingRules,
    requests: z.int().min(1).max(1_000).default(10).describe('How many of the newest requests, of at most 8 MiB'),
  }),
  output: z.object({
    summary: z.object({
      requests: z.number().int(),
      from: instant.nullable().describe('When the oldest of them was received'),
      signals: z.number().int(),
      changed: z.number().int().describe('Signals that come out different, without the dropped ones'),
      dropped: z.number().int(),
      withFaults: z.number().int().describe('Requests in which a rule failed, or a key was in no lookup table'),
      droppedNow: z.number().int().describe('Dropped by the rules that are in force'),
      dedupKeys: z.number().int().describe('Different dedup keys of what is left: at most so many alerts at a time'),
      dedupKeysNow: z.number().int().describe('The same with the rules that are in force'),
    }),
    items: z
      .array(
        z.object({
          position: z.string(),
          receivedAt: instant,
          body: z.string().describe('At most 16 KiB of it; empty where it is no text'),
          signals: z.array(triedSignal).describe('At most the first 5'),
          signalCount: z.number().int(),
          odd: z.array(oddPart),
        }),
      )
      .describe('At most the newest 10'),
  }),
});

const lookupTable = z
  .object({
    id,
    slug,
    name: z.string(),
    columns: z.array(z.string()).describe('The first one is the key; the others become labels'),
    rowCount: z.number().int(),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'LookupTable', description: 'A table that mappings look values up in, to label signals with them.' });
export type LookupTable = z.output<typeof lookupTable>;

const lookupTableWithRows = lookupTable
  .extend({ csv: z.string() })
  .meta({ id: 'LookupTableWithRows', description: 'A lookup table with all of its rows.' });
export type LookupTableWithRows = z.output<typeof lookupTableWithRows>;

export const maxLookupTables = 50;
export const maxTableText = 256 * 1024;

export const lookupTableInput = z.strictObject({
  slug,
  name: line(120),
  csv: z
    .string()
    .min(1, 'The table is empty.')
    .max(maxTableText, 'A lookup table has at most 256 KiB.')
    .describe('A header line and at most 10,000 rows; commas, semicolons or tabs. The first column is the key'),
});
export type LookupTableInput = z.output<typeof lookupTableInput>;

export const listLookupTables = endpoint({
  name: 'listLookupTables',
  method: 'GET',
  path: '/api/v1/lookup-tables',
  permission: 'sources.read',
  summary: 'List the lookup tables by name',
  tag: 'sources',
  output: z.object({ items: z.array(lookupTable) }),
});

export const getLookupTable = endpoint({
  name: 'getLookupTable',
  method: 'GET',
  path: '/api/v1/lookup-tables/:id',
  permission: 'sources.read',
  summary: 'Read a lookup table with its rows',
  tag: 'sources',
  params: idParams,
  output: lookupTableWithRows,
});

export const createLookupTable = endpoint({
  name: 'createLookupTable',
  method: 'POST',
  path: '/api/v1/lookup-tables',
  permission: 'sources.manage',
  teams: 'organisation',
  summary: 'Create a lookup table; there may be 50',
  tag: 'sources',
  body: lookupTableInput,
  output: lookupTableWithRows,
  status: 201,
});

export const updateLookupTable = endpoint({
  name: 'updateLookupTable',
  method: 'PUT',
  path: '/api/v1/lookup-tables/:id',
  permission: 'sources.manage',
  teams: 'organisation',
  summary: 'Replace a lookup table; its slug stays; send If-Match to guard against lost edits',
  tag: 'sources',
  params: idParams,
  body: lookupTableInput,
  output: lookupTableWithRows,
});

export const deleteLookupTable = endpoint({
  name: 'deleteLookupTable',
  method: 'DELETE',
  path: '/api/v1/lookup-tables/:id',
  permission: 'sources.manage',
  teams: 'organisation',
  summary: 'Delete a lookup table that no mapping uses',
  tag: 'sources',
  params: idParams,
  output: noContent,
  status: 204,
});
