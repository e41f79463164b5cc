/**
 * Reads the text of a calendar. Whoever wrote it may be hostile, and a rule of recurrence can keep any library busy
 * for ever, so it is read in a thread by itself that has a deadline and little memory.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type Ical from 'ical.js';
import type { CalendarEvent, CalendarTime } from '../../../domain/respond/schedules/calendar-events.ts';

/** What is wrong with a calendar, in a sentence for whoever added it. */
export class CalendarProblem extends Error {}

const mostMemoryMb = 128;
/** The deadline is long, because it counts the time that a busy machine gives to others as well. */
const usualLimits = { deadlineMs: 20_000, mostEvents: 5_000, mostOccurrences: 5_000 };

type Wanted = { text: string; fromMs: number; toMs: number; mostEvents: number; mostOccurrences: number };
type Found = { events: CalendarEvent[]; leftOut: number };

/**
 * The events that touch `[fromMs, toMs)`, occurrences one by one, cancelled ones not; a day around it besides, since
 * whole days begin at other times elsewhere. @throws CalendarProblem
 */
export function readCalendarText(
  text: string,
  fromMs: number,
  toMs: number,
  { deadlineMs, mostEvents, mostOccurrences } = usualLimits,
): Promise<Found> {
  const wanted: Wanted = { text, fromMs, toMs, mostEvents, mostOccurrences };
  const worker = new Worker(threadSource, {
    eval: true,
    execArgv: [],
    env: {},
    workerData: wanted,
    resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb, maxYoungGenerationSizeMb: 32 },
  });
  return new Promise<Found>((resolve, reject) => {
    const timer = setTimeout(
      () => refuse('It takes too long to read: its events repeat in too many ways.'),
      deadlineMs,
    );
    const refuse = (sentence: string) => {
      clearTimeout(timer);
      void worker.terminate();
      reject(new CalendarProblem(sentence));
    };
    worker.once('message', (reply: Found | { problem: 'unreadable' | 'too many' }) => {
      if (!('problem' in reply)) {
        clearTimeout(timer);
        void worker.terminate();
        resolve(reply);
      } else if (reply.problem === 'too many') refuse(`It has more than ${mostEvents} events.`);
      else refuse('This is not a calendar in the iCalendar format (.ics).');
    });
    worker.once('error', ({ code }: NodeJS.ErrnoException) =>
      refuse(code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'It is too large to be read.' : 'It could not be read.'),
    );
    worker.once('exit', () => refuse('It could not be read.'));
  });
}

