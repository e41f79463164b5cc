/** Raw rows for a data warehouse; `docs/tables.md` has all columns. */
import { z } from 'zod';
import { csvType, endpoint } from '../endpoint.ts';

export const tableNames = [
  'incidents',
  'severity_changes',
  'pages',
  'notifications',
  'shifts',
  'postmortems',
  'action_items',
  'recurrences',
  'drills',
  'certificates',
  'goals',
  'services',
  'teams',
] as const;
export type TableName = (typeof tableNames)[number];

export const columnTypes = ['integer', 'number', 'text', 'boolean', 'timestamp'] as const;

const exportTable = z
  .object({
    name: z.enum(tableNames),
    row: z.string().describe('What one row is'),
    key: z.array(z.string()).describe('The columns that name a row: a later export of the same row replaces it'),
    columns: z.array(z.object({ name: z.string(), type: z.enum(columnTypes), meaning: z.string() })),
  })
  .meta({ id: 'ExportTable' });

const common = { method: 'GET', permission: 'measures.read', tag: 'measures' } as const;

export const listExportTables = endpoint({
  ...common,
  name: 'listExportTables',
  path: '/api/v1/tables',
  summary: 'List the tables for a data warehouse with their columns',
  output: z.object({ items: z.array(exportTable) }),
});

/** Answered with every export: what the next one is to give as `since`. */
export const nextSinceHeader = 'evenkeel-next-since';

const given = {
  params: z.strictObject({ table: z.enum(tableNames) }),
  query: z.strictObject({
    since: z
      .string()
      .regex(/^\d{1,20}\.\d{1,15}$/, `Use what an earlier export answered as ${nextSinceHeader}.`)
      .optional()
      .describe(
        `Only rows that were changed since an earlier export, which answered this as the header ${nextSinceHeader}`,
      ),
  }),
  output: z.string(),
};

export const exportTableCsv = endpoint({
  ...common,
  ...given,
  name: 'exportTableCsv',
  path: '/api/v1/tables/:table/rows.csv',
  summary: 'The rows of a table as CSV; no contact data of people',
  contentType: csvType,
});

export const exportTableParquet = endpoint({
  ...common,
  ...given,
  name: 'exportTableParquet',
  path: '/api/v1/tables/:table/rows.parquet',
  summary: 'The rows of a table as a Parquet file; no contact data of people',
  contentType: 'application/vnd.apache.parquet',
});
