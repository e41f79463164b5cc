/** Generates a rota from what is known of a schedule and its people; writes nothing. */

import type { InputOf } from '../../../../contract/endpoint.ts';
import { type FieldError, problem } from '../../../../contract/errors.ts';
import {
  MOST_ROTA_TURNS,
  type previewRota as previewRotaEndpoint,
} from '../../../../contract/respond/schedules/rotas.ts';
import type { Layer } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { everyShiftOfHistory } from '../../../../domain/respond/schedules/history.ts';
import { burdensBetween } from '../../../../domain/respond/schedules/rota/burden.ts';
import { type RotaRules, rotaSteps } from '../../../../domain/respond/schedules/rota/rota.ts';
import {
  longestRow,
  type RotaTurn,
  rotaTurns,
  whoHadTurns,
} from '../../../../domain/respond/schedules/rota/rota-turns.ts';
import { turnDaysOf } from '../../../../domain/respond/schedules/rotation/counted-turns.ts';
import type { Schedule, Shift } from '../../../../domain/respond/schedules/schedule.ts';
import { everyShiftBetween } from '../../../../domain/respond/schedules/seats.ts';
import { clip, type Span, union, without } from '../../../../domain/respond/schedules/span.ts';
import { instantOf } from '../../../../domain/time/instant.ts';
import type { Context } from '../../../platform/context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { readNowMs } from '../../../platform/db/now.ts';
import { inSteps } from '../../../platform/in-steps.ts';
import { absencesBetween } from '../../absences/absences-store.ts';
import { holidaysBetween } from '../../absences/holidays.ts';
import { getSchedule } from '../actions.ts';
import { loadHistory } from '../history.ts';
import { loadDisabled, loadSnapshots, overrideOf, participantsOf } from '../snapshots.ts';
import { existingPeople, namesOfPeople } from '../store.ts';
import { mustFit, mustHaveOneAtOnce } from './rota-limits.ts';
import { otherSchedulesOf, overridesWithRotas } from './rotas-store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOST_ABSENCES = 5_000;
const MOST_OTHER_SCHEDULES = 30;
/** How many turns before the range are looked at, so that nobody who has just had one comes next. */
const MOST_EARLIER_TURNS = 14;

type PersonSpan = Span & { personId: number };
type Question = InputOf<typeof previewRotaEndpoint>['body'];

/**
 * `invalid_input` for a layer that does not exist or is not named where there are several, for people who cannot be on
 * call, and for a range without turns, with too many, or of more overrides than can be applied; `state_conflict` where
 * several people are on call at once.
 */
