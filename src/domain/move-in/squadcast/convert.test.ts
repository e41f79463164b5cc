import { expect, test } from 'vitest';
import { convertSquadcast } from './convert.ts';
import { readSquadcast } from './read.ts';

const nowMs = Date.UTC(2026, 8, 1);
const users = ['ada', 'bo', 'cy'].map((id) => ({ id, first_name: id, email: `${id}@example.org`, role: 'user' }));
const user = (id: string) => ({ id, type: 'user' });
const email = (id: string) => `${id}@example.org`;

function convert(given: object) {
  const { content, errors } = readSquadcast([{ path: 'a.json', text: JSON.stringify({ users, ...given }) }]);
  expect(errors).toEqual([]);
  const converted = convertSquadcast(content, {}, nowMs);
  const said = (id: string) => converted.findings.filter((each) => each.id === id).map(({ message }) => message);
  return { ...converted, said };
}

const rotation = (more: object = {}) => ({
  ...{ id: 71, name: 'Weekly', startDate: '2026-06-01T07:00:00Z', period: 'weekly' },
  ...{ changeParticipantsFrequency: 1, changeParticipantsUnit: 'rotation' },
  shiftTimeSlots: [{ startHour: 9, startMin: 0, duration: 10_080 }],
  rotationParticipants: ['ada', 'bo'].map((id) => ({ participants: [user(id)] })),
  ...more,
});
const schedule = (rotations: object[], more: object = {}) => ({
  schedules: [{ id: 562_440, name: 'Primary', timeZone: 'Europe/Berlin', rotations, ...more }],
});
const policy = (rules: object[], more: object = {}) => ({
  escalation_policies: [{ id: 'POL', name: 'Escalation', rules, ...more }],
});

test('a rotation is a layer in which its groups take turns by the clocks of the schedule', () => {
  expect(convert(schedule([rotation()])).document.schedules).toMatchObject([
    {
      slug: 'primary-sc1zc',
      timeZone: 'Europe/Berlin',
      layers: [
        {
          rotation: { unit: 'week', every: 1, handoffTime: '09:00' },
          ...{ startsOn: '2026-06-01', participants: [email('ada'), email('bo')] },
        },
      ],
    },
  ]);
});

test('a custom period has its shifts in the first week of each, and participants change by weeks of their own', () => {
  const weekend = rotation({
    ...{ period: 'custom', customPeriodFrequency: 2, customPeriodUnit: 'week' },
    shiftTimeSlots: [{ startHour: 10, startMin: 0, duration: 720, dayOfWeek: 'saturday' }],
  });
  const { layers } = convert(schedule([weekend])).document.schedules[0]!;
  expect(layers[0]).toMatchObject({
    ...{ rotation: { unit: 'week', every: 1 }, restrictions: [{ weekdays: [6], from: '10:00', to: '22:00' }] },
    participants: [email('ada'), null, email('bo'), null],
  });
});

test('whoever is on call together gets a schedule each, and every rule asks all of them', () => {
  const pair = rotation({ rotationParticipants: [{ participants: [user('ada'), user('bo')] }] });
  const { document } = convert({
    ...schedule([pair]),
    ...policy([{ escalationTime: 0, entities: [{ id: '', type: 'schedulev2', pid: 562_440 }] }]),
  });
  const slugs = document.schedules.map(({ slug }) => slug);
  expect(slugs).toHaveLength(2);
  expect(document.escalationPolicies[0]!.steps[0]!.targets).toEqual(slugs.map((each) => ({ schedule: each })));
});

test('rules count from the beginning of the incident; a rule and the policy repeat after their own time', () => {
  const { document } = convert(
    policy(
      [
        { escalationTime: 20, entities: [user('cy')] },
        { escalationTime: 0, entities: [user('ada')], repetition: 1, repeat_after: 5 },
        { escalationTime: 5, entities: [user('bo')] },
      ],
      { repetition: 2, repeat_after: 10 },
    ),
  );
  expect(document.escalationPolicies[0]).toMatchObject({
    repeat: 2,
    steps: [
      { delaySeconds: 300, targets: [{ person: email('ada') }] },
      { delaySeconds: 900, targets: [{ person: email('ada') }, { person: email('bo') }] },
      { delaySeconds: 600, targets: [{ person: email('cy') }] },
    ],
  });
});

