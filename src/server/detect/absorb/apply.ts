/**
 * Applies understood signals to the alerts: folds per dedup key, routes what is new, says what wants a page.
 * Runs in the caller's transaction, so that alerts, events and the cursor of the log move together or not at all.
 */

import { createHash } from 'node:crypto';
import { type Episode, flappingAt } from '../../../domain/detect/flapping.ts';
import {
  type AlertChange,
  type FoldedAlert,
  foldSignals,
  type IgnoredSignal,
  type ReceivedSignal,
} from '../../../domain/detect/fold.ts';
import { handOver, type NotPagedReason } from '../../../domain/detect/paging.ts';
import { chooseRoute, groupKeyFor, type Route } from '../../../domain/detect/routing.ts';
import { answerOnly, type Signal } from '../../../domain/detect/signal.ts';
import { defaultSeverity, type Severity } from '../../../domain/severity.ts';
import { type Actor, system } from '../../platform/auth/actor.ts';
import { type Queryable, type Transaction, withCommit } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { type NewEvent, recordEvents } from '../../platform/events/record.ts';
import type { Rulebook, Source } from '../rulebook/rulebook.ts';
import * as early from './early-store.ts';
import * as store from './fold-store.ts';
import { holdBack, notPagedEvents, standingRoute } from './hold-back.ts';
import { isRepeat, type KnownAlerts, knownKey } from './known-alerts.ts';
import { insertRequests, type NewRequest } from './requests-store.ts';

/** A signal with its origin; `logId` and `seq` are null for what we observed ourselves (a late heartbeat). */
export type OriginalSignal = {
  source: Source;
  signal: Signal;
  receivedAt: number;
  logId: number | null;
  seq: number | null;
};

/** Another node changed the same key at the same time: roll back and run the whole batch again. */
export class Interleaved extends Error {}

type Key = store.KeyOfAlert & { text: string; dedupKey: string; source: Source; signals: OriginalSignal[] };

/** What became of a batch; `learn` is to be called once its transaction has been committed. */
export type Applied = { alertsWait: boolean; learn: () => void };

/**
 * `mayOvertake`: other logs may still hold older signals of the same keys. It must have been read before this is called.
 * Throws `Interleaved`.
 */
