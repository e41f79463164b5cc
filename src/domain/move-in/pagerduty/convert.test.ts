import { expect, test } from 'vitest';
import { convertPagerduty } from './convert.ts';
import { readPagerduty } from './read.ts';

const nowMs = Date.UTC(2026, 8, 1);
const ada = { id: 'PADA', name: 'Ada', email: 'Ada@Example.org', role: 'owner', time_zone: 'Europe/Berlin' };
const bo = { id: 'PBO', name: 'Bo', email: 'bo@example.org', role: 'read_only_user' };
const refer = (type: string, id: string) => ({ id, type: `${type}_reference`, summary: id });

function convert(dump: Record<string, unknown>) {
  const { content, errors } = readPagerduty([{ path: 'a.json', text: JSON.stringify({ users: [ada, bo], ...dump }) }]);
  expect(errors).toEqual([]);
  const converted = convertPagerduty(content, {}, nowMs);
  const said = (id: string) => converted.findings.filter((each) => each.id === id).map(({ message }) => message);
  return { ...converted, said };
}

const layer = (id: string, more: object = {}) => ({
  ...{ id, name: id, start: '2026-06-01T07:00:00Z', end: null, users: [{ user: refer('user', 'PADA') }] },
  ...{ rotation_virtual_start: '2026-06-01T07:00:00Z', rotation_turn_length_seconds: 604_800, restrictions: [] },
  ...more,
});
const schedule = (layers: object[], more: object = {}) => ({
  ...{ id: 'PSCHED', name: 'Primary', time_zone: 'Europe/Berlin', schedule_layers: layers },
  ...more,
});
const policy = (rules: object[]) => ({ id: 'PPOL', name: 'Escalation', num_loops: 1, escalation_rules: rules });
const rule = (...targets: object[]) => ({ escalation_delay_in_minutes: 15, targets });
const service = (more: object) => ({
  ...{ id: 'PSVC', name: 'Shop', escalation_policy: refer('escalation_policy', 'PPOL'), integrations: [] },
  ...more,
});

test('the upper layer, which the API lists first, covers the lower one; one that is over is left out', () => {
  const over = layer('OVER', { end: '2026-07-01T07:00:00Z' });
  const { document } = convert({ schedules: [schedule([layer('TOP'), over, layer('BOTTOM')])] });
  expect(document.schedules[0]!.layers.map(({ name }) => name)).toEqual(['BOTTOM', 'TOP']);
  expect(document.schedules[0]!.layers[0]).toMatchObject({
    rotation: { unit: 'week', every: 1, handoffTime: '09:00' },
    startsOn: '2026-06-01',
  });
});

test('a layer that begins in the middle of a turn has its first hours in a layer of their own', () => {
  const users = ['PADA', 'PBO'].map((id) => ({ user: refer('user', id) }));
  const { document } = convert({ schedules: [schedule([layer('L', { start: '2026-09-10T10:00:00Z', users })])] });
  const layers = document.schedules[0]!.layers;
  const [first, main] = [layers[0], layers.at(-1)];
  // The turn of 7 September is the 15th, so it is Ada's; the next begins on the 14th and is Bo's.
  expect(first).toMatchObject({ startsOn: '2026-09-10', participants: ['ada@example.org'] });
  expect(main).toMatchObject({ startsOn: '2026-09-14', participants: ['bo@example.org', 'ada@example.org'] });
});

test('turns that are not of whole hours, users that the export lacks and shift-based schedules are left behind', () => {
  const gone = layer('GONE', { users: [{ user: refer('user', 'PXX') }, { user: refer('user', 'PADA') }] });
  const odd = layer('ODD', { rotation_turn_length_seconds: 5_400 });
  const newer = { id: 'PNEW', summary: 'Shifts', type: 'schedule_v3' };
  const { said, document } = convert({ schedules: [schedule([gone, odd]), newer] });
  expect(said('GONE')).toEqual(['The user PXX is not in the export: the turn is open.']);
  expect(said('ODD')).toEqual(['Its turns are not of whole hours. Enter it by hand.']);
  expect(said('PNEW')[0]).toContain('shifts and no layers');
  expect(document.schedules.map(({ layers }) => layers.length)).toEqual([1, 0]);
});

test('rules by the app of PagerDuty become e-mail where nothing else is left, and phone numbers wait for their owner', () => {
  const phone = { id: 'C1', type: 'phone_contact_method', address: '1705550100', country_code: 49 };
  const push = { id: 'C2', type: 'push_notification_contact_method', address: 'token' };
  const by = (id: string, urgency: string, minutes: number) => ({
    ...{ type: 'assignment_notification_rule', urgency, start_delay_in_minutes: minutes },
    contact_method: { id, type: 'x' },
  });
  const rules = [by('C2', 'high', 0), by('C1', 'high', 2), by('C2', 'low', 5)];
  const { document, said } = convert({
    users: [{ ...ada, contact_methods: [phone, push], notification_rules: rules }],
  });
  expect(document.people[0]).toMatchObject({ email: 'ada@example.org', role: 'admin' });
  expect(document.contactMethods.map(({ settings, verified }) => ({ ...settings, verified }))).toEqual([
    { number: '+491705550100', verified: undefined },
    { address: 'ada@example.org', verified: true },
  ]);
  expect(document.notificationRules).toEqual([
    {
      person: 'ada@example.org',
      high: [{ contactMethod: 'Phone call …100', delaySeconds: 120 }],
      low: [{ contactMethod: 'E-mail', delaySeconds: 300 }],
    },
  ]);
  expect(said('PADA')).toHaveLength(2);
});