/** Runs in the thread, as text: it may use nothing from around it. */
function eventsIn(
  library: typeof Ical,
  { text, fromMs, toMs, mostEvents, mostOccurrences }: Wanted,
): Found | { problem: 'unreadable' | 'too many' } {
  const DAY_MS = 86_400_000;
  const mostSteps = 50_000;
  let leftOut = 0;
  const events: CalendarEvent[] = [];

  const isKnownZone = (zone: string) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== undefined;
    } catch {
      return false;
    }
  };
  /** What is reckoned from a start in a zone that the calendar does not define has lost its zone: it is that of the start. */
  const timeOf = (time: Ical.Time, zoneOfStart: string): CalendarTime => {
    if (time.isDate) return { date: time.toString() };
    if (time.zone === library.Timezone.utcTimezone) return { atMs: time.toUnixTime() * 1000 };
    const defined = time.zone?.component ? time.zone.tzid : '';
    const zone = (time as unknown as { timezone: string | null }).timezone || defined || zoneOfStart;
    if (zone !== '' && isKnownZone(zone)) return { clock: time.toString(), zone };
    return defined === '' ? { clock: time.toString(), zone: null } : { atMs: time.toUnixTime() * 1000 };
  };
  const isCancelled = (component: Ical.Component) =>
    String(component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';
  const add = (event: Ical.Event, start: Ical.Time, end: Ical.Time) => {
    if (end.toUnixTime() * 1000 < fromMs - 2 * DAY_MS || start.toUnixTime() * 1000 > toMs + 2 * DAY_MS) return;
    if (isCancelled(event.component)) return;
    if (events.length >= mostOccurrences) {
      leftOut += 1;
      return;
    }
    const secrecy = String(event.component.getFirstPropertyValue('class') ?? 'PUBLIC').toUpperCase();
    const title = String(event.summary ?? '').slice(0, 1000);
    const zone = String(event.component.getFirstProperty('dtstart')?.getParameter('tzid') ?? '');
    events.push({ title, isPrivate: secrecy !== 'PUBLIC', start: timeOf(start, zone), end: timeOf(end, zone) });
  };
  const addAll = (event: Ical.Event) => {
    if (!event.isRecurring()) {
      add(event, event.startDate, event.endDate);
      return;
    }
    const iterator = event.iterator();
    let next = iterator.next();
    // An occurrence that was moved into the range may have its place in the rule a while behind it.
    for (let steps = 0; next && next.toUnixTime() * 1000 < toMs + 62 * DAY_MS; steps++) {
      if (steps >= mostSteps) {
        leftOut += 1;
        return;
      }
      const { item, startDate, endDate } = event.getOccurrenceDetails(next);
      add(item, startDate, endDate);
      next = iterator.next();
    }
  };

  let components: Ical.Component[];
  try {
    // What was cut off has no end, and is not read as if the rest had been cancelled.
    if (!/END:VCALENDAR\s*$/i.test(text)) return { problem: 'unreadable' };
    const parsed = library.parse(text.trim()) as unknown[];
    const roots = (typeof parsed[0] === 'string' ? [parsed] : parsed) as unknown[][];
    const calendars = roots.map((root) => new library.Component(root as never));
    if (calendars.some(({ name }) => name !== 'vcalendar')) return { problem: 'unreadable' };
    components = calendars
      .filter((one) => String(one.getFirstPropertyValue('method') ?? '').toUpperCase() !== 'CANCEL')
      .flatMap((one) => one.getAllSubcomponents('vevent'));
  } catch {
    return { problem: 'unreadable' };
  }
  if (components.length > mostEvents) return { problem: 'too many' };

  const series = new Map<string, { whole: Ical.Component | null; changed: Map<string, Ical.Component> }>();
  const sequenceOf = (component: Ical.Component) => Number(component.getFirstPropertyValue('sequence') ?? 0) || 0;
  const newer = (before: Ical.Component | null | undefined, component: Ical.Component) =>
    before && sequenceOf(before) > sequenceOf(component) ? before : component;
  components.forEach((component, place) => {
    const uid = String(component.getFirstPropertyValue('uid') ?? `without ${place}`);
    const one = series.get(uid) ?? { whole: null, changed: new Map() };
    series.set(uid, one);
    const recurrence = component.getFirstPropertyValue('recurrence-id');
    if (recurrence === null) one.whole = newer(one.whole, component);
    else one.changed.set(String(recurrence), newer(one.changed.get(String(recurrence)), component));
  });
  for (const { whole, changed } of series.values()) {
    const exceptions = [...changed.values()];
    try {
      if (whole && isCancelled(whole)) continue;
      if (whole) addAll(new library.Event(whole, { strictExceptions: false, exceptions }));
      // A changed occurrence may come without its series: somebody was invited to that one.
      else
        for (const one of exceptions)
          add(new library.Event(one), new library.Event(one).startDate, new library.Event(one).endDate);
    } catch {
      leftOut += 1;
    }
  }
  return { events, leftOut };
}

/** The names that builders put around inner functions are no use there, and must be no error. */
const threadSource = `
const { parentPort, workerData } = require('node:worker_threads');
const __name = (inner) => inner;
const eventsIn = ${eventsIn.toString()};
import(${JSON.stringify(pathToFileURL(createRequire(import.meta.url).resolve('ical.js')).href)}).then(({ default: library }) =>
  parentPort.postMessage(eventsIn(library, workerData)));
`;
