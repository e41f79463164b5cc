import * as contract from '../../../contract/program/tables.ts';
import { type CsvValue, csvLines } from '../../../domain/csv.ts';
import { exportTables, tableNamed } from '../../../domain/program/tables.ts';
import { streamFile } from '../../platform/http/csv-stream.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { openTable } from './actions.ts';
import { parquetOf } from './parquet.ts';
import type { Value } from './store.ts';

export const tableHandlers: Handler[] = [
  implement(contract.listExportTables, async () => ({
    items: exportTables.map((table) => ({ ...table, key: [...table.key], columns: [...table.columns] })),
  })),
  implement(contract.exportTableCsv, (ctx, { params: { table }, query, ...io }) =>
    streamFile(io, `${table}.csv`, async () => {
      const { next, batches } = await openTable(ctx.db, table, query.since);
      io.reply.header(contract.nextSinceHeader, next);
      return csvOf(
        tableNamed(table).columns.map(({ name }) => name),
        batches,
      );
    }),
  ),
  implement(contract.exportTableParquet, (ctx, { params: { table }, query, ...io }) =>
    streamFile(io, `${table}.parquet`, async () => {
      const { next, batches } = await openTable(ctx.db, table, query.since);
      io.reply.header(contract.nextSinceHeader, next);
      return parquetOf(tableNamed(table), batches);
    }),
  ),
];

async function* csvOf(header: string[], batches: AsyncIterable<Value[][]>): AsyncGenerator<string> {
  yield csvLines([header]);
  const cell = (value: Value): CsvValue => (value instanceof Date ? value.toISOString() : value);
  for await (const batch of batches) yield csvLines(batch.map((row) => row.map(cell)));
}
