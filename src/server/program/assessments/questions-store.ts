import { type MaturityQuestion, maturityQuestions, practiceAreas } from '../../../domain/program/maturity/model.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';

/** Enough for what an organisation adds to the built-in ones; more than this nobody answers. */
export const mostOwnQuestions = 50;

export type OwnQuestionRow = {
  id: number;
  area: MaturityQuestion['area'];
  ask: string;
  evidence: MaturityQuestion['evidence'];
  archivedAt: Date | null;
  version: number;
};

export type OwnQuestionFields = Pick<OwnQuestionRow, 'area' | 'ask' | 'evidence'>;

const columns = 'id, area, ask, evidence, archived_at, version';

/** Those in use and those archived, by area and age. */
export async function listOwnQuestions(db: Queryable): Promise<OwnQuestionRow[]> {
  return rows(
    db,
    `select ${columns} from assessment_questions order by (archived_at is not null), area, id limit ${4 * mostOwnQuestions}`,
  );
}

/** What an assessment asks now: the built-in questions and one's own that are in use. */
export async function listAskedQuestions(db: Queryable): Promise<MaturityQuestion[]> {
  const own = (await listOwnQuestions(db)).filter(({ archivedAt }) => archivedAt === null);
  const areas = new Set<string>(practiceAreas.map(({ key }) => key));
  return [
    ...maturityQuestions,
    ...own
      .filter(({ area }) => areas.has(area))
      .map(({ id, area, ask, evidence }) => ({ id: ownQuestionId(id), area, ask, evidence })),
  ];
}

/** Under which id an own question is rated. */
export const ownQuestionId = (id: number) => `own-${id}`;

export async function countAsked(tx: Queryable): Promise<number> {
  const found = await row<{ count: number }>(
    tx,
    'select count(*)::int as count from assessment_questions where archived_at is null',
  );
  return found!.count;
}

export async function insertQuestion(tx: Queryable, question: OwnQuestionFields, by: unknown): Promise<OwnQuestionRow> {
  const { area, ask, evidence } = question;
  const inserted = await row<OwnQuestionRow>(
    tx,
    `insert into assessment_questions (area, ask, evidence, created_by) values ($1, $2, $3, $4) returning ${columns}`,
    [area, ask, evidence, JSON.stringify(by)],
  );
  return inserted!;
}

export async function lockQuestion(tx: Queryable, id: number): Promise<OwnQuestionRow | null> {
  return row(tx, `select ${columns} from assessment_questions where id = $1 for update`, [id]);
}

export async function updateQuestion(
  tx: Queryable,
  id: number,
  { area, ask, evidence }: OwnQuestionFields,
): Promise<OwnQuestionRow> {
  const updated = await row<OwnQuestionRow>(
    tx,
    `update assessment_questions set area = $2, ask = $3, evidence = $4, version = version + 1 where id = $1
     returning ${columns}`,
    [id, area, ask, evidence],
  );
  return updated!;
}

export async function setArchived(tx: Queryable, id: number, isArchived: boolean): Promise<OwnQuestionRow> {
  const updated = await row<OwnQuestionRow>(
    tx,
    `update assessment_questions set archived_at = case when $2 then evenkeel.now() end, version = version + 1
     where id = $1 returning ${columns}`,
    [id, isArchived],
  );
  return updated!;
}
