import { withSearch } from '../paths.ts';

/** Where the web shows the rows behind a number, from the API path that the number came with. */
export function rowsLink(rowsHref: string): string {
  const { searchParams } = new URL(rowsHref, 'http://here');
  return withSearch('/measures/incidents', Object.fromEntries(searchParams));
}
