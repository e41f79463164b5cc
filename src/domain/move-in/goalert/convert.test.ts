import { expect, test } from 'vitest';
import { convertGoalert } from './convert.ts';
import { readGoalert } from './read.ts';

const nowMs = Date.UTC(2026, 8, 1, 12);
const users = ['ada', 'bo', 'cy'].map((id) => ({ id, name: id, email: `${id}@example.org`, role: 'user' }));
const everyDay = Array.from({ length: 7 }, () => true);
const always = { start: '00:00', end: '00:00', weekdayFilter: everyDay };
const user = (id: string) => ({ id, type: 'user', name: id });

function convert(given: object) {
  const lists = Object.fromEntries(Object.entries({ users, ...given }).map(([key, nodes]) => [key, { nodes }]));
  const { content, errors } = readGoalert([{ path: 'a.json', text: JSON.stringify({ data: lists }) }]);
  expect(errors).toEqual([]);
  const converted = convertGoalert(content, {}, nowMs);
  const said = (id: string) => converted.findings.filter((each) => each.id === id).map(({ message }) => message);
  return { ...converted, said };
}

const rotation = (more: object = {}) => ({
  ...{ id: 'rot', name: 'Weekly', start: '2026-06-01T07:00:00Z', timeZone: 'Europe/Berlin', type: 'weekly' },
  ...{ shiftLength: 1, userIDs: ['ada', 'bo', 'cy'], activeUserIndex: 1, nextHandoffTimes: ['2026-09-07T07:00:00Z'] },
  ...more,
});
const schedule = (targets: object[], more: object = {}) => ({
  ...{ id: 'sched', name: 'Primary', timeZone: 'Europe/Berlin' },
  targets: targets.map((target) => ({ target, rules: [always] })),
  ...more,
});
const rotationTarget = { id: 'rot', type: 'rotation', name: 'Weekly' };

test('the order of a rotation is counted back from whoever has the turn now', () => {
  const { document } = convert({ rotations: [rotation()], schedules: [schedule([rotationTarget])] });
  // Bo has the turn until 7 September, the end of the 14th turn; three turns before the start it was as it is now.
  expect(document.schedules[0]!.layers).toMatchObject([
    {
      rotation: { unit: 'week', every: 1, handoffTime: '09:00' },
      startsOn: '2026-05-11',
      participants: ['ada@example.org', 'bo@example.org', 'cy@example.org'],
    },
  ]);
});

test('targets that are on call together get a schedule each, and every step asks all of them', () => {
  const { document } = convert({
    rotations: [rotation()],
    schedules: [schedule([rotationTarget, user('cy')])],
    escalationPolicies: [
      { id: 'pol', name: 'P', repeat: 1, steps: [{ delayMinutes: 5, targets: [{ id: 'sched', type: 'schedule' }] }] },
    ],
  });
  const slugs = document.schedules.map(({ slug }) => slug);
  expect(slugs).toHaveLength(2);
  expect(document.escalationPolicies[0]).toMatchObject({
    ...{
      repeat: 1,
      steps: [{ delaySeconds: 300, ifEmpty: 'wait', targets: slugs.map((each) => ({ schedule: each })) }],
    },
  });
});

test('an override that adds is a schedule beside the others; one that only takes off is left behind', () => {
  const override = (id: string, add: string, remove: string) => ({
    ...{ id, start: '2026-09-02T08:00:00Z', end: '2026-09-03T08:00:00Z', addUserID: add, removeUserID: remove },
    target: { id: 'sched', type: 'schedule' },
  });
  const { document, said } = convert({
    schedules: [schedule([user('ada')])],
    userOverrides: [override('adds', 'bo', ''), override('swaps', 'cy', 'ada'), override('takes', '', 'ada')],
  });
  expect(document.schedules).toHaveLength(2);
  expect(document.overrides.map(({ person, replaces }) => [person, replaces])).toEqual([
    ['cy@example.org', 'ada@example.org'],
    ['bo@example.org', null],
  ]);
  expect(said('takes')[0]).toContain('nobody stands in');
});

test('rotations by months and what the export lacks are left behind, and steps without people keep their time', () => {
  const { document, said } = convert({
    rotations: [rotation({ type: 'monthly' })],
    schedules: [schedule([rotationTarget])],
    escalationPolicies: [
      {
        ...{ id: 'pol', name: 'P', repeat: -1 },
        steps: [
          { delayMinutes: 5, targets: [{ id: 'lost', type: 'schedule', name: 'Lost' }] },
          { delayMinutes: 10, targets: [{ id: 'C1', type: 'slackChannel' }] },
        ],
      },
    ],
  });
  expect(said('rot')[0]).toContain('months');
  expect(document.escalationPolicies[0]).toMatchObject({ repeat: 20, steps: [{ delaySeconds: 900 }] });
  expect(document.schedules.at(-1)!.name).toBe('Missing: schedule Lost');
});

test('keys stay, and heartbeats have their interval', () => {
  const token = '5f0c6b1e-8f8e-4c7b-9d55-2b7f3a3c1d11';
  const { document } = convert({
    services: [
      {
        ...{ id: 'svc', name: 'Shop', escalationPolicyID: 'none' },
        integrationKeys: [
          {
            id: 'k1',
            type: 'grafana',
            name: 'Grafana',
            href: `https://goalert.example/api/v2/grafana/incoming?token=${token}`,
          },
          { id: 'k2', type: 'email', name: 'Mail', href: 'mailto:x@goalert.example' },
        ],
        heartbeatMonitors: [{ id: 'h1', name: 'Backup', timeoutMinutes: 30, href: null }],
      },
    ],
  });
  expect(document.sources.map(({ type, key, heartbeat }) => [type, key, heartbeat?.intervalSeconds])).toEqual([
    ['grafana', token, undefined],
    ['generic', undefined, undefined],
    ['heartbeat', undefined, 1_800],
  ]);
});

test('hours that begin while clocks change are announced, and no others', () => {
  const hours = (start: string) => ({
    ...{ target: user('ada'), rules: [{ ...always, start, end: '16:00' }] },
  });
  const inNewYork = (start: string) =>
    convert({ schedules: [{ id: 'sched', name: 'Primary', timeZone: 'America/New_York', targets: [hours(start)] }] });
  expect(inNewYork('02:30').said('ada').join()).toContain('while the clocks change');
  expect(inNewYork('03:00').said('ada').join()).not.toContain('while the clocks change');
});
