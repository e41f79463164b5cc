import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { sharedServer, type TestServer } from '../../../../test/harness/server.ts';
import { listAlertSignals, listAlerts } from '../../../contract/detect/alerts.ts';
import * as contract from '../../../contract/detect/mapping.ts';
import { createRoute } from '../../../contract/detect/routes.ts';
import {
  createSource,
  getSource,
  listSourceSignals,
  listSources,
  readSourceSetup,
} from '../../../contract/detect/sources.ts';
import { createService } from '../../../contract/directory/services.ts';
import {
  applyConfiguration,
  exportConfiguration,
  planConfiguration,
} from '../../../contract/platform/configuration.ts';
import { simulate } from '../../../contract/respond/simulation.ts';

const getServer = sharedServer();
let made = 0;

async function newSource({ admin, url }: TestServer, rules?: contract.MappingRuleInput[], type = 'generic') {
  made += 1;
  const { id } = await admin.call(createSource, { body: { slug: `mapped-${made}`, name: `Mapped ${made}`, type } });
  const { key } = await admin.call(readSourceSetup, { params: { id } });
  const save = (next: contract.MappingRuleInput[], ifMatch?: number) =>
    admin.call(
      contract.updateSourceMapping,
      { params: { id }, body: { rules: next } },
      ifMatch === undefined ? {} : { ifMatch },
    );
  if (rules) await save(rules);
  const post = (body: unknown, path = '') =>
    fetch(`${url}/in/${key}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const heard = async (count: number) =>
    eventually(async () => (await admin.call(getSource, { params: { id } })).signalCount === count);
  const alerts = async () => (await admin.call(listAlerts, { query: { sourceId: id, state: 'all' } })).items;
  const requests = async (query: object = {}) => (await admin.call(listSourceSignals, { params: { id }, query })).items;
  return { id, key, save, post, heard, alerts, requests };
}

test('signals are mapped before they become alerts, and the source shows them so', async () => {
  const server = await getServer();
  const source = await newSource(server, [
    { do: 'extract', from: 'title', pattern: 'on (?P<host>[a-z0-9-]+)' },
    { do: 'set', field: 'dedupKey', template: 'disk {{ labels.host }}' },
    { do: 'set', field: 'title', template: 'Disk of {{ labels.host }}' },
  ]);
  await source.post({ title: 'disk 91 % on web-1', id: 'a' });
  await source.post({ title: 'disk 95 % on web-1', id: 'b' });
  await source.heard(2);
  const alerts = await source.alerts();
  expect(alerts).toMatchObject([{ title: 'Disk of web-1', labels: { host: 'web-1' }, signalCount: 2 }]);
  expect((await source.requests())[0]!.understood).toMatchObject([{ title: 'Disk of web-1', dedupKey: 'disk web-1' }]);
  const { items } = await server.admin.call(listAlertSignals, { params: { id: alerts[0]!.id } });
  expect(items).toHaveLength(2);
});

test('a dropped signal becomes no alert, is counted, and its request is kept and can be looked at', async () => {
  const server = await getServer();
  const source = await newSource(server, [
    { do: 'drop', when: { all: [{ body: 'env', operator: 'equals', value: 'staging' }] } },
  ]);
  expect(
    (
      await source.post([
        { title: 'One', env: 'staging' },
        { title: 'Two', env: 'live' },
      ])
    ).status,
  ).toBe(202);
  await source.post({ title: 'Three', env: 'live' });
  await source.heard(3);
  expect((await source.alerts()).map(({ title }) => title).sort()).toEqual(['Three', 'Two']);
  expect(await server.admin.call(getSource, { params: { id: source.id } })).toMatchObject({
    droppedCount: 1,
    lastDroppedAt: expect.any(String),
  });
  const dropped = await source.requests({ dropped: 'true' });
  expect(dropped).toMatchObject([{ dropped: [{ rule: 1, title: 'One' }], droppedCount: 1 }]);
  expect(dropped[0]!.body).toContain('staging');
});

test('of the requests with dropped signals the last fifty are known, however many there were', async () => {
  const server = await getServer();
  const source = await newSource(server, [{ do: 'drop' }]);
  for (let at = 0; at < 60; at += 10)
    await Promise.all(Array.from({ length: 10 }, (_, n) => source.post({ title: `No ${at + n}` })));
  await source.heard(60);
  const { rows } = await server.db.query('select count(*)::int as count from dropped_signals where source_id = $1', [
    source.id,
  ]);
  expect(rows[0].count).toBe(50);
  expect(await source.alerts()).toEqual([]);
});

test('a rule that fails costs no signal: the request needs attention, with the reason', async () => {
  const server = await getServer();
  const source = await newSource(server, [{ do: 'set', field: 'severity', template: '{{ body.level }}' }]);
  await source.post({ title: 'Cart broken', level: 'purple' });
  await source.heard(1);
  expect(await source.alerts()).toMatchObject([{ title: 'Cart broken' }]);
  const [odd] = await source.requests({ odd: 'true' });
  expect(odd!.odd[0]!.reason).toContain('“purple” is no severity');
});

test('the sender is answered with its own dedup key, and its resolve finds the alert by the mapped one', async () => {
  const server = await getServer();
  const source = await newSource(
    server,
    [{ do: 'set', field: 'dedupKey', template: 'ours {{ dedup_key }}' }],
    'pagerduty-events-v2',
  );
  const send = async (event_action: string) => {
    const answer = await fetch(`${server.url}/v2/enqueue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        routing_key: source.key,
        event_action,
        dedup_key: 'theirs',
        payload: { summary: 'Down', source: 'web', severity: 'error' },
      }),
    });
    return answer.json();
  };
  expect(await send('trigger')).toMatchObject({ dedup_key: 'theirs' });
  await send('resolve');
  await eventually(async () => (await source.alerts())[0]?.state === 'resolved');
  expect(await source.alerts()).toHaveLength(1);
});

