import type { Refreshed } from '../../../domain/program/refresher.ts';
import { certificateValidDays } from '../../../domain/program/training.ts';
import { type Queryable, rows, run } from '../../platform/db/database.ts';

/** More than the banks of all courses hold. */
const most = 20_000;

export async function listRefreshed(db: Queryable, personId: number): Promise<Refreshed[]> {
  return rows(
    db,
    `select course_key, question_id, box, answered_at from refreshed_questions where person_id = $1
     order by course_key, question_id limit ${most}`,
    [personId],
  );
}

export async function putRefreshed(
  tx: Queryable,
  { personId, courseKey, questionId, box }: Omit<Refreshed, 'answeredAt'> & { personId: number },
): Promise<void> {
  await run(
    tx,
    `insert into refreshed_questions (person_id, course_key, question_id, box) values ($1, $2, $3, $4)
     on conflict (person_id, course_key, question_id)
       do update set box = excluded.box, answered_at = evenkeel.now()`,
    [personId, courseKey, questionId, box],
  );
}

/** The courses whose quiz these people have passed, as far as it still counts. */
export async function listPassedCourses(db: Queryable, personIds: readonly number[]) {
  return rows<{ personId: number; courseKey: string }>(
    db,
    `select person_id, course_key from certificates where person_id = any ($1::bigint[]) and expires_at > evenkeel.now()
     union
     select person_id, course_key from quiz_attempts where person_id = any ($1::bigint[]) and awaits_practice
       and at > evenkeel.now() - make_interval(days => $2)`,
    [personIds, certificateValidDays],
  );
}

export async function listRefreshedOf(db: Queryable, personIds: readonly number[]) {
  return rows<Refreshed & { personId: number }>(
    db,
    `select person_id, course_key, question_id, box, answered_at from refreshed_questions
     where person_id = any ($1::bigint[]) limit ${most}`,
    [personIds],
  );
}
