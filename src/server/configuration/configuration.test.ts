import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/harness/server.ts';
import type { ApiProblem } from '../../client/client.ts';
import { listContactMethodsOf } from '../../contract/directory/contact-methods.ts';
import { listPeople } from '../../contract/directory/people.ts';
import { listTeams } from '../../contract/directory/teams.ts';
import * as contract from '../../contract/platform/configuration.ts';
import { row, rows } from '../platform/db/database.ts';
import { world } from './world-for-tests.ts';

type Document = Record<string, unknown>;

const plan = (server: TestServer, document: Document, prune = false) =>
  server.admin.call(contract.planConfiguration, { body: { document, prune } });
const apply = (server: TestServer, document: Document, prune = false, planHash?: string) =>
  server.admin.call(contract.applyConfiguration, {
    body: { document, prune, ...(planHash === undefined ? {} : { planHash }) },
  });
const exported = async (server: TestServer, secrets: 'true' | 'false' = 'false') =>
  (await server.admin.call(contract.exportConfiguration, { query: { secrets } })).document;
const faults = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => expect.fail('it was accepted'),
    (problem: ApiProblem) => problem,
  );
  return error.errors.map(({ path, message }) => `${path}: ${message}`);
};

test('A plan says what would be created and changes nothing; applied, it has happened, and again it is empty', async () => {
  const server = await startTestServer();
  const planned = await plan(server, world());
  expect(new Set(planned.changes.map(({ change }) => change))).toEqual(new Set(['create', 'update']));
  expect((await server.admin.call(listPeople, {})).items).toEqual([]);

  const applied = await apply(server, world(), false, planned.planHash);
  expect(applied).toEqual(planned);
  expect((await server.admin.call(listPeople, {})).items.map(({ email }) => email)).toEqual([
    'ada@example.org',
    'grace@example.org',
  ]);
  const again = await plan(server, world());
  expect(again.changes.filter(({ change }) => change !== 'none')).toEqual([]);
  expect(again.hasChanges).toBe(false);
});

test('What is exported can be applied without a change, and gives the same document on an empty installation', async () => {
  const server = await startTestServer();
  await apply(server, world());
  const document = await exported(server, 'true');
  expect(document).toMatchObject(world());
  expect((await plan(server, document, true)).hasChanges).toBe(false);
  expect((await plan(server, await exported(server), true)).hasChanges).toBe(false);

  const other = await startTestServer();
  await apply(other, document, true);
  expect(await exported(other, 'true')).toEqual(document);
});

test('The rule for contact methods of a team is planned, kept, exported and taken away, and a wrong one names its place', async () => {
  const server = await startTestServer();
  const teamsWith = (reachRule?: unknown) => ({
    teams: [{ slug: 'payments', name: 'Payments', ...(reachRule === undefined ? {} : { reachRule }) }],
  });
  const rule = { ways: 2, wakes: true };
  expect(await plan(server, teamsWith(rule))).toMatchObject({ changes: [{ kind: 'team', change: 'create' }] });
  await apply(server, teamsWith(rule));
  expect((await plan(server, teamsWith(rule))).hasChanges).toBe(false);
  expect((await server.admin.call(listTeams, {})).items).toMatchObject([{ slug: 'payments', reachRule: rule }]);
  expect((await exported(server)).teams).toMatchObject([{ slug: 'payments', reachRule: rule }]);
  const weaker = await plan(server, teamsWith({ ways: 1, wakes: true }));
  expect(weaker.changes.map(({ change }) => change)).toEqual(['update']);
  expect(JSON.stringify(weaker.changes)).toContain('reachRule');
  expect(await faults(plan(server, teamsWith({ ways: 9, wakes: true })))).toEqual([
    expect.stringMatching(/^teams\[0\]\.reachRule\.ways: /),
  ]);
  // What a file does not say stays as it is.
  expect((await plan(server, teamsWith())).hasChanges).toBe(false);
  await apply(server, teamsWith(null));
  expect((await server.admin.call(listTeams, {})).items).toMatchObject([{ reachRule: null }]);
});

test('A field may stand under the name that it had before, but not under both', async () => {
  const server = await startTestServer();
  await apply(server, { ...world(), settings: {} });
  await apply(server, { settings: { catchAllPolicy: 'payments' } });
  expect((await exported(server)).settings).toEqual({ defaultEscalationPolicy: 'payments' });
  expect(await faults(plan(server, { settings: { catchAllPolicy: null, defaultEscalationPolicy: null } }))).toEqual([
    'settings: Unrecognized key: "catchAllPolicy"',
  ]);
});

