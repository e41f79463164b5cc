import { problem } from '../../../contract/errors.ts';
import { type loadSteps, longestOncallDays } from '../../../contract/measure/oncall.ts';
import { measureDefinitions } from '../../../domain/measure/measure-definitions.ts';
import { type HourSpan, hourAt, hourSpans, hoursText } from '../../../domain/measure/oncall/hours.ts';
import {
  grouped,
  type LoadFigures,
  loadFigures,
  loadTone,
  type NightLoad,
  type PageRow,
  type ShiftLoad,
  type ShiftRow,
  shiftLoads,
} from '../../../domain/measure/oncall/load.ts';
import { monthsBetween, weeksBetween } from '../../../domain/measure/trend.ts';
import { union } from '../../../domain/respond/schedules/span.ts';
import { listTeamsLedBy } from '../../directory/teams/actions.ts';
import { personIdOf } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readPastShifts } from '../../respond/schedules/history.ts';
import { type Period, readPeriod } from '../period.ts';
import { loadSprintCalendar } from '../sprints/first-calendar.ts';
import { loadOncallHours } from './hours.ts';
import * as store from './store.ts';

/** How far before the period a shift that ends in it may have begun. */
const longestShiftMs = 31 * 86_400_000;
const dayMs = 86_400_000;
const hourMs = 3_600_000;

type PeriodQuery = { from?: string | undefined; to?: string | undefined };
type LoadQuery = PeriodQuery & { teamId?: number | undefined; by?: (typeof loadSteps)[number] };

/** On-call load of the shifts that ended in the period, naming nobody: alone, a person's figures are not shown. */
export async function readOncallLoad(ctx: Pick<Context, 'db'>, { by = 'month', ...query }: LoadQuery) {
  const { period, shifts, nights, pages, hours, hoursOf } = await loadLoads(ctx.db, query);
  const { from, to } = period;
  const whole = loadFigures(shifts, nights);
  const { zone } = await loadSprintCalendar(ctx.db);
  const stretches = (by === 'week' ? weeksBetween : monthsBetween)(zone, from, to);
  const points = stretches.map((stretch) => ({
    ...stretch,
    from: new Date(stretch.from),
    to: new Date(stretch.to),
    ...shownFigures(
      loadFigures(
        shifts.filter(({ endAt }) => endAt >= stretch.from && endAt < stretch.to),
        nights.filter(({ startAt }) => startAt >= stretch.from && startAt < stretch.to),
      ),
    ),
  }));
  const first = points.findIndex(({ n }) => n > 0);
  const counted = pages.filter(({ sentAt }) => sentAt >= from && sentAt < to);
  return {
    from: new Date(from),
    to: new Date(to),
    definition: measureDefinitions.oncall,
    hours: hoursText(hours),
    ...shownFigures(whole),
    wakeUpCount: whole.isOfOnePerson ? null : whole.byKind.night,
    by,
    zone,
    points: first === -1 ? [] : points.slice(first),
    teams: await byTeam(ctx.db, shifts, nights),
    services: await byService(ctx.db, counted, hoursOf),
    feedback: feedbackOf(counted),
  };
}

/** For other stages: shifts and the median of pages. */
export async function readPagesPerShift(db: Queryable, query: PeriodQuery & { teamId?: number | undefined }) {
  const { shifts } = await loadLoads(db, query);
  const { shifts: n, median } = loadFigures(shifts, []);
  return { shifts: n, median };
}

/** Of the person who asks, and of the people in the teams they lead; automation that is nobody sees none. */
export async function listPersonalLoads(ctx: Context, query: PeriodQuery) {
  const me = personIdOf(ctx.actor);
  if (me === null) return { leads: [], items: [] };
  const people = await store.listVisiblePeople(ctx.db, me);
  const loads = await loadLoads(
    ctx.db,
    query,
    people.map(({ id }) => id),
  );
  return {
    leads: await listTeamsLedBy(ctx, me),
    items: people.map((person) => ({ person, isMe: person.id === me, ...personalOf(loads, person.id) })),
  };
}

/** Of one person with their shifts. @throws Problem `not_found` unless they ask themselves or lead a team of theirs */
export async function readPersonalLoad(ctx: Context, id: number, query: PeriodQuery) {
  const me = personIdOf(ctx.actor);
  const visible = me === null ? [] : await store.listVisiblePeople(ctx.db, me);
  const person = visible.find((each) => each.id === id);
  if (!person) throw problem('not_found', 'Only they and the leads of their teams see the on-call load of a person.');
  const loads = await loadLoads(ctx.db, query, [id]);
  return {
    person,
    isMe: id === me,
    from: new Date(loads.period.from),
    to: new Date(loads.period.to),
    definition: measureDefinitions.oncall,
    hoursText: hoursText(loads.hours),
    ...personalOf(loads, id),
    shifts: loads.shifts
      .toReversed()
      .slice(0, 400)
      .map(({ startAt, endAt, pages, byKind, incidents, isHeavy }) => ({
        ...{ from: new Date(startAt), to: new Date(endAt), pages, pagesByKind: byKind, incidents, isHeavy },
      })),
  };
}

type Loads = Awaited<ReturnType<typeof loadLoads>>;

