/**
 * Who is on call and who is notified in Grafana OnCall, read from an export by OnCall's own rules. It is one side of the
 * proof, so it shares nothing with the conversion or with Evenkeel's own schedules but the arithmetic of time.
 *
 * - Shifts of the highest level that has somebody at a moment are on call, all of them; overrides stand above every level.
 * - A shift recurs by the clocks of its zone, or of its schedule's. What was made in the browser keeps to UTC.
 * - Groups of people take turns in the order of the shift from the start index on: each time, each so many weeks of the
 *   calendar, or each so many of the chosen days. Whoever is in a group is on call together.
 * - After `until` no turn begins; in a schedule that was made in the browser none goes on either.
 * - A swap that was taken gives the shifts of one to the other, whatever level they have.
 * - The steps of a chain follow each other at once; only a wait takes time.
 */
import { Temporal } from 'temporal-polyfill';
import type { OncallExport, OncallSchedule, OncallShift, OncallStep } from '../../../contract/move-in/oncall.ts';
import type { Notified, Stretch } from '../proof.ts';

type Occurrence = { start: number; end: number; rank: number; people: string[] };

/** @returns stretches that cover `[from, to)` without gaps; neighbours differ */
export function stretchesOfSchedule(
  content: OncallExport,
  schedule: OncallSchedule,
  from: number,
  to: number,
): Stretch[] {
  const emails = emailsById(content);
  const occurrences = (schedule.shifts ?? [])
    .flatMap((id) => content.on_call_shifts.filter((shift) => shift.id === id))
    .flatMap((shift) => occurrencesOf(schedule, shift, from, to, (id) => emails.get(id)))
    .filter(({ people, start, end }) => people.length > 0 && end > from && start < to && start < end)
    .sort((a, b) => a.start - b.start);
  const swaps = content.shift_swaps.filter((swap) => swap.schedule === schedule.id && swap.benefactor);
  const edges = [
    ...occurrences.flatMap(({ start, end }) => [start, end]),
    ...swaps.flatMap((swap) => [Date.parse(swap.swap_start), Date.parse(swap.swap_end)]),
  ].filter((edge) => edge > from && edge < to);
  const cuts = [...new Set([from, ...edges, to])].sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  let running: Occurrence[] = [];
  let next = 0;
  for (const [place, start] of cuts.slice(0, -1).entries()) {
    while (next < occurrences.length && occurrences[next]!.start <= start) running.push(occurrences[next++]!);
    running = running.filter(({ end }) => end > start);
    const top = Math.max(...running.map(({ rank }) => rank));
    let people = running.filter(({ rank }) => rank === top).flatMap((each) => each.people);
    for (const swap of swaps) {
      if (Date.parse(swap.swap_start) > start || Date.parse(swap.swap_end) <= start) continue;
      const [leaves, comes] = [emails.get(swap.beneficiary), emails.get(swap.benefactor!)];
      if (leaves && comes) people = people.map((person) => (person === leaves ? comes : person));
    }
    const sorted = [...new Set(people)].sort();
    const last = stretches.at(-1);
    if (last && last.people.join() === sorted.join()) last.end = cuts[place + 1]!;
    else stretches.push({ start, end: cuts[place + 1]!, people: sorted });
  }
  return stretches;
}

function emailsById({ users }: OncallExport): Map<string, string> {
  return new Map(
    users.flatMap(({ id, email }) =>
      email && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? [[id, email.trim().toLowerCase()]] : [],
    ),
  );
}

function knownZone(zone: string): string {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return zone;
  } catch {
    return 'UTC';
  }
}

const dayMs = 86_400_000;
const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

