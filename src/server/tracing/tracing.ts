/**
 * Traces of the way of alerts, for the operator's own collector. What the stages tell is put aside in memory; a loop of
 * its own makes spans of it and sends them, so that nothing that carries a page ever waits for a trace.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { specOf } from '../../contract/events/catalogue.ts';
import type { Database } from '../platform/db/database.ts';
import { type Check, ok, warning } from '../platform/doctor/check.ts';
import { listenToRecorded, type Recorded } from '../platform/events/recorded.ts';
import { loadInstallationSecret } from '../platform/installation-secret.ts';
import { type Loop, startLoop } from '../platform/loop.ts';
import type { NodeHandle } from '../platform/nodes.ts';
import type { Keyring } from '../platform/secrets.ts';
import { secretNames } from '../platform/settings/registry.ts';
import { duringSend, type Sender } from '../platform/tracing/calls.ts';
import { createExporter } from '../platform/tracing/exporter.ts';
import { createTraceIds, readTraceparent } from '../platform/tracing/ids.ts';
import type { TracingConfig } from '../platform/tracing/settings.ts';
import type { Notification, Sending, Tracing } from '../platform/tracing/span.ts';
import { createRecent } from './recent.ts';
import { type Arrived, type HandedOver, type Happened, spansOf } from './spans.ts';
import * as store from './store.ts';

export type RunningTracing = Tracing & {
  /** What transactions on these connections record becomes part of traces. */
  follow(pool: Database): void;
  loop: Loop;
  check: Check;
};

export type TracingOptions = {
  config: TracingConfig;
  db: Database;
  keyring: Keyring;
  node: Pick<NodeHandle, 'name' | 'databaseNow'>;
  version: string;
  log: Logger;
  metrics: Registry;
};

/** So often so much: in a storm traces may not take the processor from what they tell of. */
const pauseMs = 250;
const perRun = 500;
const mostSendsPerRun = 4;
/** A slow collector does not make the loop look as if it were stuck. */
const longestRunMs = 5_000;
/** What a storm brings beyond this is counted and no more. */
const mostRecords = 10_000;
const keptArrivals = 20_000;
const keptPages = 20_000;
const noAlert = 0;
/** What a node that stops still tries to send. */
const lastWordsMs = 2_000;

/** What a message says of itself, so its event needs no span of its own. */
const toldBySending = new Set(['notification.sent', 'notification.delayed', 'notification.failed']);
/** Told by the page that it joins. */
const toldByPage = new Set(['alert.joinedPage']);

export async function startTracing(options: TracingOptions): Promise<RunningTracing> {
  const { config, db, node, version, log, metrics } = options;
  const { current } = await loadInstallationSecret(db, options.keyring, secretNames.notificationLinks);
  const ids = createTraceIds(current.reveal(), config.ratio);
  const resource = { 'service.version': version, 'service.instance.id': node.name, ...config.resource };
  const exporter = createExporter({ config, resource, version, log, metrics });
  const at = clockOf(node.databaseNow);
  let records: (Happened | HandedOver)[] = [];
  const arrivals = createRecent<string, Arrived>(keptArrivals);
  /** The alert that opened a page; 0 where none did. */
  const openers = createRecent<number, number>(keptPages);
  const isSampled = (alertId: number) => config.ratio >= 1 || ids.isSampled(ids.ofAlert(alertId));

  const keep = (record: Happened | HandedOver) => {
    records.push(record);
    if (records.length <= mostRecords) return;
    // The oldest half at once: what belongs together came together.
    exporter.drop(mostRecords / 2);
    records = records.slice(mostRecords / 2);
  };

  const recorded = ({ events, actor, beganAt, endedAt }: Recorded) => {
    const times = { startMs: at(beganAt), endMs: at(endedAt) };
    for (const { kind, subjectId, data, ...event } of events) {
      const { subject } = specOf(kind);
      if ((subject !== 'alert' && subject !== 'page') || subjectId === null) continue;
      if (toldBySending.has(kind) || toldByPage.has(kind)) continue;
      const facts = (data ?? {}) as Happened['data'];
      if (subject === 'alert' && !isSampled(subjectId)) continue;
      if (kind === 'page.opened') openers.set(subjectId, facts.alertIds?.[0] ?? noAlert);
      const by = (event.actor ?? actor).kind;
      keep({ of: 'event', kind, subject, id: subjectId, actor: by, data: factsOf(facts), ...times });
    }
  };

  /** Spans of what has been put aside; true when there is more. */
  const makeSpans = async (): Promise<boolean> => {
    const batch = records.slice(0, perRun);
    records = records.slice(batch.length);
    if (batch.length === 0) return false;
    try {
      await learnOpeners(batch.flatMap(pagesOf));
      const triggered = batch.flatMap((record) => (isTriggered(record) ? [record.id] : []));
      const found = triggered.length === 0 ? [] : await store.listTracedAlerts(db, triggered);
      const alerts = new Map(found.map((alert) => [alert.id, alert]));
      const known = {
        ids,
        alert: (id: number) => alerts.get(id),
        openedBy: (pageId: number) => openers.get(pageId) || null,
        arrived: (logId: number, seq: number) => arrivals.get(`${logId} ${seq}`),
      };
      exporter.add(batch.flatMap((record) => spansOf(record, known)));
    } catch (error) {
      exporter.drop(batch.length);
      throw error;
    }
    return records.length > 0;
  };

  const learnOpeners = async (pageIds: number[]) => {
    const unknown = [...new Set(pageIds)].filter((id) => openers.get(id) === undefined);
    if (unknown.length === 0) return;
    const found = new Map((await store.listOpeningAlerts(db, unknown)).map((one) => [one.pageId, one.alertId]));
    for (const id of unknown) openers.set(id, found.get(id) ?? noAlert);
  };

  const stopping = new AbortController();
  const loop = startLoop({
    name: 'traces',
    pauseMs,
    log,
    async work() {
      const startedAt = performance.now();
      if (exporter.hasRoom()) await makeSpans();
      for (let sends = 0; sends < mostSendsPerRun && performance.now() - startedAt < longestRunMs; sends += 1)
        if (!(await exporter.sendSome(stopping.signal))) break;
      return false;
    },
  });

  return {
    follow: (pool) => listenToRecorded(pool, recorded),
    arrival(startedAt, method, headers) {
      const arrived = arrivedAs(at(startedAt), method, headers);
      return {
        keptAt: ({ logId, seq }) => arrivals.set(`${logId} ${seq}`, arrived),
        answered(status) {
          arrived.status = status;
          arrived.endMs = at(performance.now());
        },
      };
    },
    sending: (message, claimedAt) => follow(message, claimedAt),
    loop: {
      ...loop,
      async stop() {
        stopping.abort();
        await loop.stop();
        await lastWords().catch((error: unknown) => log.warn({ err: error }, 'the last spans were not sent'));
        await exporter.close();
      },
    },
    check: { name: 'traces', run: async () => finding(exporter.state(), config) },
  };

  /** From its claim to its outcome. */
  function follow(message: readonly Notification[], claimedAt: number): Sending {
    const startedAt = performance.now();
    const claimedMs = at(claimedAt);
    let handedAt = startedAt;
    const [first] = message;
    const opener = first && openers.get(first.pageId);
    const sender: Sender = { calls: [], place: null };
    if (first && opener) {
      const traceId = ids.ofAlert(opener);
      sender.place = { traceId, spanId: ids.span(traceId, 'send', first.id, first.attempts) };
    }
    return {
      async during(send) {
        try {
          return await duringSend(sender, send);
        } finally {
          handedAt = performance.now();
        }
      },
      ended(sent, outcome) {
        if (sent.length === 0) return;
        keep({
          of: 'message',
          outcome,
          sent: sent.map((one) => ({ ...attemptOf(one), dueMs: dueOf(one, claimedMs) })),
          startMs: at(startedAt),
          handedMs: at(handedAt),
          endMs: at(performance.now()),
          calls: sender.calls.map(({ startedAt, endedAt, ...call }) => ({
            ...call,
            ...{ startMs: at(startedAt), endMs: at(endedAt) },
          })),
        });
      },
    };
  }

  async function lastWords(): Promise<void> {
    const deadline = AbortSignal.timeout(lastWordsMs);
    while (!deadline.aborted && (await makeSpans())) {}
    while (!deadline.aborted && (await exporter.sendSome(deadline))) {}
  }
}

