/** What is to be said about the release of a PostgreSQL: minor releases mend lost data and security, and majors end. */
import { type Finding, ok, warning } from './check.ts';

/** When the table was last held against postgresql.org/support/versioning. RELEASE.md has the step. */
const asOf = '2025-11-13';

/** By major: the newest minor release then, which mended security, and the day after which there are no more. */
const majors: Record<number, { minor: number; endsOn: string }> = {
  14: { minor: 20, endsOn: '2026-11-12' },
  15: { minor: 15, endsOn: '2027-11-11' },
  16: { minor: 11, endsOn: '2028-11-09' },
  17: { minor: 7, endsOn: '2029-11-08' },
  18: { minor: 1, endsOn: '2030-11-14' },
};

/** @param version as the server tells it, `17.4 (Debian 17.4-1)` @param now the database's time */
export function postgresFinding(version: string, now: Date, more = ''): Finding {
  const [, major, minor] = (/^(\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  const known = major === undefined ? undefined : majors[major];
  const name = `PostgreSQL ${version.split(' ')[0]}`;
  if (known && now.toISOString().slice(0, 10) > known.endsOn)
    return warning(
      `${name}${more} gets no more fixes: PostgreSQL ${major} ended on ${known.endsOn}. Move to a newer one.`,
    );
  if (known && minor! < known.minor)
    return warning(
      `${name}${more} is an old minor release: later ones mend lost data and security. Install ${major}.${known.minor} or newer (as of ${asOf}); the data stays as it is.`,
    );
  const judged = known ? `; no old minor release, as of ${asOf}` : '';
  return ok(`${name} answers${more}${judged}.`);
}
