/**
 * The spans of what has happened. One trace for each alert: accept, absorb, open page, run step, notify, send, request.
 * A page of several alerts goes on in the trace of the alert that opened it; the others end with a link to it.
 */
import type { Call } from '../platform/tracing/calls.ts';
import { anySpanId, type TraceIds } from '../platform/tracing/ids.ts';
import type { Attributes, Notification, Span, SpanPlace } from '../platform/tracing/span.ts';
import type { TracedAlert } from './store.ts';

/** Times are epoch milliseconds by the clock of the database, with fractions. */
type Times = { startMs: number; endMs: number };

/** An event of an alert or a page that a transaction of this node has recorded. */
export type Happened = Times & {
  of: 'event';
  kind: string;
  subject: 'alert' | 'page';
  id: number;
  /** What kind of actor did it. */
  actor: string;
  data: {
    alertIds?: number[];
    severity?: number;
    generation?: number;
    stepIndex?: number;
    round?: number;
    personIds?: number[];
    problems?: unknown[];
  };
};

/** Notifications that were handed over together, the one that carries the message first. */
export type HandedOver = {
  of: 'message';
  sent: (Notification & { dueMs: number })[];
  /** Of the attempt to send. */
  startMs: number;
  handedMs: number;
  /** When its outcome was written down. */
  endMs: number;
  outcome: string;
  calls: (Omit<Call, 'startedAt' | 'endedAt'> & Times)[];
};

/** A request of a sender. */
export type Arrived = {
  startMs: number;
  /** Null: it is not answered yet. */
  endMs: number | null;
  method: string;
  status: number | null;
  /** The span that the sender says it belongs to. */
  sender: SpanPlace | null;
};

export type Known = {
  ids: TraceIds;
  alert(id: number): TracedAlert | undefined;
  /** The alert that opened a page; null for a page that none did. */
  openedBy(pageId: number): number | null;
  arrived(logId: number, seq: number): Arrived | undefined;
};

/** As many as collectors keep on one span. */
const mostLinks = 100;

export function spansOf(record: Happened | HandedOver, known: Known): Span[] {
  const spans =
    record.of === 'message'
      ? ofMessage(record, known)
      : record.subject === 'alert'
        ? ofAlert(record, known)
        : ofPage(record, known);
  return spans.filter(({ traceId }) => known.ids.isSampled(traceId));
}

function ofAlert(event: Happened, known: Known): Span[] {
  const trace = known.ids.ofAlert(event.id);
  const root = known.ids.span(trace, 'accept');
  const attributes = { 'evenkeel.alert.id': event.id };
  if (event.kind !== 'alert.triggered')
    return [span(trace, anySpanId(), root, event.kind, event, { ...attributes, 'evenkeel.actor.kind': event.actor })];
  const alert = known.alert(event.id);
  return [
    ofRequest(trace, root, event, alert, known),
    span(trace, known.ids.span(trace, 'absorb'), root, 'absorb', event, {
      ...attributes,
      'evenkeel.alert.severity': alert?.severity,
      'evenkeel.alert.not_paged_because': alert?.notPagedBecause,
      'evenkeel.service.id': alert?.serviceId,
      'evenkeel.route.id': alert?.routeId,
    }),
  ];
}

/**
 * The root: the request that made the alert. Where another node accepted it, its receipt is all that is known; what was
 * observed here, such as a heartbeat that is late, has no request.
 */
function ofRequest(trace: string, spanId: string, event: Happened, alert: TracedAlert | undefined, known: Known): Span {
  const { firstLogId: logId = null, firstSeq: seq = null } = alert ?? {};
  const isRequest = logId !== null && seq !== null;
  const arrived = isRequest ? known.arrived(logId, seq) : undefined;
  const receivedMs = Math.min(alert?.triggeredAt.getTime() ?? event.startMs, event.startMs);
  const times = arrived
    ? { startMs: arrived.startMs, endMs: arrived.endMs ?? event.endMs }
    : { startMs: receivedMs, endMs: isRequest ? receivedMs : event.startMs };
  const attributes = {
    'evenkeel.alert.id': event.id,
    'evenkeel.source.id': alert?.sourceId,
    'evenkeel.source.type': alert?.sourceType,
    'evenkeel.signal.log': logId,
    'evenkeel.signal.seq': seq,
    'http.request.method': arrived?.method,
    'http.response.status_code': arrived?.status,
  };
  return {
    ...span(trace, spanId, null, isRequest ? 'accept' : 'observe', times, attributes),
    kind: arrived ? 'server' : 'internal',
    links: arrived?.sender ? [arrived.sender] : [],
    isError: (arrived?.status ?? 0) >= 500,
  };
}

