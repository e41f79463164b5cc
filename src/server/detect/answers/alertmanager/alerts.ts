import type { Queryable } from '../../../platform/db/database.ts';
import type { Source } from '../../rulebook/rulebook.ts';
import { jsonReply } from '../../source-types/reply.ts';
import type { Reply } from '../../source-types/source.ts';
import { matches, readMatcher } from './matchers.ts';
import { listOpenAlerts, type OpenAlert } from './store.ts';

/** The open alerts of the source, or these in groups of one alertname. */
export async function answerAlerts(
  db: Queryable,
  source: Source,
  asked: URLSearchParams,
  inGroups: boolean,
): Promise<Reply> {
  const matchers = asked.getAll('filter').slice(0, 50).map(readMatcher);
  const wants = (name: string) => asked.get(name) !== 'false';
  const shown = [];
  for (const alert of await listOpenAlerts(db, source.id)) {
    const labels = labelsOf(alert);
    const fits = matchers.map((matcher) => matcher && matches(matcher, labels));
    if (fits.includes(null)) return jsonReply(400, 'a filter is not understood: use words, .* and |');
    const isWanted = wants(alert.isSuppressed ? 'silenced' : 'active');
    if (isWanted && fits.every(Boolean)) shown.push(shownAlert(alert, labels, source));
  }
  return jsonReply(200, inGroups ? groupsOf(shown, source) : shown);
}

function groupsOf(alerts: ReturnType<typeof shownAlert>[], source: Source) {
  const groups = new Map<string, typeof alerts>();
  for (const alert of alerts) {
    const name = alert.labels.alertname ?? '';
    groups.set(name, [...(groups.get(name) ?? []), alert]);
  }
  return [...groups].map(([alertname, inside]) => ({
    labels: { alertname },
    receiver: { name: source.slug },
    alerts: inside,
  }));
}

function labelsOf({ labels, title }: OpenAlert): Record<string, string> {
  return labels.alertname === undefined ? { alertname: title, ...labels } : labels;
}

function shownAlert(alert: OpenAlert, labels: Record<string, string>, source: Source) {
  const { title, description, links, triggeredAt, lastSignalAt, expiresAt, isSuppressed, dedupHash } = alert;
  // An alert that nobody promised to repeat has no end: a day from its last signal is what clients can show.
  const endsAt = expiresAt ?? new Date(lastSignalAt.getTime() + 86_400_000);
  return {
    annotations: { summary: title, ...(description && { description }) },
    startsAt: triggeredAt.toISOString(),
    endsAt: endsAt.toISOString(),
    updatedAt: lastSignalAt.toISOString(),
    fingerprint: dedupHash.slice(0, 16),
    receivers: [{ name: source.slug }],
    status: { state: isSuppressed ? 'suppressed' : 'active', silencedBy: [], inhibitedBy: [] },
    labels,
    ...(links[0] && { generatorURL: links[0].href }),
  };
}
