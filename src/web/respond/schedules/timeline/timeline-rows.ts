import type { Holiday } from '../../../../contract/respond/schedules/calendars.ts';
import type { ScheduleOverview } from '../../../../contract/respond/schedules/oncall.ts';
import type { Timeline } from '../../../../contract/respond/schedules/timeline.ts';
import { localDate } from '../../../../domain/time/instant.ts';
import { paths } from '../../../paths.ts';
import { daysFrom } from '../local-time.ts';

/** A shift that lasts longer consists of days. */
const LONGEST_DAY_MS = 36 * 3_600_000;

/** One stretch on a row of the timeline. */
export type Span = {
  key: string;
  startMs: number;
  endMs: number;
  personId: number | null;
  personName: string | null;
  /** Nobody is on call here, and why. */
  gap: 'uncovered' | 'deliberate' | 'person_disabled' | null;
  /** The layer that put the person there. */
  layer: string | null;
  overrideId?: number;
  /** Why the override was made; empty where nobody said. */
  reason?: string;
  /** The person is away in a part of it. */
  away?: string;
  /** Who else is on call at the same time, where several people are. */
  beside?: number[];
};

export type TimelineRow = {
  /** Where names may be the same. */
  key?: string;
  name: string;
  kind: 'final' | 'overrides' | 'shadows' | 'layer' | 'schedule' | 'holidays';
  spans: Span[];
  href?: string;
  /** Another zone than that of the axis, told beside it. */
  zone?: string;
  /** A heading that begins here. */
  group?: string;
  /** Of an overview, the place of its schedule. */
  schedule?: number;
};

/** Why nobody is on call, as the timeline says it in one word and in a sentence. */
export const gapWords = {
  uncovered: { word: 'Gap', sentence: 'No layer covers this time' },
  deliberate: { word: 'Empty', sentence: 'This slot is empty on purpose' },
  person_disabled: { word: 'Gap', sentence: 'The scheduled person no longer has access' },
} as const;

/**
 * The rows from top to bottom: what counts, the overrides, then the layers from the one on top down.
 * Spans are cut to the range, so that a shift that began before it starts at its edge.
 */
export function timelineRows(timeline: Timeline, fromMs: number, toMs: number): TimelineRow[] {
  const cut = (name: string, spans: Omit<Span, 'key'>[]): Span[] =>
    spans
      .filter(({ startMs, endMs }) => endMs > fromMs && startMs < toMs)
      .map((span) => ({ ...span, key: `${name} ${span.startMs}` }));
  const times = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => ({
    startMs: Date.parse(startsAt),
    endMs: Date.parse(endsAt),
  });
  const overrideAt = (personId: number | null, startMs: number) =>
    timeline.overrides.findLast(
      (each) => each.personId === personId && Date.parse(each.startsAt) <= startMs && Date.parse(each.endsAt) > startMs,
    );
  const awayIn = ({ personId, startsAt }: Timeline['shifts'][number]): Pick<Span, 'away'> => {
    const away = timeline.absences.find((one) => one.personId === personId && one.shiftStartsAt === startsAt);
    return away ? { away: away.note || 'away' } : {};
  };
  const seats = bySeat(timeline);
  const overrides = timeline.overrides.map((each) => ({
    ...times(each),
    personId: each.personId,
    personName: each.personName,
    gap: null,
    layer: 'override',
    overrideId: each.id,
    reason: each.reason,
  }));
  const learners = [...new Set(timeline.shadows.map(({ personId }) => personId))];
  const shadows = learners.map((personId): TimelineRow => {
    const key = `Shadow ${personId}`;
    const own = timeline.shadows.filter((each) => each.personId === personId);
    const spans = own.map((each) => ({
      ...{ ...times(each), personId, personName: each.personName },
      ...{ gap: null, layer: null },
    }));
    return { key, name: 'Shadowing', kind: 'shadows', spans: cut(key, spans) };
  });
  const layerRows = [...timeline.layers].reverse().flatMap(({ name, shifts }) =>
    placesIn(shifts).map((place) => ({
      ...{ layer: name, name: place === 1 ? name : `${name}, ${ordinals[place] ?? place}` },
      shifts: shifts.filter((shift) => shift.place === place),
    })),
  );
  const layers = layerRows.map(({ name, layer, shifts }) => ({
    name,
    kind: 'layer' as const,
    spans: cut(
      name,
      shifts.map((each) => ({
        ...times(each),
        personId: each.personId,
        personName: each.personName,
        gap: each.personId === null ? ('deliberate' as const) : each.disabled ? ('person_disabled' as const) : null,
        layer,
      })),
    ),
  }));
  const finals = seats.map((shifts, seat): TimelineRow => {
    const name = ['Final schedule', 'Also on call'][seat] ?? `Also on call, ${ordinals[seat + 1] ?? seat + 1}`;
    const spans = shifts.map((each) => ({
      ...times(each),
      personId: each.personId,
      personName: each.personName,
      gap: each.gap,
      layer: each.layer,
      ...awayIn(each),
      ...besideOf(seats, seat, each),
      ...(each.layer === 'override' && byOverride(overrideAt(each.personId, Date.parse(each.startsAt)))),
    }));
    return { name, kind: 'final', spans: cut(seat === 0 ? 'Final' : name, spans) };
  });
  return [
    ...finals,
    { name: 'Overrides', kind: 'overrides', spans: cut('Overrides', overrides) },
    ...shadows,
    ...layers,
    ...holidayRows(timeline.holidays, timeline.timeZone, fromMs, toMs, 'schedule'),
  ];
}

