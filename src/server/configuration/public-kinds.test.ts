import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/harness/server.ts';
import type { ApiProblem } from '../../client/client.ts';
import { listStatusComponents, readStatusPage, updateStatusPage } from '../../contract/communicate/status-page.ts';
import { listMessageTemplates } from '../../contract/communicate/templates.ts';
import * as contract from '../../contract/platform/configuration.ts';
import { listRunbooks } from '../../contract/resolve/runbooks.ts';
import { listProtocols } from '../../contract/respond/protocols.ts';
import { getSeverities } from '../../contract/respond/severities.ts';
import { defaultSeverities } from '../../domain/respond/incidents/severity-defaults.ts';
import { world } from './world-for-tests.ts';

type Document = Record<string, unknown>;

const apply = async (server: TestServer, document: Document, prune = false) =>
  (await server.admin.call(contract.applyConfiguration, { body: { document, prune } })).changes.filter(
    ({ change }) => change !== 'none',
  );
const exported = async (server: TestServer) =>
  (await server.admin.call(contract.exportConfiguration, { query: {} })).document;
const faults = async (server: TestServer, document: Document) => {
  const error = await apply(server, document).then(
    () => expect.fail('it was accepted'),
    (problem: ApiProblem) => problem,
  );
  return error.errors.map(({ path, message }) => `${path}: ${message}`);
};

test('Severities and templates that nobody has edited are not exported', async () => {
  const server = await startTestServer();
  const document = await exported(server);
  expect(Object.keys(document)).toEqual(['settings', 'statusPage']);
  expect(document).toMatchObject({ statusPage: { title: 'System status' } });
});

test('Policies of the severities change by slug, and rules that are left out stay', async () => {
  const server = await startTestServer();
  const { severities: _with, ...rest } = world();
  await apply(server, rest);
  const before = await server.admin.call(getSeverities, {});
  const document = { severities: { policies: { communications: 'payments' } } };
  expect(await apply(server, document)).toMatchObject([{ kind: 'severities', change: 'create' }]);
  expect(await apply(server, document)).toEqual([]);
  const after = await server.admin.call(getSeverities, {});
  expect(after).toMatchObject({ version: 1, policies: { commander: null, communications: expect.any(Number) } });
  expect(after.rules).toEqual(before.rules);
  expect(await apply(server, { severities: world().severities })).toMatchObject([
    { kind: 'severities', change: 'update', fields: [{ field: 'rules' }, { field: 'policies' }] },
  ]);
});

test('A matrix that names what does not exist, or does not hold together, is refused at its place', async () => {
  const server = await startTestServer();
  expect(await faults(server, { severities: { policies: { executives: 'nobody' } } })).toEqual([
    'severities.policies.executives: There is no escalation policy "nobody".',
  ]);
  const { rules } = world().severities as { rules: Document[] };
  const twice = [rules[0], rules[0], rules[2], rules[3], rules[4]];
  expect(await faults(server, { severities: { rules: twice } })).toEqual([
    expect.stringMatching(/^severities: The matrix is not consistent. rules: SEV1 must appear .* exactly once/),
  ]);
});

test('A template goes back to the words it was shipped with when pruning does not find it', async () => {
  const server = await startTestServer();
  const shipped = (await server.admin.call(listMessageTemplates, {})).items;
  const [first, second] = world().templates as Document[];
  expect(await apply(server, { templates: [first, second] })).toHaveLength(2);
  expect(await apply(server, { templates: [second] })).toEqual([]);
  expect(await apply(server, { templates: [second] }, true)).toMatchObject([
    { kind: 'template', key: 'investigating.public', change: 'delete' },
  ]);
  expect((await exported(server)).templates).toEqual([second]);
  await apply(server, { templates: [] }, true);
  expect((await server.admin.call(listMessageTemplates, {})).items).toEqual(shipped);
});

test('Protocols come before the severities that use them; what pruning does not find is archived, or as it came', async () => {
  const server = await startTestServer();
  const [own] = world().protocols as Document[];
  const rules = defaultSeverities.map((rule) => (rule.severity === 3 ? { ...rule, protocolId: 'late-shift' } : rule));
  const document = { protocols: [own, { ...own, key: 'work-hours', name: 'Calm' }], severities: { rules } };
  expect(await apply(server, document)).toHaveLength(3);
  expect(await apply(server, document)).toEqual([]);
  expect((await exported(server)).protocols).toEqual(document.protocols);
  const archived = { ...own, isArchived: true };
  await apply(server, { protocols: [archived], severities: { rules: [...defaultSeverities] } }, true);
  const { items } = await server.admin.call(listProtocols, {});
  const states = items.map(({ key, origin, isArchived }) => [key, origin, isArchived]);
  expect(states).toContainEqual(['work-hours', 'shipped', false]);
  expect(states).toContainEqual(['late-shift', 'own', true]);
  expect((await exported(server)).protocols).toEqual([archived]);
  await apply(server, { protocols: [own] });
  await apply(server, { protocols: [] }, true);
  expect((await exported(server)).protocols).toEqual([archived]);
});

