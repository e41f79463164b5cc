import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type CertificateRow = {
  id: number;
  code: string;
  personId: number;
  personName: string;
  courseKey: string;
  issuedAt: Date;
  expiresAt: Date;
};

const columns = 'c.id, c.code, c.person_id, p.name as person_name, c.course_key, c.issued_at, c.expires_at';

/** The latest certificate of the person for each course. */
export async function listCertificatesOf(db: Queryable, personId: number): Promise<CertificateRow[]> {
  return rows(
    db,
    `select distinct on (c.course_key) ${columns} from certificates c join people p on p.id = c.person_id
     where c.person_id = $1 order by c.course_key, c.expires_at desc, c.id desc`,
    [personId],
  );
}

export async function countAttempts(db: Queryable, personId: number) {
  return rows<{ courseKey: string; total: number; ofLastDay: number }>(
    db,
    `select course_key, count(*) as total, count(*) filter (where at > evenkeel.now() - interval '24 hours') as of_last_day
     from quiz_attempts where person_id = $1 group by course_key`,
    [personId],
  );
}

/** Makes hand-ins of one person follow one another, so that two at once cannot share the last try. */
export async function lockPerson(tx: Queryable, personId: number): Promise<void> {
  await run(tx, 'select from people where id = $1 for no key update', [personId]);
}

export async function insertAttempt(
  tx: Queryable,
  attempt: { personId: number; courseKey: string; answers: unknown; right: number; asked: number; passed: boolean },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into quiz_attempts (person_id, course_key, answers, right_count, asked_count, passed)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [
      attempt.personId,
      attempt.courseKey,
      JSON.stringify(attempt.answers),
      attempt.right,
      attempt.asked,
      attempt.passed,
    ],
  );
  return inserted!.id;
}

export async function insertCertificate(
  tx: Queryable,
  certificate: {
    code: string;
    personId: number;
    courseKey: string;
    attemptId: number;
    issuedAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await run(
    tx,
    `insert into certificates (code, person_id, course_key, attempt_id, issued_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      certificate.code,
      certificate.personId,
      certificate.courseKey,
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
