/** Sprints as other tools write them: CSV, what Jira’s board API sends, events of a calendar. */
import { Temporal } from 'temporal-polyfill';
import { csvLines, csvRows } from '../csv.ts';
import { type CalendarEvent, type CalendarTime, momentOf } from '../respond/schedules/calendar-events.ts';
import { cleanText, singleLine, truncate } from '../text.ts';
import { dayBefore, type SprintDays } from './sprint-timeline.ts';

/** What is wrong with a list, in a sentence for whoever imports it. */
export class SprintListProblem extends Error {}

/** `notes` says what was left out or changed. */
export type SprintList = { sprints: SprintDays[]; notes: string[] };

/** `isTimed`: its last day may be the first of the next one, because a sprint ended and the next began during that day. */
type Found = SprintDays & { isTimed: boolean };

export const mostSprints = 1_000;
const longestName = 80;
const csvHead = ['name', 'from', 'to'];

/** Lines of name, first day and last day; a first line of words and semicolons are fine. @throws SprintListProblem */
export function sprintsFromCsv(text: string): SprintList {
  const lines = csvRows(text).filter((cells) => cells.some((cell) => cell.trim() !== ''));
  const isHead = (cells: string[]) => !cells.some((cell) => /\d{4}-\d{2}-\d{2}/.test(cell));
  const body = lines.slice(lines[0] && isHead(lines[0]) ? 1 : 0);
  const found = body.map(([name = '', from = '', to = ''], place) => {
    const where = `Line ${place + 1 + lines.length - body.length}`;
    const [firstDate, lastDate] = [from.trim(), to.trim()];
    for (const day of [firstDate, lastDate]) {
      if (!isDay(day)) throw new SprintListProblem(`${where}: “${day}” is no day such as 2026-11-30.`);
    }
    return { name: plainName(name), firstDate, lastDate, isTimed: false };
  });
  return checked(found, []);
}

/** `sprintsFromCsv` gives the same sprints back. */
export function sprintsCsv(sprints: readonly SprintDays[]): string {
  return csvLines([csvHead, ...sprints.map(({ name, firstDate, lastDate }) => [name, firstDate, lastDate])]);
}

/**
 * What `GET /rest/agile/1.0/board/{id}/sprint` sends: its `values`, or that list alone. A closed sprint ended when it was
 * completed. Sprints without dates are left out. @throws SprintListProblem
 */
export function sprintsFromJira(text: string, zone: string): SprintList {
  const given = jiraValues(text);
  const found = given.flatMap((one): Found[] => {
    const { name, startDate, endDate, completeDate } = one as Record<string, unknown>;
    const [start, end] = [instantOf(startDate), instantOf(completeDate) ?? instantOf(endDate)];
    if (typeof name !== 'string' || start === null || end === null || end <= start) return [];
    return [{ name: plainName(name), firstDate: dayOf(start, zone), lastDate: dayOf(end - 1, zone), isTimed: true }];
  });
  const leftOut = given.length - found.length;
  return checked(found, leftOut === 0 ? [] : [`${leftOut} without a start and an end left out.`]);
}

/** Each event is a sprint, named by its title. @throws SprintListProblem */
export function sprintsFromEvents(events: readonly CalendarEvent[], leftOut: number, zone: string): SprintList {
  const found = events.flatMap(({ title, start, end }): Found[] => {
    const isTimed = !('date' in start && 'date' in end);
    const firstDate = firstDayOf(start, zone);
    const lastDate = 'date' in end ? dayBefore(end.date) : lastDayOf(end, zone);
    if (firstDate === null || lastDate === null || lastDate < firstDate) return [];
    return [{ name: plainName(title), firstDate, lastDate, isTimed }];
  });
  const missing = leftOut + events.length - found.length;
  return checked(found, missing === 0 ? [] : [`${missing} events that cannot be used left out.`]);
}

/** In order and apart from each other, each with a name of its own. */
function checked(found: readonly Found[], notes: string[]): SprintList {
  if (found.length === 0) throw new SprintListProblem('There are no sprints with a first and a last day in it.');
  if (found.length > mostSprints) throw new SprintListProblem(`There are more than ${mostSprints} sprints in it.`);
  const ordered = [...found].sort((left, right) => (left.firstDate < right.firstDate ? -1 : 1));
  let shared = 0;
  const sprints = ordered.map((sprint, place) => {
    const next = ordered[place + 1];
    if (sprint.lastDate < sprint.firstDate) {
      throw new SprintListProblem(
        `“${sprint.name}” ends on ${sprint.lastDate}, before it begins on ${sprint.firstDate}.`,
      );
    }
    const isShared =
      next !== undefined && sprint.isTimed && sprint.lastDate === next.firstDate && sprint.firstDate < sprint.lastDate;
    if (isShared) shared += 1;
    const lastDate = isShared ? dayBefore(sprint.lastDate) : sprint.lastDate;
    if (next && lastDate >= next.firstDate) {
      throw new SprintListProblem(
        `“${sprint.name}” (until ${lastDate}) and “${next.name}” (from ${next.firstDate}) overlap. Give each day one sprint.`,
      );
    }
    return { name: sprint.name, firstDate: sprint.firstDate, lastDate };
  });
  const borders = `${shared === 1 ? 'A day' : `${shared} days`} on which one sprint ended and the next began: counted for the next.`;
  const named = withOwnNames(sprints);
  const renamed = named.some(({ name }, place) => name !== sprints[place]!.name);
  return {
    sprints: named,
    notes: [...notes, ...(shared > 0 ? [borders] : []), ...(renamed ? ['Sprints of the same name got a number.'] : [])],
  };
}

function withOwnNames(sprints: readonly SprintDays[]): SprintDays[] {
  const names = new Set(sprints.map(({ name }) => name));
  const seen = new Set<string>();
  return sprints.map((sprint) => {
    let { name } = sprint;
    for (let number = 2; seen.has(name) || (name !== sprint.name && names.has(name)); number += 1) {
      name = `${truncate(sprint.name, longestName - 8)} (${number})`;
    }
    seen.add(name);
    return { ...sprint, name };
  });
}

/** As it is stored: one line, without what a spreadsheet put in front of it. */
function plainName(text: string): string {
  const name = singleLine(
    cleanText(text).replace(/^'(?=[\s\u200c\u200d]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u, ''),
    longestName,
  ).trim();
  return name === '' ? 'Sprint' : name;
}

function jiraValues(text: string): unknown[] {
  const wrong = new SprintListProblem('This is not what Jira sends: JSON with the sprints under “values”.');
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw wrong;
  }
  const values = Array.isArray(given) ? given : (given as { values?: unknown } | null)?.values;
  if (!Array.isArray(values)) throw wrong;
  return values.filter((one) => typeof one === 'object' && one !== null);
}

/** Jira writes `2026-11-02T09:00:00.000+0100` as well. */
function instantOf(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const at = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(at) ? null : at;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

function dayOf(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

function firstDayOf(time: CalendarTime, zone: string): string | null {
  if ('date' in time) return time.date;
  const at = momentOf(time, zone);
  return at === null ? null : dayOf(at, zone);
}

function lastDayOf(time: CalendarTime, zone: string): string | null {
  const at = momentOf(time, zone);
  return at === null ? null : dayOf(at - 1, zone);
}
