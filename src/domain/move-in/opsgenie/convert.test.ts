import { expect, test } from 'vitest';
import { usualUrgencies } from '../../severity.ts';
import { evenkeelOf } from '../here.ts';
import { convertOpsgenie } from './convert.ts';
import { readOpsgenie } from './read.ts';
import { opsgenieThere } from './there.ts';

const nowMs = Date.UTC(2026, 10, 2);
const users = ['ada', 'grace', 'kay'].map((name) => ({
  id: `${name}-0000`,
  username: `${name.toUpperCase()}@example.org`,
  fullName: name,
  role: { name: 'User' },
  timeZone: 'Europe/Berlin',
}));
const team = {
  id: 'team0001',
  name: 'Payments',
  members: [
    { user: { id: 'ada-0000' }, role: 'admin' },
    { user: { id: 'grace-0000' }, role: 'user' },
  ],
};
const rotation = (id: string, more: object) => ({
  ...{ id, name: id, type: 'weekly', length: 1, startDate: '2026-01-05T08:00:00Z' },
  participants: [{ type: 'user', id: 'ada-0000' }],
  ...more,
});

function converted(given: object, known = {}) {
  const { content, errors } = readOpsgenie([
    { path: 'a.json', text: JSON.stringify({ users, teams: [team], ...given }) },
  ]);
  expect(errors).toEqual([]);
  return { content, ...convertOpsgenie(content, known, nowMs) };
}

test('rotations of which one begins where the other ends share a schedule; those that meet get one each', () => {
  const night = { type: 'time-of-day', restriction: { startHour: 18, startMin: 0, endHour: 9, endMin: 0 } };
  const day = { type: 'time-of-day', restriction: { startHour: 9, startMin: 0, endHour: 18, endMin: 0 } };
  const schedule = (rotations: object[]) => ({
    schedules: [{ id: 'sched001', name: 'ops', timezone: 'Europe/Berlin', enabled: true, rotations }],
  });
  const apart = converted(
    schedule([rotation('r1', { timeRestriction: day }), rotation('r2', { timeRestriction: night })]),
  );
  expect(apart.document.schedules.map(({ slug, layers }) => [slug, layers.length])).toEqual([['ops-sched001', 2]]);
  const together = converted(schedule([rotation('r1', {}), rotation('r2', { timeRestriction: night })]));
  expect(together.document.schedules.map(({ slug }) => slug)).toEqual(['ops-sched001', 'ops-r2-r2']);
  expect(together.findings).toContainEqual(
    expect.objectContaining({ outcome: 'changed', kind: 'schedule', id: 'sched001' }),
  );
});

test('delays count from the start of an alert in Opsgenie and from the step before here, to the second', () => {
  const rule = (seconds: number, username: string) => ({
    condition: 'if-not-acked',
    notifyType: 'default',
    delay: { timeAmount: seconds, timeUnit: 'seconds' },
    recipient: { type: 'user', username },
  });
  const { document } = converted({
    escalations: [
      {
        ...{ id: 'esc00001', name: 'Payments', repeat: { waitInterval: 7, count: 2 } },
        rules: [
          rule(0, 'ada@example.org'),
          rule(245, 'grace@example.org'),
          rule(245, 'kay@example.org'),
          rule(601, 'ada@example.org'),
        ],
      },
    ],
  });
  const [policy] = document.escalationPolicies;
  expect(policy!.steps.map(({ delaySeconds, targets }) => [delaySeconds, targets.length])).toEqual([
    [245, 1],
    [356, 2],
    [420, 1],
  ]);
  expect(policy!.repeat).toBe(2);
});

