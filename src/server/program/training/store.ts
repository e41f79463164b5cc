import type { CourseHead } from '../../../contract/program/documents.ts';
import { certificateValidDays } from '../../../domain/program/training.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type CertificateRow = {
  id: number;
  code: string;
  personId: number;
  personName: string;
  courseKey: string;
  issuedAt: Date;
  /** As the course was called then; null for certificates of earlier versions. */
  courseTitle: string | null;
  practice: CourseHead['practice'];
  expiresAt: Date;
};

const columns =
  'c.id, c.code, c.person_id, p.name as person_name, c.course_key, c.course_title, c.practice, c.issued_at, c.expires_at';

/** The latest certificate of the person for each course. */
export async function listCertificatesOf(db: Queryable, personId: number): Promise<CertificateRow[]> {
  return rows(
    db,
    `select distinct on (c.course_key) ${columns} from certificates c join people p on p.id = c.person_id
     where c.person_id = $1 order by c.course_key, c.expires_at desc, c.id desc`,
    [personId],
  );
}

export type AttemptCount = {
  courseKey: string;
  total: number;
  ofLastDay: number;
  /** Of a quiz that waits for its practical part; null also when that was more than a year ago. */
  quizPassedAt: Date | null;
};

export async function countAttempts(db: Queryable, personId: number): Promise<AttemptCount[]> {
  return rows(
    db,
    `select course_key, count(*) as total, count(*) filter (where at > evenkeel.now() - interval '24 hours') as of_last_day,
       max(at) filter (where awaits_practice and at > evenkeel.now() - make_interval(days => $2)) as quiz_passed_at
     from quiz_attempts where person_id = $1 group by course_key`,
    [personId, certificateValidDays],
  );
}

export async function countAttemptsOf(db: Queryable, personId: number, courseKey: string): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    'select count(*)::int as count from quiz_attempts where person_id = $1 and course_key = $2',
    [personId, courseKey],
  );
  return found!.count;
}

/** Makes hand-ins of one person follow one another, so that two at once cannot share the last try. */
export async function lockPerson(tx: Queryable, personId: number): Promise<void> {
  await run(tx, 'select from people where id = $1 for no key update', [personId]);
}

export async function insertAttempt(
  tx: Queryable,
  attempt: {
    personId: number;
    courseKey: string;
    /** The version of the course, and each question as it was asked with what was answered. */
    answers: { version: number; asked: object[] };
    right: number;
    asked: number;
    passed: boolean;
    awaitsPractice: boolean;
  },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into quiz_attempts (person_id, course_key, answers, right_count, asked_count, passed, awaits_practice)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      attempt.personId,
      attempt.courseKey,
      JSON.stringify(attempt.answers),
      attempt.right,
      attempt.asked,
      attempt.passed,
      attempt.awaitsPractice,
    ],
  );
  return inserted!.id;
}

/** Whether any passed quiz of the last year waits for its practical part. */
export async function isAnybodyWaiting(db: Queryable): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    db,
    `select exists (select from quiz_attempts where awaits_practice and at > evenkeel.now() - make_interval(days => $1)) as found`,
    [certificateValidDays],
  );
  return found!.found;
}

/** A newer pass, or the certificate, takes the place of what waited. */
export async function endWaiting(tx: Queryable, personId: number, courseKey: string): Promise<void> {
  await run(
    tx,
    'update quiz_attempts set awaits_practice = false where person_id = $1 and course_key = $2 and awaits_practice',
    [personId, courseKey],
  );
}

export async function insertCertificate(
  tx: Queryable,
  certificate: Pick<CertificateRow, 'code' | 'personId' | 'courseKey' | 'practice' | 'issuedAt' | 'expiresAt'> & {
    courseTitle: string;
    attemptId: number;
  },
): Promise<void> {
  await run(
    tx,
    `insert into certificates (code, person_id, course_key, course_title, practice, attempt_id, issued_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      certificate.code,
      certificate.personId,
      certificate.courseKey,
      certificate.courseTitle,
      JSON.stringify(certificate.practice),
      certificate.attemptId,
      certificate.issuedAt,
      certificate.expiresAt,
    ],
  );
}

export async function loadCertificateByCode(db: Queryable, code: string): Promise<CertificateRow | null> {
  return row(db, `select ${columns} from certificates c join people p on p.id = c.person_id where c.code = $1`, [code]);
}

export async function listAttempts(db: Queryable, personId: number, limit: number, cursor: string | undefined) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<{
    id: number;
    courseKey: string;
    right: number;
    asked: number;
    passed: boolean;
    at: Date;
  }>(
    db,
    `select id, course_key, right_count as "right", asked_count as asked, passed, at from quiz_attempts
     where person_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
    [personId, before, limit + 1],
  );
  return pageOf(found, limit, (attempt) => [attempt.id]);
}

const states = {
  all: 'true',
  valid: "l.expires_at > evenkeel.now() + interval '30 days'",
  'expires-soon': "l.expires_at > evenkeel.now() and l.expires_at <= evenkeel.now() + interval '30 days'",
  expired: 'l.expires_at <= evenkeel.now()',
};

/** The latest certificate of each enabled person and course. */
export async function listCertified(
  db: Queryable,
  filter: { courseKey?: string | undefined; teamId?: number | undefined; state: keyof typeof states },
  limit: number,
  cursor: string | undefined,
) {
  const [name, id] = decodeCursor(cursor, 2) ?? [null, null];
  const found = await rows<CertificateRow>(
    db,
    `select l.* from (select distinct on (c.person_id, c.course_key) ${columns}
       from certificates c join people p on p.id = c.person_id
       where p.disabled_at is null and ($1::text is null or c.course_key = $1)
         and ($2::bigint is null or c.person_id in (select person_id from team_members where team_id = $2))
       order by c.person_id, c.course_key, c.expires_at desc, c.id desc) l
     where ${states[filter.state]} and ($3::text is null or (l.person_name, l.id) > ($3, $4::bigint))
     order by l.person_name, l.id limit $5`,
    [filter.courseKey ?? null, filter.teamId ?? null, name, id, limit + 1],
  );
  return pageOf(found, limit, (certificate) => [certificate.personName, certificate.id]);
}
