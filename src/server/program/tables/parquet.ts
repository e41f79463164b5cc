import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { columnTypes } from '../../../contract/program/tables.ts';
import type { ExportTable } from '../../../domain/program/tables.ts';
import type { Value } from './store.ts';

type ColumnType = (typeof columnTypes)[number];
type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

const elements: Record<ColumnType, Omit<Element, 'name'>> = {
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  boolean: { type: 'BOOLEAN' },
  timestamp: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
};

/** A Parquet file, a row group for each batch: nothing but the footer’s list of them grows with the table. */
export async function* parquetOf({ columns }: ExportTable, batches: AsyncIterable<Value[][]>): AsyncGenerator<Buffer> {
  const bytes = new ByteWriter();
  const taken = () => {
    const chunk = Buffer.from(bytes.getBytes());
    bytes.index = 0;
    return chunk;
  };
  const schema: Element[] = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }): Element => ({ name, repetition_type: 'OPTIONAL', ...elements[type] })),
  ];
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'Evenkeel' });
  for await (const batch of batches) {
    const columnData = columns.map(({ name, type }, place) => ({
      name,
      data: batch.map((row) => (type === 'integer' && row[place] !== null ? BigInt(row[place] as number) : row[place])),
    }));
    await writer.write({ columnData, rowGroupSize: batch.length });
    yield taken();
  }
  await writer.finish();
  yield taken();
}
