/** When the shifts of a rotation begin, and whose they are. */
import { Temporal } from 'temporal-polyfill';
import type { SquadcastRotation, SquadcastSlot } from '../../../contract/move-in/squadcast.ts';
import { always, greatestDivisor, type Lane, lanesOfTurns } from '../layers/lanes.ts';
import { endOfLastTurn, lanesOfRhythm, longestCycle, type Rhythm } from '../layers/rhythm.ts';
import { dayMinutes } from '../layers/week.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

type Base = { rotationId: string; name: string; timeZone: string };

/**
 * Each time slot has a rhythm of its own.
 *
 * @param groups of people, in the order in which they take turns
 * @returns layers, or why there are none
 */
export function lanesOfRotation(base: Base, rotation: SquadcastRotation, groups: string[][]): Lane[] | string {
  const { period, customPeriodUnit, changeParticipantsUnit } = rotation;
  if (period === 'monthly' || customPeriodUnit === 'month' || changeParticipantsUnit === 'month')
    return 'It goes by months: a layer here goes by days or weeks. Enter it by hand.';
  const found: Lane[] = [];
  for (const slot of slotsOf(rotation)) {
    const lanes = lanesOfSlot(base, rotation, slot, groups);
    if (typeof lanes === 'string') return lanes;
    found.push(...lanes);
  }
  return found;
}

export const slotsOf = ({ shiftTimeSlots, shiftTimeSlot }: SquadcastRotation): SquadcastSlot[] =>
  shiftTimeSlots?.length ? shiftTimeSlots : shiftTimeSlot ? [shiftTimeSlot] : [];

function lanesOfSlot(
  base: Base,
  rotation: SquadcastRotation,
  slot: SquadcastSlot,
  groups: string[][],
): Lane[] | string {
  const { startHour: hour, startMin: minute, duration } = slot;
  const first = Temporal.Instant.fromEpochMilliseconds(Date.parse(rotation.startDate))
    .toZonedDateTimeISO(base.timeZone)
    .toPlainDate();
  const start = first.toPlainDateTime({ hour, minute });
  const wanted = slot.dayOfWeek ? weekdays.indexOf(slot.dayOfWeek) : null;
  const untilDay = wanted === null ? 0 : (wanted - (first.dayOfWeek - 1) + 7) % 7;
  const last = rotation.endDate
    ? Temporal.Instant.fromEpochMilliseconds(Date.parse(rotation.endDate))
        .toZonedDateTimeISO(base.timeZone)
        .toPlainDateTime()
        .round({ smallestUnit: 'minute', roundingMode: 'trunc' })
    : null;
  if (rotation.period === 'none') {
    const begins = start.add({ days: untilDay });
    const ends = earliest(begins.add({ minutes: duration }), last);
    return groups[0]!.flatMap((person) =>
      lanesOfTurns({
        ...{ ...base, start: begins, end: ends, unit: 'day', every: 1, participants: [person], hours: always() },
      }),
    );
  }
  const days = daysOfPeriod(rotation);
  const every = Math.max(rotation.changeParticipantsFrequency ?? 1, 1);
  const unit = rotation.changeParticipantsUnit;
  const changeDays = every * (unit === 'day' ? 1 : unit === 'week' ? 7 : days);
  const isWeekly = days % 7 === 0;
  const occurs = (day: number) =>
    isWeekly ? day % days === untilDay : day % days === 0 && (wanted === null || day % 7 === untilDay);
  const cycleDays = common(common(days, changeDays * groups.length), wanted === null ? 1 : 7);
  const inWeeks = cycleDays % 7 === 0 && (isWeekly || wanted !== null);
  const cycle = inWeeks ? cycleDays / 7 : cycleDays;
  if (cycle > longestCycle) return 'Its order repeats only after more than 100 turns. Enter it by hand.';
  const rhythm: Rhythm = {
    ...{ unit: inWeeks ? 'week' : 'day', start, cycle },
    turns: Array.from({ length: cycleDays }, (_, day) => day)
      .filter(occurs)
      .map((day) => ({ offset: day * dayMinutes, group: Math.floor(day / changeDays) % groups.length })),
  };
  const iterations = rotation.endsAfterIterations ?? 0;
  let end = last;
  if (iterations > 0) {
    const by = start.add({ days: iterations * days }).subtract({ minutes: 1 });
    const over = endOfLastTurn(rhythm, by, duration);
    if (over === null) return [];
    end = earliest(over, last);
  }
  return lanesOfRhythm({ ...base, end }, rhythm, groups, duration);
}

/** How many days a period has; the shifts of a rotation repeat after them. */
export function daysOfPeriod({ period, customPeriodFrequency, customPeriodUnit }: SquadcastRotation): number {
  if (period !== 'custom') return period === 'weekly' ? 7 : 1;
  return Math.max(customPeriodFrequency ?? 1, 1) * (customPeriodUnit === 'week' ? 7 : 1);
}

const common = (one: number, other: number) => (one * other) / greatestDivisor(one, other);

function earliest(one: Temporal.PlainDateTime, other: Temporal.PlainDateTime | null): Temporal.PlainDateTime {
  return other !== null && Temporal.PlainDateTime.compare(other, one) < 0 ? other : one;
}
