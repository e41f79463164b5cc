/** Generates a rota from what is known of a schedule and its people; writes nothing. */

import type { InputOf } from '../../../contract/endpoint.ts';
import { type FieldError, problem } from '../../../contract/errors.ts';
import { MOST_ROTA_TURNS, type previewRota as previewRotaEndpoint } from '../../../contract/respond/rotas.ts';
import type { Layer } from '../../../contract/respond/schedule-definition.ts';
import { type Burden, burdensBetween } from '../../../domain/respond/schedules/burden.ts';
import { turnDaysOf } from '../../../domain/respond/schedules/counted-turns.ts';
import { everyShiftOfHistory } from '../../../domain/respond/schedules/history.ts';
import { generateRota, type RotaInput } from '../../../domain/respond/schedules/rota.ts';
import { type RotaTurn, rotaTurns, whoHadTurns } from '../../../domain/respond/schedules/rota-turns.ts';
import type { Schedule, Shift } from '../../../domain/respond/schedules/schedule.ts';
import { everyShiftBetween, hasSeveralAtOnce } from '../../../domain/respond/schedules/seats.ts';
import { type Span, without } from '../../../domain/respond/schedules/span.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import type { Context } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { absencesBetween } from '../absences/absences-store.ts';
import { holidaysBetween } from '../absences/holidays.ts';
import { getSchedule } from './actions.ts';
import { loadHistory } from './history.ts';
import { otherSchedulesOf, overridesWithRotas } from './rotas-store.ts';
import { loadDisabled, loadSnapshots, overrideOf } from './snapshots.ts';
import { existingPeople, namesOfPeople } from './store.ts';

const DAY_MS = 86_400_000;
const MOST_ABSENCES = 5_000;
const MOST_OTHER_SCHEDULES = 30;
/** How many turns before the range are looked at, so that nobody who has just had one comes next. */
const MOST_EARLIER_TURNS = 14;

type PersonSpan = Span & { personId: number };
type Question = InputOf<typeof previewRotaEndpoint>['body'];

/**
 * `invalid_input` for a layer that does not exist or is not named where there are several, for people who cannot be on
 * call, and for a range without turns or with too many; `state_conflict` where several people are on call at once.
 */