test('A template that is not shipped, or names what the public must not read, is refused at its place', async () => {
  const server = await startTestServer();
  const words = { title: 'Title', body: 'Body' };
  expect(await faults(server, { templates: [{ key: 'sunday.public', ...words }] })).toEqual([
    'templates[0]: The template "sunday.public": There is no template sunday.public.',
  ]);
  const leaking = { key: 'investigating.public', title: 'Title', body: 'It is {{ cause }}' };
  expect(await faults(server, { templates: [leaking] })).toEqual([
    expect.stringMatching(/^templates\[0\]: The template .*: This template cannot be used. body: .*cause/),
  ]);
});

test('The order of a runbook’s services means nothing; each edit is a version, and none is made without a change', async () => {
  const server = await startTestServer();
  await apply(server, world());
  const [first, second] = world().runbooks as Document[];
  const turned = { ...first, routes: ['rest', 'payments', 'rest'], body: '# Roll back\r\n\r\n- [ ] Stop\r\n' };
  expect(await apply(server, { runbooks: [turned, second] })).toMatchObject([
    { kind: 'runbook', key: 'roll-back', change: 'update', fields: [{ field: 'body' }] },
  ]);
  expect(await apply(server, { runbooks: [turned] })).toEqual([]);
  const versions = (await server.admin.call(listRunbooks, {})).items.map(({ slug, version }) => `${slug} ${version}`);
  expect(versions).toEqual(['roll-back 2', 'wait 1']);
  expect(await apply(server, { runbooks: [turned] }, true)).toMatchObject([{ key: 'wait', change: 'delete' }]);
  // Its slug is free again.
  expect(await apply(server, { runbooks: [second] })).toMatchObject([{ key: 'wait', change: 'create' }]);
});

test('A runbook that names what does not exist is refused at the place', async () => {
  const server = await startTestServer();
  const runbook = { slug: 'a', title: 'A', body: '', team: 'x', services: ['y'], routes: ['z'] };
  expect(await faults(server, { runbooks: [runbook] })).toEqual([
    'runbooks[0].team: There is no team "x".',
    'runbooks[0].services[0]: There is no service "y".',
    'runbooks[0].routes[0]: There is no route "z".',
  ]);
});

test('The status page keeps a title that is left out', async () => {
  const server = await startTestServer();
  await server.admin.call(updateStatusPage, { body: { title: 'Shop status' } });
  expect(await apply(server, { statusPage: { enabled: true } })).toMatchObject([
    { kind: 'statusPage', fields: [{ field: 'enabled', before: false, after: true }] },
  ]);
  expect(await server.admin.call(readStatusPage, {})).toMatchObject({ title: 'Shop status', enabled: true });
});

test('Components stand in the order of the document; those it does not name keep their places', async () => {
  const server = await startTestServer();
  const named = (...slugs: string[]) => ({ components: slugs.map((slug) => ({ slug, name: slug })) });
  const order = async () => (await server.admin.call(listStatusComponents, {})).items.map(({ slug }) => slug).join(' ');
  await apply(server, named('a', 'b', 'c'));
  const observed = async () =>
    (await server.admin.call(listStatusComponents, {})).items.map(({ observedFrom }) => observedFrom);
  const since = await observed();
  expect(await apply(server, named('c', 'a'))).toMatchObject([
    { kind: 'component', key: 'order', fields: [{ before: ['a', 'b', 'c'], after: ['c', 'b', 'a'] }] },
  ]);
  expect(await order()).toBe('c b a');
  expect(await apply(server, named('c', 'a'))).toEqual([]);
  const grouped = { components: [{ slug: 'c', name: 'C', group: 'Shop' }] };
  expect(await apply(server, grouped)).toMatchObject([{ key: 'c', change: 'update' }]);
  expect((await observed()).toReversed()).toEqual(since);
  expect(await apply(server, named('b'), true)).toMatchObject([{ change: 'delete' }, { change: 'delete' }]);
  expect(await order()).toBe('b');
  expect(await faults(server, { components: [{ slug: 'b', name: 'B', service: 'nothing' }] })).toEqual([
    'components[0].service: There is no service "nothing".',
  ]);
});
