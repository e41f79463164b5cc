import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupBy } from '../../domain/group-by.ts';
import { createTraceIds } from '../platform/tracing/ids.ts';
import type { Span } from '../platform/tracing/span.ts';
import { type HandedOver, type Happened, spansOf } from './spans.ts';

const ids = createTraceIds('key', 1);
const times = fc
  .tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 1_000 }))
  .map(([startMs, tookMs]) => ({ startMs, endMs: startMs + tookMs }));

const event = (kind: string, subject: 'alert' | 'page', id: number, data: Happened['data'] = {}) =>
  times.map((when): Happened => ({ of: 'event', kind, subject, id, actor: 'system', data, ...when }));

/** Alerts that were triggered, pages that some of them opened and joined, steps, messages: whatever order, whatever node. */
const story = fc
  .record({
    alertCount: fc.integer({ min: 1, max: 6 }),
    pages: fc.array(
      fc.record({
        opener: fc.nat(),
        others: fc.array(fc.nat(), { maxLength: 4 }),
        joining: fc.array(fc.nat(), { maxLength: 3 }),
        steps: fc.integer({ min: 1, max: 4 }),
        messages: fc.array(fc.nat(), { maxLength: 4 }),
      }),
      { maxLength: 4 },
    ),
  })
  .chain(({ alertCount, pages }) => {
    const alert = (n: number) => 1 + (n % alertCount);
    const openers = new Map<number, number>();
    const records: fc.Arbitrary<Happened | HandedOver>[] = [];
    for (let id = 1; id <= alertCount; id += 1) {
      records.push(event('alert.triggered', 'alert', id), event('alert.acknowledged', 'alert', id));
    }
    let notificationId = 0;
    for (const [index, page] of pages.entries()) {
      const pageId = index + 1;
      openers.set(pageId, alert(page.opener));
      const alertIds = [...new Set([alert(page.opener), ...page.others.map(alert)])];
      records.push(event('page.opened', 'page', pageId, { alertIds, severity: 1, generation: 1 }));
      if (page.joining.length > 0)
        records.push(
          event('page.joined', 'page', pageId, { alertIds: [...new Set(page.joining.map(alert))], generation: 1 }),
        );
      for (let stepIndex = 0; stepIndex < page.steps; stepIndex += 1)
        records.push(
          event('page.advanced', 'page', pageId, { generation: 1, round: 0, stepIndex, personIds: [1], problems: [] }),
        );
      records.push(event('page.acknowledged', 'page', pageId));
      for (const step of page.messages) {
        notificationId += 1;
        const id = notificationId;
        records.push(
          times.map(({ startMs, endMs }) => ({
            ...{ of: 'message', startMs, handedMs: endMs, endMs: endMs + 1, outcome: 'sent' },
            sent: [
              {
                ...{ id, pageId, generation: 1, round: 0, stepIndex: step % page.steps, channel: 'webhook' },
                ...{ attempts: 1, mayRepeat: false, waitedSeconds: 0, createdAt: new Date(0), dueMs: startMs - 1 },
              },
            ],
            calls: [{ method: 'POST', status: 200, problem: null, startMs, endMs }],
          })),
        );
      }
    }
    return fc.tuple(fc.tuple(...records), fc.constant(openers));
  });

const knownOf = (openers: Map<number, number>, isSampled = ids.isSampled) => ({
  ids: { ...ids, isSampled },
  alert: () => undefined,
  openedBy: (pageId: number) => openers.get(pageId) ?? null,
  arrived: () => undefined,
});

test('all spans of one alert have one trace, and the parents of each lead to its one root', () => {
  fc.assert(
    fc.property(story, ([records, openers]) => {
      const spans = records.flatMap((record) => spansOf(record, knownOf(openers)));
      const traces = groupBy(spans, ({ traceId }) => traceId);
      const triggered = records.filter((record) => record.of === 'event' && record.kind === 'alert.triggered').length;
      expect(traces.size).toBe(triggered);
      for (const members of traces.values()) {
        const byId = new Map(members.map((span) => [span.spanId, span]));
        expect(members.filter(({ parentId }) => parentId === null)).toHaveLength(1);
        for (const span of members) {
          let at: Span | undefined = span;
          for (let depth = 0; at !== undefined && at.parentId !== null && depth < 20; depth += 1)
            at = byId.get(at.parentId);
          expect(at?.parentId).toBeNull();
        }
      }
      const places = new Set(spans.map(({ traceId, spanId }) => `${traceId} ${spanId}`));
      for (const { links } of spans)
        for (const link of links) expect(places).toContain(`${link.traceId} ${link.spanId}`);
    }),
  );
});

test('a trace that is not sampled has no span at all', () => {
  fc.assert(
    fc.property(story, ([records, openers]) => {
      const left = ids.ofAlert(1);
      const spans = records.flatMap((record) =>
        spansOf(
          record,
          knownOf(openers, (traceId) => traceId !== left),
        ),
      );
      expect(spans.some(({ traceId }) => traceId === left)).toBe(false);
    }),
  );
});

test('a page that no alert opened is not traced', () => {
  fc.assert(
    fc.property(story, ([records]) => {
      const spans = records
        .filter((record) => record.of === 'message' || record.subject === 'page')
        .flatMap((record) => spansOf(record, knownOf(new Map())));
      expect(spans).toEqual([]);
    }),
  );
});

test('a request that another node accepted is a moment, the one of its receipt', () => {
  const alert = {
    ...{
      id: 1,
      sourceId: 2,
      sourceType: 'generic',
      serviceId: null,
      routeId: null,
      severity: 1,
      notPagedBecause: null,
    },
    ...{ triggeredAt: new Date(500), firstLogId: 3, firstSeq: 4 },
  };
  const triggered: Happened = {
    ...{ of: 'event', kind: 'alert.triggered', subject: 'alert', id: 1, actor: 'source', data: {} },
    ...{ startMs: 9_000, endMs: 9_010 },
  };
  const known = { ...knownOf(new Map()), alert: () => alert };
  expect(spansOf(triggered, known)[0]).toMatchObject({ name: 'accept', kind: 'internal', startMs: 500, endMs: 500 });
  const late = { ...known, alert: () => ({ ...alert, firstLogId: null, firstSeq: null }) };
  expect(spansOf(triggered, late)[0]).toMatchObject({ name: 'observe', parentId: null });
});

test('of pages that one message tells of, each has its own notification, and the message is sent in one of them', () => {
  const told = (id: number) => ({
    ...{ id, pageId: id, generation: 1, round: 0, stepIndex: 0, channel: 'sms', attempts: 1, mayRepeat: false },
    ...{ waitedSeconds: 0, createdAt: new Date(0), dueMs: 10 * id },
  });
  const message: HandedOver = {
    ...{ of: 'message', startMs: 100, handedMs: 110, endMs: 111, outcome: 'sent', calls: [] },
    sent: [told(1), told(2), told(3)],
  };
  const spans = spansOf(message, knownOf(new Map([1, 2, 3].map((id) => [id, id]))));
  expect(spans.map(({ name, startMs }) => `${name} ${startMs}`)).toEqual([
    'notify 10',
    'send 100',
    'notify 20',
    'notify 30',
  ]);
  const { traceId, spanId } = spans[1]!;
  for (const other of spans.slice(2)) expect(other.links).toEqual([{ traceId, spanId }]);
});
