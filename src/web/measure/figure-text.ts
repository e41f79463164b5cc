/** Numbers of the measures as people read them. */

import type { DurationMeasure } from '../../contract/measure/measures.ts';
import { countText, secondsText, shareText } from '../../domain/measure/figure-words.ts';
import { severityLabel } from '../../domain/severity.ts';

export { countText, secondsText, shareText };

type Interval = { low: number; high: number } | null;

export function intervalText(interval: Interval, text: (value: number) => string): string {
  return interval === null ? 'too few for an interval' : `95% interval ${text(interval.low)} to ${text(interval.high)}`;
}

/** The finding when the numbers allow one, else only what the chart shows. Severities are looked at before the whole. */
export function durationTitle(measure: DurationMeasure): string {
  const found = measure.bySeverity.find(({ trend }) => trend.verdict !== 'cannot-tell');
  const figures = found ?? (measure.all.trend.verdict === 'cannot-tell' ? undefined : measure.all);
  if (!figures) return `${measure.name} by severity`;
  const who = found ? severityLabel(found.severity) : 'All severities';
  const way = figures.trend.verdict === 'lower' ? 'fell' : 'rose';
  return `${who}: median ${measure.name.toLowerCase()} ${way} from ${secondsText(figures.previous.medianSeconds)} to ${secondsText(figures.medianSeconds)}`;
}

type ShareTrend = { share: number | null; previous: { share: number | null }; trend: { verdict: string } };

export function shareTitle(name: string, figures: ShareTrend): string {
  if (figures.trend.verdict === 'cannot-tell') return name;
  const way = figures.trend.verdict === 'lower' ? 'fell' : 'rose';
  return `${name} ${way} from ${shareText(figures.previous.share)} to ${shareText(figures.share)}`;
}
