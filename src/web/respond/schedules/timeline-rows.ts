import type { Timeline } from '../../../contract/respond/schedules.ts';

/** One stretch on a row of the timeline. */
export type Span = {
  key: string;
  startMs: number;
  endMs: number;
  personId: number | null;
  personName: string | null;
  /** Nobody is on call here, and why. */
  gap: 'uncovered' | 'deliberate' | 'person_disabled' | null;
  /** The layer that put the person there. */
  layer: string | null;
  overrideId?: number;
};

export type TimelineRow = { name: string; kind: 'final' | 'overrides' | 'layer'; spans: Span[] };

/** Why nobody is on call, as the timeline says it in one word and in a sentence. */
export const gapWords = {
  uncovered: { word: 'Gap', sentence: 'No layer covers this time' },
  deliberate: { word: 'Empty', sentence: 'This slot is empty on purpose' },
  person_disabled: { word: 'Gap', sentence: 'The scheduled person no longer has access' },
} as const;

/**
 * The rows from top to bottom: what counts, the overrides, then the layers from the one on top down.
 * Spans are cut to the range, so that a shift that began before it starts at its edge.
 */
export function timelineRows(timeline: Timeline, fromMs: number, toMs: number): TimelineRow[] {
  const cut = (name: string, spans: Omit<Span, 'key'>[]): Span[] =>
    spans
      .filter(({ startMs, endMs }) => endMs > fromMs && startMs < toMs)
      .map((span) => ({ ...span, key: `${name} ${span.startMs}` }));
  const times = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => ({
    startMs: Date.parse(startsAt),
    endMs: Date.parse(endsAt),
  });
  const overrides = timeline.overrides.map((each) => ({
    ...times(each),
    personId: each.personId,
    personName: each.personName,
    gap: null,
    layer: 'override',
    overrideId: each.id,
  }));
  const layers = [...timeline.layers].reverse().map(({ name, shifts }) => ({
    name,
    kind: 'layer' as const,
    spans: cut(
      name,
      shifts.map((each) => ({
        ...times(each),
        personId: each.personId,
        personName: each.personName,
        gap: each.personId === null ? ('deliberate' as const) : each.disabled ? ('person_disabled' as const) : null,
        layer: name,
      })),
    ),
  }));
  const final = timeline.shifts.map((each) => ({
    ...times(each),
    personId: each.personId,
    personName: each.personName,
    gap: each.gap,
    layer: each.layer,
  }));
  return [
    { name: 'Final schedule', kind: 'final', spans: cut('Final', final) },
    { name: 'Overrides', kind: 'overrides', spans: cut('Overrides', overrides) },
    ...layers,
  ];
}

/** Where the arrow keys lead from a span: along its row, or to the span of the next row that lies nearest in time. */
export function neighbour(rows: readonly TimelineRow[], key: string, press: string): Span | undefined {
  const filled = rows.filter(({ spans }) => spans.length > 0);
  const rowIndex = filled.findIndex(({ spans }) => spans.some((span) => span.key === key));
  const spans = filled[rowIndex]?.spans ?? [];
  const index = spans.findIndex((span) => span.key === key);
  const at = spans[index];
  if (!at) return filled[0]?.spans[0];
  if (press === 'Home') return spans[0];
  if (press === 'End') return spans.at(-1);
  if (press === 'ArrowLeft') return spans[index - 1];
  if (press === 'ArrowRight') return spans[index + 1];
  const target = filled[rowIndex + (press === 'ArrowDown' ? 1 : -1)]?.spans ?? [];
  const distance = (span: Span) => Math.max(span.startMs - at.startMs, at.startMs - span.endMs + 1, 0);
  return target.reduce<Span | undefined>(
    (best, span) => (best && distance(best) <= distance(span) ? best : span),
    undefined,
  );
}