export async function applySignals(
  tx: Transaction,
  rulebook: Rulebook,
  known: KnownAlerts,
  signals: OriginalSignal[],
  mayOvertake: boolean,
): Promise<Applied> {
  const all = groupByKey(signals);
  const repeats = repeatsOf(all, known);
  const counted = await store.countRepeats(tx, [...repeats.values()]);
  const keys = all.filter((key) => !counted.has(repeats.get(key)?.alertId ?? 0));
  const [overtaken, locked] = await Promise.all([
    mayOvertake ? waitingSignals(tx, keys) : new Map<string, ReceivedSignal[]>(),
    store.lockLatestAlerts(tx, keys),
  ]);
  const past = await pastOf(tx, locked, signals);
  const episodes = await episodesOf(tx, rulebook, keys);
  const latest = new Map(locked.map((alert) => [keyText(alert), alert]));
  const created: (store.NewAlert & { key: Key; transitions: AlertChange['transitions'] })[] = [];
  const changed: (store.ChangedAlert & { isWorse: boolean; key: Key; transitions: AlertChange['transitions'] })[] = [];
  const tooEarly: early.EarlySignal[] = [];
  const answered: Key[] = [];
  for (const key of keys) {
    const waiting = overtaken.get(keyText(key)) ?? [];
    const current = latest.get(keyText(key)) ?? null;
    const isOpen = current !== null && current.state !== 'resolved';
    const fold = foldSignals(
      isOpen ? foldedFrom(current, past) : null,
      [...waiting, ...key.signals.map(({ receivedAt, signal }): ReceivedSignal => ({ receivedAt, signal }))],
      current?.resolvedAt ? past(current.resolvedAt) : null,
      isOpen && severityOfRoute(rulebook, current.routeId) !== null,
      rulebook.urgencies,
    );
    const last = key.signals.at(-1)!;
    const earlier = episodes(key);
    for (const change of fold.alerts) {
      if (change.kind === 'changed') {
        changed.push(changedAlert(rulebook, current!, change, key, last));
        const open = earlier.find(({ endedAt }) => endedAt === null);
        if (open && change.alert.status === 'resolved') open.endedAt = change.alert.statusChangedAt;
        continue;
      }
      const alert = newAlert(rulebook, change, key, last, earlier);
      created.push(alert);
      earlier.push(episodeOf(alert));
    }
    if (mayOvertake && fold.alerts.length === 0) tooEarly.push(...earlySignalsOf(key, fold.ignored));
    else if (waiting.length > 0) answered.push(key);
  }
  withCommit(tx, early.rememberEarlySignals(tx, tooEarly));
  withCommit(tx, early.forgetEarlySignals(tx, answered));
  // Changed before new: the open alert of a key must be resolved before its successor may exist.
  const [versions, ids] = await Promise.all([store.updateAlerts(tx, changed), store.insertAlerts(tx, created)]);
  if (ids.includes(null)) throw new Interleaved('Another node opened an alert of the same key.');
  withCommit(tx, store.insertChanges(tx, changesOf(rulebook, signals)));
  // Worse than it was: that is news, however often it came and went.
  const worse = changed.filter(({ isWorse }) => isWorse).map(({ id }) => id);
  if (worse.length > 0) withCommit(tx, store.releaseWorse(tx, worse));
  const events = [
    ...changed.flatMap((alert) => eventsOf(alert.id, alert.transitions, alert.key.source)),
    ...created.flatMap((alert, place) => [
      ...eventsOf(ids[place]!, alert.transitions, alert.key.source),
      ...notPagedEvents(ids[place]!, alert),
    ]),
  ];
  withCommit(tx, recordEvents(tx, system, events));
  withCommit(
    tx,
    insertRequests(tx, [
      ...changed.flatMap((alert) => requestsOf(alert.id, alert)),
      ...created.flatMap((alert, place) => requestsOf(ids[place]!, alert)),
    ]),
  );
  return {
    alertsWait: [...created, ...changed].some(({ paging }) => paging === 'wanted' || paging === 'settle'),
    learn() {
      for (const { id, key, folded } of changed) {
        if (folded.status === 'resolved') known.forget(key.text);
        else known.remember(key.text, { alertId: id, contentVersion: versions.get(id)!, content: folded });
      }
      for (const [place, { key, folded }] of created.entries()) {
        if (folded.status !== 'resolved')
          known.remember(key.text, { alertId: ids[place]!, contentVersion: 1, content: folded });
      }
    },
  };
}

/** When alerts of these keys were open lately, by key; nothing is read while no route asks. */
export async function episodesOf(
  db: Queryable,
  { routes }: Rulebook,
  keys: store.KeyOfAlert[],
): Promise<(key: store.KeyOfAlert) => Episode[]> {
  const isAsked = routes.some(({ isEnabled, outcome }) => isEnabled && outcome.flapping);
  const found = new Map(keys.map((key) => [keyText(key), [] as Episode[]]));
  for (const { triggeredAt, resolvedAt, notPagedBecause, ...key } of isAsked
    ? await store.listEpisodes(db, keys)
    : []) {
    const endedAt = resolvedAt?.getTime() ?? null;
    found.get(keyText(key))!.push({ triggeredAt: triggeredAt.getTime(), endedAt, notPagedBecause });
  }
  return (key) => found.get(keyText(key)) ?? [];
}

const episodeOf = ({ folded, notPagedBecause }: Pick<store.NewAlert, 'folded' | 'notPagedBecause'>): Episode => ({
  triggeredAt: folded.triggeredAt,
  endedAt: folded.status === 'resolved' ? folded.statusChangedAt : null,
  notPagedBecause,
});