test('incidents of low urgency ask the first rule only; by severity, warning and info are of low urgency', () => {
  const rules = [rule(refer('user', 'PADA')), rule(refer('user', 'PBO'))];
  const urgency = { incident_urgency_rule: { type: 'constant', urgency: 'severity_based' } };
  const integrations = [{ id: 'PINT', type: 'events_api_v2_inbound_integration', integration_key: 'a1'.repeat(16) }];
  const { document } = convert({
    escalation_policies: [policy(rules)],
    services: [service({ ...urgency, integrations })],
  });
  const own = document.escalationPolicies.find(({ slug }) => slug === document.services[0]!.escalationPolicy)!;
  expect(own.steps).toHaveLength(1);
  expect(own.branches).toMatchObject([{ severities: [1, 2], repeat: 1 }]);
  expect(own.branches[0]!.steps.map(({ delaySeconds }) => delaySeconds)).toEqual([900, 900]);
  // PagerDuty takes an event without a severity for urgent.
  expect(document.sources[0]).toMatchObject({
    ...{ type: 'pagerduty-events-v2', key: 'a1'.repeat(16), settings: { defaultSeverity: 2 } },
  });
});

test('support hours decide between two branches; hours over midnight cannot be kept', () => {
  const rules = [rule(refer('user', 'PADA')), rule(refer('user', 'PBO'))];
  const constant = (urgency: string) => ({ type: 'constant', urgency });
  const urgency = {
    type: 'use_support_hours',
    during_support_hours: constant('high'),
    outside_support_hours: constant('low'),
  };
  const hours = {
    time_zone: 'Europe/Berlin',
    days_of_week: [1, 2, 3, 4, 5],
    start_time: '09:00:00',
    end_time: '17:00:00',
  };
  const with_ = (more: object) =>
    convert({
      escalation_policies: [policy(rules)],
      services: [service({ incident_urgency_rule: urgency, support_hours: { ...hours, ...more } })],
    });
  const { document } = with_({});
  const own = document.escalationPolicies.find(({ slug }) => slug === document.services[0]!.escalationPolicy)!;
  expect(own.steps).toHaveLength(1);
  expect(own.branches).toMatchObject([{ name: 'Support hours', hours: 'working', repeat: 1 }]);
  expect(own.workingHours).toMatchObject({ timeZone: 'Europe/Berlin', from: '09:00', to: '17:00' });
  expect(with_({ start_time: '22:00:00', end_time: '06:00:00' }).said('PSVC').join()).toContain('cannot be kept');
});

test('the acknowledgement of a policy holds as long as all of its services say; one that says otherwise has its own policy', () => {
  const world = (...timeouts: (number | null)[]) =>
    convert({
      escalation_policies: [policy([rule(refer('user', 'PADA'))])],
      services: timeouts.map((acknowledgement_timeout, index) =>
        service({ id: `PSVC${index}`, name: `Service ${index}`, acknowledgement_timeout }),
      ),
    }).document.escalationPolicies;
  expect(world(1_800, 1_800).map((each) => each.acknowledgementTimeoutSeconds)).toEqual([1_800]);
  expect(world(1_800, null)).toMatchObject([{ slug: 'escalation-ppol' }, { acknowledgementTimeoutSeconds: 1_800 }]);
});

test('what a policy asks and the export lacks is a visible empty schedule', () => {
  const { document, said } = convert({ escalation_policies: [policy([rule(refer('schedule', 'PLOST'))])] });
  expect(document.schedules).toMatchObject([{ name: 'Missing: schedule PLOST', layers: [] }]);
  expect(said('PPOL')[0]).toContain('Missing from the export: schedule PLOST');
});

test('ids that begin alike stay apart', () => {
  const schedules = ['Q0R8EBYZG111AA', 'Q0R8EBYZG111BB'].map((id) => schedule([layer(`L${id}`)], { id }));
  const { document } = convert({ schedules });
  expect(new Set(document.schedules.map(({ slug }) => slug)).size).toBe(2);
});

test('answers of the API, page by page and one by one, are read together', () => {
  const answers = [
    { users: [ada], limit: 1, offset: 0, more: true },
    { users: [bo], limit: 1, offset: 1, more: false },
    { schedules: [{ id: 'PSCHED', name: 'Primary', type: 'schedule' }], more: false },
    { schedule: schedule([layer('L')]) },
  ];
  const files = answers.map((answer, index) => ({ path: `${index}.json`, text: JSON.stringify(answer) }));
  const { content, errors } = readPagerduty(files);
  expect(errors).toEqual([]);
  expect(content.users).toHaveLength(2);
  expect(content.schedules).toMatchObject([{ id: 'PSCHED', schedule_layers: [{ id: 'L' }] }]);
});

test('a fault is named with its field', () => {
  const { errors } = readPagerduty([
    { path: 'a.json', text: '{"schedules":[{"id":"P1","schedule_layers":[{"id":"L"}]}]}' },
  ]);
  expect(errors.map(({ field }) => field)).toContain('schedules.0.schedule_layers.0.start');
  expect(readPagerduty([{ path: 'a.json', text: '{}' }]).errors[0]!.message).toContain('This holds neither');
});
