/** A made-up organisation as an export of Grafana OnCall: the same seed makes the same one. */
import { createPicks, dayMs, halfHourMs, type Json, type OrganisationSize, zones } from '../picks-for-tests.ts';

type ShiftJson = Json & { id: string };

/** One JSON document in the shapes of OnCall's public API. */
export type OncallDump = {
  users: Json[];
  teams: Json[];
  user_groups: Json[];
  schedules: (Json & { id: string; shifts: string[] })[];
  on_call_shifts: ShiftJson[];
  shift_swaps: Json[];
  escalation_chains: Json[];
  escalation_policies: Json[];
  personal_notification_rules: Json[];
  integrations: Json[];
  routes: Json[];
};

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * @param nowMs shifts began before it, overrides and swaps lie after it
 * @param plain only what Evenkeel does in the very same way, so that a proof has nothing to excuse
 */
export function oncallOrganisation(
  seed: number,
  { people, teams, schedules }: OrganisationSize,
  nowMs: number,
  plain = true,
): OncallDump {
  const { below, pick, chance, some } = createPicks(seed);
  const letters = 'ABCDEFGHIJKLMNPQRSTUVWXYZ123456789';
  const idOf = (kind: string) => kind + Array.from({ length: 12 }, () => letters[below(letters.length)]!).join('');
  const local = (ms: number) => new Date(ms).toISOString().slice(0, 19);

  const madeTeams: (Json & { id: string })[] = Array.from({ length: teams }, (_, index) => ({
    ...{ id: idOf('T'), name: `team ${index + 1}`, email: null },
  }));
  const users: (Json & { id: string })[] = Array.from({ length: people }, (_, index) => ({
    ...{ id: idOf('U'), email: `Person${index + 1}@example.org`, username: `person${index + 1}`, slack: null },
    role: index === 0 ? 'admin' : 'editor',
    is_phone_number_verified: true,
    timezone: pick(zones),
    teams: some(madeTeams, 3).map(({ id }) => id),
  }));
  const ids = (most: number) => some(users, most).map(({ id }) => id);

  const shift = (index: number, level: number, isWeb: boolean): ShiftJson => {
    const begins = Math.floor((nowMs - below(400) * dayMs) / halfHourMs) * halfHourMs + below(48) * halfHourMs;
    const base = {
      ...{ id: idOf('O'), name: `shift ${index}`, team_id: null, time_zone: null, level },
      ...{ start: local(begins), rotation_start: local(begins) },
    };
    if (chance(0.1))
      return {
        ...{ ...base, type: 'single_event', users: ids(2) },
        start: local(Math.floor(nowMs / halfHourMs) * halfHourMs + below(40) * dayMs),
        duration: (1 + below(100)) * 1_800,
      };
    const isRolling = isWeb || chance(0.8);
    const frequency = pick(['daily', 'weekly', 'weekly', 'weekly', 'hourly']);
    if (frequency === 'hourly') {
      const interval = pick([4, 6, 8, 12]);
      const groups = Array.from({ length: 1 + below(3) }, () => ids(1));
      return {
        ...{ ...base, type: 'rolling_users', frequency, interval, duration: interval * 3_600 },
        ...{ by_day: null, by_month: null, by_monthday: null, until: null },
        ...{ rolling_users: groups, start_rotation_from_user_index: below(groups.length) },
      };
    }
    const byDay = chance(0.4) ? some(weekdays, 5) : null;
    const interval = frequency === 'daily' && byDay ? 1 + below(byDay.length) : 1 + below(3);
    const groups = Array.from({ length: 1 + below(4) }, () => ids(chance(0.2) ? 3 : 1));
    const whole =
      frequency === 'weekly' && !byDay
        ? interval * 7 * 86_400
        : frequency === 'daily' && !byDay
          ? interval * 86_400
          : 86_400;
    const duration = chance(0.5) ? whole : Math.min(whole, (1 + below(48)) * 1_800);
    return {
      ...{ ...base, type: isRolling ? 'rolling_users' : 'recurrent_event', frequency, interval, duration },
      ...{ by_day: byDay, by_month: null, by_monthday: null },
      ...(frequency === 'weekly' && { week_start: pick(['MO', 'SU', 'WE']) }),
      until: chance(0.2) ? local(Math.floor(nowMs / halfHourMs) * halfHourMs + below(60 * 48) * halfHourMs) : null,
      ...(isRolling
        ? { rolling_users: groups, start_rotation_from_user_index: below(groups.length) }
        : { users: ids(2) }),
    };
  };
  const shifts: ShiftJson[] = [];
  const swaps: Json[] = [];
  const madeSchedules = Array.from({ length: schedules }, (_, index) => {
    const isWeb = chance(0.4);
    const own = Array.from({ length: 1 + below(3) }, () => shift(shifts.length, below(3), isWeb));
    const overrides = Array.from({ length: below(4) }, (_each, place): ShiftJson => {
      const start = Math.ceil(nowMs / halfHourMs) * halfHourMs + below(50 * 48) * halfHourMs;
      return {
        ...{ id: idOf('O'), name: `override ${index}.${place}`, type: 'override', team_id: null, time_zone: null },
        ...{ start: local(start), rotation_start: local(start), duration: (1 + below(96)) * 1_800, users: ids(2) },
      };
    });
    shifts.push(...own, ...overrides);
    const id = idOf('S');
    if (chance(0.4)) {
      const start = nowMs + below(40) * dayMs + below(48) * halfHourMs;
      const [beneficiary, benefactor] = [pick(users).id, pick(users).id];
      if (beneficiary !== benefactor)
        swaps.push({
          ...{ id: idOf('SSR'), schedule: id, beneficiary },
          ...{
            swap_start: new Date(start).toISOString(),
            swap_end: new Date(start + (1 + below(14)) * dayMs).toISOString(),
          },
          ...(chance(0.8) ? { benefactor, status: 'taken' } : { benefactor: null, status: 'open' }),
        });
    }
    return {
      ...{ id, name: `schedule_${index + 1}`, type: isWeb ? 'web' : 'calendar', on_call_now: [] },
      ...{ team_id: madeTeams[index % teams]!.id, time_zone: pick(zones) },
      shifts: [...own, ...overrides].map((each) => each.id),
    };
  });

  const chains = madeTeams.map(({ id, name }) => ({
    ...{ id: idOf('F'), name: `${String(name)} chain`, team_id: id },
  }));
  const steps = chains.flatMap((chain, index) => {
    const asked = Array.from({ length: 1 + below(4) }, (_, place): Json[] => {
      const schedule = place === 0 ? madeSchedules[index % schedules]! : pick(madeSchedules);
      const notify = pick<Json>([
        { type: 'notify_on_call_from_schedule', notify_on_call_from_schedule: schedule.id, important: chance(0.3) },
        { type: 'notify_on_call_from_schedule', notify_on_call_from_schedule: schedule.id, important: false },
        { type: 'notify_persons', persons_to_notify: ids(3), important: false },
        { type: 'notify_team_members', team_to_notify: pick(madeTeams).id, important: false },
        ...(plain
          ? []
          : [
              { type: 'notify_person_next_each_time', persons_to_notify_next_each_time: ids(3) },
              { type: 'notify_if_time_from_to', notify_if_time_from: '08:00:00Z', notify_if_time_to: '17:30:00Z' },
              { type: 'notify_user_group', group_to_notify: 'GUNKNOWN' },
            ]),
      ]);
      const wait = { type: 'wait', duration: pick([60, 300, 900, 1_800, 3_600]) };
      return chance(0.15) ? [notify] : [notify, wait];
    }).flat();
    if (chance(0.4)) asked.push({ type: 'repeat_escalation' });
    return asked.map((step, position) => ({ id: idOf('E'), escalation_chain_id: chain.id, position, ...step }));
  });
  const integrations = madeTeams.map((team, index) => {
    const type = pick(['alertmanager', 'grafana_alerting', 'webhook', 'zabbix']);
    return {
      ...{ id: idOf('C'), name: `${String(team.name)} alerts`, team_id: team.id, type },
      link: `https://oncall.example.org/integrations/v1/${type}/${idOf('m')}${idOf('n')}/`,
      default_route: { id: idOf('R'), escalation_chain_id: chains[index]!.id, slack: { channel_id: null } },
    };
  });
  return {
    ...{ users, teams: madeTeams, user_groups: [], schedules: madeSchedules, on_call_shifts: shifts },
    ...{ shift_swaps: swaps, escalation_chains: chains, escalation_policies: steps, integrations },
    personal_notification_rules: users.flatMap(({ id }) => [
      { id: idOf('N'), user_id: id, position: 0, important: false, type: 'notify_by_email' },
      { id: idOf('N'), user_id: id, position: 1, important: false, type: 'wait', duration: 300 },
      { id: idOf('N'), user_id: id, position: 2, important: false, type: 'notify_by_phone_call' },
      { id: idOf('N'), user_id: id, position: 0, important: true, type: 'notify_by_email' },
    ]),
    routes: integrations.flatMap((integration) => [
      ...(chance(0.3)
        ? [
            {
              ...{ id: idOf('R'), integration_id: integration.id, escalation_chain_id: pick(chains).id },
              ...{ routing_type: 'regex', routing_regex: 'us-(east|west)', position: 0, is_the_last_route: false },
            },
          ]
        : []),
      {
        ...{ id: integration.default_route.id, integration_id: integration.id, position: 1 },
        ...{ escalation_chain_id: integration.default_route.escalation_chain_id, is_the_last_route: true },
        routing_regex: null,
      },
    ]),
  };
}