function occurrencesOf(
  schedule: OncallSchedule,
  shift: OncallShift,
  from: number,
  to: number,
  emailOf: (id: string) => string | undefined,
): Occurrence[] {
  const zone = knownZone(shift.time_zone ?? (schedule.type === 'web' ? 'UTC' : (schedule.time_zone ?? 'UTC')));
  const at = (local: number) =>
    Temporal.Instant.fromEpochMilliseconds(local)
      .toZonedDateTimeISO('UTC')
      .toPlainDateTime()
      .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
  // Local times are counted as if they were UTC, so that days are 24 hours long.
  const localOf = (text: string) => Math.floor(Date.parse(`${text}Z`) / 60_000) * 60_000;
  const length = Math.floor(shift.duration / 60) * 60_000;
  const rank = shift.type === 'override' ? Number.MAX_SAFE_INTEGER : (shift.level ?? 0);
  const peopleOf = (users: readonly string[]) => users.flatMap((user) => emailOf(user) ?? []);
  const once = shift.users?.length ? shift.users : (shift.rolling_users?.[0] ?? []);
  const begin = localOf(shift.start);
  if (shift.type === 'override' || shift.type === 'single_event' || !shift.frequency)
    return [{ start: at(begin), end: at(begin + length), rank, people: peopleOf(once) }];
  if (shift.frequency === 'monthly' || shift.by_month?.length || shift.by_monthday?.length) return [];

  const isRolling = shift.type === 'rolling_users';
  const listed = isRolling ? (shift.rolling_users ?? []) : [shift.users ?? []];
  const first = isRolling ? (shift.start_rotation_from_user_index ?? 0) : 0;
  if (listed.length === 0) return [];
  const place = first < listed.length ? first : 0;
  const every = shift.interval ?? 1;
  const onDays = shift.by_day ?? [];
  const weekdayOf = (local: number) => (Math.floor(local / dayMs) + 3) % 7;
  const weekStart = names.indexOf(shift.week_start ?? 'SU');
  let origin = begin;
  if (isRolling && onDays.length > 0)
    for (let week = 0; week < 7 && !onDays.includes(names[weekdayOf(begin)]!); week++) {
      // The first chosen day of a week, the next time that it comes.
      const wanted = [0, 1, 2, 3, 4, 5, 6]
        .map((day) => (weekStart + day) % 7)
        .find((day) => onDays.includes(names[day]!))!;
      origin = begin + week * dayMs;
      if (weekdayOf(origin) === wanted) break;
    }
  const weekOf = (local: number) =>
    Math.floor((Math.floor(local / dayMs) - ((weekdayOf(local) - weekStart + 7) % 7)) / 7);
  /** Which turn a local time of the shift's time of day begins; null when none does. */
  const turnOf = (local: number): number | null => {
    const day = Math.round((local - origin) / dayMs);
    const isChosen = onDays.length > 0 ? onDays.includes(names[weekdayOf(local)]!) : true;
    if (shift.frequency === 'hourly') {
      const hour = Math.round((local - origin) / 3_600_000);
      return isChosen && hour % every === 0 ? hour / every : null;
    }
    if (shift.frequency === 'weekly') {
      if (onDays.length > 0 ? !isChosen : weekdayOf(local) !== weekdayOf(origin)) return null;
      const weeks = weekOf(local) - weekOf(origin);
      return weeks % every === 0 ? weeks / every : null;
    }
    if (onDays.length === 0 || !isRolling) return isChosen && day % every === 0 ? day / every : null;
    if (!isChosen) return null;
    const perWeek = new Set(onDays).size;
    const rest = Array.from({ length: day % 7 }, (_, back) => origin + back * dayMs);
    const count =
      Math.floor(day / 7) * perWeek + rest.filter((each) => onDays.includes(names[weekdayOf(each)]!)).length;
    return Math.floor(count / every);
  };
  const step = shift.frequency === 'hourly' ? 3_600_000 : dayMs;
  const until = shift.until ? Date.parse(`${shift.until}Z`) : Number.POSITIVE_INFINITY;
  const isWeb = schedule.type === 'web';
  const rotationStart = shift.rotation_start ? at(localOf(shift.rotation_start)) : Number.NEGATIVE_INFINITY;
  const found: Occurrence[] = [];
  const back = Math.max(0, Math.floor((from - 2 * dayMs - length - origin) / step));
  for (let local = origin + back * step; local < to + 2 * dayMs; local += step) {
    const turn = turnOf(local);
    if (turn === null) continue;
    const [start, end] = [at(local), at(local + length)];
    if (start > until) break;
    if (isWeb ? end <= rotationStart : start < rotationStart) continue;
    const people = peopleOf(listed[(turn + place) % listed.length]!);
    found.push({
      start: isWeb ? Math.max(start, rotationStart) : start,
      end: isWeb ? Math.min(end, until) : end,
      rank,
      people,
    });
  }
  return found;
}

