import type { MaturityLevel } from '../../../domain/program/maturity-model.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';
import type { Figures } from './evidence.ts';

type ActorName = { kind: string; name: string; personId?: number };

export type AssessmentRow = {
  id: number;
  notes: string;
  startedBy: ActorName;
  startedAt: Date;
  completedBy: ActorName | null;
  completedAt: Date | null;
  evidence: Figures | null;
  overall: MaturityLevel | null;
  version: number;
};

export type RatingRow = { assessmentId: number; questionId: string; level: MaturityLevel | null; comment: string };

const columns = 'id, notes, started_by, started_at, completed_by, completed_at, evidence, overall, version';

export async function listAssessments(db: Queryable, limit: number, cursor: string | undefined) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<AssessmentRow>(
    db,
    `select ${columns} from assessments where $1::bigint is null or id < $1 order by id desc limit $2`,
    [before, limit + 1],
  );
  return pageOf(found, limit, (assessment) => [assessment.id]);
}

export async function loadAssessment(db: Queryable, id: number): Promise<AssessmentRow | null> {
  return row(db, `select ${columns} from assessments where id = $1`, [id]);
}

export async function lockAssessment(tx: Queryable, id: number): Promise<AssessmentRow | null> {
  return row(tx, `select ${columns} from assessments where id = $1 for update`, [id]);
}

/** The completed ones of a time, newest first. */
export async function listCompleted(db: Queryable, before: Date | null, limit: number): Promise<AssessmentRow[]> {
  return rows(
    db,
    `select ${columns} from assessments where completed_at is not null and ($1::timestamptz is null or completed_at < $1)
     order by completed_at desc, id desc limit $2`,
    [before, limit],
  );
}

export async function listRatings(db: Queryable, assessmentIds: number[]): Promise<RatingRow[]> {
  return rows(
    db,
    `select assessment_id, question_id, level, comment from assessment_ratings
     where assessment_id = any ($1::bigint[]) order by assessment_id, question_id`,
    [assessmentIds],
  );
}

/** Null when there is a draft already. */
export async function insertAssessment(tx: Queryable, startedBy: unknown): Promise<number | null> {
  const inserted = await row<{ id: number }>(
    tx,
    'insert into assessments (started_by) values ($1) on conflict do nothing returning id',
    [JSON.stringify(startedBy)],
  );
  return inserted?.id ?? null;
}

export async function storeRating(
  tx: Queryable,
  id: number,
  rating: { questionId: string; level: number | null; comment: string },
  ratedBy: unknown,
): Promise<void> {
  await run(
    tx,
    `insert into assessment_ratings (assessment_id, question_id, level, comment, rated_by) values ($1, $2, $3, $4, $5)
     on conflict (assessment_id, question_id) do update set level = excluded.level, comment = excluded.comment,
       rated_by = excluded.rated_by, rated_at = evenkeel.now()`,
    [id, rating.questionId, rating.level, rating.comment, JSON.stringify(ratedBy)],
  );
  await run(tx, 'update assessments set version = version + 1 where id = $1', [id]);
}

export async function storeNotes(tx: Queryable, id: number, notes: string): Promise<void> {
  await run(tx, 'update assessments set notes = $2, version = version + 1 where id = $1', [id, notes]);
}

export async function setCompleted(
  tx: Queryable,
  id: number,
  completed: { by: unknown; evidence: unknown; overall: number | null },
): Promise<void> {
  await run(
    tx,
    `update assessments set completed_at = evenkeel.now(), completed_by = $2, evidence = $3, overall = $4,
       version = version + 1 where id = $1`,
    [id, JSON.stringify(completed.by), JSON.stringify(completed.evidence), completed.overall],
  );
}

export async function deleteDraft(tx: Queryable, id: number): Promise<boolean> {
  return (await run(tx, 'delete from assessments where id = $1 and completed_at is null', [id])) === 1;
}