/** What was absorbed before its trigger and still waits for it, by key. */
async function waitingSignals(tx: Queryable, keys: Key[]): Promise<Map<string, ReceivedSignal[]>> {
  const dedupKeys = new Map(keys.map((key) => [keyText(key), key.dedupKey]));
  const waiting = new Map<string, ReceivedSignal[]>();
  for (const one of await early.listEarlySignals(tx, keys)) {
    const text = keyText(one);
    const signals = waiting.get(text) ?? [];
    signals.push({ receivedAt: one.receivedAt.getTime(), signal: answerOnly(one.action, dedupKeys.get(text)!) });
    waiting.set(text, signals);
  }
  return waiting;
}

/** The newest of each action that found nothing open. */
function earlySignalsOf(key: Key, ignored: IgnoredSignal[]): early.EarlySignal[] {
  const newest = new Map<early.EarlySignal['action'], number>();
  for (const { reason, received } of ignored) {
    const { action } = received.signal;
    if (reason !== 'nothing-open' || (action !== 'acknowledge' && action !== 'resolve')) continue;
    newest.set(action, Math.max(newest.get(action) ?? 0, received.receivedAt));
  }
  const { sourceId, dedupHash } = key;
  return [...newest].map(([action, at]) => ({ sourceId, dedupHash, action, receivedAt: new Date(at) }));
}

function repeatsOf(keys: Key[], known: KnownAlerts): Map<Key, store.Repeat> {
  const repeats = new Map<Key, store.Repeat>();
  for (const key of keys) {
    const { text, signals } = key;
    const alert = known.find(text);
    if (!alert || !signals.every(({ signal }) => isRepeat(alert, signal))) continue;
    const last = signals.at(-1)!;
    repeats.set(key, {
      alertId: alert.alertId,
      contentVersion: alert.contentVersion,
      count: signals.length,
      at: last.receivedAt,
      expiresAt: last.signal.expiresAt,
      logId: last.logId,
      seq: last.seq,
    });
  }
  return repeats;
}

/** In the order of the keys, so that two nodes lock the same rows in the same order. */
function groupByKey(signals: OriginalSignal[]): Key[] {
  const keys = new Map<string, Key>();
  const hashes = new Map<string, Buffer>();
  for (const original of signals) {
    const { source, signal } = original;
    if (signal.action === 'change') continue;
    const text = knownKey(source.id, signal.dedupKey);
    const known = keys.get(text);
    if (known) {
      known.signals.push(original);
      continue;
    }
    let dedupHash = hashes.get(signal.dedupKey);
    if (!dedupHash) {
      dedupHash = createHash('sha256').update(signal.dedupKey).digest();
      hashes.set(signal.dedupKey, dedupHash);
    }
    keys.set(text, { text, sourceId: source.id, dedupHash, dedupKey: signal.dedupKey, source, signals: [original] });
  }
  return [...keys.values()].sort(
    (one, other) => one.sourceId - other.sourceId || Buffer.compare(one.dedupHash, other.dedupHash),
  );
}

const keyText = ({ sourceId, dedupHash }: store.KeyOfAlert) => `${sourceId} ${dedupHash.toString('latin1')}`;

type Past = (stamp: Date) => number;

/**
 * Reads the stamps of alerts. One that lies ahead of the clock was written before the clock went back, so it is older
 * than all that comes now; otherwise every new trigger would count as one of the past until the clock has caught up.
 */
async function pastOf(tx: Queryable, alerts: store.LatestAlert[], signals: OriginalSignal[]): Promise<Past> {
  const newest = signals.reduce((latest, { receivedAt }) => Math.max(latest, receivedAt), 0);
  const isNewer = (stamp: Date | null) => stamp !== null && stamp.getTime() > newest;
  const mayBeAhead = alerts.some(({ lastSignalAt, acknowledgedAt, resolvedAt }) =>
    [lastSignalAt, acknowledgedAt, resolvedAt].some(isNewer),
  );
  // Asked for once the rows are locked: whoever was waited for has written with an earlier time.
  const now = mayBeAhead ? await readNowMs(tx) : Number.POSITIVE_INFINITY;
  return (stamp) => (stamp.getTime() > now ? 0 : stamp.getTime());
}

