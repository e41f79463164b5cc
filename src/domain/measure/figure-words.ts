import { durationText } from '../time/duration-text.ts';

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
