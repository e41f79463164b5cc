import { expect, test } from 'vitest';
import { usualUrgencies } from '../../severity.ts';
import { evenkeelOf } from '../here.ts';
import { prove } from '../proof.ts';
import { convertOncall } from './convert.ts';
import { readOncall } from './read.ts';
import { oncallThere } from './there.ts';

const nowMs = Date.UTC(2026, 10, 2);
const weekMs = 7 * 86_400_000;
const users = ['ada', 'grace', 'kay'].map((name) => ({
  ...{ id: `U${name.toUpperCase()}`, email: `${name}@example.org`, username: name, role: 'editor', timezone: 'UTC' },
  teams: name === 'kay' ? [] : ['TPAY'],
}));
const weekly = (id: string, level: number, more: object) => ({
  ...{
    id,
    name: id,
    type: 'rolling_users',
    level,
    start: '2026-01-05T09:00:00',
    rotation_start: '2026-01-05T09:00:00',
  },
  ...{ frequency: 'weekly', interval: 1, week_start: 'MO', duration: 604_800, time_zone: null },
  ...{ start_rotation_from_user_index: 0, ...more },
});
const scheduleOf = (shifts: { id: string }[], more: object = {}) => ({
  schedules: [
    {
      ...{ id: 'SOPS', name: 'ops', type: 'calendar', time_zone: 'Europe/Berlin', shifts: shifts.map(({ id }) => id) },
      ...more,
    },
  ],
  on_call_shifts: shifts,
});

const read = (text: string) => readOncall([{ path: 'oncall.json', text }]);

function converted(given: object) {
  const { content, errors } = read(JSON.stringify({ users, teams: [{ id: 'TPAY', name: 'Payments' }], ...given }));
  expect(errors).toEqual([]);
  const result = convertOncall(content, {}, nowMs);
  const to = nowMs + 8 * weekMs;
  const proof = prove(
    oncallThere(content, result, nowMs, to),
    evenkeelOf(result.document, { ...usualUrgencies, 5: 'low' }),
    result.findings,
    nowMs,
    to,
  );
  return { ...result, proof };
}

const chain = (...steps: object[]) => ({
  escalation_chains: [{ id: 'FCHAIN', name: 'Payments', team_id: 'TPAY' }],
  escalation_policies: steps.map((step, position) => ({
    ...{ id: `E${position}`, escalation_chain_id: 'FCHAIN', position },
    ...step,
  })),
  integrations: [
    {
      ...{ id: 'CINT', name: 'Alertmanager', type: 'alertmanager', team_id: 'TPAY' },
      link: 'https://oncall.example.org/integrations/v1/alertmanager/mReAoNwDm0eMwKo1mTeTwYo/',
      default_route: { id: 'RLAST', escalation_chain_id: 'FCHAIN' },
    },
  ],
});

test('a higher level is a layer above, and whoever shares a level is on call together', () => {
  const above = [
    weekly('O1', 0, { rolling_users: [['UADA'], ['UGRACE']] }),
    weekly('O2', 1, {
      rolling_users: [['UKAY']],
      by_day: ['SA', 'SU'],
      duration: 86_400,
      start: '2026-01-10T00:00:00',
    }),
  ];
  const one = converted(scheduleOf(above));
  expect(one.document.schedules.map(({ layers }) => layers.map(({ name }) => name))).toEqual([['O1', 'O2']]);
  expect(one.proof.differences).toBe(0);
  const together = converted(scheduleOf([above[0]!, { ...above[1]!, level: 0 }]));
  expect(together.document.schedules.map(({ layers }) => layers.map(({ name }) => name))).toEqual([['O1'], ['O2']]);
  expect(together.proof.differences).toBe(0);
});

test('the turns begin with the group that the start index names', () => {
  const { document } = converted(
    scheduleOf([
      weekly('O1', 0, { rolling_users: [['UADA'], ['UGRACE'], ['UKAY']], start_rotation_from_user_index: 1 }),
    ]),
  );
  expect(document.schedules[0]!.layers[0]!.participants).toEqual([
    'grace@example.org',
    'kay@example.org',
    'ada@example.org',
  ]);
});

