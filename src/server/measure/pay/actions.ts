import { Temporal } from 'temporal-polyfill';
import type { PayRatesInput } from '../../../contract/measure/pay.ts';
import { csvLines } from '../../../domain/csv.ts';
import { grouped } from '../../../domain/measure/oncall/load.ts';
import {
  type ByPayKind,
  type PaidSpan,
  paidMinutes,
  paidOnce,
  payKinds,
  payKindsOf,
  payOf,
} from '../../../domain/measure/oncall/pay.ts';
import { clip } from '../../../domain/respond/schedules/span.ts';
import { may, personIdOf } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';
import { holidaysBetween } from '../../respond/absences/holidays.ts';
import { readPastShifts } from '../../respond/schedules/history.ts';
import { loadOncallHours } from '../oncall/hours.ts';
import * as store from './store.ts';

const dayMs = 86_400_000;

export async function loadPayRates(db: Queryable) {
  const { value, version, isEdited } = await readSetting(db, settings.payRates);
  return { ...value, isSet: isEdited, version };
}

/** Replaces the rates; `version_mismatch` when somebody changed them since `ifMatch`. */
export async function updatePayRates(ctx: Context, input: PayRatesInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await loadPayRates(tx);
    await writeSetting(tx, ctx, settings.payRates, input, ifMatch, { before, after: input });
    return loadPayRates(tx);
  });
}

/** What is due for a month, by the clock of each person: of everybody for whoever manages the platform, else their own. */
export async function readPaySheet(ctx: Context, { month, teamId }: { month: string; teamId?: number | undefined }) {
  const rates = await loadPayRates(ctx.db);
  const hours = await loadOncallHours(ctx.db);
  const isAll = may(ctx.actor, 'platform.manage');
  const me = personIdOf(ctx.actor);
  const first = Temporal.PlainDate.from(`${month}-01`);
  const borders = (zone: string) =>
    [first, first.add({ months: 1 })].map((date) => date.toZonedDateTime(zone).epochMilliseconds) as [number, number];
  const [utcStart, utcEnd] = borders('UTC');
  const now = await readNowMs(ctx.db);
  // Any zone of the world, and a shift that goes on after the month.
  const [from, to] = [utcStart - dayMs, utcEnd + dayMs];
  const past = await readPastShifts(ctx.db, { from, to: Math.min(to, Math.max(from + 1, now)), teamId });
  const called = await store.listCallOuts(ctx.db, new Date(from), new Date(to), teamId ?? null);
  const isShown = (personId: number) => isAll || personId === me;
  const shifts = grouped(
    past.filter(({ personId }) => isShown(personId)),
    ({ personId }) => personId,
  );
  const calls = grouped(
    called.filter(({ personId }) => isShown(personId)),
    ({ personId }) => personId,
  );
  const teamIds = [...new Set([...past, ...called].map((each) => each.teamId))];
  const holidays = await holidaysBetween(ctx.db, teamIds, from, to);
  const isHoliday = (team: number | null, date: string) =>
    (holidays.get(team) ?? []).some((holiday) => holiday.date === date);
  const people = await store.listPeople(ctx.db, [...new Set([...shifts.keys(), ...calls.keys()])]);
  const items = people.flatMap(({ timeZone, ...person }) => {
    const [start, end] = borders(timeZone);
    const own = shifts.get(person.id) ?? [];
    const kinds = payKindsOf(timeZone, hours, isHoliday);
    const spans: PaidSpan[] = own.map((shift) => ({ start: shift.startAt, end: shift.endAt, teamId: shift.teamId }));
    const milliseconds = kinds.of(paidOnce(clip(spans, start, Math.min(end, now))));
    const minutes = mapKinds((kind) => paidMinutes(milliseconds[kind], rates));
    const ownCalls = (calls.get(person.id) ?? []).filter(({ at }) => at >= start && at < end);
    const kindOf = ownCalls.map(({ at, teamId: team }) => kinds.at(at, team));
    const callOuts = mapKinds((kind) => kindOf.filter((each) => each === kind).length);
    const ended = own.filter(({ endAt }) => endAt > start && endAt <= end && endAt < now).length;
    const { standby, shifts: forShifts, callOuts: forCallOuts, total } = payOf(minutes, callOuts, ended, rates);
    if (ended === 0 && kindOf.length === 0 && payKinds.every((kind) => minutes[kind] === 0)) return [];
    return [{ person, timeZone, shifts: ended, minutes, callOuts, standby, forShifts, forCallOuts, total }];
  });
  return {
    ...{ month, currency: rates.currency, isSet: rates.isSet, isAll },
    isOver: now >= to,
    rules: rulesText(rates, hours),
    total: Math.round(items.reduce((sum, { total }) => sum + total * 100, 0)) / 100,
    items,
  };
}

export async function paySheetCsv(ctx: Context, query: { month: string; teamId?: number | undefined }) {
  const { month, currency, items } = await readPaySheet(ctx, query);
  const columns = (word: string) => payKinds.map((kind) => `${kind}_${word}`);
  return csvLines([
    [
      ...['month', 'person', 'time_zone', 'shifts', ...columns('minutes'), ...columns('call_outs')],
      ...['standby', 'for_shifts', 'for_call_outs', 'total', 'currency'],
    ],
    ...items.map((item) => [
      ...[month, item.person.name, item.timeZone, item.shifts],
      ...payKinds.map((kind) => item.minutes[kind]),
      ...payKinds.map((kind) => item.callOuts[kind]),
      ...[item.standby, item.forShifts, item.forCallOuts, item.total, currency],
    ]),
  ]);
}

function mapKinds(amountOf: (kind: (typeof payKinds)[number]) => number): ByPayKind {
  return Object.fromEntries(payKinds.map((kind) => [kind, amountOf(kind)])) as ByPayKind;
}

function rulesText(
  { roundToMinutes, rounding }: PayRatesInput,
  { nightFrom, dayFrom }: { nightFrom: string; dayFrom: string },
): string {
  const rounded =
    roundToMinutes === 1
      ? 'Minutes of a kind are rounded to whole ones.'
      : `The minutes of a month and kind are rounded ${rounding === 'up' ? 'up ' : ''}to multiples of ${roundToMinutes}.`;
  return `By the clock of each person and the shifts as they really were: a holiday of the team, else the weekend, else night (${nightFrom}–${dayFrom}), else weekday. A minute on two schedules is paid once. A call-out is a page that they acknowledged. ${rounded}`;
}
