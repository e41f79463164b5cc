import type { Span } from './span.ts';

export type PersonSpan = Span & { personId: number | null };

/**
 * Where people are on call and away at once: the parts of shifts that lie inside an absence of the same person, by start.
 * Absences of one person may overlap; each gives its own parts.
 */
export function shiftsWhileAway<Absence extends Span & { personId: number }>(
  shifts: readonly PersonSpan[],
  absences: readonly Absence[],
): (Span & { absence: Absence })[] {
  return absences
    .flatMap((absence) =>
      shifts.flatMap(({ personId, start, end }) => {
        const part = { start: Math.max(start, absence.start), end: Math.min(end, absence.end) };
        return personId === absence.personId && part.start < part.end ? [{ ...part, absence }] : [];
      }),
    )
    .sort((a, b) => a.start - b.start);
}