function ofPage(event: Happened, known: Known): Span[] {
  const { kind, id, data } = event;
  const opener = known.openedBy(id);
  if (opener === null) return [];
  const { ids } = known;
  const trace = ids.ofAlert(opener);
  const page = ids.span(trace, 'page', id);
  const attributes = { 'evenkeel.page.id': id, 'evenkeel.page.generation': data.generation };
  const others = (data.alertIds ?? []).filter((alertId) => alertId !== opener).slice(0, mostLinks);
  const absorbedAs = (alertId: number) => {
    const traceId = ids.ofAlert(alertId);
    return { traceId, spanId: ids.span(traceId, 'absorb') };
  };
  // In the trace of an alert that did not open the page: the way to where it goes on.
  const joining = others.map((alertId) => {
    const { traceId, spanId } = absorbedAs(alertId);
    const own = { 'evenkeel.alert.id': alertId, ...attributes };
    const links = [{ traceId: trace, spanId: page }];
    return { ...span(traceId, ids.span(traceId, 'join', id), spanId, 'join page', event, own), links };
  });
  switch (kind) {
    case 'page.opened': {
      const { spanId } = absorbedAs(opener);
      const more = { 'evenkeel.page.severity': data.severity, 'evenkeel.page.alerts': others.length + 1 };
      const opened = span(trace, page, spanId, 'open page', event, { ...attributes, ...more });
      return [{ ...opened, links: others.map(absorbedAs) }, ...joining];
    }
    case 'page.joined': {
      const joined = span(trace, anySpanId(), page, 'join page', event, attributes);
      return [{ ...joined, links: others.map(absorbedAs) }, ...joining];
    }
    case 'page.advanced': {
      const { generation = 0, round = 0, stepIndex = 0 } = data;
      const step = span(
        trace,
        stepId(ids, trace, { pageId: id, generation, round, stepIndex }),
        page,
        'run step',
        event,
        {
          ...attributes,
          'evenkeel.step.index': stepIndex,
          'evenkeel.step.round': round,
          'evenkeel.step.people': data.personIds?.length ?? 0,
          'evenkeel.step.problems': data.problems?.length ?? 0,
        },
      );
      return [{ ...step, isError: (data.problems?.length ?? 0) > 0 }];
    }
    default:
      return [span(trace, anySpanId(), page, kind, event, { ...attributes, 'evenkeel.actor.kind': event.actor })];
  }
}

type Step = Pick<Notification, 'pageId' | 'generation' | 'round' | 'stepIndex'>;

const stepId = (ids: TraceIds, trace: string, { pageId, generation, round, stepIndex }: Step) =>
  ids.span(trace, 'step', pageId, generation, round, stepIndex);

function ofMessage(message: HandedOver, known: Known): Span[] {
  const { ids } = known;
  const { sent, startMs, handedMs, endMs, outcome, calls } = message;
  const isError = outcome !== 'sent';
  const [first] = sent;
  const placeOf = (notification: Notification, what: 'notify' | 'send') => {
    const opener = known.openedBy(notification.pageId);
    if (opener === null) return null;
    const traceId = ids.ofAlert(opener);
    return { traceId, spanId: ids.span(traceId, what, notification.id, notification.attempts) };
  };
  const carrier = first === undefined ? null : placeOf(first, 'send');
  return sent.flatMap((notification) => {
    const place = placeOf(notification, 'notify');
    if (place === null) return [];
    const { traceId, spanId } = place;
    const attributes: Attributes = {
      'evenkeel.page.id': notification.pageId,
      'evenkeel.notification.id': notification.id,
      'evenkeel.notification.attempt': notification.attempts,
      'evenkeel.notification.may_repeat': notification.mayRepeat,
      'evenkeel.channel': notification.channel,
      'evenkeel.outcome': outcome,
    };
    const times = { startMs: Math.min(notification.dueMs, startMs), endMs };
    const notify = {
      ...span(traceId, spanId, stepId(ids, traceId, notification), 'notify', times, attributes),
      isError,
    };
    // What went out in the message of another notification says in which.
    if (notification !== first) return [{ ...notify, links: carrier ? [carrier] : [] }];
    const sendId = ids.span(traceId, 'send', notification.id, notification.attempts);
    const said = {
      'evenkeel.channel': notification.channel,
      'evenkeel.outcome': outcome,
      'evenkeel.pages': sent.length,
    };
    const send: Span = {
      ...span(traceId, sendId, spanId, 'send', { startMs, endMs: handedMs }, said),
      ...{ kind: 'client', isError },
    };
    return [notify, send, ...calls.map((call) => ofCall(traceId, sendId, call))];
  });
}

function ofCall(
  traceId: string,
  parentId: string,
  { method, status, problem, ...times }: HandedOver['calls'][number],
): Span {
  const attributes = {
    'http.request.method': method,
    'http.response.status_code': status,
    'error.type': problem ?? (status !== null && status >= 400 ? String(status) : null),
  };
  const isError = problem !== null || (status ?? 0) >= 400;
  return { ...span(traceId, anySpanId(), parentId, method, times, attributes), kind: 'client', isError };
}

function span(
  traceId: string,
  spanId: string,
  parentId: string | null,
  name: string,
  { startMs, endMs }: Times,
  attributes: Attributes,
): Span {
  return { traceId, spanId, parentId, name, kind: 'internal', startMs, endMs, attributes, links: [], isError: false };
}
