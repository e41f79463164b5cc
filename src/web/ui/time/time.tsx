import { createContext, useContext } from 'react';
import { durationText } from '../../../domain/time/duration-text.ts';
import { preferences } from '../../keys/preferences.ts';
import { serverNow } from './server-clock.ts';
import {
  absoluteText,
  clockText,
  daysText,
  dayText,
  offsetText,
  planText,
  relativeStepMs,
  relativeText,
  timeOfDayText,
} from './time-text.ts';
import { useNow } from './use-now.ts';

/** Inside a list row the row is the tab stop, so times in it are not. */
export const InsideRow = createContext(false);

/** The zone in which this person reads times: their choice, or the browser's. */
export function displayZone(): string {
  return preferences.read().timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** An instant: relative within the hour, else by the clock; whole with its zone on hover and focus. It keeps itself up to date. */
export function Time({ at }: { at: string }) {
  const inRow = useContext(InsideRow);
  const atMs = Date.parse(at);
  useNow(relativeStepMs(atMs, serverNow()));
  const zone = displayZone();
  if (Number.isNaN(atMs)) return <span>{at}</span>;
  return (
    <time dateTime={at} data-tip={absoluteText(atMs, zone)} tabIndex={inRow ? undefined : 0}>
      {relativeText(atMs, serverNow(), zone)}
    </time>
  );
}

/**
 * An event of a story: the time of day, and how long after the story's start it came. `withDay` where no heading tells
 * the day: every day but today is named.
 */
export function StoryTime({ at, start, withDay = false }: { at: string; start: string; withDay?: boolean }) {
  const atMs = Date.parse(at);
  const zone = displayZone();
  const isToday = dayText(atMs, zone) === dayText(serverNow(), zone);
  return (
    <time className={withDay ? 'tabular' : 'tabular nowrap'} dateTime={at} data-tip={absoluteText(atMs, zone)}>
      {withDay && !isToday && `${dayText(atMs, zone)}, `}
      {timeOfDayText(atMs, zone)} <span className="nowrap">({offsetText(atMs, Date.parse(start))})</span>
    </time>
  );
}

/** The day of an instant in the zone in which this person reads times. */
export const dayOf = (at: string) => dayText(Date.parse(at), displayZone());

/**
 * The first and the last day between two instants, the second of which is the first that belongs to it no more: the
 * days of `zone`, or of the person who reads.
 */
export const daysOf = (from: string, to: string, zone = displayZone()) =>
  daysText(Date.parse(from), Date.parse(to), zone);

/** From when to when work is planned, in the zone in which this person reads times. */
export const planOf = (startsAt: string, endsAt: string) =>
  planText(Date.parse(startsAt), Date.parse(endsAt), displayZone());

export type DurationProps =
  | { seconds: number; look?: 'words' | 'clock' }
  /** Counts by itself from `since`, or down to `until` (never below zero). */
  | { since: string; look?: 'words' | 'clock' }
  | { until: string; look?: 'words' | 'clock' };

/** A length of time. With `since` or `until` it ticks on the server's clock. */
export function Duration(props: DurationProps) {
  return 'seconds' in props ? (
    <DurationWords seconds={props.seconds} look={props.look} />
  ) : (
    <RunningDuration {...props} />
  );
}

function RunningDuration(props: Exclude<DurationProps, { seconds: number }>) {
  const now = useNow(1000);
  const seconds = 'since' in props ? (now - Date.parse(props.since)) / 1000 : (Date.parse(props.until) - now) / 1000;
  return <DurationWords seconds={seconds} look={props.look} />;
}

function DurationWords({ seconds, look = 'words' }: { seconds: number; look?: 'words' | 'clock' }) {
  const isoDuration = `PT${Math.max(0, Math.floor(seconds))}S`;
  return <time dateTime={isoDuration}>{look === 'clock' ? clockText(seconds) : durationText(seconds)}</time>;
}
