/** What was added to a text and taken out of it, line by line. */
export type DiffLine = { kind: 'same' | 'added' | 'removed'; text: string };

/** More changed lines than this in one text are not brought into the closest order: all old ones, then all new ones. */
const mostEdits = 1_500;

/**
 * The shortest way from one list of lines to another (Myers). Without the added lines it is the old one, without the
 * removed ones the new one.
 */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const same = (lines: readonly string[]) => lines.map((text): DiffLine => ({ kind: 'same', text }));
  const middle = between(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [...same(before.slice(0, start)), ...middle, ...same(before.slice(before.length - end))];
}

function between(before: readonly string[], after: readonly string[]): DiffLine[] {
  const traces: Map<number, number>[] = [];
  let reached = new Map([[1, 0]]);
  const most = Math.min(before.length + after.length, mostEdits);
  for (let edits = 0; edits <= most; edits++) {
    traces.push(reached);
    reached = new Map(reached);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = furthest(reached, diagonal, edits);
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      reached.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return walkBack(traces, before, after);
    }
  }
  return [
    ...before.map((text): DiffLine => ({ kind: 'removed', text })),
    ...after.map((text): DiffLine => ({ kind: 'added', text })),
  ];
}

const isAddition = (reached: ReadonlyMap<number, number>, diagonal: number, edits: number) =>
  diagonal === -edits || (diagonal !== edits && (reached.get(diagonal - 1) ?? -1) < (reached.get(diagonal + 1) ?? -1));

function furthest(reached: ReadonlyMap<number, number>, diagonal: number, edits: number): number {
  return isAddition(reached, diagonal, edits) ? reached.get(diagonal + 1)! : reached.get(diagonal - 1)! + 1;
}

function walkBack(
  traces: readonly ReadonlyMap<number, number>[],
  before: readonly string[],
  after: readonly string[],
): DiffLine[] {
  const lines: DiffLine[] = [];
  let [x, y] = [before.length, after.length];
  for (let edits = traces.length - 1; edits >= 0; edits--) {
    const reached = traces[edits]!;
    const diagonal = x - y;
    const from = isAddition(reached, diagonal, edits) ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : reached.get(from)!;
    const fromY = edits === 0 ? 0 : fromX - from;
    while (x > fromX && y > fromY) {
      lines.push({ kind: 'same', text: before[x - 1]! });
      x--;
      y--;
    }
    if (edits === 0) break;
    if (from > diagonal) lines.push({ kind: 'added', text: after[--y]! });
    else lines.push({ kind: 'removed', text: before[--x]! });
  }
  return lines.reverse();
}

/** The changed lines with some that stayed the same around them; what is left out between them is no part of it. */
export function hunksOf(lines: readonly DiffLine[], around = 2): DiffLine[][] {
  const hunks: DiffLine[][] = [];
  let last = -1;
  for (const [index, { kind }] of lines.entries()) {
    if (kind === 'same') continue;
    const from = Math.max(last + 1, index - around);
    const isNext = hunks.length > 0 && from === last + 1;
    const hunk = isNext ? hunks.at(-1)! : [];
    if (!isNext) hunks.push(hunk);
    if (index > last) hunk.push(...lines.slice(from, index + 1));
    last = Math.max(last, index);
    for (let next = index + 1; next <= index + around && lines[next]?.kind === 'same'; next++) {
      hunk.push(lines[next]!);
      last = next;
    }
  }
  return hunks;
}
