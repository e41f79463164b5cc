import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/harness/database.ts';
import { packSql, unpack } from './packed-rows.ts';

test('packed rows are read as they are: instants to the millisecond, nulls, negative and large numbers', async () => {
  const { db } = await createTestDatabase();
  const fields = [
    ['t.at', 'instant'],
    ['t.count', 'number'],
  ] as const;
  const read = async (values: string) => {
    const found = await db.query(
      `select ${packSql(fields)} as packed from (values ${values}) t (at, count) where t.count is distinct from 13`,
    );
    return [...unpack(found.rows[0].packed, ['instant', 'number'])];
  };
  expect(
    await read(
      `('1969-12-31T23:59:59.5Z'::timestamptz, -7), (null, 9007199254740991), ('2031-03-30T01:00:00.123Z', null)`,
    ),
  ).toEqual([-500, -7, Number.NaN, 9007199254740991, Date.parse('2031-03-30T01:00:00.123Z'), Number.NaN]);
  expect(await read('(null::timestamptz, 13)')).toEqual([]);
});
