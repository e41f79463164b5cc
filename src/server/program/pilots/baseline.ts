import type { PeriodFigures } from '../../../domain/program/figures.ts';

/** What is kept of the first two weeks: every measure with the values behind it. */
export type Baseline = { measures: PeriodFigures['figures']; restoreBySeverity: PeriodFigures['restoreBySeverity'] };

/** A stored baseline; null while it is not frozen. Only this program writes it, so its form is known. */
export function readBaseline(stored: unknown): Baseline | null {
  return stored === null ? null : (stored as Baseline);
}

export function baselineOf({ figures, restoreBySeverity }: PeriodFigures): Baseline {
  return { measures: figures, restoreBySeverity };
}
