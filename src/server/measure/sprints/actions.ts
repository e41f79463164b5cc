/** What a sprint is: calendars by length or imported, of the organisation or of a team, each from a day on. */
import { problem } from '../../../contract/errors.ts';
import type { SavedSprintCalendar, SprintCalendarFields } from '../../../contract/measure/sprint-calendars.ts';
import { incidentsPerSprint } from '../../../domain/measure/incidents-per-sprint.ts';
import { countDeclared } from '../../../domain/measure/measured.ts';
import {
  mostSprints,
  type SprintList,
  SprintListProblem,
  sprintsCsv,
  sprintsFromCsv,
  sprintsFromEvents,
  sprintsFromJira,
} from '../../../domain/measure/sprint-lists.ts';
import { type SprintTimeline, startOf, timelineOf } from '../../../domain/measure/sprint-timeline.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { CalendarProblem, readCalendarText } from '../../respond/absences/calendar-text.ts';
import { loadIncidentRows } from '../incident-rows.ts';
import { loadSprintCalendar } from './first-calendar.ts';
import * as store from './store.ts';

const dayMs = 86_400_000;
const mostPreviewed = 200;
const mostInForce = 500;
const longestPastMs = 3_650 * dayMs;

/** The sprints of a team as they were and will be; of the organisation without a team. */
export async function loadTimeline(db: Queryable, teamId: number | undefined): Promise<SprintTimeline> {
  const { version: _, ...first } = await loadSprintCalendar(db);
  return timelineFrom(first, await store.listInForce(db, teamId ?? null));
}

type Part = Pick<store.SprintCalendarRow, 'teamId' | 'effectiveFrom' | 'zone' | 'startDate' | 'lengthDays' | 'sprints'>;

function timelineFrom(first: { startDate: string; lengthDays: number; zone: string }, parts: readonly Part[]) {
  const part = ({ effectiveFrom, zone, startDate, lengthDays, sprints }: Part) => ({
    effectiveFrom,
    rule: sprints ? { zone, sprints } : { zone, startDate: startDate!, lengthDays: lengthDays! },
  });
  const ofTeam = parts.filter(({ teamId }) => teamId !== null).map(part);
  const ofAll = parts.filter(({ teamId }) => teamId === null).map(part);
  return timelineOf([{ effectiveFrom: null, rule: first }, ...ofAll], ofTeam);
}

export async function listSprintCalendars(ctx: Pick<Context, 'db'>) {
  return { items: (await store.listCalendars(ctx.db)).map(shown) };
}

/** What would change, up to now and in a year ahead. @throws Problem `invalid_input` for what cannot be read */
export async function previewSprintCalendar(ctx: Pick<Context, 'db'>, input: SprintCalendarFields) {
  const { notes, ...added } = await readInput(input, '');
  const others = (parts: readonly Part[]) =>
    parts.filter((one) => one.teamId !== added.teamId || one.effectiveFrom !== added.effectiveFrom);
  const inOrder = (parts: readonly Part[]) =>
    [...others(parts), added].sort((left, right) => (left.effectiveFrom < right.effectiveFrom ? -1 : 1));
  return { effectiveFrom: added.effectiveFrom, notes, ...(await recount(ctx.db, added, inOrder)) };
}

/** The same of removing one that is there, and which teams do without it. @throws Problem `not_found` */
export async function previewSprintRemoval(ctx: Pick<Context, 'db'>, id: number) {
  const removed = await load(ctx.db, id);
  if (removed.removedAt !== null) throw problem('not_found', `The sprint calendar ${id} was removed already.`);
  const without = (parts: readonly Part[]) =>
    parts.filter((one) => one.teamId !== removed.teamId || one.effectiveFrom !== removed.effectiveFrom);
  return {
    removed: shown(removed),
    ...(await recount(ctx.db, removed, without)),
    // Whoever had a calendar of their own by then never looked at this one of the organisation.
    unaffectedTeamIds: removed.teamId === null ? await store.listTeamsBy(ctx.db, removed.effectiveFrom) : [],
  };
}

/** What the sprints of a team, or of the organisation, are by `changed` calendars from the day of one of them on. */
async function recount(
  db: Queryable,
  { teamId, effectiveFrom, zone }: Pick<Part, 'teamId' | 'effectiveFrom' | 'zone'>,
  changed: (parts: readonly Part[]) => readonly Part[],
) {
  const now = await readNowMs(db);
  const { version: _, ...first } = await loadSprintCalendar(db);
  const parts = await store.listInForce(db, teamId);
  const before = timelineFrom(first, parts);
  const after = timelineFrom(first, changed(parts));
  const from = startOf({ effectiveFrom, rule: { zone, sprints: [] } });
  const past = { from: Math.max(from, now - longestPastMs), to: now };
  const filter = { ...past, teamId: teamId ?? undefined, includeImported: false };
  const incidents = past.from < now ? await loadIncidentRows(db, filter) : [];
  const replaced = past.from < now ? incidentsPerSprint(incidents, before, past) : [];
  const sprints = incidentsPerSprint(incidents, after, { from: past.from, to: Math.max(from, now) + 365 * dayMs });
  const inside = sprints.reduce((sum, { count }) => sum + count, 0);
  return {
    sprints: sprints.slice(0, mostPreviewed).map(({ sprint: { name, firstDate, lastDate, startAt }, count }) => ({
      ...{ name, firstDate, lastDate },
      n: startAt < now ? count : null,
    })),
    recounted: { sprints: replaced.length, incidents: replaced.reduce((sum, { count }) => sum + count, 0) },
    outsideCount: countDeclared(incidents, past) - inside,
  };
}