function foldedFrom(alert: store.LatestAlert, past: Past): FoldedAlert {
  return {
    status: alert.state,
    title: alert.title,
    description: alert.description,
    severity: alert.signalSeverity,
    labels: alert.labels,
    links: alert.links,
    images: alert.images,
    groupKey: alert.groupKey,
    occurredAt: alert.occurredAt?.getTime() ?? null,
    expiresAt: alert.expiresAt?.getTime() ?? null,
    triggeredAt: past(alert.triggeredAt),
    statusChangedAt: past(alert.acknowledgedAt ?? alert.triggeredAt),
    lastSignalAt: past(alert.lastSignalAt),
    triggerCount: alert.signalCount,
  };
}

const sourceActor = (source: Pick<Source, 'id' | 'name'>): Actor => ({
  kind: 'source',
  sourceId: source.id,
  name: source.name,
});

function changedAlert(
  rulebook: Rulebook,
  current: store.LatestAlert,
  change: AlertChange,
  key: Key,
  last: OriginalSignal,
) {
  const { alert, transitions } = change;
  const actor = sourceActor(key.source);
  const isAcknowledged = alert.status === 'acknowledged' && transitions.some(({ kind }) => kind === 'acknowledged');
  const isGivenUp = current.state === 'acknowledged' && alert.status === 'triggered';
  const isResolved = alert.status === 'resolved';
  const severity = severityOfRoute(rulebook, current.routeId) ?? alert.severity ?? current.severity;
  return {
    id: current.id,
    key,
    folded: alert,
    severity,
    ...(isGivenUp
      ? pagingAnew(rulebook, current, key.source, severity)
      : nextPaging(rulebook, current, key.source, severity, isAcknowledged || isResolved)),
    acknowledgedBy: isAcknowledged ? actor : null,
    isGivenUp,
    isWorse:
      severity < current.severity && (current.notPagedBecause === 'flapping' || current.notPagedBecause === 'snoozed'),
    resolvedBy: isResolved ? actor : null,
    transitions,
    logId: last.logId,
    seq: last.seq,
  };
}

function severityOfRoute({ routes }: Rulebook, routeId: number | null): Severity | null {
  if (routeId === null) return null;
  return routes.find(({ id }) => id === routeId)?.outcome.severity ?? null;
}

type NextPaging = { paging: store.LatestAlert['paging']; notPagedBecause: NotPagedReason | null };

/** `notPagedBecause` null: as it was. */
function nextPaging(
  rulebook: Rulebook,
  current: store.LatestAlert,
  source: Source,
  severity: Severity,
  isSettled: boolean,
): NextPaging {
  const as = (paging: store.LatestAlert['paging']): NextPaging => ({ paging, notPagedBecause: null });
  // What never asked for a page needs no settling. `wanted` may have one: its severity rose while the page runs.
  if (isSettled) return as(current.paging === 'none' || current.paging === 'settled' ? 'none' : 'settle');
  if (current.state !== 'triggered' || severity >= current.severity) return as(current.paging);
  if (current.paging === 'paged') return as('wanted');
  const wasQuiet = current.paging === 'none' && rulebook.urgencies[current.severity] === 'none';
  return wasQuiet ? pagingAnew(rulebook, current, source, severity) : as(current.paging);
}

/** Whether an open alert asks for a page now; what holds it back stays until it is looked at again. */
function pagingAnew(rulebook: Rulebook, current: store.LatestAlert, source: Source, severity: Severity): NextPaging {
  if (current.suppressedReason !== null) return { paging: 'none', notPagedBecause: null };
  const { notPagedBecause } = decidedNow(rulebook, source, standingRoute(rulebook, current.routeId), severity);
  return { paging: handOver(notPagedBecause), notPagedBecause };
}

const decidedNow = (rulebook: Rulebook, source: Source, route: Route | null, severity: Severity) =>
  holdBack({ ...rulebook, windows: [] }, { ...source, isPaused: false }, route, nothingBut(severity), 0);

