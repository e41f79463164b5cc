import { z } from 'zod';
import { endpoint, id, idParams, line } from '../endpoint.ts';

const common = { tag: 'program' } as const;

const practiceArea = z.enum([
  'severity',
  'detection',
  'on-call',
  'war-room',
  'communication',
  'learning',
  'runbooks',
  'training',
  'governance',
  'value',
]);

export const ownQuestion = z
  .object({
    id,
    area: practiceArea,
    ask: z.string(),
    evidence: z.string().nullable().describe('The figure shown beside it; null: none, so it counts as 2 at most'),
    isArchived: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'AssessmentQuestion', description: 'A question that this organisation asks beside the built-in ones.' });

const ownQuestionInput = z.strictObject({
  area: practiceArea,
  ask: line(300),
  evidence: z
    .string()
    .max(63)
    .nullable()
    .default(null)
    .describe('The key of a figure of the maturity model; null: none'),
});
export type OwnQuestionInput = z.output<typeof ownQuestionInput>;

export const listAssessmentQuestions = endpoint({
  ...common,
  name: 'listAssessmentQuestions',
  method: 'GET',
  path: '/api/v1/assessment-questions',
  permission: 'program.read',
  summary: 'List the questions of your own, archived ones last',
  output: z.object({ items: z.array(ownQuestion) }),
});

export const createAssessmentQuestion = endpoint({
  ...common,
  name: 'createAssessmentQuestion',
  method: 'POST',
  path: '/api/v1/assessment-questions',
  permission: 'program.manage',
  summary: 'Add a question of your own; every draft asks it from now on',
  body: ownQuestionInput,
  output: ownQuestion,
  status: 201,
});

export const updateAssessmentQuestion = endpoint({
  ...common,
  name: 'updateAssessmentQuestion',
  method: 'PUT',
  path: '/api/v1/assessment-questions/:id',
  permission: 'program.manage',
  summary: 'Change a question of your own; completed assessments keep it as it was asked',
  params: idParams,
  body: ownQuestionInput,
  output: ownQuestion,
});

export const archiveAssessmentQuestion = endpoint({
  ...common,
  name: 'archiveAssessmentQuestion',
  method: 'POST',
  path: '/api/v1/assessment-questions/:id/archive',
  permission: 'program.manage',
  summary: 'Archive a question of your own: it is no longer asked',
  params: idParams,
  output: ownQuestion,
});

export const restoreAssessmentQuestion = endpoint({
  ...common,
  name: 'restoreAssessmentQuestion',
  method: 'DELETE',
  path: '/api/v1/assessment-questions/:id/archive',
  permission: 'program.manage',
  summary: 'Ask an archived question of your own again',
  params: idParams,
  output: ownQuestion,
});
