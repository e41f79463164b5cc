import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/harness/database.ts';
import { readNumbers } from './binary-array.ts';

test('arrays of PostgreSQL are read as they are: instants to the millisecond, nulls, negative and large numbers', async () => {
  const { db } = await createTestDatabase();
  const read = async (expression: string) => {
    const found = await db.query(`select array_send(${expression}) as value`);
    return [...readNumbers(found.rows[0].value)];
  };
  expect(await read(`array['1969-12-31T23:59:59.5Z', null, '2031-03-30T01:00:00.123Z']::timestamptz[]`)).toEqual([
    -500,
    Number.NaN,
    Date.parse('2031-03-30T01:00:00.123Z'),
  ]);
  expect(await read('array[1, null, -7, 9007199254740991]::bigint[]')).toEqual([1, Number.NaN, -7, 9007199254740991]);
  expect(await read('array[3, -4]::int[]')).toEqual([3, -4]);
  expect(await read(`'{}'::bigint[]`)).toEqual([]);
  expect(await read('null::bigint[]')).toEqual([]);
});
