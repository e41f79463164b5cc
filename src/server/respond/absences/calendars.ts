/** Calendars elsewhere that say when people are away and which days a team has off. */
import { problem } from '../../../contract/errors.ts';
import { absencesOf, type CalendarEvent, holidaysOf } from '../../../domain/respond/schedules/calendar-events.ts';
import { singleLine } from '../../../domain/text.ts';
import { type Actor, may, personIdOf } from '../../platform/auth/actor.ts';
import { takeAttempt } from '../../platform/auth/attempts.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { createGate } from '../../platform/gate.ts';
import { SecretProblem } from '../../platform/secret-problem.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { CalendarProblem, readCalendarText } from './calendar-text.ts';
import * as store from './calendars-store.ts';
import { addressOf, type FetchedCalendar, fetchCalendar } from './fetch-calendar.ts';
import * as removed from './removed-calendars-store.ts';

const DAY_MS = 86_400_000;
const RANGE_MS = 400 * DAY_MS;
/** Of one person or team. */
const MOST_CALENDARS = 10;
/** Absences of a calendar that lie ahead, and as many holidays. */
const MOST_ITEMS = 200;
const READ_EVERY_SECONDS = 1_800;
const RETRY_AFTER_SECONDS = 600;
/** Readings that people ask for, each a request to a server elsewhere, in ten minutes. */
const MOST_READINGS_OF_CALENDAR = 10;
const MOST_READINGS_BY_PERSON = 40;

/** A hostile calendar takes a processor until its deadline; many at once would keep pages waiting. */
const passReadingGate = createGate(2, 20, 'Too many calendars are being read at once; try again in a minute.');

export type CalendarPorts = { egress: Egress; keyring: Keyring };

export type CalendarInput = {
  personId?: number | undefined;
  teamId?: number | undefined;
  name: string;
  address?: string | undefined;
  file?: string | undefined;
  titleWords: string[];
};

export async function getCalendar(ctx: { db: Queryable }, id: number): Promise<store.CalendarRow> {
  const calendar = await store.loadCalendar(ctx.db, id);
  if (!calendar) throw problem('not_found', `No calendar has the id ${id}.`);
  return calendar;
}

/**
 * Reads the calendar and keeps it with what it holds. `forbidden` for another person or a team without `oncall.manage`;
 * `invalid_input`, with why, for one that cannot be read: nothing is kept then; `too_many_requests` when addresses were
 * read too often.
 */
export async function addCalendar(ctx: Context, ports: CalendarPorts, input: CalendarInput) {
  const teamId = input.teamId ?? null;
  const personId = teamId === null ? (input.personId ?? requirePerson(ctx)) : null;
  mustBeOwn(ctx, { personId });
  if (personId !== null && !(await store.personExists(ctx.db, personId)))
    throw refusal('personId', `No person has the id ${personId}.`);
  if (teamId !== null && !(await store.teamExists(ctx.db, teamId)))
    throw refusal('teamId', `No team has the id ${teamId}.`);
  if ((await store.countCalendars(ctx.db, { personId, teamId })) >= MOST_CALENDARS)
    throw problem('state_conflict', `There are already ${MOST_CALENDARS} calendars, which is the limit.`);
  const field = input.file === undefined ? 'address' : 'file';
  if (input.address !== undefined) await takeAttempt(ctx.db, [readingsBy(ctx.actor)], tooOften);
  const now = await readNowMs(ctx.db);
  const { text, etag, events } = await readNew(ctx.actor, ports, input, now).catch((error: unknown) => {
    if (error instanceof CalendarProblem) throw refusal(field, error.message);
    throw error;
  });
  return transaction(ctx.db, async (tx) => {
    const id = await store.nextCalendarId(tx);
    const url = text === null ? null : addressOf(text);
    const address = url === null ? null : ports.keyring.seal(url.href, addressContext(id));
    const { name, titleWords } = input;
    const host = url === null ? null : url.host.slice(0, 200);
    await store.insertCalendar(tx, id, { personId, teamId, name, address, host, titleWords });
    await recordEvent(tx, ctx.actor, 'calendar.created', id, { after: { personId, teamId, name, host, titleWords } });
    const calendar = (await store.lockCalendar(tx, id, address))!;
    await keep(tx, ctx.actor, calendar, { ...events, etag });
    return getCalendar({ db: tx }, id);
  });
}

