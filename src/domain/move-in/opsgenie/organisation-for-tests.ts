/** A made-up organisation as an export of Opsgenie: the same seed makes the same one. */
import { createPicks, dayMs, type Json, type OrganisationSize, zones } from '../picks-for-tests.ts';

/** One JSON document in the shapes of Opsgenie's API. */
export type OpsgenieDump = {
  users: Json[];
  teams: Json[];
  schedules: Json[];
  escalations: Json[];
  integrations: Json[];
  heartbeats: Json[];
  forwardingRules: Json[];
  policies: Json[];
  maintenance: Json[];
};

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * @param nowMs rotations began before it, overrides lie around it
 * @param plain only what Evenkeel does in the very same way, so that a proof has nothing to excuse
 */
export function opsgenieOrganisation(
  seed: number,
  { people, teams, schedules }: OrganisationSize,
  nowMs: number,
  plain = true,
): OpsgenieDump {
  const { below, pick, chance, some } = createPicks(seed);
  const idOf = (kind: string, index: number) =>
    `${kind}${String(index).padStart(3, '0')}${below(0xff_ffff).toString(16).padStart(6, '0')}-0000-4000-8000-${seed}`;
  const halfHour = () => ({ hour: below(24), minute: pick([0, 30]) });

  const users: Json[] = Array.from({ length: people }, (_, index) => {
    const username = `person${index + 1}@example.org`;
    const number = `49-1705550${String(100 + index)}`;
    return {
      id: idOf('u', index),
      username,
      fullName: `Person ${index + 1}`,
      role: { name: index === 0 ? 'Owner' : index % 9 === 0 ? 'Admin' : 'User' },
      timeZone: pick(zones),
      blocked: false,
      userContacts: [
        { contactMethod: 'email', to: username, enabled: true },
        { contactMethod: 'sms', to: number, enabled: true },
        { contactMethod: 'voice', to: number, enabled: true },
      ],
      notificationRules: [
        {
          id: idOf('n', index),
          name: 'New Alert',
          actionType: 'create-alert',
          enabled: true,
          criteria: { type: 'match-all' },
          steps: [
            {
              contact: { method: 'email', to: username },
              sendAfter: { timeAmount: 0, timeUnit: 'minutes' },
              enabled: true,
            },
            {
              contact: { method: 'sms', to: number },
              sendAfter: { timeAmount: 1, timeUnit: 'minutes' },
              enabled: true,
            },
            {
              contact: { method: 'voice', to: number },
              sendAfter: { timeAmount: 4 + below(3), timeUnit: 'minutes' },
              enabled: true,
            },
          ],
        },
      ],
    };
  });
  const userReference = (user: Json) => ({ type: 'user', id: user.id, username: user.username });
  const madeTeams: Json[] = Array.from({ length: teams }, (_, index) => ({
    id: idOf('t', index),
    name: `team ${index + 1}`,
    description: '',
    members: some(users, 6).map((user, place) => ({
      user: { id: user.id, username: user.username },
      role: place === 0 ? 'admin' : 'user',
    })),
  }));
  const teamReference = (team: Json) => ({ type: 'team', id: team.id, name: team.name });

  const restriction = (): Json => {
    if (chance(0.5)) {
      const [start, end] = [halfHour(), halfHour()];
      return {
        type: 'time-of-day',
        restriction: { startHour: start.hour, startMin: start.minute, endHour: end.hour, endMin: end.minute },
      };
    }
    return {
      type: 'weekday-and-time-of-day',
      restrictions: Array.from({ length: 1 + below(4) }, () => {
        const [start, end] = [halfHour(), halfHour()];
        return {
          ...{ startDay: pick(weekdays), startHour: start.hour, startMin: start.minute },
          ...{ endDay: pick(weekdays), endHour: end.hour, endMin: end.minute },
        };
      }),
    };
  };
  const rotation = (id: string, index: number): Json => {
    const type = pick(['daily', 'weekly', 'weekly', 'hourly']);
    const members = some(users, 5).map(userReference);
    const participants: Json[] = chance(0.15) ? [...members, { type: 'none' }] : members;
    if (chance(0.1)) participants.push(teamReference(pick(madeTeams)));
    const start = Math.floor((nowMs - below(400) * dayMs) / 1_800_000) * 1_800_000 + below(48) * 1_800_000;
    const ends = chance(0.2)
      ? { endDate: new Date(start + (401 + below(60)) * dayMs + below(48) * 1_800_000).toISOString() }
      : {};
    return {
      ...{ id, name: `Rotation ${index + 1}`, type, participants, ...ends },
      startDate: new Date(start).toISOString(),
      length: type === 'hourly' ? pick([4, 6, 8, 12, 36]) : 1 + below(3),
      ...(chance(0.5) && { timeRestriction: restriction() }),
    };
  };
  const madeSchedules: Json[] = Array.from({ length: schedules }, (_, index) => {
    const timezone = pick(zones);
    const rotations = Array.from({ length: chance(0.6) ? 1 : 2 + below(2) }, (_each, place) =>
      rotation(idOf(`r${index}x`, place), place),
    );
    const overrides = Array.from({ length: below(4) }, (_each, place) => {
      const start = nowMs + below(50 * 48) * 1_800_000;
      return {
        alias: idOf(`o${index}x`, place),
        user: userReference(pick(users)),
        startDate: new Date(start).toISOString(),
        endDate: new Date(start + (1 + below(96)) * 1_800_000).toISOString(),
        ...(rotations.length === 1 && chance(0.3) && { rotations: [{ id: rotations[0]!.id }] }),
      };
    });
    return {
      ...{ id: idOf('s', index), name: `schedule_${index + 1}`, timezone, enabled: true, rotations },
      ownerTeam: { id: madeTeams[index % teams]!.id, name: madeTeams[index % teams]!.name },
      overrides: overrides.sort((one, other) => one.startDate.localeCompare(other.startDate)),
    };
  });

  /** One rotation of two or more without hours: there, `next` means the same everywhere. */
  const steady = madeSchedules.filter(({ rotations, overrides }) => {
    const [only, ...more] = rotations as Json[];
    const participants = only!.participants as Json[];
    return (
      more.length === 0 &&
      only!.timeRestriction === undefined &&
      only!.endDate === undefined &&
      participants.length > 1 &&
      participants.every(({ type }) => type === 'user') &&
      (overrides as Json[]).length === 0
    );
  });
  const escalations: Json[] = madeTeams.map((team, index) => {
    const own = madeSchedules.filter((_, place) => place % teams === index);
    const delays = [0, pick([4, 5, 7]), pick([10, 15]), pick([20, 30])].slice(0, 2 + below(3));
    const rules = delays.map((timeAmount, place) => {
      const asked =
        place === 0
          ? { notifyType: 'default', recipient: { type: 'schedule', id: (own[0] ?? madeSchedules[0]!).id } }
          : pick([
              { notifyType: 'default', recipient: userReference(pick(users)) },
              { notifyType: 'default', recipient: { type: 'schedule', id: pick(madeSchedules).id } },
              { notifyType: 'all', recipient: teamReference(pick(madeTeams)) },
              { notifyType: 'admins', recipient: teamReference(pick(madeTeams)) },
              ...(plain ? [] : [{ notifyType: 'random', recipient: teamReference(pick(madeTeams)) }]),
              ...(steady.length > 0
                ? [{ notifyType: 'next', recipient: { type: 'schedule', id: pick(steady).id } }]
                : []),
            ]);
      return { condition: 'if-not-acked', delay: { timeAmount, timeUnit: 'minutes' }, ...asked };
    });
    const repeat = chance(0.5) ? { repeat: { waitInterval: pick([5, 10, 15]), count: 1 + below(3) } } : {};
    return { id: idOf('e', index), name: `${team.name}_escalation`, rules, ...repeat, ownerTeam: { id: team.id } };
  });
  for (const [index, team] of madeTeams.entries()) {
    const escalation = escalations[index]!;
    team.routingRules = [
      ...(chance(0.5)
        ? [
            {
              id: idOf(`q${index}x`, 0),
              name: 'Urgent',
              order: 0,
              isDefault: false,
              criteria: {
                type: 'match-all-conditions',
                conditions: [{ field: 'priority', operation: 'equals', expectedValue: 'P1' }],
              },
              notify: { type: 'schedule', id: pick(madeSchedules).id },
            },
          ]
        : []),
      ...(chance(0.3)
        ? [
            {
              id: idOf(`q${index}x`, 1),
              name: 'Office hours',
              order: 1,
              isDefault: false,
              criteria: { type: 'match-all' },
              timezone: pick(zones),
              timeRestriction: {
                type: 'time-of-day',
                restriction: { startHour: 9, startMin: 0, endHour: 17, endMin: 30 },
              },
              notify: { type: 'escalation', id: pick(escalations).id },
            },
          ]
        : []),
      {
        id: idOf(`q${index}x`, 2),
        name: 'Default Routing Rule',
        order: 2,
        isDefault: true,
        criteria: { type: 'match-all' },
        notify: { type: 'escalation', id: escalation.id },
      },
    ];
  }
  const integrations: Json[] = madeTeams.map((team, index) => ({
    id: idOf('i', index),
    name: `${team.name} API`,
    type: index % 4 === 3 ? 'Datadog' : 'API',
    enabled: true,
    teamId: team.id,
    actions: {},
    ...(index % 3 !== 2 && { apiKey: `${idOf('k', index).slice(0, 10)}-7d1f-4b2a-9c3e` }),
  }));
  return {
    users,
    teams: madeTeams,
    schedules: madeSchedules,
    escalations,
    integrations,
    heartbeats: [
      {
        ...{ name: 'nightly backup', interval: 1, intervalUnit: 'days', enabled: true },
        ownerTeam: { id: madeTeams[0]!.id },
      },
    ],
    forwardingRules: chance(0.6)
      ? [
          {
            id: idOf('f', 0),
            fromUser: { id: users[0]!.id, username: users[0]!.username },
            toUser: { id: users[1]!.id, username: users[1]!.username },
            startDate: new Date(nowMs + 5 * dayMs).toISOString(),
            endDate: new Date(nowMs + (6 + below(10)) * dayMs).toISOString(),
          },
        ]
      : [],
    policies: [
      {
        ...{
          id: idOf('p', 0),
          name: 'Staging is never urgent',
          type: 'alert',
          enabled: true,
          continue: true,
          order: 0,
        },
        filter: {
          type: 'match-all-conditions',
          conditions: [{ field: 'message', operation: 'contains', expectedValue: 'staging' }],
        },
        ...{ message: '[staging] {{message}}', updatePriority: true, priority: 'P5' },
      },
      ...(plain
        ? []
        : madeTeams.map((team, index) => ({
            ...{ id: idOf('p', index + 1), name: `${team.name} waits`, type: 'notification', enabled: true },
            teamId: team.id,
            filter: {
              type: 'match-all-conditions',
              conditions: [{ field: 'priority', operation: 'less-than', expectedValue: 'P2' }],
            },
            ...(chance(0.5)
              ? { suppress: true }
              : {
                  delayAction: { delayOption: 'for-duration', duration: { timeAmount: 5, timeUnit: 'minutes' } },
                }),
          }))),
    ],
    maintenance: [
      {
        ...{ id: idOf('m', 0), description: 'New database', status: 'planned' },
        time: {
          type: 'schedule',
          startDate: new Date(nowMs + 2 * dayMs).toISOString(),
          endDate: new Date(nowMs + 2 * dayMs + 4 * 3_600_000).toISOString(),
        },
        rules: [{ state: 'disabled', entity: { id: integrations[0]!.id, type: 'integration' } }],
      },
    ],
  };
}