/** Beyond this the clock was set, and is believed. */
const setByMs = 1_000;
const driftPerMs = 0.0005;

/**
 * Turns moments of this process into those of the database's clock. What is seen of that clock is late by the way it
 * came, now more, now less: the earliest is nearest to the truth, and going back only slowly keeps spans in order.
 */
function clockOf(databaseNow: () => number): (monotonicMs: number) => number {
  let offsetMs = Number.NaN;
  let seenAt = 0;
  return (monotonicMs) => {
    const now = performance.now();
    const seen = databaseNow() - now;
    offsetMs = Math.abs(seen - offsetMs) < setByMs ? Math.max(seen, offsetMs - (now - seenAt) * driftPerMs) : seen;
    seenAt = now;
    return offsetMs + monotonicMs;
  };
}

function arrivedAs(startMs: number, method: string | undefined, headers: IncomingHttpHeaders): Arrived {
  return { startMs, endMs: null, method: method ?? '', status: null, sender: readTraceparent(headers.traceparent) };
}

const isTriggered = (record: Happened | HandedOver): record is Happened =>
  record.of === 'event' && record.kind === 'alert.triggered';

function pagesOf(record: Happened | HandedOver): number[] {
  if (record.of === 'message') return record.sent.map(({ pageId }) => pageId);
  return record.subject === 'page' ? [record.id] : [];
}

/** Numbers, and how many; what people wrote stays behind. */
function factsOf({ alertIds, severity, generation, stepIndex, round, personIds, problems }: Happened['data']) {
  return { alertIds, severity, generation, stepIndex, round, personIds, problems } as Happened['data'];
}

/** How long it waited is known a little later than when it was claimed; it was not due before there was any of it. */
const dueOf = ({ createdAt, waitedSeconds }: Notification, claimedMs: number) =>
  Math.max(createdAt.getTime(), claimedMs - waitedSeconds * 1_000);

function attemptOf(claimed: Notification): Notification {
  const { id, pageId, generation, round, stepIndex, channel, attempts, mayRepeat, createdAt, waitedSeconds } = claimed;
  return { id, pageId, generation, round, stepIndex, channel, attempts, mayRepeat, createdAt, waitedSeconds };
}

function finding(
  { sent, dropped, failure }: ReturnType<ReturnType<typeof createExporter>['state']>,
  config: TracingConfig,
) {
  const { host } = new URL(config.endpoint);
  const lost = dropped === 0 ? '' : ` ${dropped} spans were dropped since the start.`;
  if (failure !== null) return warning(`Traces do not reach ${host}: ${failure}.${lost} No page waits for them.`);
  if (dropped > 0)
    return warning(
      `Traces go to ${host}, but not whole:${lost} A collector that takes more, or a smaller OTEL_TRACES_SAMPLER_ARG, helps.`,
    );
  return ok(`Traces go to ${host}: ${sent} spans since the start.`);
}