test('round robin asks one of the ring; going on within the ring is announced', () => {
  const ring = { escalationTime: 0, entities: [user('ada'), user('bo')], roundrobin_enabled: true };
  expect(convert(policy([ring])).document.escalationPolicies[0]!.steps[0]).toMatchObject({ notifies: 'roundRobin' });
  const within = convert(policy([{ ...ring, escalate_within_roundrobin: true, repeat_after: 3 }]));
  expect(within.said('POL').join()).toContain('goes on to the next of the ring');
});

test('a squad is a team, also where a rotation or a rule names it', () => {
  const squad = { id: 'SQUAD', name: 'Databases', members: ['bo', { user_id: 'cy', role: 'owner' }] };
  const { document } = convert({
    squads: [squad],
    ...schedule([rotation({ rotationParticipants: [{ participants: [{ id: 'SQUAD', type: 'squad' }] }] })]),
    ...policy([{ escalationTime: 0, entities: [{ id: 'SQUAD', type: 'squad' }] }]),
  });
  expect(document.teams).toMatchObject([{ members: [email('bo'), email('cy')], leads: [email('cy')] }]);
  expect(document.schedules.map(({ layers }) => layers[0]!.participants[0])).toEqual([email('bo'), email('cy')]);
  expect(document.escalationPolicies[0]!.steps[0]!.targets).toEqual([{ team: document.teams[0]!.slug }]);
});

test('an override is written out for the shifts of whom it overrides', () => {
  const override = {
    ...{ id: 9, startTime: '2026-09-05T07:00:00Z', endTime: '2026-09-10T07:00:00Z', reason: 'Leave' },
    ...{ overriddenParticipant: { group: [user('ada')] }, overrideWith: { group: [user('cy')] } },
  };
  // Ada has the week until Monday, 7 September, 9:00 in Berlin; then it is Bo's.
  const { document } = convert(schedule([rotation({ startDate: '2026-08-31T07:00:00Z' })], { overrides: [override] }));
  expect(document.overrides).toMatchObject([
    {
      ...{ person: email('cy'), replaces: null },
      ...{ startsAt: '2026-09-05T07:00:00.000Z', endsAt: '2026-09-07T07:00:00.000Z' },
    },
  ]);
});

test('what goes by months, what is paused and schedules of the older kind are named', () => {
  const { said, document } = convert({
    ...schedule([rotation({ period: 'monthly' })], { paused: true }),
    legacy_schedules: [{ id: 'OLD', name: 'Before' }],
    ...policy([{ escalationTime: 0, entities: [{ id: 'OLD', type: 'schedule', name: 'Before' }] }]),
  });
  expect(said('71')[0]).toContain('months');
  expect(said('562440')[0]).toContain('paused');
  expect(said('OLD')[0]).toContain('older kind');
  expect(document.schedules.at(-1)!.name).toBe('Missing: schedule Before');
});

test('a service keeps its key, and its rules are told', () => {
  const api_key = 'a1'.repeat(20);
  const { document, said } = convert({
    services: [
      {
        ...{ id: 'SVC', name: 'Shop', api_key, escalation_policy_id: 'none', email: 'shop@squadcast.example' },
        ...{ routing_rules: [{}], suppression_rules: [{}], tagging_rules: [{}], deduplication_rules: [{}] },
        maintenance: [
          { maintenance_from: '2026-09-02T00:00:00Z', maintenance_till: '2026-09-02T04:00:00Z' },
          {
            ...{ maintenance_from: '2026-09-03T00:00:00Z', maintenance_till: '2026-09-03T04:00:00Z' },
            repetition_weekly: true,
          },
        ],
      },
    ],
  });
  expect(document.sources).toMatchObject([{ type: 'generic', key: api_key }]);
  expect(document.maintenanceWindows).toHaveLength(1);
  expect(said('SVC').join()).toMatch(/escalation policy.*routing.*tagging.*suppression.*deduplication.*repeats/s);
});

test('phone numbers wait for their owner, and the app becomes another channel', () => {
  const contact = { dial_code: '+49', phone_number: '1705550100' };
  const notification_rules = [
    { type: 'Push', time: 0 },
    { type: 'Phone', time: 2 },
  ];
  const { document, said } = convert({ users: [{ ...users[0], contact, notification_rules }] });
  expect(document.contactMethods.map(({ channel, settings, verified }) => [channel, settings, verified])).toEqual([
    ['email', { address: email('ada') }, true],
    ['voice', { number: '+491705550100' }, undefined],
  ]);
  expect(document.notificationRules[0]!.high).toEqual([{ contactMethod: 'Phone call …100', delaySeconds: 120 }]);
  expect(said('ada').join()).toContain('app ends');
});