test('Secrets are hidden in plans, left out of exports unless asked for, and asking is on the record', async () => {
  const server = await startTestServer();
  const secret = 'key-of-the-cluster-0123456789abcdef';
  const planned = await plan(server, world());
  expect(JSON.stringify(planned)).not.toContain(secret);
  await apply(server, world());
  expect(JSON.stringify(await exported(server))).not.toContain(secret);
  const record = "select kind from events where kind = 'configuration.exportedWithSecrets'";
  expect(await rows(server.db, record)).toEqual([]);
  expect(JSON.stringify(await exported(server, 'true'))).toContain(secret);
  expect(await rows(server.db, record)).toHaveLength(1);
  const everything = await rows<{ data: unknown }>(server.db, 'select data from events');
  expect(JSON.stringify(everything)).not.toContain(secret);
});

test('Every fault is named with its place, and nothing is changed', async () => {
  const server = await startTestServer();
  const document = world();
  const [first] = document.services as Document[];
  document.services = [{ ...first, escalationPolicy: 'nobody' }, first, { slug: 'No Slug', name: 'X' }];
  document.cats = [];
  expect(await faults(plan(server, document))).toEqual([
    expect.stringMatching(/^cats: Unknown section. Known sections: people, teams/),
    'services[1]: "checkout" is already used at services[0].',
    'services[2].slug: Use lower-case letters, digits and hyphens.',
  ]);
  document.services = [{ ...first, escalationPolicy: 'nobody' }];
  delete document.cats;
  (document.schedules as { layers: { participants: string[] }[] }[])[0]!.layers[0]!.participants.push('x@example.org');
  expect(await faults(apply(server, document))).toEqual([
    'schedules[0].layers[0].participants[2]: There is no person "x@example.org".',
    'services[0].escalationPolicy: There is no escalation policy "nobody".',
  ]);
  expect((await server.admin.call(listPeople, {})).items).toEqual([]);
});

test('What an action refuses is told at its place already when planning', async () => {
  const server = await startTestServer();
  const document = world();
  (document.sources as Document[])[0]!.type = 'carrier-pigeon';
  expect(await faults(plan(server, document))).toEqual([
    'sources[0]: The source "nightly": Some fields are not valid. type: There is no such source type.',
  ]);
});

test('A plan made before somebody else changed something is refused', async () => {
  const server = await startTestServer();
  await apply(server, world());
  const document = { people: [{ email: 'ada@example.org', name: 'Ada King', role: 'admin' }] };
  const { planHash } = await plan(server, document);
  await apply(server, { people: [{ email: 'ada@example.org', name: 'Augusta Ada', role: 'admin' }] });
  await expect(apply(server, document, false, planHash)).rejects.toMatchObject({ code: 'state_conflict' });
});

test('What is not in the document is left alone, and with prune removed where its section is there', async () => {
  const server = await startTestServer();
  await apply(server, world());
  const smaller = { people: [{ email: 'ada@example.org', name: 'Ada Lovelace', role: 'admin' }], services: [] };
  expect((await plan(server, smaller)).hasChanges).toBe(false);
  // Sources and checks name the service: it cannot go before they do.
  expect(await faults(plan(server, smaller, true))).toEqual([
    expect.stringMatching(/^services: The service "checkout": /),
  ]);
  const pruned = await apply(server, { ...smaller, sources: [], checks: [], routes: [] }, true);
  expect(pruned.changes.filter(({ change }) => change === 'delete').map(({ kind, key }) => `${kind} ${key}`)).toEqual(
    expect.arrayContaining(['service checkout', 'source prometheus', 'person grace@example.org']),
  );
  const people = (await server.admin.call(listPeople, {})).items;
  expect(people.map(({ email, status }) => `${email} ${status}`)).toEqual([
    'ada@example.org invited',
    'grace@example.org disabled',
  ]);
  expect((await plan(server, { ...smaller, sources: [], routes: [] }, true)).hasChanges).toBe(false);
});

test('Another address of a contact method keeps the rules that use it', async () => {
  const server = await startTestServer();
  await apply(server, world());
  const document = { contactMethods: structuredClone(world().contactMethods) as Document[] };
  document.contactMethods[1]!.settings = { address: 'ada@home.example.org' };
  const { changes } = await apply(server, document);
  expect(changes.filter(({ change }) => change === 'update')).toMatchObject([
    { kind: 'contactMethod', key: 'ada@example.org/Work mail', fields: [{ field: 'settings' }] },
  ]);
  expect(await exported(server, 'true')).toMatchObject({ ...world(), contactMethods: document.contactMethods });
  const ada = (await server.admin.call(listPeople, {})).items.find(({ email }) => email === 'ada@example.org')!;
  const { items } = await server.admin.call(listContactMethodsOf, { params: { id: ada.id } });
  expect(items.every(({ channel, verifiedAt }) => (verifiedAt !== null) === (channel === 'email'))).toBe(true);
});

