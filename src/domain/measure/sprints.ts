import { Temporal } from 'temporal-polyfill';

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
