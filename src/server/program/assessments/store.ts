import type { MaturityLevel, MaturityQuestion } from '../../../domain/program/maturity/model.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';
import type { Figures } from './evidence.ts';

type ActorName = { kind: string; name: string; personId?: number };

export type AssessmentRow = {
  id: number;
  notes: string;
  team: { id: number; name: string } | null;
  scoringRules: 1 | 2;
  /** As they were asked when it was completed; null before, and for those completed before questions could be added. */
  questions: MaturityQuestion[] | null;
  /** The question that everybody looks at in a session; null without one. */
  sessionQuestion: string | null;
  /** Questions whose votes everybody sees. */
  revealed: string[];
  startedBy: ActorName;
  startedAt: Date;
  completedBy: ActorName | null;
  completedAt: Date | null;
  evidence: Figures | null;
  overall: MaturityLevel | null;
  version: number;
};

export type RatingRow = { assessmentId: number; questionId: string; level: MaturityLevel | null; comment: string };

export type VoteRow = {
  assessmentId: number;
  questionId: string;
  personId: number;
  personName: string;
  level: MaturityLevel;
  comment: string;
};

const columns = `a.id, a.notes, a.started_by, a.started_at, a.completed_by, a.completed_at, a.evidence, a.overall, a.version,
  case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team, a.scoring_rules, a.questions,
  a.session_question, a.revealed`;
const from = 'assessments a left join teams t on t.id = a.team_id';

export async function listAssessments(
  db: Queryable,
  scope: 'organisation' | number | undefined,
  limit: number,
  cursor: string | undefined,
) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<AssessmentRow>(
    db,
    `select ${columns} from ${from} where ($1::bigint is null or a.id < $1)
       and ($3 or a.team_id is not distinct from $4) order by a.id desc limit $2`,
    [before, limit + 1, scope === undefined, typeof scope === 'number' ? scope : null],
  );
  return pageOf(found, limit, (assessment) => [assessment.id]);
}

export async function loadAssessment(db: Queryable, id: number): Promise<AssessmentRow | null> {
  return row(db, `select ${columns} from ${from} where a.id = $1`, [id]);
}

export async function lockAssessment(tx: Queryable, id: number): Promise<AssessmentRow | null> {
  return row(tx, `select ${columns} from ${from} where a.id = $1 for update of a`, [id]);
}

/** The completed ones of the whole, or of a team, before a moment; newest first. */
export async function listCompleted(
  db: Queryable,
  teamId: number | null,
  before: Date | null,
  limit: number,
): Promise<AssessmentRow[]> {
  return rows(
    db,
    `select ${columns} from ${from} where a.completed_at is not null and a.team_id is not distinct from $1
       and ($2::timestamptz is null or a.completed_at < $2)
     order by a.completed_at desc, a.id desc limit $3`,
    [teamId, before, limit],
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

export async function teamExists(db: Queryable, teamId: number): Promise<boolean> {
  return (await row(db, 'select 1 from teams where id = $1', [teamId])) !== null;
}

export async function listVotes(db: Queryable, assessmentIds: number[]): Promise<VoteRow[]> {
  return rows(
    db,
    `select v.assessment_id, v.question_id, v.person_id, p.name as person_name, v.level, v.comment
     from assessment_votes v join people p on p.id = v.person_id
     where v.assessment_id = any ($1::bigint[]) order by v.assessment_id, v.question_id, p.name, p.id`,
    [assessmentIds],
  );
}

/** Stores the vote of a person; without a level it is taken back. */
export async function storeVote(
  tx: Queryable,
  id: number,
  vote: { questionId: string; personId: number; level: number | null; comment: string },
): Promise<void> {
  const { questionId, personId, level, comment } = vote;
  const key = [id, questionId, personId];
  if (level === null) {
    await run(tx, 'delete from assessment_votes where (assessment_id, question_id, person_id) = ($1, $2, $3)', key);
    return;
  }
  await run(
    tx,
    `insert into assessment_votes (assessment_id, question_id, person_id, level, comment) values ($1, $2, $3, $4, $5)
     on conflict (assessment_id, question_id, person_id) do update
       set level = excluded.level, comment = excluded.comment, voted_at = evenkeel.now()`,
    [...key, level, comment],
  );
}

/** Shows everybody the votes on some questions. */
export async function revealVotes(tx: Queryable, id: number, questionIds: readonly string[]): Promise<void> {
  await run(
    tx,
    `update assessments set revealed = array(select distinct unnest(revealed || $2::text[])), version = version + 1
     where id = $1`,
    [id, questionIds],
  );
}

export async function setSessionQuestion(tx: Queryable, id: number, questionId: string | null): Promise<void> {
  await run(tx, 'update assessments set session_question = $2, version = version + 1 where id = $1', [id, questionId]);
}

/** Null when there is a draft of the same scope already. */
export async function insertAssessment(
  tx: Queryable,
  { teamId, scoringRules, startedBy }: { teamId: number | null; scoringRules: number; startedBy: unknown },
): Promise<number | null> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into assessments (team_id, scoring_rules, started_by) values ($1, $2, $3)
     on conflict do nothing returning id`,
    [teamId, scoringRules, JSON.stringify(startedBy)],
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
  completed: { by: unknown; evidence: unknown; questions: readonly MaturityQuestion[]; overall: number | null },
): Promise<void> {
  await run(
    tx,
    `update assessments set completed_at = evenkeel.now(), completed_by = $2, evidence = $3, questions = $4, overall = $5,
       session_question = null, version = version + 1 where id = $1`,
    [
      id,
      JSON.stringify(completed.by),
      JSON.stringify(completed.evidence),
      JSON.stringify(completed.questions),
      completed.overall,
    ],
  );
}

export async function deleteDraft(tx: Queryable, id: number): Promise<boolean> {
  return (await run(tx, 'delete from assessments where id = $1 and completed_at is null', [id])) === 1;
}