test('what a step asks and the export lacks is an empty schedule that says so, and so does the policy', () => {
  const { document, findings } = converted({
    escalations: [
      {
        ...{ id: 'esc00001', name: 'Payments' },
        rules: [{ delay: { timeAmount: 0 }, recipient: { type: 'schedule', id: 'gone0001', name: 'Old ops' } }],
      },
    ],
  });
  expect(document.schedules).toEqual([expect.objectContaining({ name: 'Missing: schedule Old ops', layers: [] })]);
  expect(document.escalationPolicies[0]!.description).toContain('schedule Old ops');
  expect(findings).toContainEqual(expect.objectContaining({ outcome: 'impossible', id: 'esc00001' }));
});

test('a thing that was renamed in Opsgenie keeps its slug', () => {
  const { document } = converted({}, { team: ['billing-team0001'], service: [] });
  expect(document.teams[0]!.slug).toBe('billing-team0001');
  expect(document.services[0]!.slug).toBe('payments-team0001');
});

test('phone numbers arrive unverified; the address of the account is vouched for', () => {
  const [ada] = users;
  const contacts = [
    { contactMethod: 'email', to: 'ada@example.org' },
    { contactMethod: 'sms', to: '49-1705550123' },
    { contactMethod: 'mobile', to: 'iPhone' },
  ];
  const { document, findings } = converted({ users: [{ ...ada, userContacts: contacts }] });
  expect(document.contactMethods).toEqual([
    {
      person: 'ada@example.org',
      channel: 'email',
      label: 'E-mail',
      settings: { address: 'ada@example.org' },
      verified: true,
    },
    { person: 'ada@example.org', channel: 'sms', label: 'SMS …123', settings: { number: '+491705550123' } },
  ]);
  expect(findings.filter(({ kind, outcome }) => kind === 'user' && outcome === 'changed')).toHaveLength(2);
});

test('a rotation that ends between two handoffs keeps its last hours', () => {
  const ends = rotation('r1', { startDate: '2026-11-02T08:00:00Z', endDate: '2026-11-20T20:30:00Z' });
  const schedules = [{ id: 'sched001', name: 'ops', timezone: 'UTC', rotations: [ends] }];
  const { content, document, ...moved } = converted({ schedules });
  const to = nowMs + 30 * 86_400_000;
  const shifts = evenkeelOf(document, usualUrgencies).shifts(['ops-sched001'], nowMs, to);
  expect(Math.max(...shifts.map(({ end }) => end))).toBe(Date.parse('2026-11-20T20:30:00Z'));
  expect(opsgenieThere(content, moved, nowMs, to).schedules[0]!.stretches(nowMs, to).at(-1)).toEqual({
    start: Date.parse('2026-11-20T20:30:00Z'),
    end: to,
    people: [],
  });
});

const api = { id: 'integ001', name: 'Payments API', type: 'API', teamId: 'team0001' };
const about = (...conditions: object[]) => ({ type: 'match-all-conditions', conditions });
const mentions = (field: string, expectedValue: string) => ({ field, operation: 'contains', expectedValue });

