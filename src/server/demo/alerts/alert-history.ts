/**
 * Writes a day of alerts as the product would have left it: signals are parsed by their sources, folded and routed by
 * the rules, and paged by the plan of their policies. Only people and channels are made up.
 */

import { createHash } from 'node:crypto';
import type { KindAbout } from '../../../contract/events/catalogue.ts';
import { type FoldedAlert, foldSignals, type ReceivedSignal } from '../../../domain/detect/fold.ts';
import type { Signal } from '../../../domain/detect/signal.ts';
import { groupBy } from '../../../domain/group-by.ts';
import { usualUrgencies } from '../../../domain/severity.ts';
import { newAlert, type OriginalSignal } from '../../detect/absorb/apply.ts';
import * as alertStore from '../../detect/absorb/fold-store.ts';
import { storedRequest } from '../../detect/log/entry.ts';
import { loadRulebook, type Rulebook, type Source } from '../../detect/rulebook/rulebook.ts';
import type { SourceRequest } from '../../detect/source-types/source.ts';
import { system } from '../../platform/auth/actor.ts';
import type { Dice } from '../dice.ts';
import * as store from '../history-store.ts';
import type { TeamKey } from '../shop/cast.ts';
import { type ServiceKey, services } from '../shop/shop-systems.ts';
import { day, minute, type Story } from '../story.ts';
import { loadPagingWorld, simulatePage } from './page-history.ts';
import { dayOf, type PlannedAlert } from './planned-alerts.ts';
import { requestFor, type SenderAction, type SenderRequest } from './sender-bodies.ts';

/** What the days of the story share: which page a group of alerts has now, and where the log of signals stands. */
export type AlertHistory = {
  logId: number;
  seq: number;
  pageOfGroup: Map<string, store.PageRow>;
};

/** Raw signals are kept for 30 days; older ones would be swept away at once. */
const rawDays = 29;

export async function startHistory(story: Story): Promise<AlertHistory> {
  const logId = await store.openPastLog(story.tx, story.nodeId);
  return { logId, seq: 0, pageOfGroup: new Map() };
}

type Told = { planned: PlannedAlert; alert: ReturnType<typeof newAlert>; folded: FoldedAlert; signals: RawSignal[] };
type RawSignal = { source: Source; request: SourceRequest; signal: Signal; at: number };

export async function writeDay(
  story: Story,
  history: AlertHistory,
  planned: readonly PlannedAlert[],
  dice: Dice,
): Promise<void> {
  if (planned.length === 0) return;
  const { tx } = story;
  const rulebook = await loadRulebook(tx);
  const from = dayOf(planned[0]!.startsAt);
  const world = await loadPagingWorld(story, from, from + 2 * day);
  const told = planned.map((alert) => tellAlert(story, rulebook, alert));
  const ids = await insertAlerts(story, history, told);
  const rows: store.History = { pages: [], notifications: [], events: [], pageAlerts: [] };
  const pageIds = await store.reservePageIds(tx, told.filter(({ alert }) => alert.paging === 'wanted').length);
  for (const [place, one] of told.entries()) {
    const alertId = ids[place]!;
    if (one.planned.name !== undefined) story.alerts.set(one.planned.name, alertId);
    followAlert({ story, history, dice, rows, pageIds }, alertId, one);
  }
  for (const page of rows.pages) simulatePage(story, world, page, rows);
  await store.writeHistory(tx, rows);
}

/** What the sources make of the bodies, and what the rules make of that. */
function tellAlert(story: Story, rulebook: Rulebook, planned: PlannedAlert): Told {
  const source = rulebook.sourceById.get(story.ids.sources[planned.kind.source]!)!;
  const end = planned.endsAt ?? story.now - 2 * minute;
  const said: [SenderAction, number][] = Array.from(
    { length: planned.repeats },
    (_, repeat): [SenderAction, number] => [
      'trigger',
      planned.startsAt + Math.floor(((end - planned.startsAt) * repeat) / planned.repeats),
    ],
  );
  if (planned.endsAt !== null) said.push(['resolve', planned.endsAt]);
  // Senders wait before they say something.
  const beganAt = planned.startsAt - Math.round(story.dice.for(`began ${planned.startsAt}`).skewed(2.2, 0.6) * minute);
  const signals = said.map(([action, at]) => parse(source, requestFor(planned, action, beganAt, at), at));
  const { alerts } = foldSignals(
    null,
    signals.map(({ signal, at }): ReceivedSignal => ({ receivedAt: at, signal })),
  );
  const change = alerts[0]!;
  const { dedupKey } = signals[0]!.signal;
  const originals: OriginalSignal[] = signals.map(({ signal, at }) => {
    return { source, signal, receivedAt: at, logId: null, seq: null };
  });
  const key = {
    text: '',
    sourceId: source.id,
    dedupHash: createHash('sha256').update(dedupKey).digest(),
    dedupKey,
    source,
    signals: originals,
  };
  // Whether it pages was decided when it began, not by how it ended.
  const begun = { ...change, alert: { ...change.alert, status: 'triggered' as const } };
  const alert = newAlert(rulebook, begun, key, originals[0]!);
  return { planned, alert, folded: change.alert, signals };
}

export function parse(source: Source, sent: SenderRequest, at: number): RawSignal {
  const request: SourceRequest = {
    method: 'POST',
    path: sent.path,
    query: {},
    headers: { 'user-agent': sent.userAgent },
    contentType: sent.contentType,
    body: Buffer.from(sent.body),
    assignedKey: `demo-${createHash('sha256').update(sent.body).digest('hex').slice(0, 24)}`,
    receivedAt: at,
  };
  const parsed = source.type.parse(request, source.settings);
  if (parsed.kind !== 'signals') throw new Error(`${source.name} does not understand its own sender: ${parsed.kind}`);
  return { source, request, signal: parsed.signals[0]!, at };
}

