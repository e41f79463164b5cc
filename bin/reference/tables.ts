import { exportTables } from '../../src/domain/program/tables.ts';

/** What stands above it in docs/tables.md is written by hand. */
const mark = '<!-- `npm run generate` writes what follows. -->\n';

/** The page with the columns of every exported table written anew. */
export function describeTables(page: string): string {
  const head = page.slice(0, page.indexOf(mark));
  const parts = exportTables.map(
    ({ name, row, key, columns }) => `
## ${name}
${row}. Key: ${key.map((part) => `\`${part}\``).join(', ')}.

| column | type | |
|---|---|---|
${columns.map((column) => `| \`${column.name}\` | ${column.type} | ${column.meaning} |`).join('\n')}
`,
  );
  return `${head}${mark}${parts.join('')}`;
}