/** Who is on call on a schedule, by id, at an instant. */
export type OnCallAt = (scheduleId: string, at: number) => string[];

/** Everybody whom an alert notifies that begins at an instant, takes the default route and is never acknowledged. */
export function notifiedBy(content: OncallExport, integrationId: string, at: number, onCallAt: OnCallAt): Notified[] {
  const chainId = chainOf(content, integrationId);
  const steps = content.escalation_policies
    .filter((step) => step.escalation_chain_id === chainId)
    .sort((a, b) => a.position - b.position);
  const emails = emailsById(content);
  const notified: Notified[] = [];
  let [clock, rounds] = [at, 0];
  for (let place = 0; place < steps.length; place++) {
    const step = steps[place]!;
    if (step.type === 'resolve') break;
    if (step.type === 'wait') clock += Math.round(step.duration ?? 300) * 1_000;
    else if (step.type === 'notify_if_time_from_to') clock = openingAfter(step, clock);
    else if (step.type === 'repeat_escalation' && rounds < 5) [rounds, place] = [rounds + 1, -1];
    else {
      const queue = (step.persons_to_notify_next_each_time ?? []).flatMap((id) => emails.get(id) ?? []);
      notified.push({
        afterSeconds: (clock - at) / 1_000,
        people: peopleOfStep(content, step, clock, onCallAt, emails),
        oneOf: step.type === 'notify_person_next_each_time' && queue.length > 0 ? [queue] : [],
      });
    }
  }
  return notified;
}

/** A route that takes everything, else the last one. */
function chainOf(content: OncallExport, integrationId: string): string | null {
  const routes = content.routes
    .filter((route) => route.integration_id === integrationId)
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  const taken = routes.find(
    (route) => route.is_the_last_route === true || ['.*', '^.*$', '.+'].includes(route.routing_regex ?? ''),
  );
  if (taken) return taken.escalation_chain_id ?? null;
  return content.integrations.find(({ id }) => id === integrationId)?.default_route?.escalation_chain_id ?? null;
}

/** When a step lets an alert on that reaches it at an instant: at once between its times of day in UTC, or as they begin. */
function openingAfter({ notify_if_time_from, notify_if_time_to }: OncallStep, at: number): number {
  if (!notify_if_time_from || !notify_if_time_to) return at;
  const millisecondsOf = (time: string) => {
    const [hours, minutes, seconds] = time.replace('Z', '').split(':').map(Number);
    return ((hours! * 60 + minutes!) * 60 + (seconds ?? 0)) * 1_000;
  };
  const [opens, closes] = [millisecondsOf(notify_if_time_from), millisecondsOf(notify_if_time_to)];
  const day = Math.floor(at / dayMs) * dayMs;
  const time = at - day;
  if (opens < closes) return time < opens ? day + opens : time >= closes ? day + dayMs + opens : at;
  if (opens > closes) return time >= closes && time < opens ? day + opens : at;
  return time < opens ? day + opens : time > opens ? day + dayMs + opens : at;
}

function peopleOfStep(
  content: OncallExport,
  step: OncallStep,
  at: number,
  onCallAt: OnCallAt,
  emails: ReadonlyMap<string, string>,
): string[] {
  if (step.type === 'notify_persons') return (step.persons_to_notify ?? []).flatMap((id) => emails.get(id) ?? []);
  if (step.type === 'notify_on_call_from_schedule' && step.notify_on_call_from_schedule)
    return onCallAt(step.notify_on_call_from_schedule, at);
  if (step.type === 'notify_team_members' && step.team_to_notify)
    return content.users
      .filter(({ teams }) => teams?.includes(step.team_to_notify!))
      .flatMap(({ id }) => emails.get(id) ?? []);
  return [];
}