/** `text` is the address; null for a file. */
async function readNew(actor: Actor, { egress }: CalendarPorts, { address, file }: CalendarInput, now: number) {
  if (address === undefined) return { text: null, etag: null, events: await eventsIn(actor, file!, now) };
  const fetched = (await fetchCalendar(egress, address, null)) as FetchedCalendar;
  return { text: address, etag: fetched.etag, events: await eventsIn(actor, fetched.text, now) };
}

/**
 * Reads a calendar again now; whether that was possible stands in what is returned. `state_conflict` for a file,
 * `too_many_requests` when it was asked for too often.
 */
export async function readCalendarNow(ctx: Context, ports: CalendarPorts, id: number) {
  const calendar = await getCalendar(ctx, id);
  mustBeOwn(ctx, calendar);
  if (calendar.host === null)
    throw problem('state_conflict', 'This calendar is a file. To read a newer one, add it and remove this one.');
  const ofCalendar = readings('of calendar', String(id), MOST_READINGS_OF_CALENDAR);
  await takeAttempt(ctx.db, [ofCalendar, readingsBy(ctx.actor)], tooOften);
  await readCalendar(ctx.db, ports, ctx.actor, id);
  return getCalendar(ctx, id);
}

/** Removes it with what came from it; for thirty days it can be restored. */
export async function removeCalendar(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await getCalendar({ db: tx }, id);
    mustBeOwn(ctx, before);
    if (!(await removed.moveToRemoved(tx, id))) throw problem('not_found', `No calendar has the id ${id}.`);
    const { personId, teamId, name, host } = before;
    await recordEvent(tx, ctx.actor, 'calendar.deleted', id, { before: { personId, teamId, name, host } });
  });
}

/**
 * Puts a removed calendar back with what came from it; if it has an address, it is read again within seconds.
 * `forbidden` as for removing it, `state_conflict` when there are as many calendars as can be by now.
 */
export async function restoreCalendar(ctx: Context, id: number) {
  return transaction(ctx.db, async (tx) => {
    const owner = await removed.lockRemoved(tx, id);
    if (!owner) throw problem('not_found', `No removed calendar has the id ${id}.`);
    mustBeOwn(ctx, owner);
    if ((await store.countCalendars(tx, owner)) >= MOST_CALENDARS)
      throw problem('state_conflict', `There are already ${MOST_CALENDARS} calendars, which is the limit.`);
    await removed.putBack(tx, id);
    const calendar = await getCalendar({ db: tx }, id);
    const { personId, teamId, name, host, titleWords } = calendar;
    await recordEvent(tx, ctx.actor, 'calendar.restored', id, { after: { personId, teamId, name, host, titleWords } });
    return calendar;
  });
}

