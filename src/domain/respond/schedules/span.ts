/** A half-open stretch of time `[start, end)` in milliseconds since the epoch. Lists of spans are sorted and disjoint. */
export type Span = { start: number; end: number };

/** The parts of `spans` that lie inside `[from, to)`. */
export function clip<T extends Span>(spans: readonly T[], from: number, to: number): T[] {
  return spans
    .filter((span) => span.start < to && span.end > from)
    .map((span) => ({ ...span, start: Math.max(span.start, from), end: Math.min(span.end, to) }));
}

/** The union of spans in any order, overlapping or not. */
export function union(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** The parts of `spans` that lie inside one of `windows`. */
export function intersect<T extends Span>(spans: readonly T[], windows: readonly Span[]): T[] {
  const result: T[] = [];
  let first = 0;
  for (const span of spans) {
    while (first < windows.length && windows[first]!.end <= span.start) first++;
    for (let index = first; index < windows.length && windows[index]!.start < span.end; index++) {
      const window = windows[index]!;
      result.push({ ...span, start: Math.max(span.start, window.start), end: Math.min(span.end, window.end) });
    }
  }
  return result;
}

/** The parts of `spans`, which may overlap one another, that lie outside of `windows`. */
export function without<T extends Span>(spans: readonly T[], windows: readonly Span[]): T[] {
  return spans.flatMap((span) => {
    const parts: T[] = [];
    let { start } = span;
    for (const window of windows) {
      if (window.end <= start || window.start >= span.end) continue;
      if (window.start > start) parts.push({ ...span, start, end: window.start });
      start = Math.max(start, window.end);
    }
    if (start < span.end) parts.push({ ...span, start });
    return parts;
  });
}