test('What a thing leaves out stays as it is, for every kind; defaults are for what is made, and the plan says so', async () => {
  const server = await startTestServer();
  await apply(server, world());
  const whole = await exported(server, 'true');
  const required: Record<string, string[]> = {
    people: ['email', 'name'],
    teams: ['slug', 'name'],
    contactMethods: ['person', 'channel', 'label', 'settings'],
    notificationRules: ['person'],
    schedules: ['slug', 'name', 'timeZone', 'layers'],
    escalationPolicies: ['slug', 'name', 'steps'],
    services: ['slug', 'name'],
    sources: ['slug', 'name', 'type'],
    routes: ['slug', 'name'],
    runbooks: ['slug', 'title', 'body'],
    components: ['slug', 'name'],
  };
  const short = Object.entries(required).map(([section, fields]) => [
    section,
    (whole[section] as Document[]).map((item) => Object.fromEntries(fields.map((field) => [field, item[field]]))),
  ]);
  const bare = { ...Object.fromEntries(short), settings: {}, statusPage: {}, severities: { policies: {} } };
  expect((await plan(server, bare, true)).changes.filter(({ change }) => change !== 'none')).toEqual([]);
  await apply(server, bare, true);
  expect(await exported(server, 'true')).toEqual(whole);

  const { changes } = await plan(server, { people: [{ email: 'kay@example.org', name: 'Kay' }] });
  expect(changes[0]!.fields).toEqual([
    { field: 'email', before: null, after: 'kay@example.org' },
    { field: 'name', before: null, after: 'Kay' },
    { field: 'role', before: null, after: 'responder', isDefault: true },
    { field: 'timeZone', before: null, after: 'UTC', isDefault: true },
    { field: 'disabled', before: null, after: false, isDefault: true },
  ]);
});

test('A part of a mapping of policies leaves the rest of it alone', async () => {
  const server = await startTestServer();
  await apply(server, world());
  await apply(server, { severities: { policies: { communications: 'payments' } } });
  expect((await exported(server)).severities).toMatchObject({
    policies: { commander: 'payments', communications: 'payments', executives: 'payments' },
  });
});

test('An address that nobody vouched for anew has to be verified', async () => {
  const server = await startTestServer();
  await apply(server, world());
  const { verified: _left, ...mail } = (world().contactMethods as Document[])[1]!;
  expect((await plan(server, { contactMethods: [mail] })).hasChanges).toBe(false);
  await apply(server, { contactMethods: [{ ...mail, settings: { address: 'other@example.org' } }] });
  const methods = (await exported(server, 'true')).contactMethods as Document[];
  const moved = methods.find(({ label }) => label === 'Work mail');
  expect(moved).toMatchObject({ settings: { address: 'other@example.org' } });
  expect(moved).not.toHaveProperty('verified');
});

test('The plan says who comes and who goes on call, wherever the cause stands', async () => {
  const server = await startTestServer();
  await apply(server, world());
  const onCall = (await plan(server, { schedules: structuredClone(world().schedules) })).changes;
  expect(onCall.filter(({ change }) => change !== 'none')).toEqual([]);
  const [schedule] = structuredClone(world().schedules) as { layers: { participants: string[] }[] }[];
  schedule!.layers[0]!.participants = ['grace@example.org'];
  const toGrace = (await apply(server, { schedules: [schedule] })).changes;
  schedule!.layers[0]!.participants = ['ada@example.org'];
  const { changes } = await plan(server, { schedules: [schedule] });
  expect(toGrace.length + changes.length).toBeGreaterThan(1);
  expect(changes[0]!.fields.at(-1)).toEqual({ field: 'on call now', before: 'Grace Hopper', after: 'Ada Lovelace' });
  const disabled = await plan(server, {
    people: [{ email: 'grace@example.org', name: 'Grace Hopper', disabled: true }],
  });
  expect(disabled.changes.find(({ kind }) => kind === 'schedule')?.fields).toEqual([
    { field: 'on call now', before: 'Grace Hopper', after: null },
  ]);
});

