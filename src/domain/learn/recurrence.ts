import { trigramLikeness, wordLikeness } from './likeness.ts';

/** What makes one incident look like another. */
export type IncidentSignature = {
  incidentId: number;
  /** e.g. INC-42, for the explanation. */
  key: string;
  title: string;
  /** Source and dedup key of each linked alert. */
  alerts: readonly { sourceId: number; dedupKey: string }[];
  serviceIds: readonly number[];
  factorKeys: readonly string[];
  /** Epoch milliseconds. */
  declaredAt: number;
  resolvedAt: number | null;
};

export type LikenessReason = 'same-alert' | 'same-source' | 'same-service' | 'similar-words' | 'same-factor';

export type LikenessPart = {
  reason: LikenessReason;
  points: number;
  /** A sentence for the person who decides. */
  explanation: string;
};

export type RecurrenceSuggestion = {
  earlier: IncidentSignature;
  /** 0–100. */
  score: number;
  reasons: LikenessPart[];
};

/** Points per reason; together at most 100. The same alert on its own reaches the threshold, a service alone never does. */
export const likenessPoints = { sameAlert: 50, sameSource: 5, sameService: 20, similarWords: 20, sameFactor: 10 };

export const suggestionThreshold = 40;

/** Titles less alike than this give no points: chance alone reaches it. */
export const leastWordLikeness = 0.4;

export const lookBackDays = 180;

function shared<T>(left: readonly T[], right: readonly T[]): T[] {
  const other = new Set(right);
  return [...new Set(left)].filter((value) => other.has(value));
}

/** How alike two incidents are, with the reasons. Symmetric: swapping them changes nothing but the wording. */
export function likenessOf(
  current: IncidentSignature,
  earlier: IncidentSignature,
): { score: number; reasons: LikenessPart[] } {
  const reasons: LikenessPart[] = [];
  const keyOf = (alert: { sourceId: number; dedupKey: string }) => JSON.stringify([alert.sourceId, alert.dedupKey]);
  const alerts = shared(current.alerts.map(keyOf), earlier.alerts.map(keyOf));
  const sources = shared(
    current.alerts.map((alert) => alert.sourceId),
    earlier.alerts.map((alert) => alert.sourceId),
  );
  if (alerts.length > 0) {
    const [, dedupKey] = JSON.parse(alerts.sort()[0] ?? '[0,""]') as [number, string];
    const more = alerts.length > 1 ? ` and ${alerts.length - 1} more` : '';
    const explanation = `The same alert triggered: ${shortened(dedupKey)}${more}.`;
    reasons.push({ reason: 'same-alert', points: likenessPoints.sameAlert, explanation });
  } else if (sources.length > 0) {
    const explanation = 'Alerts from the same source triggered.';
    reasons.push({ reason: 'same-source', points: likenessPoints.sameSource, explanation });
  }
  const services = shared(current.serviceIds, earlier.serviceIds);
  if (services.length > 0) {
    const explanation =
      services.length === 1 ? 'The same service is affected.' : `${services.length} affected services are the same.`;
    reasons.push({ reason: 'same-service', points: likenessPoints.sameService, explanation });
  }
  const words = Math.max(wordLikeness(current.title, earlier.title), trigramLikeness(current.title, earlier.title));
  if (words >= leastWordLikeness) {
    const explanation = `The titles are ${Math.round(words * 100)}% similar.`;
    reasons.push({ reason: 'similar-words', points: Math.round(likenessPoints.similarWords * words), explanation });
  }
  const factors = shared(current.factorKeys, earlier.factorKeys);
  if (factors.length > 0) {
    const explanation = `Same contributing factor: ${factors.sort().join(', ')}.`;
    reasons.push({ reason: 'same-factor', points: likenessPoints.sameFactor, explanation });
  }
  const score = Math.min(
    100,
    reasons.reduce((sum, part) => sum + part.points, 0),
  );
  return { score, reasons };
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > 80 ? `${characters.slice(0, 79).join('')}…` : text;
}

/**
 * Likely earlier occurrences of an incident, best first, at most `limit`. Only incidents that were declared before it and
 * resolved before it began count: two at the same time are one event, not a recurrence. A person confirms.
 */
export function suggestRecurrences(
  current: IncidentSignature,
  candidates: readonly IncidentSignature[],
  limit = 5,
): RecurrenceSuggestion[] {
  const oldest = current.declaredAt - lookBackDays * 86_400_000;
  return candidates
    .filter((earlier) => earlier.incidentId !== current.incidentId && earlier.declaredAt < current.declaredAt)
    .filter(
      (earlier) =>
        earlier.resolvedAt !== null && earlier.resolvedAt <= current.declaredAt && earlier.declaredAt >= oldest,
    )
    .map((earlier) => ({ earlier, ...likenessOf(current, earlier) }))
    .filter((suggestion) => suggestion.score >= suggestionThreshold)
    .sort((left, right) => right.score - left.score || right.earlier.declaredAt - left.earlier.declaredAt)
    .slice(0, limit);
}
