import * as contract from '../../contract/measure/measures.ts';
import { csvLines } from '../../domain/csv.ts';
import { asFile } from '../platform/http/csv-stream.ts';
import { type Handler, implement } from '../platform/http/handler.ts';
import { readMeasures } from './actions.ts';
import { readBreakdown } from './breakdown.ts';
import { breakdownCsv, measuresCsv, trendCsv } from './csv.ts';
import { listMeasuredIncidents, readMeasuredIncidents } from './row-sets.ts';
import { readMeasureTrend } from './trend.ts';

const mostCsvLines = 100_000;
const mostCsvSlices = 5_000;

export const measureHandlers: Handler[] = [
  implement(contract.readMeasures, (ctx, { query }) => readMeasures(ctx, query)),
  implement(contract.readMeasureTrend, (ctx, { query }) => readMeasureTrend(ctx, query)),
  implement(contract.exportMeasureTrend, async (ctx, { query, reply }) => {
    asFile(reply, `${query.measure}-by-${query.by}.csv`);
    return trendCsv(await readMeasureTrend(ctx, query));
  }),
  implement(contract.readMeasureBreakdown, (ctx, { query }) => readBreakdown(ctx, query)),
  implement(contract.exportMeasureBreakdown, async (ctx, { query, reply }) => {
    asFile(reply, `measures-by-${query.by}.csv`);
    return breakdownCsv(await readBreakdown(ctx, query, mostCsvSlices));
  }),
  implement(contract.exportMeasures, async (ctx, { query, reply }) => {
    asFile(reply, 'measures.csv');
    return measuresCsv(await readMeasures(ctx, query));
  }),
  implement(contract.listMeasuredIncidents, (ctx, { query }) => listMeasuredIncidents(ctx, query)),
  implement(contract.exportMeasuredIncidents, async (ctx, { query, reply }) => {
    asFile(reply, `incidents-${query.measure}.csv`);
    return rowsCsv(await readMeasuredIncidents(ctx, query, mostCsvLines));
  }),
];

function rowsCsv(found: Awaited<ReturnType<typeof readMeasuredIncidents>>): string {
  const header = [
    'incident',
    'title',
    'severity',
    'kind',
    'declared_at',
    'resolved_at',
    'started_at',
    'ended_at',
    'seconds',
  ];
  const text = (at: Date | null) => at?.toISOString() ?? null;
  return csvLines([
    header,
    ...found.map((one) => [
      ...[one.key, one.title, one.severity, one.kind, text(one.declaredAt), text(one.resolvedAt)],
      ...[text(one.startedAt), text(one.endedAt), one.seconds],
    ]),
  ]);
}
