import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { takenProblem } from './errors.ts';

/** What callers cannot write: found by other ways, or made by ourselves. */
const ofNoField = /_id$|^id$|^(?:incident|person|subscriber|update|maintenance|attempt|team|role|moment)_?/;

test('whatever unique rule is broken, the field is named in words and no value is told', async () => {
  const { db } = await createTestDatabase();
  const { rows } = await db.query<{ table: string; columns: string[]; definition: string }>(
    `select c.relname as table, pg_get_indexdef(i.indexrelid) as definition,
       array(select pg_get_indexdef(i.indexrelid, n, true) from generate_series(1, i.indnatts) n) as columns
     from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace s on s.oid = c.relnamespace
     where i.indisunique and not i.indisprimary and s.nspname = 'evenkeel'`,
  );
  expect(rows.length).toBeGreaterThan(20);
  for (const { table, columns, definition } of rows) {
    const detail = `Key (${columns.join(', ')})=(${columns.map(() => 'secret value').join(', ')}) already exists.`;
    const problem = takenProblem(Object.assign(new Error('duplicate'), { detail, table }));
    expect(problem.code).toBe('conflict');
    expect(JSON.stringify([problem.detail, problem.errors])).not.toContain('secret value');
    expect(problem.detail, definition).not.toMatch(/_|Hash/);
    const written = columns.filter((column) => !ofNoField.test(column) && /^\w+$/.test(column) && column !== 'true');
    if (written.length === columns.length) expect(problem.errors.length, definition).toBe(columns.length);
  }
});

test('of several columns those that the caller wrote are named', () => {
  const error = Object.assign(new Error('duplicate'), {
    table: 'people',
    detail: 'Key (team_id, lower(email))=(7, a@b.example) already exists.',
  });
  expect(takenProblem(error, { email: 'A@b.example' })).toMatchObject({
    detail: 'Another person already has this e-mail address.',
    errors: [{ path: 'body.email' }],
  });
});
