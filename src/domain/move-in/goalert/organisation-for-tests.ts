/** A made-up organisation as an export of GoAlert: the same seed makes the same one. */
import { Temporal } from 'temporal-polyfill';
import { createPicks, dayMs, halfHourMs, type Json, type OrganisationSize, zones } from '../picks-for-tests.ts';

type Thing = Json & { id: string };
type ScheduleThing = Thing & { targets: { target: Thing; rules: Json[] }[] };
type RotationThing = Thing & { userIDs: string[] };

/** One JSON document in the shapes of GoAlert's GraphQL API. */
export type GoalertDump = {
  data: {
    users: { nodes: Thing[] };
    rotations: { nodes: RotationThing[] };
    schedules: { nodes: ScheduleThing[] };
    userOverrides: { nodes: Thing[] };
    escalationPolicies: { nodes: Thing[] };
    services: { nodes: (Thing & { integrationKeys: Thing[] })[] };
  };
};

/**
 * @param nowMs rotations began before it; overrides and temporary schedules lie after it
 * @param plain only what Evenkeel does in the very same way, so that a proof has nothing to excuse
 */
export function goalertOrganisation(
  seed: number,
  { people, teams, schedules }: OrganisationSize,
  nowMs: number,
  plain = true,
): GoalertDump {
  const { below, pick, chance, some } = createPicks(seed);
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join('');
  const idOf = () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
  const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
  const clock = () => `${String(below(24)).padStart(2, '0')}:${pick(['00', '30'])}`;
  const today = Math.floor(nowMs / dayMs) * dayMs;
  const soon = () => Math.ceil(nowMs / halfHourMs) * halfHourMs + below(40 * 48) * halfHourMs;

  const users = Array.from({ length: people }, (_, index): Thing => {
    const [mail, phone] = [idOf(), idOf()];
    return {
      ...{ id: idOf(), name: `Person ${index + 1}`, email: `Person${index + 1}@example.org` },
      role: index === 0 ? 'admin' : 'user',
      contactMethods: [
        { id: mail, type: 'EMAIL', name: 'Mail', value: `person${index + 1}@example.org`, disabled: false },
        { id: phone, type: 'SMS', name: 'Phone', value: `+49170555${1_000 + index}`, disabled: false },
      ],
      notificationRules: [
        { id: idOf(), delayMinutes: 0, contactMethodID: phone },
        { id: idOf(), delayMinutes: 2 + below(9), contactMethodID: mail },
      ],
    };
  });
  const rotations: RotationThing[] = [];
  /** Clocks change at night: handoffs at such an hour are not counted back by GoAlert and Evenkeel alike. */
  const rotation = (timeZone: string): RotationThing => {
    const type = pick(['daily', 'weekly', 'weekly', 'weekly', 'hourly']);
    const shiftLength = type === 'hourly' ? pick([6, 8, 12]) : 1 + below(3);
    const start = today - below(400) * dayMs + below(48) * halfHourMs;
    const userIDs = some(users, 5).map(({ id }) => id);
    const made = {
      ...{ id: idOf(), name: `Rotation ${rotations.length + 1}`, description: '', start: iso(start), timeZone },
      ...{
        type: plain || chance(0.9) ? type : 'monthly',
        shiftLength,
        userIDs,
        activeUserIndex: below(userIDs.length),
      },
      nextHandoffTimes: [iso(nextHandoff(start, { hourly: 1, daily: 24, weekly: 168 }[type]! * shiftLength, timeZone))],
    };
    rotations.push(made);
    return made;
  };
  const nextHandoff = (start: number, hours: number, timeZone: string): number => {
    let local = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone).toPlainDateTime();
    while (local.toZonedDateTime(timeZone).epochMilliseconds <= nowMs) local = local.add({ hours });
    return local.toZonedDateTime(timeZone).epochMilliseconds;
  };
  const overrides: Thing[] = [];
  const madeSchedules = Array.from({ length: schedules }, (_, index): ScheduleThing => {
    const [id, timeZone] = [idOf(), pick(zones)];
    const always = { start: '00:00', end: '00:00', weekdayFilter: Array.from({ length: 7 }, () => true) };
    const targets = Array.from({ length: 1 + below(3) }, () => {
      const given = chance(0.7) ? rotation(plain || chance(0.9) ? timeZone : pick(zones)) : null;
      const target = given
        ? { id: given.id, type: 'rotation', name: given.name }
        : { id: pick(users).id, type: 'user', name: 'One person' };
      const rules = chance(0.5)
        ? [always]
        : Array.from({ length: 1 + below(3) }, () => ({
            ...{ start: clock(), end: clock() },
            weekdayFilter: Array.from({ length: 7 }, () => chance(0.6)),
          }));
      return { target: target as Thing, rules: rules as Json[] };
    });
    let at = Math.ceil(nowMs / halfHourMs) * halfHourMs;
    for (let count = below(4); count > 0; count--) {
      const start = at + below(10 * 48) * halfHourMs;
      at = start + (1 + below(96)) * halfHourMs;
      const [addUserID, removeUserID] = some(users, 2).map((user) => user.id);
      const kind = pick(plain ? ['add', 'replace'] : ['add', 'replace', 'remove']);
      overrides.push({
        ...{ id: idOf(), start: iso(start), end: iso(at), target: { id, type: 'schedule' } },
        addUserID: kind === 'remove' ? '' : addUserID,
        removeUserID: kind === 'add' ? '' : (removeUserID ?? users.find((user) => user.id !== addUserID)!.id),
      });
    }
    const start = soon();
    const middle = start + (1 + below(40)) * halfHourMs;
    const end = middle + (1 + below(40)) * halfHourMs;
    const shift = (userID: string, from: number, to: number) => ({ userID, start: iso(from), end: iso(to) });
    const [first, second] = [pick(users).id, pick(users).id];
    return {
      ...{ id, name: `Schedule ${index + 1}`, description: '', timeZone, targets },
      temporarySchedules: chance(0.3)
        ? [
            {
              ...{ start: iso(start), end: iso(end) },
              shifts: [
                shift(first, start, middle),
                ...(plain || chance(0.5) ? [shift(second, middle, end)] : []),
                ...(chance(0.5) ? [shift(second, start, middle)] : []),
              ],
            },
          ]
        : [],
    };
  });
  const policies = Array.from(
    { length: teams },
    (_, index): Thing => ({
      ...{ id: idOf(), name: `Policy ${index + 1}`, description: '', repeat: below(4) },
      steps: Array.from({ length: 1 + below(4) }, (_each, stepNumber) => {
        const own = madeSchedules[index % schedules]!;
        const schedule = { id: own.id, type: 'schedule', name: own.name };
        const others: Json[] = some(users, 2).map((user) => ({ id: user.id, type: 'user', name: user.name }));
        if (rotations.length > 0 && chance(0.3))
          others.push({ id: pick(rotations).id, type: 'rotation', name: 'Rotation' });
        if (!plain && chance(0.2))
          return { stepNumber, delayMinutes: 5, targets: [{ id: 'C1', type: 'slackChannel' }] };
        const targets = stepNumber === 0 ? [schedule] : chance(0.5) ? others : [schedule, ...others];
        return { id: idOf(), stepNumber, delayMinutes: pick([1, 5, 10, 15, 30]), targets };
      }),
    }),
  );
  return {
    data: {
      users: { nodes: users },
      rotations: { nodes: rotations },
      schedules: { nodes: madeSchedules },
      userOverrides: { nodes: overrides },
      escalationPolicies: { nodes: policies },
      services: {
        nodes: policies.map((policy, index) => ({
          ...{ id: idOf(), name: `Service ${index + 1}`, description: '', escalationPolicyID: policy.id, labels: [] },
          integrationKeys: [
            {
              ...{ id: idOf(), type: pick(['generic', 'grafana', 'prometheusAlertmanager']), name: 'Alerts' },
              href: `https://goalert.example/api/v2/generic/incoming?token=${idOf()}`,
            },
          ],
          heartbeatMonitors: [
            {
              id: idOf(),
              name: 'Backup',
              timeoutMinutes: 60,
              href: `https://goalert.example/api/v2/heartbeat/${idOf()}`,
            },
          ],
        })),
      },
    },
  };
}
