import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { insertSource } from '../../../../test/harness/sources.ts';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import * as contract from '../../../contract/detect/routes.ts';
import { createService } from '../../../contract/directory/services.ts';

const everything = { all: [] };

async function fire({ admin, url }: TestServer, source: { id: number; key: string }, body: object) {
  const count = async () => (await admin.call(listAlerts, { query: { sourceId: source.id } })).items.length;
  const before = await count();
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/in/${source.key}`, { method: 'POST', headers, body: JSON.stringify(body) });
  await eventually(async () => (await count()) > before);
  const { items } = await admin.call(listAlerts, { query: { sourceId: source.id } });
  return admin.call(getAlert, { params: { id: items[0]!.id } });
}

test('the first enabled route that matches decides about an alert, and the alert tells why', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const shop = await admin.call(createService, { body: { slug: 'shop', name: 'Shop' } });
  const source = await insertSource(server.db, 'generic', { slug: 'checks' });
  await admin.call(contract.createRoute, {
    body: { slug: 'off', name: 'Switched off', condition: everything, enabled: false, outcome: { severity: 5 } },
  });
  const toShop = await admin.call(contract.createRoute, {
    body: {
      slug: 'shop',
      name: 'To the shop',
      condition: { all: [{ label: 'app', operator: 'equals', value: 'shop' }] },
      outcome: { serviceId: shop.id, severity: 2 },
    },
  });
  await admin.call(contract.createRoute, {
    body: { slug: 'rest', name: 'The rest', condition: everything, outcome: { suppressReason: 'Nobody owns it.' } },
  });
  const ours = await fire(server, source, { title: 'Cart broken', labels: { app: 'shop' }, severity: 'info' });
  expect(ours).toMatchObject({ serviceId: shop.id, serviceName: 'Shop', severity: 2, suppressedReason: null });
  expect(ours.route).toEqual({ id: toShop.id, name: 'To the shop' });
  expect(ours.explanation.map(({ result }) => result)).toEqual(['disabled', 'taken', 'not-reached']);

  const other = await fire(server, source, { title: 'Lamp broken', labels: { app: 'lamp' } });
  expect(other).toMatchObject({ suppressedReason: 'Nobody owns it.', serviceId: null });
  expect(other.explanation[1]!.failed).toEqual({
    condition: { label: 'app', operator: 'equals', value: 'shop' },
    actual: 'lamp',
  });

  await admin.call(contract.deleteRoute, { params: { id: toShop.id } });
  const after = await admin.call(getAlert, { params: { id: ours.id } });
  expect([after.route, after.explanation[1]!.name]).toEqual([null, 'To the shop']);
});

test('what a route kept quiet and still fires pages when the route is changed to page, switched off or deleted', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const body = (slug: string, outcome: object, more: object = {}) => ({
    slug,
    name: slug,
    condition: { all: [{ label: 'app', operator: 'equals' as const, value: slug }] },
    outcome,
    ...more,
  });
  const silent = { suppressReason: 'Nobody owns it.' };
  const routeOf = async (slug: string, outcome: object) =>
    (await admin.call(contract.createRoute, { body: body(slug, outcome) })).id;
  const suppressing = await routeOf('suppressing', silent);
  const showing = await routeOf('showing', { paging: false });
  const off = await routeOf('off', silent);
  const renamed = await routeOf('renamed', silent);
  const source = await insertSource(server.db, 'generic');
  for (const app of ['suppressing', 'showing', 'off', 'renamed']) {
    await fire(server, source, { title: app, labels: { app } });
  }
  const paging = async () => {
    const { rows } = await server.db.query('select title, paging from alerts where source_id = $1', [source.id]);
    return Object.fromEntries(rows.map((alert) => [alert.title, alert.paging]));
  };
  expect(new Set(Object.values(await paging()))).toEqual(new Set(['none']));

  const update = (id: number, changed: ReturnType<typeof body>) =>
    admin.call(contract.updateRoute, { params: { id }, body: changed });
  await update(renamed, { ...body('renamed', silent), name: 'Another name' });
  await admin.call(contract.deleteRoute, { params: { id: suppressing } });
  await update(showing, body('showing', { paging: true }));
  await update(off, body('off', silent, { enabled: false }));
  const asked = expect.stringMatching(/wanted|paged/);
  await expect.poll(paging).toEqual({ suppressing: asked, showing: asked, off: asked, renamed: 'none' });
});

test('routes are put in a new order only when all of them are named', async () => {
  const { admin } = await startTestServer();
  const ids: number[] = [];
  for (const slug of ['a', 'b', 'c']) {
    ids.push((await admin.call(contract.createRoute, { body: { slug, name: slug, condition: everything } })).id);
  }
  const [a, b, c] = ids as [number, number, number];
  const ordered = await admin.call(contract.orderRoutes, { body: { ids: [c, a, b] } });
  expect(ordered.items.map(({ slug }) => slug)).toEqual(['c', 'a', 'b']);
  expect((await admin.call(contract.listRoutes, {})).items).toEqual(ordered.items);
  for (const wrong of [[a, b], [a, a, b], [a, b, c, 999], []]) {
    await expect(admin.call(contract.orderRoutes, { body: { ids: wrong } })).rejects.toMatchObject({
      code: 'state_conflict',
    });
  }
});

test('a route is replaced by its version, and wrong conditions and services are named with their place', async () => {
  const { admin } = await startTestServer();
  const body = { slug: 'a', name: 'A', condition: everything };
  const route = await admin.call(contract.createRoute, { body });
  expect(route.outcome).toEqual({
    serviceId: null,
    severity: null,
    groupBy: [],
    suppressReason: null,
    paging: true,
    flapping: null,
    declare: null,
  });
  const params = { id: route.id };
  expect(
    await admin.call(contract.updateRoute, { params, body: { ...body, name: 'B' } }, { ifMatch: 1 }),
  ).toMatchObject({
    name: 'B',
    version: 2,
  });
  await expect(admin.call(contract.updateRoute, { params, body }, { ifMatch: 1 })).rejects.toMatchObject({
    status: 412,
  });

  const refused: [object, string][] = [
    [{ ...body, condition: { all: [{ operator: 'exists' }] } }, 'body.condition.all.0.label'],
    [{ ...body, condition: { all: [{ label: 'a', operator: 'in', value: 'x' }] } }, 'body.condition.all.0.value'],
    [{ ...body, condition: { all: [{ label: 'a', operator: 'exists', value: 'x' }] } }, 'body.condition.all.0.value'],
    [
      { ...body, condition: { all: [{ field: 'severity', operator: 'equals', value: 'bad' }] } },
      'body.condition.all.0.value',
    ],
    [
      { ...body, condition: { all: [{ label: 'a', operator: 'regex', value: '(a+)+$' }] } },
      'body.condition.all.0.operator',
    ],
    [{ ...body, outcome: { serviceId: 4711 } }, 'body.outcome.serviceId'],
    [{ ...body, outcome: { severity: 6 } }, 'body.outcome.severity'],
  ];
  for (const [wrong, path] of refused) {
    await expect(admin.call(contract.updateRoute, { params, body: wrong as never }), path).rejects.toMatchObject({
      status: 400,
      errors: [{ path }],
    });
  }
});

test('a preview tells of the latest alerts which would match, and what the others failed by', async () => {
  const server = await startTestServer();
  const source = await insertSource(server.db, 'generic', { slug: 'checks' });
  for (const zone of ['a', 'b', 'b'])
    await fire(server, source, { title: `In ${zone}`, labels: { zone }, dedup_key: crypto.randomUUID() });
  const draft = {
    condition: {
      all: [
        { field: 'source' as const, operator: 'equals' as const, value: 'checks' },
        { label: 'zone', operator: 'equals' as const, value: 'b' },
      ],
    },
    outcome: { groupBy: ['zone'] },
  };
  const preview = await server.admin.call(contract.previewRoute, { body: draft });
  const ours = preview.items.filter(({ title }) => title.startsWith('In '));
  expect(ours.map(({ matches }) => matches)).toEqual([true, true, false]);
  expect([preview.matched, preview.groups]).toEqual([2, 1]);
  expect(ours[2]!.failed).toEqual({ condition: draft.condition.all[1], actual: 'a' });
});