test('rules that cannot be used are refused, each at its place, and nothing changes', async () => {
  const server = await getServer();
  const source = await newSource(server);
  const bad: contract.MappingRuleInput[] = [
    { do: 'set', field: 'title', template: '{{ title' },
    { do: 'extract', from: 'title', pattern: '(a' },
    { do: 'look-up', table: 'nowhere', key: '{{ title }}' },
  ];
  await expect(source.save(bad)).rejects.toMatchObject({
    status: 400,
    errors: [{ path: 'body.rules.0.template' }, { path: 'body.rules.1.pattern' }, { path: 'body.rules.2.table' }],
  });
  expect(await server.admin.call(contract.getSourceMapping, { params: { id: source.id } })).toEqual({
    rules: [],
    version: 1,
  });
});

test('of two that change a mapping from one version the second is refused, and told by whom', async () => {
  const server = await getServer();
  const source = await newSource(server);
  expect(await source.save([{ do: 'drop' }], 1)).toMatchObject({ version: 2 });
  await expect(source.save([], 1)).rejects.toMatchObject({ status: 412 });
});

test('what Evenkeel says about itself takes no mapping', async () => {
  const server = await getServer();
  const { items } = await server.admin.call(listSources, { query: { slug: 'evenkeel' } });
  await expect(
    server.admin.call(contract.updateSourceMapping, {
      params: { id: items[0]!.id },
      body: { rules: [{ do: 'drop' }] as never },
    }),
  ).rejects.toMatchObject({ status: 409 });
});

test('a trial tells what rules would make of what was received, beside those in force, and keeps nothing', async () => {
  const server = await getServer();
  const source = await newSource(server);
  for (const host of ['web-1', 'web-1', 'web-2']) await source.post({ title: `Slow ${host}`, id: Math.random(), host });
  await source.heard(3);
  const params = { id: source.id };
  const rules = [
    { do: 'set', field: 'dedupKey', template: '{{ body.host }}' },
    { do: 'drop', when: { all: [{ body: 'host', operator: 'equals', value: 'web-2' }] } },
  ] as never;
  const { summary, items } = await server.admin.call(contract.tryMapping, { params, body: { rules, requests: 100 } });
  expect(summary).toMatchObject({ requests: 3, signals: 3, changed: 2, dropped: 1, droppedNow: 0, dedupKeys: 1 });
  expect(items).toHaveLength(3);
  expect(items[0]).toMatchObject({ signals: [{ after: null, hits: [1, 2] }], body: expect.stringContaining('web-2') });
  expect(items[1]!.signals).toMatchObject([
    { before: { title: 'Slow web-1' }, after: { dedupKey: 'web-1' }, hits: [1] },
  ]);
  expect(await server.admin.call(contract.getSourceMapping, { params })).toEqual({ rules: [], version: 1 });
  expect(await source.alerts()).not.toEqual([]);
});