/** Without windows only the severity of an alert is looked at. */
const nothingBut = (severity: Severity) => ({
  severity,
  title: '',
  source: '',
  service: null,
  serviceId: null,
  labels: {},
});

/**
 * A new alert with what the rulebook decides about it: route, service, severity, suppression, group.
 * @param earlier when the same alert was open before
 */
export function newAlert(
  rulebook: Rulebook,
  change: AlertChange,
  key: Key,
  last: OriginalSignal,
  earlier: readonly Episode[] = [],
) {
  const { alert, transitions } = change;
  const { source } = key;
  const signalSeverity = alert.severity ?? source.settings.defaultSeverity ?? defaultSeverity;
  const subject = {
    title: alert.title,
    severity: signalSeverity,
    source: source.slug,
    service: source.serviceId === null ? null : (rulebook.services.get(source.serviceId) ?? null),
    labels: alert.labels,
  };
  const { route, explanation } = chooseRoute(rulebook.routes, subject);
  const severity = route?.outcome.severity ?? signalSeverity;
  const serviceId = route?.outcome.serviceId ?? source.serviceId;
  const service = serviceId === null ? null : (rulebook.services.get(serviceId) ?? null);
  const routed = { ...subject, severity, service, serviceId };
  const flapping = flappingAt(route?.outcome.flapping ?? null, severity, earlier, alert.triggeredAt);
  const held = holdBack(rulebook, source, route, routed, alert.triggeredAt, alert.status, flapping);
  return {
    key,
    sourceId: key.sourceId,
    dedupHash: key.dedupHash,
    dedupKey: key.dedupKey,
    folded: alert,
    severity,
    serviceId: service === null ? null : serviceId,
    routeId: route?.id ?? null,
    explanation: explanation.slice(0, 50),
    ...held,
    paging: handOver(held.notPagedBecause),
    declareSeverity: route?.outcome.declare ? (route.outcome.declare.severity ?? severity) : null,
    groupKey: groupKeyFor(route, { sourceId: source.id, groupKey: alert.groupKey, labels: alert.labels }),
    acknowledgedBy: alert.status === 'acknowledged' ? sourceActor(source) : null,
    transitions,
    logId: last.logId,
    seq: last.seq,
  };
}

function changesOf(rulebook: Rulebook, signals: OriginalSignal[]) {
  return signals
    .filter(({ signal }) => signal.action === 'change')
    .map(({ source, signal, receivedAt }) => ({
      sourceId: source.id,
      serviceId: source.serviceId !== null && rulebook.services.has(source.serviceId) ? source.serviceId : null,
      at: signal.occurredAt ?? receivedAt,
      title: signal.title,
      labels: signal.labels,
      links: signal.links,
    }));
}

/** What its sender asks of whoever responds to the alert, each with its place in the log. */
function requestsOf(
  alertId: number,
  { key, transitions }: { key: Key; transitions: AlertChange['transitions'] },
): NewRequest[] {
  return transitions.flatMap((transition) => {
    if (transition.kind !== 'requested') return [];
    const { request } = transition;
    const { logId, seq } = key.signals.find(({ signal }) => signal.update?.request === request)!;
    return [{ alertId, sourceId: key.sourceId, logId, seq, request }];
  });
}

function eventsOf(alertId: number, transitions: AlertChange['transitions'], source: Source): NewEvent[] {
  const actor = sourceActor(source);
  return transitions.flatMap((transition) => {
    const of = { subjectId: alertId, actor };
    switch (transition.kind) {
      case 'severity-raised':
        return { ...of, kind: 'alert.severityRaised', data: { from: transition.from, to: transition.to } };
      case 'noted':
        return { ...of, kind: 'alert.noted', data: { text: transition.text, user: transition.user } };
      case 'updated':
        return { ...of, kind: 'alert.updated', data: { fields: transition.fields } };
      case 'requested':
        return [];
      default:
        return { ...of, kind: `alert.${transition.kind}` };
    }
  });
}
