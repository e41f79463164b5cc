/** An alert as its sender knows it: by the key and the labels that it sent, before any mapping. */
import type { Queryable } from '../../platform/db/database.ts';
import { mapSignals } from '../mapping-rules/apply.ts';
import { bodyValues } from '../mapping-rules/body-values.ts';
import { type LookupTable, readLookupTable } from '../mapping-rules/lookup-table.ts';
import { createMapping } from '../mapping-rules/mapping.ts';
import { asObject, field } from '../source-types/reading/json-value.ts';
import { findSourceType } from '../source-types/registry.ts';
import * as store from './store.ts';

export { endPromise } from '../alerts/response-store.ts';

export type SentAlert = {
  title: string;
  dedupKey: string;
  /** Those of the alert in the body, as they stand there. */
  labels: Record<string, string>;
};

/** A sentence where it cannot be told, null where the alert is gone or was made by a test of ours. */
export async function loadSentAlert(db: Queryable, alertId: number): Promise<SentAlert | string | null> {
  const last = await store.loadLastSignal(db, alertId);
  if (!last) return null;
  const { request: stored, body, receivedAt, rules } = last;
  const type = findSourceType(last.type);
  if (!stored || !body || !receivedAt || !type) return 'the signal is no longer kept';
  const { odd: _odd, dropped: _dropped, droppedCount: _count, isPing: _ping, isTest, isCanary, ...rest } = stored;
  if (isTest || isCanary) return null;
  const request = { ...rest, body, receivedAt: receivedAt.getTime() };
  const parsed = type.parse(request, last.settings);
  if (parsed.kind !== 'signals') return 'the signal can no longer be read';
  const tables = new Map<string, LookupTable>();
  for (const rule of rules) {
    const table = rule.do === 'look-up' ? await store.loadTableBySlug(db, rule.table) : null;
    if (table) tables.set(table.slug, readLookupTable(table.csv, table.version));
  }
  const mapping = createMapping(rules, 0, (slug) => tables.get(slug));
  const of = { request, settings: last.settings };
  const keys = mapping
    ? mapSignals(mapping, of, parsed.signals, []).map(({ after }) => after?.dedupKey)
    : parsed.signals.map(({ dedupKey }) => dedupKey);
  const place = keys.lastIndexOf(last.dedupKey);
  const said = parsed.signals[place];
  if (!said) return 'the alert is not in the last signal, as the mapping is now';
  const item = asObject(bodyValues(request, last.settings)?.itemOf(place, parsed.signals.length));
  const own = asObject(item && field(item, 'labels'));
  const labels = own
    ? Object.fromEntries(Object.entries(own).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
    : said.labels;
  return { title: said.title || last.title, dedupKey: said.dedupKey, labels };
}