/** @throws Problem `invalid_input`; `conflict` where another one counts from the same day */
export async function createSprintCalendar(ctx: Context, input: SprintCalendarFields) {
  const { notes: _, ...added } = await readInput(input, actorReference(ctx.actor).name);
  return transaction(ctx.db, async (tx) => {
    await requireFree(tx, added);
    const id = await store.insertCalendar(tx, added);
    const created = shown((await store.loadCalendar(tx, id))!);
    await recordEvent(tx, ctx.actor, 'sprintCalendar.added', id, { after: created });
    return created;
  });
}

export async function removeSprintCalendar(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const found = await load(tx, id);
    if (await store.setRemoved(tx, id, true)) {
      await recordEvent(tx, ctx.actor, 'sprintCalendar.removed', id, { before: shown(found) });
    }
  });
}

/** @throws Problem `conflict` where another one counts from the same day by now */
export async function restoreSprintCalendar(ctx: Context, id: number) {
  return transaction(ctx.db, async (tx) => {
    const found = await load(tx, id);
    if (found.removedAt !== null) {
      await requireFree(tx, found);
      await store.setRemoved(tx, id, false);
      await recordEvent(tx, ctx.actor, 'sprintCalendar.restored', id, { after: shown(found) });
    }
    return shown(found);
  });
}

export async function exportSprintCalendar(ctx: Pick<Context, 'db'>, id: number): Promise<string> {
  return sprintsCsv((await load(ctx.db, id)).sprints ?? []);
}

async function load(db: Queryable, id: number) {
  const found = await store.loadCalendar(db, id);
  if (!found) throw problem('not_found', `No sprint calendar has the id ${id}.`);
  return found;
}

async function requireFree(tx: Queryable, { teamId, effectiveFrom }: Part): Promise<void> {
  if (await store.isTaken(tx, teamId, effectiveFrom)) {
    throw problem('conflict', `Another calendar counts from ${effectiveFrom}: remove it first, or choose another day.`);
  }
  if ((await store.countInForce(tx)) >= mostInForce) {
    throw problem('conflict', `There are already ${mostInForce} sprint calendars: remove one first.`);
  }
}

async function readInput(input: SprintCalendarFields, createdBy: string) {
  const { teamId, zone, rule } = input;
  if (rule.origin === 'length') {
    const { origin, startDate, lengthDays } = rule;
    const effectiveFrom = input.effectiveFrom ?? startDate;
    return { teamId, effectiveFrom, zone, origin, startDate, lengthDays, sprints: null, createdBy, notes: [] };
  }
  const { sprints, notes } = await readList(rule, zone);
  const effectiveFrom = input.effectiveFrom ?? sprints[0]!.firstDate;
  if (sprints.at(-1)!.lastDate < effectiveFrom) {
    const message = `All of its sprints are over before ${effectiveFrom}.`;
    throw problem('invalid_input', message, [{ path: 'body.effectiveFrom', message }]);
  }
  return {
    teamId,
    effectiveFrom,
    zone,
    origin: rule.origin,
    startDate: null,
    lengthDays: null,
    sprints,
    createdBy,
    notes,
  };
}

type Imported = Exclude<SprintCalendarFields['rule'], { origin: 'length' }>;

async function readList({ origin, text }: Imported, zone: string): Promise<SprintList> {
  try {
    if (origin === 'csv') return sprintsFromCsv(text);
    if (origin === 'jira') return sprintsFromJira(text, zone);
    const [from, to] = [Date.UTC(2000, 0), Date.now() + 3 * 365 * dayMs];
    const limits = { deadlineMs: 20_000, mostEvents: 5_000, mostOccurrences: mostSprints };
    const { events, leftOut } = await readCalendarText(text, from, to, limits);
    return sprintsFromEvents(events, leftOut, zone);
  } catch (error) {
    if (!(error instanceof SprintListProblem || error instanceof CalendarProblem)) throw error;
    throw problem('invalid_input', error.message, [{ path: 'body.rule.text', message: error.message }]);
  }
}

function shown(row: store.SprintCalendarRow): Omit<SavedSprintCalendar, 'createdAt'> & { createdAt: Date } {
  const { id, teamId, teamName, effectiveFrom, zone, origin, startDate, lengthDays, sprints, createdBy, createdAt } =
    row;
  return {
    ...{ id, effectiveFrom, zone, origin, startDate, lengthDays, createdBy, createdAt },
    team: teamId === null ? null : { id: teamId, name: teamName! },
    sprintCount: sprints === null ? null : sprints.length,
    lastDate: sprints?.at(-1)?.lastDate ?? null,
  };
}