test('The plan names who would take part in a rotation and never come on call, and does so once', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-06-01T12:00:00Z');
  const people = ['Ada', 'Bo', 'Cy'].map((name) => ({ email: `${name.toLowerCase()}@example.org`, name }));
  const layer = {
    name: 'Mondays',
    rotation: { unit: 'day', every: 7, handoffTime: '00:00' },
    startsOn: '2026-06-01',
    endsOn: '2026-06-14',
    participants: people.map(({ email }) => email),
  };
  const document = { people, schedules: [{ slug: 'short', name: 'Short', timeZone: 'UTC', layers: [layer] }] };
  const warnings = ['Schedule Short: Cy never comes on call in the layer Mondays: every turn would be after its end.'];
  expect((await plan(server, document)).warnings).toEqual(warnings);
  expect((await apply(server, document)).warnings).toEqual(warnings);
  expect((await plan(server, document)).warnings).toEqual([]);
});

test('An export and a plan without secrets hold nothing that is stored sealed', async () => {
  const server = await startTestServer();
  const planned = JSON.stringify(await plan(server, world()));
  await apply(server, world());
  const text = JSON.stringify(await exported(server));
  for (const { settings } of world().contactMethods as { settings: Record<string, string> }[]) {
    for (const [name, value] of Object.entries(settings)) {
      // The address that a person signs in with is no secret of their contact methods.
      const secret = `"${name}":"${value}"`;
      expect(planned).not.toContain(secret);
      expect(text).not.toContain(secret);
    }
  }
});

test('Sections that begin with x- are a place for anchors', async () => {
  const server = await startTestServer();
  expect((await plan(server, { 'x-turns': [1], people: [] })).changes).toEqual([]);
});

test('Applying is one change on the record, with the changes of its parts beside it', async () => {
  const server = await startTestServer();
  await apply(server, world());
  const found = await row<{ data: { count: number }; others: number }>(
    server.db,
    `select data, (select count(*) from events where tx = e.tx) as others from events e where kind = 'configuration.applied'`,
  );
  expect(found!.data.count).toBeGreaterThan(8);
  expect(found!.others).toBeGreaterThan(found!.data.count);
  await apply(server, world());
  expect(await rows(server.db, "select from events where kind = 'configuration.applied'")).toHaveLength(1);
});

test('The order of the routes is that of the document; routes it does not name keep their places', async () => {
  const server = await startTestServer();
  const named = (...slugs: string[]) => ({ routes: slugs.map((slug) => ({ slug, name: slug })) });
  const order = async () => ((await exported(server)).routes as { slug: string }[]).map(({ slug }) => slug);
  await apply(server, named('a', 'b', 'c', 'd'));
  expect(await order()).toEqual(['a', 'b', 'c', 'd']);
  const { changes } = await apply(server, named('d', 'new', 'a'));
  expect(changes.filter(({ change }) => change === 'update')).toEqual([
    {
      kind: 'route',
      key: 'order',
      change: 'update',
      fields: [{ field: 'order', before: ['a', 'b', 'c', 'd', 'new'], after: ['d', 'b', 'c', 'new', 'a'] }],
    },
  ]);
  expect(await order()).toEqual(['d', 'b', 'c', 'new', 'a']);
  expect((await plan(server, named('d', 'new', 'a'))).hasChanges).toBe(false);
});

test('how a source verifies its sender is configuration, and its secret stays when it is left out and is never in a plan', async () => {
  const server = await startTestServer();
  const secret = 'hU7-kq2Lw9x-Zr41';
  const source = { slug: 'deploys', name: 'Deploys', type: 'generic' };
  await apply(server, { sources: [{ ...source, verification: { method: 'github', secret } }] });
  const document = await exported(server);
  expect((document.sources as Document[])[0]!.verification).toEqual({ method: 'github' });
  expect((await plan(server, document)).hasChanges).toBe(false);
  expect((await plan(server, { sources: [source] })).hasChanges).toBe(false);
  const replaced = { sources: [{ ...source, verification: { method: 'github', secret: 'T9w-2mXe8-vbQ04p' } }] };
  const shown = await plan(server, replaced);
  expect(shown.hasChanges).toBe(true);
  expect(JSON.stringify(shown)).not.toContain('T9w-2mXe8');
  expect(JSON.stringify(shown)).not.toContain(secret);
  await apply(server, replaced);
  // The secret of one method is none of another.
  const other = { sources: [{ ...source, verification: { method: 'sentry' } }] };
  await expect(apply(server, other)).rejects.toMatchObject({ status: 400 });
  await apply(server, { sources: [{ ...source, verification: { method: 'none' } }] });
  expect((await plan(server, { sources: [{ ...source, verification: { method: 'none' } }] })).hasChanges).toBe(false);
});
