/** What is to be said about the release of a PostgreSQL: minor releases mend lost data and security, and majors end. */
import { type Finding, ok, warning } from './check.ts';

type Major = { minor: number; asOf: string; endsOn: string };

/**
 * By major: the newest minor release that was known on the day `asOf`, which mended security, and the day after which
 * there are no more. RELEASE.md has the step that renews it.
 */
const majors: Record<number, Major> = {
  14: { minor: 24, asOf: '2026-08-13', endsOn: '2026-11-12' },
  15: { minor: 20, asOf: '2026-11-13', endsOn: '2027-11-11' },
  16: { minor: 15, asOf: '2026-08-13', endsOn: '2028-11-09' },
  17: { minor: 11, asOf: '2026-08-13', endsOn: '2029-11-08' },
  18: { minor: 6, asOf: '2026-08-13', endsOn: '2030-11-14' },
};

/** There is one at least every three months. */
const daysBetweenReleases = 92;
const dayMs = 86_400_000;

/**
 * @param version as the server tells it, `17.4 (Debian 17.4-1)` @param now the database's time
 * @param cameAlong it is the one that Evenkeel brings
 */
export function postgresFinding(
  version: string,
  now: Date,
  { more = '', cameAlong = false }: { more?: string; cameAlong?: boolean } = {},
): Finding {
  const [, major, minor] = (/^(\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  const known = major === undefined ? undefined : majors[major];
  const name = `PostgreSQL ${version.split(' ')[0]}`;
  if (known && now.toISOString().slice(0, 10) > known.endsOn)
    return warning(
      `${name}${more} gets no more fixes: PostgreSQL ${major} ended on ${known.endsOn}. Move to a newer one.`,
    );
  if (known && minor! < known.minor) {
    const newer = `${major}.${known.minor} or newer (as of ${known.asOf})`;
    const remedy = cameAlong
      ? `It came along with Evenkeel: a later version brings a later one, and EVENKEEL_POSTGRES_BIN takes ${newer} of this machine.`
      : `Install ${newer}; the data stays as it is.`;
    return warning(`${name}${more} is an old minor release: later ones mend lost data and security. ${remedy}`);
  }
  return ok(`${name} answers${more}${known ? `; ${judgement(known, now)}` : ''}.`);
}

function judgement({ asOf }: Major, now: Date): string {
  const days = Math.floor((now.getTime() - Date.parse(asOf)) / dayMs);
  const judged = `no old minor release, as of ${asOf}`;
  if (days <= daysBetweenReleases) return judged;
  return `${judged}, which is ${days} days ago: there are newer ones by now`;
}