test('the simulation says who would be paged under rules that are only being tried', async () => {
  const server = await getServer();
  const { admin } = server;
  const shop = await admin.call(createService, { body: { slug: 'mapped-shop', name: 'Mapped shop' } });
  await admin.call(createRoute, {
    body: {
      ...{ slug: 'mapped-shop', name: 'To the mapped shop', outcome: { serviceId: shop.id } },
      condition: { all: [{ label: 'team', operator: 'equals', value: 'mapped-shop' }] },
    },
  });
  const source = await newSource(server);
  await source.post({ title: 'Cart broken' });
  await source.heard(1);
  const { position } = (await source.requests())[0]!;
  const of = { kind: 'received' as const, sourceId: source.id, position };
  const mapping = [{ do: 'set', field: 'label', name: 'team', template: 'mapped-shop' }] as never;
  expect((await admin.call(simulate, { body: { of } })).alerts[0]!.service).toBeNull();
  expect((await admin.call(simulate, { body: { of: { ...of, mapping } } })).alerts[0]!.service).toMatchObject({
    id: shop.id,
  });
});

test('lookup tables label signals; a changed table counts at once, and one in use cannot be deleted', async () => {
  const server = await getServer();
  const { admin } = server;
  const table = (team: string) => ({ slug: 'owners', name: 'Owners', csv: `host,team\nweb-1,${team}\n` });
  const { id, version } = await admin.call(contract.createLookupTable, { body: table('shop') });
  expect(await admin.call(contract.listLookupTables, {})).toMatchObject({
    items: [{ slug: 'owners', columns: ['host', 'team'], rowCount: 1 }],
  });
  const source = await newSource(server, [{ do: 'look-up', table: 'owners', key: '{{ body.host }}' }]);
  await source.post({ title: 'One', host: 'web-1' });
  await source.heard(1);
  await admin.call(contract.updateLookupTable, { params: { id }, body: table('data') }, { ifMatch: version });
  await source.post({ title: 'Two', host: 'web-1' });
  await source.heard(2);
  const teams = (await source.alerts()).map(({ title, labels }) => [title, labels.team]).sort();
  expect(teams).toEqual([
    ['One on web-1', 'shop'],
    ['Two on web-1', 'data'],
  ]);
  await expect(admin.call(contract.deleteLookupTable, { params: { id } })).rejects.toMatchObject({ status: 409 });
  await expect(
    admin.call(contract.updateLookupTable, { params: { id }, body: { ...table('x'), csv: 'only' } }),
  ).rejects.toMatchObject({ errors: [{ path: 'body.csv' }] });
  await source.save([]);
  await admin.call(contract.deleteLookupTable, { params: { id } });
  expect(await admin.call(contract.listLookupTables, {})).toEqual({ items: [] });
});

test('a mapping and its tables are configuration: exported, planned without a difference, applied and removed', async () => {
  const { admin } = await getServer();
  const document = {
    lookupTables: [{ slug: 'sites', name: 'Sites', csv: 'site,team\noslo,north\n' }],
    sources: [
      {
        slug: 'from-file',
        name: 'From a file',
        type: 'generic',
        mapping: [
          { do: 'look-up', table: 'sites', key: '{{ labels.site }}' },
          { do: 'drop', when: { all: [{ label: 'team', operator: 'missing' }] } },
        ],
      },
    ],
  };
  await admin.call(applyConfiguration, { body: { document, prune: false } });
  expect((await admin.call(planConfiguration, { body: { document, prune: false } })).hasChanges).toBe(false);
  const { document: exported } = await admin.call(exportConfiguration, { query: { secrets: 'true' } });
  expect((await admin.call(planConfiguration, { body: { document: exported, prune: false } })).hasChanges).toBe(false);
  const unknown = { sources: [{ ...document.sources[0]!, mapping: [{ do: 'look-up', table: 'none', key: 'x' }] }] };
  await expect(admin.call(planConfiguration, { body: { document: unknown, prune: false } })).rejects.toMatchObject({
    errors: [expect.objectContaining({ path: expect.stringContaining('mapping[0].table') })],
  });
  const withoutRules = { sources: [{ ...document.sources[0]!, mapping: [] }] };
  await admin.call(applyConfiguration, { body: { document: withoutRules, prune: false } });
  const { items } = await admin.call(listSources, { query: { slug: 'from-file' } });
  expect((await admin.call(contract.getSourceMapping, { params: { id: items[0]!.id } })).rules).toEqual([]);
});