/** Fetches one calendar and makes its absences or holidays what it says; of one that cannot be read, all stays. */
export async function readCalendar(
  db: Context['db'],
  { egress, keyring }: CalendarPorts,
  actor: Actor,
  id: number,
): Promise<void> {
  const calendar = await store.loadToRead(db, id);
  if (!calendar?.address) return;
  let found: (FoundEvents & { etag: string | null }) | 'unchanged';
  try {
    const address = keyring.open(calendar.address, addressContext(id)).reveal();
    const fetched = await fetchCalendar(egress, address, calendar.etag);
    found =
      fetched === 'unchanged'
        ? fetched
        : { ...(await eventsIn(actor, fetched.text, await readNowMs(db))), etag: fetched.etag };
  } catch (error) {
    const isLost = error instanceof SecretProblem;
    if (!isLost && !(error instanceof CalendarProblem)) throw error;
    const sentence = isLost ? 'The key that sealed its address is missing.' : error.message;
    await transaction(db, async (tx) => {
      const before = await store.lockCalendar(tx, id, calendar.address);
      if (!before) return;
      await store.markFailed(tx, id, before.failingSince ? READ_EVERY_SECONDS : RETRY_AFTER_SECONDS, sentence);
      if (before.problem !== sentence) await recordEvent(tx, actor, 'calendar.failed', id, { problem: sentence });
    });
    return;
  }
  await transaction(db, async (tx) => {
    const before = await store.lockCalendar(tx, id, calendar.address);
    if (!before) return;
    if (found !== 'unchanged') return keep(tx, actor, before, found);
    await store.markRead(tx, id, READ_EVERY_SECONDS, null);
    if (before.problem !== null) await recordEvent(tx, actor, 'calendar.read', id, { added: 0, removed: 0 });
  });
}

type FoundEvents = { events: CalendarEvent[]; leftOut: number };

function eventsIn(actor: Actor, text: string, now: number): Promise<FoundEvents> {
  const read = () => readCalendarText(text, now, now + RANGE_MS);
  // The loop reads few at a time, and what it is to read is never refused.
  return actor.kind === 'system' ? read() : passReadingGate(String(personIdOf(actor)), read);
}

async function keep(
  tx: Transaction,
  actor: Actor,
  calendar: store.ReadableCalendar,
  found: FoundEvents & { etag: string | null },
): Promise<void> {
  const { id, personId, titleWords, zone } = calendar;
  const now = await readNowMs(tx);
  // A day that has begun anywhere is still a day off there.
  const from = personId === null ? now - DAY_MS : now;
  const wanted = { zone, titleWords, from, to: now + RANGE_MS, most: MOST_ITEMS };
  let [counts, itemCount, leftOut] = [{ added: 0, removed: 0 }, 0, 0];
  if (personId !== null) {
    const read = absencesOf(found.events, wanted);
    counts = await store.replaceAbsences(tx, id, personId, now, read.absences);
    [itemCount, leftOut] = [read.absences.length, read.leftOut];
  } else {
    const read = holidaysOf(found.events, wanted);
    counts = await store.replaceHolidays(tx, id, new Date(from).toISOString().slice(0, 10), read.holidays);
    [itemCount, leftOut] = [read.holidays.length, read.leftOut];
  }
  const leftOutCount = found.leftOut + leftOut;
  await store.markRead(tx, id, READ_EVERY_SECONDS, { etag: found.etag, itemCount, leftOutCount });
  if (counts.added + counts.removed > 0 || calendar.problem !== null)
    await recordEvent(tx, actor, 'calendar.read', id, counts);
}

const tooOften = 'Calendars were read too often. Try again in ten minutes; they are also read by themselves.';

function readings(whose: string, of: string, most: number) {
  return { purpose: `calendar readings ${whose}`, of, most, windowSeconds: 600 };
}

function readingsBy(actor: Actor) {
  return readings('by person', String(personIdOf(actor) ?? 'automation'), MOST_READINGS_BY_PERSON);
}

function mustBeOwn(ctx: Context, { personId }: { personId: number | null }): void {
  const isOwn = personId !== null && personIdOf(ctx.actor) === personId;
  if (isOwn || may(ctx.actor, 'oncall.manage')) return;
  throw problem('forbidden', 'Without permission to manage schedules, you can add and change your own calendars only.');
}

function addressContext(id: number): string {
  return `calendars.address.${id}`;
}

function refusal(field: string, message: string) {
  const sentence = singleLine(message, 500);
  return problem('invalid_input', sentence, [{ path: `body.${field}`, message: sentence }]);
}