export async function previewRota(ctx: Context, scheduleId: number, question: Question) {
  const { changedAt, teamId } = await getSchedule(ctx, scheduleId);
  const now = await readNowMs(ctx.db);
  const from = Math.max(now, question.from === undefined ? now : Date.parse(question.from));
  const lookBackMs = question.restHours * 3_600_000;
  const stored = (await loadSnapshots(ctx.db, [scheduleId], from, from)).get(scheduleId)!;
  mustHaveOneAtOnce(stored);
  const layer = layerOf(stored.definition.layers, question.layer);
  const { timeZone } = stored;
  const last = instantOf(from).toZonedDateTimeISO(timeZone).add({ weeks: question.weeks }).epochMilliseconds;
  const people = await peopleOf(ctx.db, layer, question.personIds);
  const ids = people.map(({ personId }) => personId);
  const turnMs = turnDaysOf(layer) * DAY_MS;
  const earlierTurns = Math.max(question.mostInRow + 1, Math.min(people.length, MOST_EARLIER_TURNS));
  const farBack = from - Math.max(lookBackMs, earlierTurns * turnMs);
  const farAhead = last + turnMs + lookBackMs + DAY_MS;

  const overrides = await overridesWithRotas(ctx.db, scheduleId, farBack, farAhead);
  const isReplaced = ({ rotaId, startsAt }: (typeof overrides)[number]) =>
    rotaId !== null && startsAt.getTime() >= from && startsAt.getTime() < last;
  const disabledPersonIds = await loadDisabled(ctx.db, [
    ...(stored.disabledPersonIds ?? []),
    ...overrides.map(({ personId }) => personId),
  ]);
  const schedule: Schedule = {
    ...{ timeZone, definition: stored.definition, disabledPersonIds },
    overrides: overrides.filter((override) => !isReplaced(override)).map(overrideOf),
  };
  const turns = rotaTurns(schedule, layer.name, from, last);
  if (turns.length === 0) throw refusal('weeks', 'No turn of this layer begins in that time.');
  if (turns.length > MOST_ROTA_TURNS)
    throw refusal('weeks', `These are ${turns.length} turns, and ${MOST_ROTA_TURNS} is the most. Choose fewer weeks.`);
  const end = Math.max(...turns.map(endOf));

  const shifts = spansOf(everyShiftBetween(schedule, instantOf(farBack), instantOf(farAhead)));
  const besides = without(
    shifts,
    turns.flatMap(({ spans }) => spans).sort((a, b) => a.start - b.start),
  );
  const pastFrom = from - question.countWeeks * 7 * DAY_MS;
  const past = spansOf(everyShiftOfHistory(await loadHistory(ctx.db, scheduleId, pastFrom, from), pastFrom, from));
  const holidays = (await holidaysBetween(ctx.db, [teamId], pastFrom, farAhead)).get(teamId) ?? [];
  const weigh = burdensBetween(timeZone, holidays.map(({ date }) => date), pastFrom, farAhead); // biome-ignore format: one thing
  const inRange = besides.filter((span) => span.start >= from && span.start < end).map((span) => ({ ...span, end: Math.min(span.end, end) })); // biome-ignore format: one thing
  const burdenOf = (spans: readonly PersonSpan[], personId: number) =>
    weigh(spans.filter((span) => span.personId === personId));

  const absences = await absencesBetween(ctx.db, ids, new Date(from), new Date(farAhead), MOST_ABSENCES);
  const input: RotaInput = {
    turns,
    burdens: turns.map(({ spans }) => weigh(spans)),
    people: people.map(({ personId, share }) => ({
      ...{ personId, share },
      served: question.countWeeks === 0 ? weigh([]) : orNull(burdenOf(past, personId)),
      besides: burdenOf(inRange, personId),
    })),
    rules: { restHours: question.restHours, mostInRow: question.mostInRow },
    earlier: whoHadTurns(schedule, layer.name, farBack, from),
    away: absences.map(({ personId, startsAt, endsAt }) => ({ personId, start: startsAt.getTime(), end: endsAt.getTime() })), // biome-ignore format: one thing
    otherwise: [...besides, ...(await shiftsElsewhere(ctx.db, scheduleId, ids, farBack, farAhead))],
  };
  const rota = generateRota(input);

  const byRotation = turns.flatMap(({ personId, spans }) =>
    spans.map((span) => ({ ...span, personId: personId ?? 0 })),
  );
  const byRota = turns.flatMap(({ spans }, turn) => spans.map((span) => ({ ...span, personId: rota[turn]!.personId })));
  const others = new Set([...byRotation, ...inRange].map(({ personId }) => personId));
  const everybody = [...new Set([...ids, ...others])].filter((personId) => personId > 0);
  const names = await namesOfPeople(ctx.db, everybody);
  const nameOf = (personId: number) => names.get(personId) ?? '';
  const replaced = overrides.filter(isReplaced);
  return {
    layer: layer.name,
    from: new Date(from),
    to: new Date(end),
    scheduleChangedAt: changedAt,
    turns: turns.map(({ personId, spans }, turn) => ({
      ...{ startsAt: new Date(spans[0]!.start), endsAt: new Date(spans.at(-1)!.end), hours: weigh(spans).hours },
      rotationPersonId: personId,
      rotationPersonName: personId === null ? null : nameOf(personId),
      ...rota[turn]!,
      personName: nameOf(rota[turn]!.personId),
    })),
    load: everybody.map((personId) => ({
      ...{ personId, personName: nameOf(personId) },
      served: orNull(burdenOf(past, personId)),
      rotation: burdenOf([...inRange, ...byRotation], personId),
      rota: burdenOf([...inRange, ...byRota], personId),
    })),
    overrides: turns.flatMap((turn, place) => {
      const { personId } = rota[place]!;
      const isCovered = replaced.some(({ startsAt, endsAt }) => touches(turn, startsAt.getTime(), endsAt.getTime()));
      if (personId === turn.personId && !isCovered) return [];
      return turn.spans.map(({ start, end: until }) => ({
        personId,
        startsAt: new Date(start),
        endsAt: new Date(until),
      }));
    }),
  };
}

/** `state_conflict` where one turn has several people. */
export function mustHaveOneAtOnce(schedule: Pick<Schedule, 'definition'>): void {
  if (hasSeveralAtOnce(schedule))
    throw problem('state_conflict', 'Several people are on call at once here. A rota is for one person at a time.');
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

const orNull = (burden: Burden) => (burden.hours > 0 ? burden : null);

const endOf = ({ spans }: RotaTurn) => spans.at(-1)!.end;

const touches = ({ spans }: RotaTurn, from: number, to: number) =>
  spans.some(({ start, end }) => start < to && end > from);

function refusal(field: string, message: string) {
  return problem('invalid_input', message, [{ path: `body.${field}`, message }]);
}
