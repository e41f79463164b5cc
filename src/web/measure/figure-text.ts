/** Numbers of the measures as people read them. */

import type { DurationMeasure } from '../../contract/measure/measures.ts';
import { severityLabel } from '../../domain/severity.ts';
import { durationText } from '../../domain/time/duration-text.ts';

/** A measured duration. Below ten minutes it shows seconds: a goal from 65 s to 50 s must not read “1 min, 1 min”. */
export function secondsText(seconds: number | null): string {
  if (seconds === null) return '–';
  const whole = Math.max(0, Math.floor(seconds));
  const rest = whole % 60;
  if (whole < 60 || whole >= 600 || rest === 0) return durationText(whole);
  return `${durationText(whole)} ${String(rest).padStart(2, '0')} s`;
}

/** `0.125` → `12.5%`; a dash when nothing was counted. */
export function shareText(share: number | null): string {
  if (share === null) return '–';
  const percent = share * 100;
  return `${Number.isInteger(percent) ? percent : percent.toFixed(1)}%`;
}

export function countText(value: number | null): string {
  return value === null ? '–' : new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }).format(value);
}

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
