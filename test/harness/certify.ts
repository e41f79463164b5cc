/** Certificates as rows: tests of what builds on them need no quiz. */
import { randomUUID } from 'node:crypto';
import type { TestDatabase } from './database.ts';

/** Gives the person a certificate that is good for `days` from now on; below zero, one that expired. */
export async function certify({ db }: Pick<TestDatabase, 'db'>, personId: number, courseKey: string, days = 365) {
  const attempt = await db.query<{ id: number }>(
    `insert into quiz_attempts (person_id, course_key, answers, right_count, asked_count, passed)
     values ($1, $2, '{}', 6, 6, true) returning id`,
    [personId, courseKey],
  );
  await db.query(
    `insert into certificates (code, person_id, course_key, attempt_id, issued_at, expires_at)
     values ($1, $2, $3, $4, evenkeel.now() + make_interval(days => $5 - 365), evenkeel.now() + make_interval(days => $5))`,
    [randomUUID().replaceAll('-', ''), personId, courseKey, attempt.rows[0]!.id, days],
  );
}