const ordinals: Record<number, string> = { 2: '2nd', 3: '3rd', 4: '4th', 5: '5th' };

type Shift = { startsAt: string; endsAt: string; personId: number | null };

/** The shifts of the first on call, then those of each person beside them. */
function bySeat<First extends Shift, Side extends Shift & { place: number }>(of: {
  shifts: readonly First[];
  alsoOnCall: readonly Side[];
}): (First | Side)[][] {
  const sides = placesIn(of.alsoOnCall).filter((place) => place > 1);
  return [[...of.shifts], ...sides.map((place) => of.alsoOnCall.filter((shift) => shift.place === place))];
}

function placesIn(shifts: readonly { place: number }[]): number[] {
  return [...new Set([1, ...shifts.map(({ place }) => place)])].sort((a, b) => a - b);
}

/** Who is on call beside somebody during a shift; nothing where nobody ever is. */
function besideOf(seats: readonly (readonly Shift[])[], seat: number, shift: Shift): Pick<Span, 'beside'> {
  const found = seats
    .filter((_, other) => other !== seat)
    .flat()
    .filter(({ startsAt, endsAt }) => startsAt < shift.endsAt && endsAt > shift.startsAt)
    .flatMap(({ personId }) => (personId === null || personId === shift.personId ? [] : [personId]));
  return found.length > 0 ? { beside: [...new Set(found)] } : {};
}

/** Everything that the final rows show, as one list by start. */
export function finalSpans(rows: readonly TimelineRow[]): Span[] {
  return rows.flatMap(({ kind, spans }) => (kind === 'final' ? spans : [])).sort((a, b) => a.startMs - b.startMs);
}

/** The days off that touch a range, as days of a zone; the name stands where that of a person does. */
export function holidaySpans(holidays: readonly Holiday[], zone: string, fromMs: number, toMs: number): Span[] {
  return holidays
    .map(({ date, name }) => {
      const { startMs, endMs } = daysFrom(date, 1, zone)[0]!;
      return { key: `holiday ${date}`, startMs, endMs, personId: null, personName: name, gap: null, layer: null };
    })
    .filter(({ startMs, endMs }) => endMs > fromMs && startMs < toMs);
}

function holidayRows(holidays: readonly Holiday[], zone: string, fromMs: number, toMs: number, of: string) {
  const spans = holidaySpans(holidays, zone, fromMs, toMs).map((span) => ({ ...span, key: `${of} ${span.key}` }));
  return spans.length === 0 ? [] : [{ key: `holidays ${of}`, name: 'Holidays', kind: 'holidays' as const, spans }];
}

function byOverride(override: Timeline['overrides'][number] | undefined): Pick<Span, 'overrideId' | 'reason'> {
  return override ? { overrideId: override.id, reason: override.reason } : {};
}

/** As `overviewRows`, with the days off of each team above its schedules, and below each schedule who shadows there. */
export function overviewRowsWithHolidays(
  schedules: readonly ScheduleOverview[],
  fromMs: number,
  toMs: number,
): TimelineRow[] {
  return overviewRows(schedules, fromMs, toMs).flatMap((row, place, rows) => {
    const schedule = schedules[row.schedule!]!;
    const isLast = rows[place + 1]?.schedule !== row.schedule;
    const shadows = isLast ? shadowRows(schedule, row.schedule!, fromMs, toMs) : [];
    if (row.group === undefined) return [row.href === undefined ? { ...row, name: 'Also on call' } : row, ...shadows];
    const { group, ...rest } = row;
    const { holidays, timeZone, teamId } = schedule;
    const [first, ...others] = [...holidayRows(holidays, timeZone, fromMs, toMs, `team ${teamId}`), rest];
    return [{ ...first!, group }, ...others, ...shadows];
  });
}

