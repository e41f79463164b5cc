import { expect, test } from 'vitest';
import { startTestServer } from '../../../test/harness/server.ts';
import { createService, updateService } from '../../contract/directory/services.ts';
import { createTeam } from '../../contract/directory/teams.ts';
import type { InputOf } from '../../contract/endpoint.ts';
import {
  exportMeasureBreakdown,
  listMeasuredIncidents,
  readMeasureBreakdown,
  readMeasures,
} from '../../contract/measure/measures.ts';
import { declareIncident } from '../../contract/respond/incidents/changes.ts';

async function twoTeams() {
  const { admin, clock, db } = await startTestServer();
  await clock.set('2026-11-09T10:00:00Z');
  const payments = await admin.call(createTeam, { body: { slug: 'payments', name: 'Payments' } });
  const search = await admin.call(createTeam, { body: { slug: 'search', name: 'Search' } });
  const input = { slug: 'checkout', name: 'Checkout', teamId: payments.id };
  const checkout = await admin.call(createService, { body: input });
  const declare = (title: string, serviceIds: number[]) =>
    admin.call(declareIncident, { body: { title, severity: 2, serviceIds } });
  const query = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };
  const by = (dimension: InputOf<typeof readMeasureBreakdown>['query']['by']) =>
    admin.call(readMeasureBreakdown, { query: { ...query, by: dimension } });
  return { admin, clock, db, payments, search, input, checkout, declare, query, by };
}

test('each cell of a breakdown counts exactly the incidents that its link shows', async () => {
  const { admin, clock, checkout, declare, by, db } = await twoTeams();
  const first = await declare('Checkout fails', [checkout.id]);
  await clock.set('2026-11-14T23:00:00Z');
  const second = await declare('Nobody knows where', []);
  await db.query(
    `insert into postmortems (incident_id, form, state, is_required, reasons, due_at, markdown, finding_count, factor_keys)
     values ($1, 'full', 'draft', true, '[]', now(), '', 0, '{rollout,capacity}')`,
    [first.id],
  );
  const shown = async (dimension: Parameters<typeof by>[0]) => {
    const { slices } = await by(dimension);
    return Promise.all(
      slices
        .filter(({ cells }) => cells.incidents.n > 0)
        .map(async ({ name, cells }) => {
          const { searchParams } = new URL(cells.incidents.rowsHref, 'http://here');
          const { items } = await admin.call(listMeasuredIncidents, {
            query: Object.fromEntries(searchParams) as never,
          });
          expect(items).toHaveLength(cells.incidents.n);
          return [name, items.map(({ incidentId }) => incidentId)];
        }),
    );
  };
  expect(await shown('severity')).toEqual([['SEV2', [second.id, first.id]]]);
  expect(await shown('service')).toEqual([
    ['Checkout', [first.id]],
    ['No service', [second.id]],
  ]);
  expect(await shown('team')).toEqual([
    ['Payments', [first.id]],
    ['No team', [second.id]],
  ]);
  expect(await shown('time-of-day')).toEqual([
    ['Night, 22:00–07:00', [second.id]],
    ['Day, 07:00–18:00', [first.id]],
  ]);
  expect(await shown('weekday')).toEqual([
    ['Monday to Friday', [first.id]],
    ['Weekend', [second.id]],
  ]);
  expect((await shown('cause')).map(([, ids]) => ids)).toEqual([[first.id], [first.id], [second.id]]);
});

test('moving a service to another team does not move its past', async () => {
  const { admin, clock, payments, search, input, checkout, declare, query, by } = await twoTeams();
  await declare('Before the move', [checkout.id]);
  await clock.set('2026-11-10T10:00:00Z');
  await admin.call(updateService, { params: { id: checkout.id }, body: { ...input, teamId: search.id } });
  await clock.set('2026-11-11T10:00:00Z');
  await declare('After the move', [checkout.id]);
  await declare('After the move as well', [checkout.id]);
  const { slices } = await by('team');
  expect(slices.map(({ name, cells }) => [name, cells.incidents.n])).toEqual([
    ['Search', 2],
    ['Payments', 1],
  ]);
  for (const [team, n] of [
    [payments, 1],
    [search, 2],
  ] as const) {
    const { sprints } = await admin.call(readMeasures, { query: { ...query, teamId: team.id } });
    expect(sprints.items.reduce((sum, item) => sum + item.n, 0)).toBe(n);
  }
});

test('a breakdown as CSV has a line for each slice and measure', async () => {
  const { admin, checkout, declare, query } = await twoTeams();
  await declare('Checkout fails', [checkout.id]);
  const csv = await admin.call(exportMeasureBreakdown, { query: { ...query, by: 'service' } });
  expect(csv.split('\r\n').slice(0, 3)).toEqual([
    'service,name,measure,n,value,interval_low,interval_high,is_enough',
    `${checkout.id},Checkout,restore,0,,,,false`,
    expect.stringMatching(new RegExp(`^${checkout.id},Checkout,incidents,1,1,0.0[0-9]+,5.5[0-9]+,false$`)),
  ]);
});