/** Shifts that ended in the period, nights that began in it, and all pages that reached these people around it. */
async function loadLoads(
  db: Queryable,
  { teamId, ...query }: PeriodQuery & { teamId?: number | undefined },
  personIds?: number[],
) {
  const period: Period = await readPeriod(db, query, longestOncallDays);
  const start = period.from - longestShiftMs;
  // A shift that the end of the period cuts has not ended there, so read a day more than is counted.
  const end = Math.min(period.to, period.now + 1);
  const past = await readPastShifts(db, { from: start, to: end + dayMs, teamId });
  const all: ShiftRow[] = personIds ? past.filter(({ personId }) => personIds.includes(personId)) : past;
  const people = personIds ?? [...new Set(all.map(({ personId }) => personId))];
  const hours = await loadOncallHours(db);
  const hoursOf = await hoursOfPeople(db, people, hours, start, end + dayMs);
  const pages = await store.listReached(db, people, new Date(start), new Date(end));
  const loads = shiftLoads(all, pages, hoursOf);
  return {
    period: { ...period, end },
    hours,
    hoursOf,
    pages,
    all,
    shifts: loads.shifts.filter(({ endAt }) => endAt >= period.from && endAt < end),
    nights: loads.nights.filter(({ startAt }) => startAt >= period.from && startAt < end),
  };
}

async function hoursOfPeople(
  db: Queryable,
  personIds: number[],
  hours: Parameters<typeof hourSpans>[1],
  from: number,
  to: number,
): Promise<(personId: number) => readonly HourSpan[]> {
  const zones = await store.loadZones(db, personIds);
  const ofZone = new Map<string, HourSpan[]>();
  return (personId) => {
    const zone = zones.get(personId) ?? 'UTC';
    const known = ofZone.get(zone) ?? hourSpans(zone, hours, from, to);
    ofZone.set(zone, known);
    return known;
  };
}

/** As everybody may see them: the figures of a single person are theirs. */
function shownFigures(figures: LoadFigures) {
  if (!figures.isOfOnePerson) return namedFigures(figures);
  const hidden = {
    ...{ medianPages: null, meanPages: null, worstPages: null, pagesByKind: null, medianIncidents: null },
    ...{ worstIncidents: null, heavyShiftCount: null, secondHeavyShiftCount: null },
    ...{ nightCount: null, interruptedNightCount: null, tone: null },
  };
  return { n: figures.shifts, people: figures.people, ...hidden };
}

function namedFigures(figures: LoadFigures) {
  return {
    n: figures.shifts,
    people: figures.people,
    medianPages: figures.median,
    meanPages: figures.mean,
    worstPages: figures.worst,
    pagesByKind: figures.byKind,
    medianIncidents: figures.medianIncidents,
    worstIncidents: figures.worstIncidents,
    heavyShiftCount: figures.heavyShifts,
    secondHeavyShiftCount: figures.secondHeavyShifts,
    nightCount: figures.nights,
    interruptedNightCount: figures.interruptedNights,
    tone: loadTone(figures),
  };
}

function personalOf({ period, shifts, nights, pages, all }: Loads, personId: number) {
  const isTheirs = (row: { personId: number }) => row.personId === personId;
  const spans = union(all.filter(isTheirs).map(({ startAt, endAt }) => ({ start: startAt, end: endAt })));
  const isOnCall = (at: number) => spans.some(({ start, end }) => start <= at && at < end);
  const onCallMs = spans.reduce(
    (sum, { start, end }) => sum + Math.max(0, Math.min(end, period.end) - Math.max(start, period.from)),
    0,
  );
  const counted = pages.filter((page) => isTheirs(page) && page.sentAt >= period.from && page.sentAt < period.to);
  return {
    ...namedFigures(loadFigures(shifts.filter(isTheirs), nights.filter(isTheirs))),
    hours: onCallMs / hourMs,
    pagesOffCall: counted.filter(({ sentAt }) => !isOnCall(sentAt)).length,
  };
}

async function byTeam(db: Queryable, shifts: ShiftLoad[], nights: NightLoad[]) {
  const groups = grouped(shifts, ({ teamId }) => teamId);
  const nightsOf = grouped(nights, ({ teamId }) => teamId);
  const names = await store.listTeamNames(
    db,
    [...groups.keys()].filter((id) => id !== null),
  );
  const found = [...groups].map(([teamId, own]) => ({
    team: names.find(({ id }) => id === teamId) ?? null,
    ...shownFigures(loadFigures(own, nightsOf.get(teamId) ?? [])),
  }));
  return found.sort((a, b) => (a.team?.name ?? '\uffff').localeCompare(b.team?.name ?? '\uffff', 'en'));
}

async function byService(db: Queryable, pages: PageRow[], hoursOf: Loads['hoursOf']) {
  const groups = [...grouped(pages, ({ serviceId }) => serviceId)].map(([serviceId, own]) => {
    const atNight = own.filter(({ personId, sentAt }) => hourAt(hoursOf(personId), sentAt).kind === 'night');
    return { serviceId, nightPages: new Set(atNight.map(({ pageId }) => pageId)).size, ...feedbackOf(own) };
  });
  const most = groups.sort((a, b) => b.pages - a.pages).slice(0, 50);
  const names = await store.listServiceNames(
    db,
    most.flatMap(({ serviceId }) => serviceId ?? []),
  );
  return most.map(({ serviceId, ...figures }) => ({
    service: names.find(({ id }) => id === serviceId) ?? null,
    ...figures,
  }));
}

function feedbackOf(pages: readonly PageRow[]) {
  const answers = new Map(pages.map(({ pageId, feedback }) => [pageId, feedback]));
  const given = [...answers.values()].filter((feedback) => feedback !== null);
  return { pages: answers.size, answered: given.length, acted: given.filter((answer) => answer === 'acted').length };
}
