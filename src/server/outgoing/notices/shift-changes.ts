/** Whose shifts a change of a schedule adds or takes away, in the next two weeks. */
import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import { noticeTime } from '../../../domain/outgoing/notice-rules.ts';
import { type Stretch, stretchesOf } from '../../../domain/respond/schedules/handoff.ts';
import type { Override, Schedule } from '../../../domain/respond/schedules/schedule.ts';
import { everyShiftBetween } from '../../../domain/respond/schedules/seats.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { loadSnapshots } from '../../respond/schedules/snapshots.ts';
import { loadReaders } from './settings-store.ts';

type ToldOverride = {
  personId?: number | undefined;
  replacesPersonId?: number | null | undefined;
  startsAt?: string | undefined;
  endsAt?: string | undefined;
};

/** What an event tells of a schedule, an override, or the overrides of a rota. */
type Told = ToldOverride & {
  overrides?: ToldOverride[] | undefined;
  definition?: ScheduleDefinition | undefined;
  timeZone?: string | undefined;
};

const aheadMs = 14 * 86_400_000;
const mostLines = 10;

/** Compares the schedule as it is with what it was before the event. */
export async function changedShifts(
  tx: Queryable,
  scheduleId: number,
  kind: string,
  { before, after }: { before?: Told | undefined; after?: Told | undefined },
  nowMs: number,
): Promise<{ personId: number; lines: string[] }[]> {
  const now = (await loadSnapshots(tx, [scheduleId], nowMs, nowMs + aheadMs)).get(scheduleId);
  if (!now) return [];
  const was = earlier(now, kind, before, after);
  if (!was) return [];
  const [old, current] = [stretches(was, nowMs), stretches(now, nowMs)];
  const people = [...new Set([...old, ...current].map(({ personId }) => personId))];
  const readers = await loadReaders(tx, people);
  return readers.flatMap(({ personId, timeZone }) => {
    const of = (all: Stretch[]) => all.filter((each) => each.personId === personId);
    const added = without(of(current), of(old));
    const removed = without(of(old), of(current));
    const line =
      (words: string) =>
      ({ from, until }: Stretch) =>
        `${words}: ${noticeTime(timeZone, from)} to ${noticeTime(timeZone, until)} (${timeZone})`;
    const lines = [...removed.map(line('No longer yours')), ...added.map(line('Now yours'))];
    if (lines.length === 0) return [];
    const more = lines.length - mostLines;
    return [{ personId, lines: more > 0 ? [...lines.slice(0, mostLines), `and ${more} more changes`] : lines }];
  });
}

function earlier(now: Schedule, kind: string, before: Told | undefined, after: Told | undefined): Schedule | null {
  if (kind === 'schedule.updated') {
    if (!before?.definition) return null;
    return { ...now, definition: before.definition, timeZone: before.timeZone ?? now.timeZone };
  }
  const isMade = kind === 'override.created' || kind === 'rota.applied';
  const told = isMade ? after : before;
  const given = (told?.overrides ?? (told ? [told] : [])).flatMap(overrideOf);
  if (given.length === 0) return null;
  if (!isMade) return { ...now, overrides: [...now.overrides, ...given] };
  return { ...now, overrides: given.reduce(withoutLatest, now.overrides) };
}

function overrideOf({ personId, replacesPersonId = null, startsAt, endsAt }: ToldOverride): Override[] {
  if (personId === undefined || !startsAt || !endsAt) return [];
  return [
    { personId, replacesPersonId, startsAt: instantOf(Date.parse(startsAt)), endsAt: instantOf(Date.parse(endsAt)) },
  ];
}

/** An earlier rota may have an override that says the same. */
function withoutLatest(overrides: readonly Override[], { personId, replacesPersonId, startsAt, endsAt }: Override) {
  const place = overrides.findLastIndex(
    (each) =>
      each.personId === personId &&
      (each.replacesPersonId ?? null) === replacesPersonId &&
      each.startsAt.epochMilliseconds === startsAt.epochMilliseconds &&
      each.endsAt.epochMilliseconds === endsAt.epochMilliseconds,
  );
  return place < 0 ? overrides : overrides.toSpliced(place, 1);
}

/** Of each person without a break, whatever the layer. */
export function stretches(schedule: Schedule, fromMs: number, untilMs = fromMs + aheadMs): Stretch[] {
  return stretchesOf(everyShiftBetween(schedule, instantOf(fromMs), instantOf(untilMs)));
}

/** What of these the others do not cover. */
function without(these: Stretch[], others: Stretch[]): Stretch[] {
  return others.reduce<Stretch[]>(
    (left, { from, until }) =>
      left.flatMap((each) =>
        until <= each.from || from >= each.until
          ? [each]
          : [
              ...(from > each.from ? [{ ...each, until: from }] : []),
              ...(until < each.until ? [{ ...each, from: until }] : []),
            ],
      ),
    these,
  );
}
