/** What signals would become, without keeping them: read, folded and routed by the code that absorbs real ones. */
import { createHash } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import type { SimulatedSender } from '../../../contract/respond/simulation.ts';
import { foldSignals } from '../../../domain/detect/fold.ts';
import type { OddPart } from '../../../domain/detect/odd-part.ts';
import type { Signal } from '../../../domain/detect/signal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { episodesOf, newAlert } from '../absorb/apply.ts';
import { listReceived } from '../log/received-store.ts';
import { rereadRequest } from '../log/reread.ts';
import { createMapping } from '../mapping-rules/mapping.ts';
import { readRequest } from '../mapping-rules/read.ts';
import { loadRulebook, platformSourceSlug, type Rulebook, type Source } from '../rulebook/rulebook.ts';
import type { ParseResult } from '../source-types/source.ts';
import * as store from './store.ts';

export type SimulatedReading =
  | { outcome: 'signals'; detail: null; odd: OddPart[]; signals: Signal[] }
  | { outcome: 'ping' | 'rejected'; detail: string; odd: OddPart[]; signals: Signal[] };

export type SimulatedAlert = {
  alert: ReturnType<typeof newAlert>;
  routeName: string | null;
  /** An alert of this key that is open now, onto which the signal would be counted. */
  openAlertId: number | null;
};

export type SimulatedSignals = {
  source: Source;
  /** Alerts of the installation about itself end at its admins. */
  asksAdmins: boolean;
  reading: SimulatedReading;
  alerts: SimulatedAlert[];
  rulebook: Rulebook;
};

/** @param at epoch ms; when the signals would be received. @throws Problem `invalid_input`, `not_found` */
export async function simulateSignals(db: Queryable, sender: SimulatedSender, at: number): Promise<SimulatedSignals> {
  const rulebook = await loadRulebook(db);
  const stored = rulebook.sourceById.get(sender.sourceId);
  if (!stored) throw problem('not_found', `No source has the id ${sender.sourceId}.`);
  const source = withMapping(stored, sender, rulebook);
  const reading = readingOf(await parse(db, source, sender, at));
  const byKey = new Map<string, Signal[]>();
  for (const signal of reading.signals) {
    if (signal.action !== 'change') byKey.set(signal.dedupKey, [...(byKey.get(signal.dedupKey) ?? []), signal]);
  }
  const open = await store.openAlerts(db, source.id, [...byKey.keys()]);
  const keys = [...byKey.keys()].map((dedupKey) => keyOf(source, dedupKey));
  const episodes = await episodesOf(db, rulebook, keys);
  const alerts = [...byKey].flatMap(([dedupKey, signals], place) => {
    const received = signals.map((signal) => ({ receivedAt: at, signal }));
    const { alerts: folded } = foldSignals(null, received, null, false, rulebook.urgencies);
    return folded.map((change): SimulatedAlert => {
      const last = { source, signal: signals.at(-1)!, receivedAt: at, logId: null, seq: null };
      const key = { ...keys[place]!, signals: [last] };
      const alert = newAlert(rulebook, change, key, last, episodes(key));
      const route = rulebook.routes.find(({ id }) => id === alert.routeId);
      return { alert, routeName: route?.name ?? null, openAlertId: open.get(dedupKey) ?? null };
    });
  });
  return { source, asksAdmins: source.slug === platformSourceSlug, reading, alerts, rulebook };
}

/** The source with the rules that are to be tried. */
function withMapping(source: Source, sender: SimulatedSender, { lookupTables }: Rulebook): Source {
  if (sender.kind !== 'received' || !sender.mapping) return source;
  return { ...source, mapping: createMapping(sender.mapping, 0, (slug) => lookupTables.get(slug)) };
}

function keyOf(source: Source, dedupKey: string) {
  const dedupHash = createHash('sha256').update(dedupKey).digest();
  return { text: dedupKey, sourceId: source.id, dedupHash, dedupKey, source };
}

async function parse(db: Queryable, source: Source, sender: SimulatedSender, at: number): Promise<ParseResult> {
  switch (sender.kind) {
    case 'body': {
      const { body, contentType, path, query } = sender;
      const request = { method: 'POST', path, query, headers: {}, contentType, assignedKey: 'simulated' };
      return readRequest(source, { ...request, body: Buffer.from(body), receivedAt: at });
    }
    case 'received': {
      const { sourceId, position } = sender;
      const query = { sourceId, position, isOdd: false, limit: 1, cursor: undefined };
      const [found] = (await listReceived(db, query)).items;
      if (!found) throw problem('not_found', 'This request is no longer in the log.');
      return rereadRequest(source, { ...found, receivedAt: at });
    }
    case 'alert':
      return { kind: 'signals', signals: [describedSignal(sender, at)], odd: [], errors: [] };
  }
}

function describedSignal({ title, severity, labels }: Extract<SimulatedSender, { kind: 'alert' }>, at: number): Signal {
  return {
    action: 'trigger',
    dedupKey: `simulated ${title}`,
    title,
    description: '',
    severity: severity as Signal['severity'],
    labels,
    links: [],
    images: [],
    groupKey: null,
    occurredAt: at,
    expiresAt: null,
  };
}

function readingOf(parsed: ParseResult): SimulatedReading {
  switch (parsed.kind) {
    case 'signals':
      return { outcome: 'signals', detail: null, odd: parsed.odd, signals: parsed.signals };
    case 'ping':
      return { outcome: 'ping', detail: parsed.note, odd: [], signals: [] };
    case 'rejected':
      return { outcome: 'rejected', detail: parsed.detail, odd: [], signals: [] };
  }
}
