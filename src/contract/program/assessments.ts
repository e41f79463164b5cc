import { z } from 'zod';
import { endpoint, id, idParams, instant, listOf, noContent, pageQuery, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';

export const maturityLevel = z
  .literal([1, 2, 3, 4, 5, 6, 7])
  .meta({ id: 'MaturityLevel', description: '1 Initial to 7 Transformative.' });

const questionId = z.string().regex(/^[a-z-]{1,63}$/);

export const evidence = z
  .object({
    key: z.string(),
    value: z.number().nullable(),
    n: z.number().int().describe('How many rows it is based on; 0 means no evidence'),
    text: z.string().describe('In words, with the period it was taken from'),
    href: z.string().nullable().describe('Where to find these rows in the app'),
  })
  .meta({ id: 'Evidence', description: 'A figure of this installation, shown next to a self-rating.' });
export type Evidence = z.output<typeof evidence>;

export const assessment = z
  .object({
    id,
    state: z.enum(['draft', 'completed']),
    notes: z.string(),
    startedBy: actorName,
    startedAt: instant,
    completedBy: actorName.nullable(),
    completedAt: instant.nullable(),
    overall: maturityLevel.nullable().describe('Median of the areas, rounded down'),
    answered: z.number().int(),
    asked: z.number().int(),
    weakest: z.array(z.string()).describe('The two lowest areas'),
    areas: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        level: maturityLevel.nullable(),
        questions: z.array(
          z.object({
            id: z.string(),
            ask: z.string(),
            rated: maturityLevel.nullable(),
            comment: z.string(),
            level: maturityLevel.nullable().describe('What counts: the rating, at most 2 without evidence'),
            isCapped: z.boolean(),
            evidence,
          }),
        ),
      }),
    ),
    before: z
      .object({
        id,
        completedAt: instant,
        overall: maturityLevel.nullable(),
        areas: z.array(z.object({ key: z.string(), level: maturityLevel.nullable() })),
        changes: z.array(z.object({ key: z.string(), from: maturityLevel, to: maturityLevel })),
      })
      .nullable()
      .describe('The completed one before it, to compare with'),
    version: z.number().int(),
  })
  .meta({ id: 'Assessment', description: 'The self-rating of the organisation, next to what its data shows.' });
export type Assessment = z.output<typeof assessment>;

const summary = z.object({
  id,
  state: z.enum(['draft', 'completed']),
  startedAt: instant,
  completedAt: instant.nullable(),
  overall: maturityLevel.nullable(),
  areas: z.array(z.object({ key: z.string(), name: z.string(), level: maturityLevel.nullable() })),
});

const common = { tag: 'program' } as const;

export const getMaturityModel = endpoint({
  ...common,
  name: 'getMaturityModel',
  method: 'GET',
  path: '/api/v1/maturity-model',
  permission: 'program.read',
  summary: 'Read the seven levels, the practice areas and their questions',
  output: z.object({
    levels: z.array(z.object({ level: maturityLevel, name: z.string(), meaning: z.string(), sign: z.string() })),
    areas: z.array(z.object({ key: z.string(), name: z.string() })),
    questions: z.array(z.object({ id: z.string(), area: z.string(), ask: z.string(), evidence: z.string() })),
    levelWithoutEvidence: maturityLevel,
  }),
});

export const listAssessments = endpoint({
  ...common,
  name: 'listAssessments',
  method: 'GET',
  path: '/api/v1/assessments',
  permission: 'program.read',
  summary: 'List assessments, newest first',
  query: pageQuery,
  output: listOf(summary),
});

export const startAssessment = endpoint({
  ...common,
  name: 'startAssessment',
  method: 'POST',
  path: '/api/v1/assessments',
  permission: 'program.manage',
  summary: 'Start an assessment; there is one draft at a time, shared by all',
  output: assessment,
  status: 201,
});

export const getAssessment = endpoint({
  ...common,
  name: 'getAssessment',
  method: 'GET',
  path: '/api/v1/assessments/:id',
  permission: 'program.read',
  summary: 'Read one assessment with its evidence and scores',
  params: idParams,
  output: assessment,
});

export const rateAssessment = endpoint({
  ...common,
  name: 'rateAssessment',
  method: 'PATCH',
  path: '/api/v1/assessments/:id/ratings/:questionId',
  permission: 'program.manage',
  summary: 'Answer one question of a draft; omitted fields are kept',
  params: idParams.extend({ questionId }),
  body: z.strictObject({
    level: maturityLevel.nullable().optional().describe('Null removes the answer'),
    comment: text(2_000).optional().describe('For example, evidence kept elsewhere'),
  }),
  output: assessment,
});

export const noteAssessment = endpoint({
  ...common,
  name: 'noteAssessment',
  method: 'PATCH',
  path: '/api/v1/assessments/:id',
  permission: 'program.manage',
  summary: 'Write the notes of a draft',
  params: idParams,
  body: z.strictObject({ notes: text(20_000) }),
  output: assessment,
});

export const completeAssessment = endpoint({
  ...common,
  name: 'completeAssessment',
  method: 'POST',
  path: '/api/v1/assessments/:id/completion',
  permission: 'program.manage',
  summary: 'Complete a draft: its ratings and evidence are frozen',
  params: idParams,
  output: assessment,
});

export const deleteAssessment = endpoint({
  ...common,
  name: 'deleteAssessment',
  method: 'DELETE',
  path: '/api/v1/assessments/:id',
  permission: 'program.manage',
  summary: 'Discard a draft; completed assessments cannot be deleted',
  params: idParams,
  output: noContent,
  status: 204,
});
