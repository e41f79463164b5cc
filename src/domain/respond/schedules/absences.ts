import type { Span } from './span.ts';

export type PersonSpan = Span & { personId: number | null };

/**
 * Where people are on call and away at once: the parts of shifts that lie inside an absence of the same person, by start.
 * Absences of one person may overlap; each gives its own parts.
 */
export function shiftsWhileAway<Shift extends PersonSpan, Absence extends Span & { personId: number }>(
  shifts: readonly Shift[],
  absences: readonly Absence[],
): (Span & { shift: Shift; absence: Absence })[] {
  return absences
    .flatMap((absence) =>
      shifts.flatMap((shift) => {
        const { personId, start, end } = shift;
        const part = { start: Math.max(start, absence.start), end: Math.min(end, absence.end) };
        return personId === absence.personId && part.start < part.end ? [{ ...part, shift, absence }] : [];
      }),
    )
    .sort((a, b) => a.start - b.start);
}
