/**
 * Alertmanager API v2. An alert that somebody has taken or ended here is silenced there by its labels, for a while, so
 * that it goes on to nobody else; taking it back here ends the silence.
 */
import { isGrafana } from './grafana.ts';
import { type Ask, type Call, type CloseBackSettings, failed, refused, type Told } from './request.ts';

const clockSlackMs = 120_000;

type Matcher = { name: string; value: string; isRegex: boolean; isEqual: boolean };

export async function tellAlertmanager(ask: Ask, settings: CloseBackSettings, call: Call): Promise<Told> {
  return call.action === 'acknowledge' || call.action === 'resolve'
    ? silence(ask, settings, call)
    : endSilence(ask, settings, call.silenceId);
}

async function silence(ask: Ask, { silenceMinutes, url }: CloseBackSettings, call: Call): Promise<Told> {
  const matchers = matchersOf(call.alert.labels);
  // Without labels it would silence everything.
  if (matchers.length === 0) return failed('the alert has no labels to silence it by', false);
  const comment = `${call.action === 'resolve' ? 'Resolved' : 'Acknowledged'} in Evenkeel: ${call.link}`;
  const standing = await ask({ method: 'GET', path: `/api/v2/silences?${filterOf(matchers)}` });
  if ('outcome' in standing) return standing;
  if (standing.status !== 200) return refused(standing.status);
  // Of an earlier try whose answer was lost, or of the acknowledgement before the end.
  const own = silencesOf(standing.json).find(
    (one) => one.status?.state !== 'expired' && one.comment?.endsWith(` in Evenkeel: ${call.link}`),
  );
  if (own?.id) {
    const endsAt = new Date(own.endsAt ?? call.nowMs);
    return {
      outcome: 'done',
      words: `is still silenced at ${nameOf(url)} until ${endsAt.toISOString()}`,
      silence: { id: own.id, endsAt },
    };
  }
  const endsAt = new Date(call.nowMs + silenceMinutes * 60_000);
  const made = await ask({
    method: 'POST',
    path: '/api/v2/silences',
    body: {
      matchers,
      // A start in its past counts as now; its clock may be behind ours.
      startsAt: new Date(call.nowMs - clockSlackMs).toISOString(),
      endsAt: endsAt.toISOString(),
      createdBy: `${call.by} (Evenkeel)`,
      comment,
    },
  });
  if ('outcome' in made) return made;
  const id = (made.json as { silenceID?: unknown } | null)?.silenceID;
  // Grafana says that it has accepted it.
  if ((made.status !== 200 && made.status !== 202) || typeof id !== 'string') return refused(made.status);
  return {
    outcome: 'done',
    words: `was silenced at ${nameOf(url)} until ${endsAt.toISOString()}`,
    silence: { id, endsAt },
  };
}

export async function endSilence(
  ask: Ask,
  { url }: Pick<CloseBackSettings, 'url'>,
  silenceId: string | null,
): Promise<Told> {
  if (silenceId === null) return { outcome: 'skipped', words: `has no silence at ${nameOf(url)} that could be ended` };
  const gone = await ask({ method: 'DELETE', path: `/api/v2/silence/${encodeURIComponent(silenceId)}` });
  if ('outcome' in gone) return gone;
  // It answers 404 for one that it never had or has forgotten, and 500 for one that has ended already.
  const hasEnded = gone.status === 200 || gone.status === 404 || isEndedAlready(gone);
  return hasEnded
    ? { outcome: 'done', words: `is no longer silenced at ${nameOf(url)}`, silence: null }
    : refused(gone.status);
}

const isEndedAlready = ({ status, json }: { status: number; json: unknown }) =>
  status === 500 && typeof json === 'string' && json.includes('already expired');

/** Whether Alertmanager still has the alert; a failure where it cannot be told. */
export async function stillFires(
  ask: Ask,
  labels: Record<string, string>,
): Promise<boolean | Extract<Told, { outcome: 'failed' }>> {
  const matchers = matchersOf(labels);
  const found = await ask({
    method: 'GET',
    path: `/api/v2/alerts?active=true&silenced=true&inhibited=true&${filterOf(matchers)}`,
  });
  if ('outcome' in found) return found;
  if (found.status !== 200 || !Array.isArray(found.json)) return refused(found.status);
  return found.json.some((alert: { labels?: Record<string, string> }) => isSame(alert.labels ?? {}, labels));
}

export const nameOf = (url: string | null): string => (isGrafana(url) ? 'Grafana' : 'Alertmanager');

/** Alerts that have more labels match as well, and are others; Grafana has some of its own that it tells nobody. */
function isSame(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = Object.keys(one).filter((name) => !/^__.*__$/.test(name) || name in other);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

function matchersOf(labels: Record<string, string>): Matcher[] {
  return Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }));
}

const filterOf = (matchers: readonly Matcher[]) =>
  matchers
    .map(({ name, value }) => `filter=${encodeURIComponent(`${name}="${value.replace(/["\\\n]/g, escaped)}"`)}`)
    .join('&');

const escaped = (sign: string) => (sign === '\n' ? '\\n' : `\\${sign}`);

type Silence = { id?: string; endsAt?: string; comment?: string; status?: { state?: string } };
const silencesOf = (json: unknown): Silence[] => (Array.isArray(json) ? (json as Silence[]) : []);