/** Who shadows on a schedule in a range; what was taken back within a minute is left out. */
export function shadowSpans({ scheduleId, shadows }: ScheduleOverview, fromMs: number, toMs: number): Span[] {
  return shadows
    .map(({ id, personId, personName, startsAt, endsAt }) => ({
      ...{ key: `schedule ${scheduleId} shadow ${id}`, personId, personName, gap: null, layer: null },
      ...{ startMs: Date.parse(startsAt), endMs: Date.parse(endsAt) },
    }))
    .filter(({ startMs, endMs }) => endMs > fromMs && startMs < toMs && endMs - startMs >= 60_000);
}

function shadowRows(schedule: ScheduleOverview, place: number, fromMs: number, toMs: number): TimelineRow[] {
  const spans = shadowSpans(schedule, fromMs, toMs);
  return [...new Set(spans.map(({ personId }) => personId))].map((personId) => ({
    ...{ key: `schedule ${schedule.scheduleId} shadow of ${personId}`, schedule: place },
    ...{ name: 'Shadowing', kind: 'shadows' as const },
    spans: spans.filter((span) => span.personId === personId),
  }));
}

/** A row per schedule, by team, and below it one for each person who is on call beside the first. */
export function overviewRows(schedules: readonly ScheduleOverview[], fromMs: number, toMs: number): TimelineRow[] {
  return schedules.flatMap((schedule, place) => {
    const { scheduleId, scheduleName, timeZone, teamName } = schedule;
    const before = schedules[place - 1];
    const seats = bySeat(schedule);
    return seats.map(
      (shifts, seat): TimelineRow => ({
        ...{ key: `schedule ${scheduleId} seat ${seat}`, schedule: place },
        name: scheduleName,
        kind: 'schedule',
        ...(seat === 0 && { href: paths.schedule(scheduleId) }),
        zone: timeZone,
        ...(seat === 0 && (!before || before.teamId !== schedule.teamId) && { group: teamName ?? 'No team' }),
        spans: shifts
          .map((shift) => ({ ...overviewSpan(schedule, shift, seat), ...besideOf(seats, seat, shift) }))
          .filter(({ startMs, endMs }) => endMs > fromMs && startMs < toMs),
      }),
    );
  });
}

function overviewSpan(schedule: ScheduleOverview, shift: ScheduleOverview['shifts'][number], seat: number): Span {
  const [startMs, endMs] = [Date.parse(shift.startsAt), Date.parse(shift.endsAt)];
  const away = schedule.absences.find(
    (one) => one.personId === shift.personId && Date.parse(one.startsAt) < endMs && Date.parse(one.endsAt) > startMs,
  );
  return {
    key: `schedule ${schedule.scheduleId} ${seat === 0 ? '' : `seat ${seat} `}${startMs}`,
    startMs,
    endMs,
    personId: shift.personId,
    personName: shift.personName,
    gap: shift.gap,
    layer: shift.layer,
    reason: shift.reason,
    ...(shift.overrideId !== null && { overrideId: shift.overrideId }),
    ...(away && { away: away.note || 'away' }),
  };
}

/** The calendar day of a zone within a shift of several days; null where the shift lies within one. */
export function dayWithin(span: Pick<Span, 'startMs' | 'endMs'>, atMs: number, zone: string) {
  const [day] = daysFrom(localDate(zone, Math.floor(atMs)).toString(), 1, zone);
  const part = { startMs: Math.max(day!.startMs, span.startMs), endMs: Math.min(day!.endMs, span.endMs) };
  return span.endMs - span.startMs > LONGEST_DAY_MS && part.startMs < part.endMs ? part : null;
}

/** Where the arrow keys lead from a span: along its row, or to the span of the next row that lies nearest in time. */
export function neighbour(rows: readonly TimelineRow[], key: string, press: string): Span | undefined {
  const filled = rows.filter(({ spans }) => spans.length > 0);
  const rowIndex = filled.findIndex(({ spans }) => spans.some((span) => span.key === key));
  const spans = filled[rowIndex]?.spans ?? [];
  const index = spans.findIndex((span) => span.key === key);
  const at = spans[index];
  if (!at) return filled[0]?.spans[0];
  if (press === 'Home') return spans[0];
  if (press === 'End') return spans.at(-1);
  if (press === 'ArrowLeft') return spans[index - 1];
  if (press === 'ArrowRight') return spans[index + 1];
  const target = filled[rowIndex + (press === 'ArrowDown' ? 1 : -1)]?.spans ?? [];
  const distance = (span: Span) => Math.max(span.startMs - at.startMs, at.startMs - span.endMs + 1, 0);
  return target.reduce<Span | undefined>(
    (best, span) => (best && distance(best) <= distance(span) ? best : span),
    undefined,
  );
}
