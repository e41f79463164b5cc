import { expect, test } from 'vitest';
import { startTestServer } from '../../../test/harness/server.ts';
import { exportMeasureTrend, listMeasuredIncidents, readMeasureTrend } from '../../contract/measure/measures.ts';
import { declareIncident } from '../../contract/respond/incidents/changes.ts';

test('a trend of one severity by week counts exactly the incidents that its links show', async () => {
  const { admin, clock } = await startTestServer();
  await clock.set('2026-11-09T10:00:00Z');
  const wanted = await admin.call(declareIncident, { body: { title: 'Payments fail', severity: 1 } });
  await admin.call(declareIncident, { body: { title: 'Search is slow', severity: 3 } });
  const query = {
    ...{ from: '2026-11-02T00:00:00Z', to: '2026-11-23T00:00:00Z', measure: 'incidents' as const },
    ...{ by: 'week' as const, severity: 1 },
  };
  const { points } = await admin.call(readMeasureTrend, { query });
  expect(points.map(({ name, n, isWhole }) => [name, n, isWhole])).toEqual([
    ['2026-11-09', 1, true],
    ['2026-11-16', 0, true],
  ]);
  const { searchParams } = new URL(points[0]!.rowsHref, 'http://here');
  const { items } = await admin.call(listMeasuredIncidents, { query: Object.fromEntries(searchParams) as never });
  expect(items.map(({ incidentId }) => incidentId)).toEqual([wanted.id]);
  const csv = await admin.call(exportMeasureTrend, { query });
  expect(csv.split('\r\n').slice(0, 2)).toEqual([
    'measure,week,from,to,is_whole,n,value,interval_low,interval_high,is_enough,center,limit_low,limit_high,signal',
    'incidents,2026-11-09,2026-11-09T00:00:00.000Z,2026-11-16T00:00:00.000Z,true,1,1,,,true,,,,',
  ]);
});

test('a point counts exactly the incidents that its link shows; the line begins where there are any', async () => {
  const { admin, clock } = await startTestServer();
  await clock.set('2026-09-15T10:00:00Z');
  const first = await admin.call(declareIncident, { body: { title: 'Payments fail', severity: 2 } });
  await clock.set('2026-11-20T10:00:00Z');
  await admin.call(declareIncident, { body: { title: 'Search is down', severity: 3 } });
  const query = { from: '2026-03-01T00:00:00Z', to: '2026-12-01T00:00:00Z', measure: 'incidents' as const };
  const { points, trend } = await admin.call(readMeasureTrend, { query });
  expect(points.map(({ name, n }) => [name, n])).toEqual([
    ['2026-09', 1],
    ['2026-10', 0],
    ['2026-11', 1],
  ]);
  expect(trend.verdict).toBe('cannot-tell');
  const { searchParams } = new URL(points[0]!.rowsHref, 'http://here');
  const { items } = await admin.call(listMeasuredIncidents, { query: Object.fromEntries(searchParams) as never });
  expect(items.map(({ incidentId }) => incidentId)).toEqual([first.id]);
  await expect(
    admin.call(readMeasureTrend, { query: { ...query, from: '2017-01-01T00:00:00Z', by: 'sprint' } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});
