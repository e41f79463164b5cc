import { Temporal } from 'temporal-polyfill';
import { type ComponentState, componentStates, type StateSpan, worstState } from './status.ts';

/** How much of a second in this state counts as down. Maintenance is left out of the reckoning altogether. */
export const downWeights: Record<Exclude<ComponentState, 'maintenance'>, number> = {
  operational: 0,
  degraded: 0,
  partial: 0.3,
  major: 1,
};

export type UptimeDay = {
  /** Calendar date in the page's time zone, YYYY-MM-DD. */
  date: string;
  startAt: number;
  /** End of the day, or `now` for today. */
  endAt: number;
  secondsIn: Record<ComponentState, number>;
  worst: ComponentState;
  /** 0–100; null when nothing was observed or all of it was maintenance. */
  uptimePercent: number | null;
};

export type Uptime = {
  days: UptimeDay[];
  /** 0–100 over the whole range; null when there is nothing to say. */
  uptimePercent: number | null;
};

export type UptimeQuestion = {
  spans: readonly Omit<StateSpan, 'componentId'>[];
  /** IANA zone of the page: its days are the buckets, so a day may last 23 or 25 hours. */
  zone: string;
  /** Days including today. */
  dayCount: number;
  /** Nothing is claimed about the time before, epoch milliseconds. */
  observedFrom: number;
  now: number;
};

type Milliseconds = Record<ComponentState, number>;

function nothing(): Milliseconds {
  return { operational: 0, maintenance: 0, degraded: 0, partial: 0, major: 0 };
}

/** Milliseconds in each state between two instants. Where spans overlap, maintenance wins, then the worse state. */
function timeInStates(
  spans: UptimeQuestion['spans'],
  from: number,
  to: number,
): { time: Milliseconds; worst: ComponentState } {
  const time = nothing();
  const inside = spans
    .map((span) => ({
      state: span.state,
      startAt: Math.max(span.startAt, from),
      endAt: Math.min(span.endAt ?? to, to),
    }))
    .filter((span) => span.startAt < span.endAt);
  const cuts = [...new Set([from, to, ...inside.flatMap((span) => [span.startAt, span.endAt])])].sort((a, b) => a - b);
  for (let index = 0; index + 1 < cuts.length; index++) {
    const start = cuts[index] ?? 0;
    const end = cuts[index + 1] ?? 0;
    const states = inside.filter((span) => span.startAt <= start && span.endAt >= end).map((span) => span.state);
    const state = states.includes('maintenance') ? 'maintenance' : worstState(states);
    time[state] += end - start;
  }
  const seen = componentStates.filter((state) => time[state] > 0);
  return { time, worst: worstState(seen) };
}

function percentOf(time: Milliseconds): number | null {
  const counted = time.operational + time.degraded + time.partial + time.major;
  if (counted === 0) return null;
  const down = time.partial * downWeights.partial + time.major * downWeights.major;
  return (1 - down / counted) * 100;
}

/**
 * Uptime of one component in calendar days of the page's zone, oldest first, and over the whole range.
 * Instants are epoch milliseconds.
 */
export function uptimeOf(question: UptimeQuestion): Uptime {
  const { spans, zone, dayCount, observedFrom, now } = question;
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const total = nothing();
  const days: UptimeDay[] = [];
  for (let back = dayCount - 1; back >= 0; back--) {
    const date = today.subtract({ days: back });
    const startAt = date.toZonedDateTime(zone).epochMilliseconds;
    const endAt = Math.min(date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds, now);
    const from = Math.max(startAt, observedFrom);
    const { time, worst } =
      from < endAt ? timeInStates(spans, from, endAt) : { time: nothing(), worst: 'operational' as const };
    const secondsIn = nothing();
    for (const state of componentStates) {
      total[state] += time[state];
      secondsIn[state] = time[state] / 1000;
    }
    days.push({ date: date.toString(), startAt, endAt, secondsIn, worst, uptimePercent: percentOf(time) });
  }
  return { days, uptimePercent: percentOf(total) };
}

/** “99.98%”, rounded down so that it never reads 100% after a failure. */
export function formatUptime(percent: number | null): string {
  if (percent === null) return 'no data';
  const shown = Math.floor(percent * 100 + 1e-9) / 100;
  return shown === 100 ? '100%' : `${shown.toFixed(2)}%`;
}