async function insertAlerts(story: Story, history: AlertHistory, told: Told[]): Promise<number[]> {
  const { tx, now } = story;
  const kept = told
    .flatMap(({ signals }) => signals)
    .filter(({ at }) => at > now - rawDays * day)
    .sort((one, other) => one.at - other.at);
  const places = new Map(kept.map((raw, index) => [raw, history.seq + index + 1]));
  history.seq += kept.length;
  await store.insertSignals(
    tx,
    history.logId,
    kept.map((raw) => ({
      seq: places.get(raw)!,
      sourceId: raw.source.id,
      at: raw.at,
      request: storedRequest({
        source: raw.source,
        request: raw.request,
        signals: [raw.signal],
        odd: [],
        isPing: false,
      }),
      body: Buffer.from(raw.request.body),
    })),
  );
  const ids = await alertStore.insertAlerts(
    tx,
    told.map(({ alert, folded, signals }) => ({
      ...alert,
      folded,
      // What is over asks for nothing any more; how it was paged is written below.
      declareSeverity: null,
      suppressedUntil: folded.status === 'resolved' ? null : alert.suppressedUntil,
      paging: 'none' as const,
      logId: places.has(signals[0]!) ? history.logId : null,
      seq: places.get(signals[0]!) ?? null,
    })),
  );
  await store.setLastSignals(
    tx,
    told.flatMap(({ signals }, place) => {
      const seq = places.get(signals.at(-1)!);
      return seq === undefined ? [] : [{ id: ids[place]!, logId: history.logId, seq }];
    }),
  );
  await alertStore.countActivity(
    tx,
    [...groupBy(told, ({ alert }) => alert.sourceId)].map(([sourceId, members]) => {
      const times = members.flatMap(({ signals }) => signals.map(({ at }) => at));
      return { sourceId, signalCount: times.length, oddCount: 0, droppedCount: 0, receivedAt: Math.max(...times) };
    }),
  );
  return ids.map((id) => id!);
}

type Following = {
  story: Story;
  history: AlertHistory;
  dice: Dice;
  rows: store.History;
  /** For the pages that this day opens. */
  pageIds: number[];
};

/** The alert's own events, and the page it opens or joins. */
function followAlert(following: Following, id: number, { alert, folded }: Told): void {
  const { story, history, rows } = following;
  const source = { kind: 'source' as const, sourceId: alert.sourceId, name: alert.key.source.name };
  const resolvedAt = folded.status === 'resolved' ? folded.statusChangedAt : null;
  const event = (kind: KindAbout<'alert'>, at: number, actor: unknown) =>
    rows.events.push({ kind, subjectId: id, at, actor, data: {} });
  event('alert.triggered', folded.triggeredAt, source);
  if (resolvedAt !== null) event('alert.resolved', resolvedAt, source);
  if (alert.paging !== 'wanted') return;

  const openedAt = folded.triggeredAt + 120;
  const groupText = `${alert.serviceId ?? ''} ${alert.groupKey === null ? `alert ${id}` : `group ${alert.groupKey}`}`;
  const groupHash = createHash('sha256').update(groupText).digest('hex');
  const running = history.pageOfGroup.get(groupHash);
  const joins = running !== undefined && openedAt < (running.acknowledgedAt ?? running.resolvedAt ?? story.now);
  const page = joins ? running : newPage(following, { alert, groupHash, openedAt, resolvedAt });
  const joining = { subjectId: page.id, at: openedAt, actor: system, data: { alertIds: [id], generation: 1 } };
  if (!joins) {
    history.pageOfGroup.set(groupHash, page);
    rows.pages.push(page);
    rows.events.push({ kind: 'page.opened', ...joining });
  } else {
    page.alertCount += 1;
    page.resolvedAt = resolvedAt === null || page.resolvedAt === null ? null : Math.max(page.resolvedAt, resolvedAt);
    rows.events.push({ kind: 'page.joined', ...joining });
  }
  page.alerts.push({ id, resolvedAt, resolvedBy: source });
  rows.pageAlerts.push({ pageId: page.id, alertId: id });
}

type Opening = { alert: Told['alert']; groupHash: string; openedAt: number; resolvedAt: number | null };

function newPage({ story, dice, pageIds }: Following, opening: Opening): store.PageRow {
  const { alert, groupHash, openedAt, resolvedAt } = opening;
  const hourOfDay = new Date(openedAt).getUTCHours();
  const isNight = hourOfDay >= 21 || hourOfDay < 6;
  const minutes = Math.min(Math.max(dice.skewed(isNight ? 3.4 : 1.9, 0.95), 0.25), 38);
  const answeredAt = Math.min(openedAt + Math.round(minutes * minute), story.now - minute / 2);
  const isAnswered = resolvedAt === null || answeredAt < resolvedAt;
  return {
    id: pageIds.shift()!,
    policyId: alert.serviceId === null ? null : story.ids.policies[teamOf(story, alert.serviceId)]!,
    serviceId: alert.serviceId,
    title: alert.folded.title,
    severity: alert.severity,
    urgency: usualUrgencies[alert.severity] === 'high' ? 'high' : 'low',
    groupHash,
    openedAt,
    acknowledgedAt: isAnswered ? answeredAt : null,
    acknowledgedBy: null,
    feedback: null,
    resolvedAt,
    alertCount: 1,
    alerts: [],
    stepIndex: 0,
    round: 0,
  };
}

function teamOf(story: Story, serviceId: number): TeamKey {
  const [slug] = Object.entries(story.ids.services).find(([, id]) => id === serviceId)!;
  return services[slug as ServiceKey].team;
}