export async function previewRota(ctx: Context, scheduleId: number, question: Question) {
  const { db } = ctx;
  const { changedAt, teamId } = await getSchedule(ctx, scheduleId);
  const now = await readNowMs(db);
  const from = Math.max(now, question.from === undefined ? now : Date.parse(question.from));
  const stored = (await loadSnapshots(db, [scheduleId], from, from)).get(scheduleId)!;
  mustHaveOneAtOnce(stored);
  const { timeZone, definition } = stored;
  const layer = layerOf(definition.layers, question.layer);
  const people = await peopleOf(db, layer, question.personIds);
  const ids = people.map(({ personId }) => personId);
  const last = instantOf(from).toZonedDateTimeISO(timeZone).add({ weeks: question.weeks }).epochMilliseconds;
  const rules = { restHours: question.restHours, mostInRow: question.mostInRow ?? longestRow(layer.participants) };
  const known = around(from, last, layer, people.length, rules);

  const overrides = await overridesWithRotas(db, scheduleId, known.from, known.to);
  const isReplaced = ({ rotaId, startsAt }: (typeof overrides)[number]) =>
    rotaId !== null && startsAt.getTime() >= from && startsAt.getTime() < last;
  const replaced = overrides.filter(isReplaced);
  const everybody = [...participantsOf(definition), ...overrides.map(({ personId }) => personId)];
  const schedule: Schedule = {
    ...{ timeZone, definition, disabledPersonIds: await loadDisabled(db, everybody) },
    overrides: overrides.filter((override) => !isReplaced(override)).map(overrideOf),
  };
  const turns = turnsOf(schedule, layer, from, last);
  const [begin, end] = [turns[0]!.spans[0]!.start, turns.at(-1)!.spans.at(-1)!.end];
  const shifts = spansOf(everyShiftBetween(schedule, instantOf(known.from), instantOf(known.to)));
  const besides = without(
    shifts,
    turns.flatMap(({ spans }) => spans),
  );

  const pastFrom = from - question.countWeeks * 7 * DAY_MS;
  const past = await loadPast(db, scheduleId, ids, pastFrom, from);
  const holidays = (await holidaysBetween(db, [teamId], pastFrom, known.to)).get(teamId) ?? [];
  const dates = holidays.map(({ date }) => date);
  const weigh = burdensBetween(timeZone, dates, Math.min(pastFrom, known.from), known.to);
  const burdenOf = (spans: readonly PersonSpan[], personId: number) =>
    weigh(spans.filter((span) => span.personId === personId));
  const inRange = clip(besides, begin, end);
  const steps = rotaSteps({
    turns,
    burdens: turns.map(({ spans }) => weigh(spans)),
    people: people.map(({ personId, share }) => ({
      ...{ personId, share },
      served: past.countsAsAverage(personId) ? null : burdenOf(past.shifts, personId),
      besides: burdenOf(inRange, personId),
    })),
    rules,
    earlier: whoHadTurns(schedule, layer.name, known.from, from),
    away: await absencesOf(db, ids, from, known.to),
    otherwise: [...besides, ...(await shiftsElsewhere(db, scheduleId, ids, known.from, known.to))],
  });
  const rota = await inSteps(steps);
  const taken = turns.flatMap((turn, place) => {
    const { personId } = rota[place]!;
    const isCovered = replaced.some(({ startsAt, endsAt }) => touches(turn, startsAt.getTime(), endsAt.getTime()));
    if (personId === turn.personId && !isCovered) return [];
    return turn.spans.map(({ start, end: until }) => ({
      ...{ personId, startsAt: new Date(start), endsAt: new Date(until) },
    }));
  });
  await mustFit(db, scheduleId, taken.length, (most) => weeksThatFit(turns, timeZone, from, question.weeks, most));

  const byRotation = turns.flatMap(({ personId, spans }) =>
    personId === null ? [] : spans.map((span) => ({ ...span, personId })),
  );
  const byRota = turns.flatMap(({ spans }, turn) => spans.map((span) => ({ ...span, personId: rota[turn]!.personId })));
  const inLoad = [...new Set([...ids, ...[...byRotation, ...inRange].map(({ personId }) => personId)])];
  const names = await namesOfPeople(db, inLoad);
  const nameOf = (personId: number) => names.get(personId) ?? '';
  return {
    layer: layer.name,
    from: new Date(begin),
    to: new Date(end),
    scheduleChangedAt: changedAt,
    turns: turns.map(({ personId, spans }, turn) => ({
      ...{ startsAt: new Date(spans[0]!.start), endsAt: new Date(spans.at(-1)!.end), hours: weigh(spans).hours },
      rotationPersonId: personId,
      rotationPersonName: personId === null ? null : nameOf(personId),
      ...rota[turn]!,
      personName: nameOf(rota[turn]!.personId),
    })),
    load: inLoad.map((personId) => ({
      ...{ personId, personName: nameOf(personId) },
      served: burdenOf(past.shifts, personId),
      countsAsAverage: past.countsAsAverage(personId),
      rotation: burdenOf([...inRange, ...byRotation], personId),
      rota: burdenOf([...inRange, ...byRota], personId),
    })),
    overrides: taken,
  };
}

/** How far around the range shifts are looked at: for rest, turns in a row, and turns that end after it. */
function around(from: number, last: number, layer: Layer, people: number, { restHours, mostInRow }: RotaRules) {
  const [restMs, turnMs] = [restHours * HOUR_MS, turnDaysOf(layer) * DAY_MS];
  const earlierTurns = Math.max(mostInRow + 1, Math.min(people, MOST_EARLIER_TURNS));
  return { from: from - Math.max(restMs, earlierTurns * turnMs), to: last + turnMs + restMs + DAY_MS };
}

function turnsOf(schedule: Schedule, layer: Layer, from: number, to: number): RotaTurn[] {
  const turns = rotaTurns(schedule, layer.name, from, to);
  if (turns.length === 0) throw refusal('weeks', 'No turn of this layer begins in that time.');
  if (turns.length > MOST_ROTA_TURNS)
    throw refusal('weeks', `These are ${turns.length} turns, and ${MOST_ROTA_TURNS} is the most. Choose fewer weeks.`);
  return turns;
}