test('what was made in the browser keeps to UTC, whatever zone its schedule shows', () => {
  const shifts = [weekly('O1', 0, { rolling_users: [['UADA'], ['UGRACE']] })];
  expect(converted(scheduleOf(shifts, { type: 'web' })).document.schedules[0]!.timeZone).toBe('UTC');
  expect(converted(scheduleOf(shifts)).document.schedules[0]!.timeZone).toBe('Europe/Berlin');
});

test('two who override at the same time are both on call', () => {
  const override = { id: 'OV', name: 'holiday', type: 'override', start: '2026-11-10T10:00:00', duration: 7_200 };
  const { document, proof } = converted(
    scheduleOf([weekly('O1', 0, { rolling_users: [['UADA']] }), { ...override, users: ['UGRACE', 'UKAY'] } as never]),
  );
  expect(document.overrides.map(({ person }) => person)).toEqual(['grace@example.org', 'kay@example.org']);
  expect(proof.differences).toBe(0);
});

test('an override whose people the API does not tell is named', () => {
  const override = {
    id: 'OV',
    name: 'holiday',
    type: 'override',
    start: '2026-11-10T10:00:00',
    duration: 7_200,
    users: [],
  };
  const { findings } = converted(scheduleOf([weekly('O1', 0, { rolling_users: [['UADA']] }), override as never]));
  expect(findings).toContainEqual(expect.objectContaining({ outcome: 'impossible', kind: 'override', id: 'OV' }));
});

test('a schedule from a calendar is named and empty, and is no part of the proof', () => {
  const { document, findings, proof } = converted({ schedules: [{ id: 'SICAL', name: 'cal', type: 'ical' }] });
  expect(document.schedules).toEqual([expect.objectContaining({ name: 'cal', layers: [] })]);
  expect(findings).toContainEqual(expect.objectContaining({ outcome: 'impossible', kind: 'schedule', id: 'SICAL' }));
  expect(proof.schedules).toEqual([]);
});

test('a shift that goes by months is named', () => {
  const { findings } = converted(
    scheduleOf([weekly('O1', 0, { rolling_users: [['UADA']], frequency: 'monthly', by_monthday: [1] })]),
  );
  expect(findings).toContainEqual(expect.objectContaining({ outcome: 'impossible', kind: 'shift', id: 'O1' }));
});

test('waits are the delays between steps, and a chain that repeats does so five times', () => {
  const { document, proof } = converted(
    chain(
      { type: 'notify_persons', persons_to_notify: ['UADA'] },
      { type: 'wait', duration: 300 },
      { type: 'notify_team_members', team_to_notify: 'TPAY' },
      { type: 'wait', duration: 900 },
      { type: 'repeat_escalation' },
    ),
  );
  const [policy] = document.escalationPolicies;
  expect(policy!.steps.map(({ delaySeconds }) => delaySeconds)).toEqual([300, 900]);
  expect(policy!.repeat).toBe(5);
  expect(proof.differences).toBe(0);
});

test('a step that waits for hours in UTC goes on at once here, and the proof says so', () => {
  const { proof } = converted(
    chain(
      { type: 'notify_if_time_from_to', notify_if_time_from: '09:00:00Z', notify_if_time_to: '18:00:00Z' },
      { type: 'notify_persons', persons_to_notify: ['UADA'] },
    ),
  );
  expect(proof.differences).toBeGreaterThan(0);
  expect(proof.unexplained).toBe(0);
  expect(proof.routes[0]!.differences[0]!.reasons.join()).toContain('between 09:00 and 18:00 UTC');
});

test('the key in the address of an integration stays the key of its source', () => {
  const { document } = converted(chain({ type: 'notify_persons', persons_to_notify: ['UADA'] }));
  expect(document.sources).toEqual([
    expect.objectContaining({ type: 'alertmanager-webhook', key: 'mReAoNwDm0eMwKo1mTeTwYo' }),
  ]);
});

test('pages of the API are read as they came, and a fault is told with its field', () => {
  const pages = [{ count: 3, next: null, results: users.slice(0, 2) }, { results: users.slice(2) }];
  expect(read(JSON.stringify({ users: pages })).content.users).toHaveLength(3);
  expect(read(JSON.stringify({ schedules: [{ id: 'S1', type: 'web' }] })).errors).toEqual([
    { field: 'schedules.0.name', message: expect.any(String) },
  ]);
  expect(read('{').errors[0]!.message).toContain('This is not JSON');
});