/** The same as the folder that Opsgenie's backup tool writes: a path and a text for each thing. */
export function asBackupFolder(dump: OpsgenieDump): { path: string; text: string }[] {
  const file = (folder: string, name: string, content: unknown) => ({
    path: `OpsGenieBackups/${folder}/${name}.json`,
    text: JSON.stringify(content),
  });
  const without = (thing: Json, field: string) =>
    Object.fromEntries(Object.entries(thing).filter(([key]) => key !== field));
  return [
    ...dump.users.map((user) =>
      file('users', `${user.username}-${user.id}`, {
        user: without(user, 'notificationRules'),
        notificationRuleList: user.notificationRules,
      }),
    ),
    ...dump.teams.map((team) =>
      file('teams', `${team.name}-${team.id}`, {
        team: without(team, 'routingRules'),
        teamRoutingRules: team.routingRules,
        teamRoles: [],
      }),
    ),
    ...dump.schedules.map((schedule) =>
      file('schedules', `${schedule.name}-${schedule.id}`, {
        schedule: without(schedule, 'overrides'),
        scheduleOverrideList: schedule.overrides,
      }),
    ),
    ...dump.escalations.map((escalation) => file('escalations', `${escalation.name}-${escalation.id}`, escalation)),
    ...dump.integrations.map((integration) =>
      file('integrations', `${integration.id}`, {
        integration: without(integration, 'actions'),
        integrationActions: integration.actions,
      }),
    ),
    ...dump.heartbeats.map((heartbeat) => file('heartbeats', `${heartbeat.name}`, heartbeat)),
    ...dump.forwardingRules.map((rule) => file('forwardings', `${rule.id}`, rule)),
    ...dump.policies.map((policy) => file('policies', `${policy.id}`, policy)),
    ...dump.maintenance.map((window) => file('maintenance', `${window.id}`, window)),
  ];
}