/** The most weeks, fewer than these, whose turns have at most so many stretches of time. */
function weeksThatFit(turns: readonly RotaTurn[], timeZone: string, from: number, weeks: number, most: number): number {
  const first = instantOf(from).toZonedDateTimeISO(timeZone);
  const fits = (count: number) => {
    const last = first.add({ weeks: count }).epochMilliseconds;
    const within = turns.filter(({ spans }) => spans[0]!.start < last);
    return within.reduce((sum, { spans }) => sum + spans.length, 0) <= most;
  };
  for (let count = weeks - 1; count > 0; count--) if (fits(count)) return count;
  return 0;
}

/** Shifts as they were, and who makes up for nothing: whoever came to the rotation since, or was away most of the time. */
async function loadPast(db: Queryable, scheduleId: number, ids: readonly number[], from: number, to: number) {
  if (from === to) return { shifts: [], countsAsAverage: () => false };
  const history = await loadHistory(db, scheduleId, from, to);
  const atFirst = participantsOf(history.versions[0]?.definition ?? { layers: [] });
  const absences = await absencesOf(db, ids, from, to);
  return {
    shifts: spansOf(everyShiftOfHistory(history, from, to)),
    countsAsAverage(personId: number) {
      const away = union(
        clip(
          absences.filter((each) => each.personId === personId),
          from,
          to,
        ),
      );
      const awayMs = away.reduce((sum, { start, end }) => sum + end - start, 0);
      return !atFirst.has(personId) || awayMs > (to - from) / 2;
    },
  };
}

async function absencesOf(db: Queryable, ids: readonly number[], from: number, to: number): Promise<PersonSpan[]> {
  const found = await absencesBetween(db, ids, new Date(from), new Date(to), MOST_ABSENCES);
  return found.map(({ personId, startsAt, endsAt }) => ({
    personId,
    start: startsAt.getTime(),
    end: endsAt.getTime(),
  }));
}

function layerOf(layers: readonly Layer[], name: string | undefined): Layer {
  const found = name === undefined && layers.length === 1 ? layers[0] : layers.find((layer) => layer.name === name);
  if (found) return found;
  throw refusal('layer', name === undefined ? 'Name one of the layers.' : `No layer has the name ${name}.`);
}

/** Everybody active in the rotation, or those who are named, in the order of the rotation. */
async function peopleOf(db: Queryable, { participants }: Layer, named: readonly number[] | undefined) {
  const inOrder = [...new Set(participants.filter((personId) => personId !== null))];
  const wanted =
    named === undefined ? inOrder : [...new Set([...inOrder.filter((id) => named.includes(id)), ...named])];
  const [known, disabled] = [await existingPeople(db, wanted), new Set(await loadDisabled(db, wanted))];
  const unable = (id: number) => !known.has(id) || disabled.has(id);
  const errors: FieldError[] = (named ?? []).flatMap((id, place) =>
    unable(id) ? [{ path: `body.personIds.${place}`, message: `Person ${id} does not exist or is deactivated.` }] : [],
  );
  if (errors.length > 0) throw problem('invalid_input', 'Some people cannot be on call.', errors.slice(0, 20));
  const able = wanted.filter((id) => !unable(id));
  if (able.length === 0) throw refusal('personIds', 'Nobody in this rotation can be on call.');
  return able.map((personId) => ({
    personId,
    share: Math.max(1, participants.filter((each) => each === personId).length),
  }));
}

async function shiftsElsewhere(db: Queryable, scheduleId: number, ids: number[], from: number, to: number) {
  const others = await otherSchedulesOf(db, scheduleId, ids, MOST_OTHER_SCHEDULES + 1);
  if (others.length > MOST_OTHER_SCHEDULES)
    throw refusal('personIds', `These people are on more than ${MOST_OTHER_SCHEDULES} other schedules.`);
  const schedules = await loadSnapshots(db, others, from, to);
  return [...schedules.values()].flatMap((schedule) =>
    spansOf(everyShiftBetween(schedule, instantOf(from), instantOf(to))).filter(({ personId }) =>
      ids.includes(personId),
    ),
  );
}

function spansOf(shifts: readonly Shift[]): PersonSpan[] {
  return shifts.flatMap(({ personId, startsAt, endsAt }) =>
    personId === null ? [] : [{ personId, start: startsAt.epochMilliseconds, end: endsAt.epochMilliseconds }],
  );
}

const touches = ({ spans }: RotaTurn, from: number, to: number) =>
  spans.some(({ start, end }) => start < to && end > from);

function refusal(field: string, message: string) {
  return problem('invalid_input', message, [{ path: `body.${field}`, message }]);
}
