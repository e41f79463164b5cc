import { Temporal } from 'temporal-polyfill';
import type { Severity } from '../severity.ts';
import { type IncidentRow, isCounted, type Selection, within } from './incident-rows.ts';

/** Sprints follow one another without gaps; their borders are local midnights, so a sprint may be an hour longer or shorter. */
export type SprintCalendar = {
  /** First day of sprint 1, YYYY-MM-DD. */
  startDate: string;
  lengthDays: number;
  /** IANA zone. */
  zone: string;
};

export type Sprint = {
  /** 1 for the sprint that starts on `startDate`; 0 and below for earlier ones. */
  number: number;
  /** YYYY-MM-DD, first and last day. */
  firstDate: string;
  lastDate: string;
  /** Epoch milliseconds; `endAt` is excluded. */
  startAt: number;
  endAt: number;
};

export function sprintNumbered(calendar: SprintCalendar, number: number): Sprint {
  const first = Temporal.PlainDate.from(calendar.startDate).add({ days: (number - 1) * calendar.lengthDays });
  const next = first.add({ days: calendar.lengthDays });
  return {
    number,
    firstDate: first.toString(),
    lastDate: next.subtract({ days: 1 }).toString(),
    startAt: first.toZonedDateTime(calendar.zone).epochMilliseconds,
    endAt: next.toZonedDateTime(calendar.zone).epochMilliseconds,
  };
}

/** The sprint an instant (epoch milliseconds) falls into. */
export function sprintAt(calendar: SprintCalendar, at: number): Sprint {
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.zone).toPlainDate();
  const days = Temporal.PlainDate.from(calendar.startDate).until(date, { largestUnit: 'day' }).days;
  return sprintNumbered(calendar, Math.floor(days / calendar.lengthDays) + 1);
}

/** Sprints that touch the period, oldest first. */
export function sprintsBetween(calendar: SprintCalendar, from: number, to: number): Sprint[] {
  const sprints: Sprint[] = [];
  if (to <= from) return sprints;
  let sprint = sprintAt(calendar, from);
  while (sprint.startAt < to) {
    sprints.push(sprint);
    sprint = sprintNumbered(calendar, sprint.number + 1);
  }
  return sprints;
}

export type SprintCount = {
  sprint: Sprint;
  count: number;
  bySeverity: Record<Severity, number>;
  /** Declared, then found to be nothing; not in `count`. More of them can mean better reporting. */
  falseAlarmCount: number;
  customerFoundCount: number;
  /** In the order in which they were declared. */
  incidentIds: number[];
  /** False when the period cuts the sprint: then its number is not comparable. */
  whole: boolean;
};

/** Incidents declared in each sprint of the period. */
export function incidentsPerSprint(
  rows: readonly IncidentRow[],
  calendar: SprintCalendar,
  selection: Selection,
): SprintCount[] {
  const sprints = sprintsBetween(calendar, selection.from, selection.to);
  const declared = rows
    .filter((row) => within(row.instants.declaredAt, selection) && isCounted(row, selection))
    .sort(
      (left, right) =>
        (left.instants.declaredAt ?? 0) - (right.instants.declaredAt ?? 0) ||
        (left.incidentId < right.incidentId ? -1 : 1),
    );
  let next = 0;
  return sprints.map((sprint) => {
    const first = next;
    while (next < declared.length && (declared[next]?.instants.declaredAt ?? 0) < sprint.endAt) next++;
    const inside = declared.slice(first, next);
    const incidents = inside.filter((row) => !row.falseAlarm);
    const bySeverity: Record<Severity, number> = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
    for (const row of incidents) bySeverity[row.severity]++;
    return {
      sprint,
      count: incidents.length,
      bySeverity,
      falseAlarmCount: inside.length - incidents.length,
      customerFoundCount: incidents.filter((row) => row.foundBy === 'customer').length,
      incidentIds: incidents.map((row) => row.incidentId),
      whole: selection.from <= sprint.startAt && selection.to >= sprint.endAt,
    };
  });
}