test('an alert policy becomes rules of the sources that it is for; what cannot is told with the reason', () => {
  const policy = (id: string, more: object) => ({ id, name: id, type: 'alert', continue: true, ...more });
  const { document, findings } = converted({
    integrations: [api, { ...api, id: 'integ002', name: 'Other', teamId: 'gone0001' }],
    policies: [
      policy('staging', {
        ...{ order: 0, filter: about(mentions('message', 'staging')) },
        ...{ message: '[staging] {{message}}', updatePriority: true, priority: 'P5', details: { owner: 'qa' } },
      }),
      policy('own', { order: 1, teamId: 'team0001', priority: 'P1', continue: false }),
      policy('after', { order: 2, teamId: 'team0001', priority: 'P2' }),
      policy('pattern', {
        filter: about({ field: 'message', operation: 'matches', expectedValue: '.*' }),
        priority: 'P1',
      }),
      policy('others', { responders: [{ type: 'team', id: 'team0001' }] }),
      policy('off', { enabled: false, priority: 'P1' }),
      { id: 'late', name: 'late', type: 'notification', teamId: 'team0001', autoCloseAction: {} },
    ],
  });
  const when = { all: [{ field: 'title', operator: 'contains', value: 'staging' }] };
  const staging = [
    { do: 'set', field: 'title', template: '[staging] {{ title }}', when },
    { do: 'set', field: 'label', name: 'owner', template: 'qa', when },
    { do: 'set', field: 'severity', template: 'SEV5', when },
  ];
  const own = { do: 'set', field: 'severity', template: 'SEV1', when: { all: [] } };
  expect(document.sources.map(({ mapping }) => mapping)).toEqual([[...staging, own], staging]);
  const said = (id: string) => findings.find((each) => each.kind === 'policy' && each.id === id);
  expect(said('staging')).toMatchObject({ outcome: 'changed', message: expect.stringContaining('letter case') });
  expect(said('own')).toMatchObject({ outcome: 'changed' });
  expect(said('after')?.message).toContain('does not match');
  expect(said('pattern')?.message).toContain('“matches”');
  expect(said('others')?.message).toContain('who is asked');
  expect(said('off')).toMatchObject({ outcome: 'changed' });
  expect(said('late')).toMatchObject({ outcome: 'impossible', message: expect.stringContaining('closes alerts') });
});

test('what an integration ignores is dropped; what it creates only under conditions is told', () => {
  const { document, findings } = converted({
    integrations: [
      {
        ...api,
        actions: {
          ignore: [{ name: 'Noise', filter: about(mentions('message', 'noise')) }],
          create: [{ name: 'Only DB', filter: about(mentions('tags', 'db')) }],
        },
      },
    ],
  });
  expect(document.sources[0]!.mapping).toEqual([
    { do: 'drop', when: { all: [{ field: 'title', operator: 'contains', value: 'noise' }] } },
  ]);
  expect(findings.filter(({ id }) => id === api.id).map(({ message }) => message)).toContainEqual(
    expect.stringContaining('“Only DB”'),
  );
});

test('a maintenance that turns integrations off is a window for their sources; one without an end is told', () => {
  const rules = [{ state: 'disabled', entity: { id: api.id, type: 'integration' } }];
  const time = { type: 'schedule', startDate: '2026-11-03T00:00:00Z', endDate: '2026-11-03T04:00:00Z' };
  const { document, findings } = converted({
    integrations: [api],
    maintenance: [
      { id: 'maint001', description: 'New database', status: 'planned', time, rules },
      { id: 'maint002', description: 'For ever', status: 'active', time: { type: 'indefinitely' }, rules },
      { id: 'maint003', description: 'Nothing', status: 'planned', time, rules: [] },
      { id: 'maint004', description: 'Over', status: 'past', time, rules },
    ],
  });
  expect(document.maintenanceWindows).toEqual([
    {
      ...{ title: 'New database (Opsgenie maint001)', services: [], sources: [document.sources[0]!.slug] },
      ...{ startsAt: '2026-11-03T00:00:00.000Z', endsAt: '2026-11-03T04:00:00.000Z' },
    },
  ]);
  const of = (id: string) => findings.filter((each) => each.id === id).map(({ outcome }) => outcome);
  expect(['maint001', 'maint002', 'maint003', 'maint004'].map(of)).toEqual([
    ...[['changed'], ['impossible'], ['impossible'], []],
  ]);
});

test('a fault in an export is told with its file and field', () => {
  const files = [
    { path: 'OpsGenieBackups/teams/a.json', text: '{"team":{"id":"t1"}}' },
    { path: 'OpsGenieBackups/users/b.json', text: '{' },
  ];
  expect(readOpsgenie(files).errors).toEqual([
    { file: 'OpsGenieBackups/teams/a.json', field: 'name', message: expect.any(String) },
    { file: 'OpsGenieBackups/users/b.json', field: '', message: expect.stringContaining('This is not JSON') },
  ]);
});
