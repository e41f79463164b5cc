/** A made-up organisation as an export of Squadcast: the same seed makes the same one. */
import { createPicks, dayMs, halfHourMs, type Json, type OrganisationSize, zones } from '../picks-for-tests.ts';

type Thing = Json & { id: string };
type RotationThing = Json & { id: number; rotationParticipants: { participants: Json[] }[] };
type ScheduleThing = Json & { id: number; teamID: string; rotations: RotationThing[]; overrides: Json[] };

/** One JSON document with the lists of Squadcast's API. */
export type SquadcastDump = {
  users: Thing[];
  teams: (Thing & { members: Json[] })[];
  squads: (Thing & { team_id: string; members: Json[] })[];
  schedules: ScheduleThing[];
  legacy_schedules: Thing[];
  escalation_policies: (Thing & { owner: Json })[];
  services: (Thing & { owner: Json; api_key: string })[];
  global_event_rules: Thing[];
  webforms: Thing[];
};

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * @param nowMs rotations began before it; overrides lie after it
 * @param plain only what Evenkeel does in the very same way, so that a proof has nothing to excuse
 */
export function squadcastOrganisation(
  seed: number,
  { people, teams, schedules }: OrganisationSize,
  nowMs: number,
  plain = true,
): SquadcastDump {
  const { below, pick, chance, some } = createPicks(seed);
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join('');
  const idOf = () => hex(24);
  let number = 1_000 + below(500_000);
  const numberOf = () => ++number;
  const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
  const today = Math.floor(nowMs / dayMs) * dayMs;

  const users = Array.from(
    { length: people },
    (_, index): Thing => ({
      ...{ id: idOf(), first_name: 'Person', last_name: String(index + 1), email: `Person${index + 1}@example.org` },
      ...{ role: index === 0 ? 'account_owner' : 'user', time_zone: pick(zones) },
      contact: { dial_code: '+49', phone_number: `170555${1_000 + index}` },
      notification_rules: [
        { type: 'SMS', time: 0 },
        { type: 'Phone', time: 2 + below(5) },
        { type: 'Email', time: 10 },
      ],
    }),
  );
  const madeTeams = Array.from({ length: teams }, (_, index) => ({
    ...{ id: idOf(), name: `Team ${index + 1}`, description: '' },
    members: some(users, 8).map(({ id }) => ({ user_id: id, role_ids: [] })),
  }));
  const squads = madeTeams.map((team, index) => ({
    ...{ id: idOf(), name: `Squad ${index + 1}`, team_id: team.id },
    members: some(users, 4).map(({ id }, place) => ({ user_id: id, role: place === 0 ? 'owner' : 'member' })),
  }));
  const participant = (): Json =>
    chance(0.1) ? { id: pick(squads).id, type: 'squad' } : { id: pick(users).id, type: 'user' };

  const slot = (most: number, weekday: string | null) => ({
    ...{ startHour: below(24), startMin: pick([0, 30]), duration: 30 * (1 + below(most)) },
    ...(weekday && { dayOfWeek: weekday }),
  });
  const rotation = (index: number): RotationThing => {
    const period = pick(['daily', 'daily', 'weekly', 'weekly', 'custom', plain ? 'none' : 'monthly']);
    const isWeek = period === 'weekly' || (period === 'custom' && chance(0.6));
    const longest = isWeek ? 336 : 48;
    const slots =
      isWeek && chance(0.4)
        ? some(days, 5).map((day) => slot(40, day))
        : [chance(0.4) ? { ...slot(1, null), duration: longest * 30 } : slot(longest, null)];
    return {
      ...{ id: numberOf(), name: `Rotation ${index + 1}`, color: '#0f61dd', period, shiftTimeSlots: slots },
      startDate: iso(today - below(400) * dayMs + below(48) * halfHourMs),
      ...(period === 'custom' && {
        customPeriodFrequency: 1 + below(3),
        customPeriodUnit: isWeek ? 'week' : 'day',
      }),
      changeParticipantsFrequency: 1 + below(2),
      changeParticipantsUnit: pick(['rotation', 'rotation', isWeek ? 'week' : 'day']),
      rotationParticipants: Array.from({ length: 1 + below(4) }, () => ({
        participants: Array.from({ length: chance(0.8) ? 1 : 2 }, participant),
      })),
      ...(chance(0.15) && { endDate: iso(today + below(60) * dayMs) }),
      ...(chance(0.1) && { endsAfterIterations: 1 + below(80) }),
    };
  };
  const madeSchedules = Array.from({ length: schedules }, (_, index): ScheduleThing => {
    let at = Math.ceil(nowMs / halfHourMs) * halfHourMs;
    const rotations = Array.from({ length: 1 + below(2) }, (_each, place) => rotation(place));
    const overrides = Array.from({ length: below(4) }, () => {
      const start = at + below(10 * 48) * halfHourMs;
      at = plain || chance(0.7) ? start + (1 + below(96)) * halfHourMs : start;
      const group = pick(pick(rotations).rotationParticipants).participants;
      return {
        ...{
          id: numberOf(),
          startTime: iso(start),
          endTime: iso(start + (1 + below(96)) * halfHourMs),
          reason: 'Leave',
        },
        overriddenParticipant: { group: chance(0.8) ? group : [] },
        overrideWith: { group: [{ id: pick(users).id, type: 'user' }] },
      };
    });
    return {
      ...{ id: numberOf(), name: `Schedule ${index + 1}`, description: '', teamID: madeTeams[index % teams]!.id },
      ...{ timeZone: pick(zones), paused: !plain && chance(0.1), rotations, overrides },
    };
  });
  const policies = madeTeams.map((team, index) => {
    const own = madeSchedules[index % schedules]!;
    let time = 0;
    return {
      ...{ id: idOf(), name: `Policy ${index + 1}`, description: '', owner: { id: team.id, type: 'team' } },
      ...(chance(0.5) && { repetition: 1 + below(3), repeat_after: 5 + below(20) }),
      rules: Array.from({ length: 1 + below(4) }, (_, place) => {
        const escalationTime = place === 0 && plain ? 0 : time;
        time += 5 + below(15);
        const schedule = { id: '', type: 'schedulev2', pid: own.id };
        const others: Json[] = some(users, 3).map(({ id }) => ({ id, type: 'user' }));
        if (chance(0.3)) others.push({ id: pick(squads).id, type: 'squad' });
        const isRing = place > 0 && chance(0.2);
        const entities = isRing && plain ? others.filter(({ type }) => type === 'user') : others;
        return {
          ...{ escalationTime, via: [], entities: place === 0 ? [schedule] : entities },
          ...(isRing && {
            roundrobin_enabled: true,
            escalate_within_roundrobin: !plain && chance(0.5),
            repeat_after: 3,
          }),
          ...(!isRing && chance(0.2) && { repetition: 1 + below(2), repeat_after: 2 + below(3) }),
        };
      }),
    };
  });
  return {
    ...{ users, teams: madeTeams, squads, schedules: madeSchedules, escalation_policies: policies },
    legacy_schedules: plain ? [] : [{ id: idOf(), name: 'Before' }],
    services: policies.map(({ id, owner }, index) => ({
      ...{ id: idOf(), name: `Service ${index + 1}`, description: '', owner, escalation_policy_id: id },
      ...{ api_key: hex(40), email: `service${index + 1}@squadcast.example`, on_maintenance: false },
      ...(index === 0 && {
        maintenance: [{ maintenance_from: iso(today + dayMs), maintenance_till: iso(today + 2 * dayMs) }],
        deduplication_rules: [{ is_basic: false, expression: 'past.title == current.title' }],
      }),
    })),
    global_event_rules: [],
    webforms: plain ? [] : [{ id: '7', name: 'Report a problem' }],
  };
}
