import { z } from 'zod';
import { endpoint, id, idParams, instant, listOf, named, noContent, pageQuery, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';

export const maturityLevel = z
  .literal([1, 2, 3, 4, 5, 6, 7])
  .meta({ id: 'MaturityLevel', description: '1 Initial to 7 Transformative.' });

const questionId = z.string().regex(/^[a-z0-9-]{1,63}$/);

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

const vote = z.object({ level: maturityLevel, comment: z.string() });
const scope = named.nullable().describe('The team that is assessed; null: the whole organisation');

export const assessment = z
  .object({
    id,
    team: scope,
    state: z.enum(['draft', 'completed']),
    sessionQuestion: z
      .string()
      .nullable()
      .describe('The question that everybody looks at in a session; null without one'),
    voters: z.number().int().describe('How many people have voted on any question'),
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
            rated: maturityLevel.nullable().describe('What was agreed on; else the median of the votes once revealed'),
            isAgreed: z.boolean(),
            comment: z.string(),
            level: maturityLevel
              .nullable()
              .describe('What counts: the rating, at most 2 without evidence and at most what the evidence allows'),
            isCapped: z.boolean(),
            capReason: z.string().nullable().describe('Why it counts for less than it was rated'),
            evidence: evidence.nullable().describe('Null: no figure of this installation answers this question'),
            voteCount: z.number().int(),
            myVote: vote.nullable(),
            votes: z
              .array(vote.extend({ person: named }))
              .nullable()
              .describe('Of everybody; null until they are revealed'),
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
  team: scope,
  state: z.enum(['draft', 'completed']),
  startedAt: instant,
  completedAt: instant.nullable(),
  overall: maturityLevel.nullable(),
  areas: z.array(z.object({ key: z.string(), name: z.string(), level: maturityLevel.nullable() })),
});

/** What PowerPoint, Keynote and Impress open. */
export const slidesType = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

const common = { tag: 'program' } as const;

const levelOutput = z.object({
  level: maturityLevel,
  name: z.string(),
  percent: z.number().int().describe('How far up the ladder it is'),
  meaning: z.string(),
  sign: z.string().describe('How one recognises it'),
});

export const getMaturityModel = endpoint({
  ...common,
  name: 'getMaturityModel',
  method: 'GET',
  path: '/api/v1/maturity-model',
  permission: 'program.read',
  summary: 'Read the seven levels, the practice areas and their questions',
  output: z.object({
    levels: z.array(levelOutput),
    areas: z.array(z.object({ key: z.string(), name: z.string() })),
    questions: z.array(
      z.object({
        id: z.string(),
        area: z.string(),
        ask: z.string(),
        evidence: z.string().nullable(),
        asks: z
          .array(z.object({ level: maturityLevel, text: z.string() }))
          .describe('What each level asks of the figure, where it asks more than the one below'),
      }),
    ),
    levelWithoutEvidence: maturityLevel,
  }),
});

const question = z.object({ id: z.string(), ask: z.string() });

export const readMaturityLadder = endpoint({
  ...common,
  name: 'readMaturityLadder',
  method: 'GET',
  path: '/api/v1/maturity-model/ladder',
  permission: 'program.read',
  summary: 'Read the seven levels, where you are, and what the next one needs from you',
  query: z.strictObject({ teamId: id.optional().describe('Of this team instead of the whole') }),
  output: z.object({
    levels: z.array(
      levelOutput.extend({
        asks: z
          .array(z.object({ question, asks: z.string(), evidence, isShown: z.boolean() }))
          .describe('What the level asks of the figures, and whether they show it now'),
      }),
    ),
    here: z
      .object({ level: maturityLevel, assessmentId: id, assessedAt: instant })
      .nullable()
      .describe('By the last completed assessment'),
    next: z
      .object({
        level: maturityLevel,
        areasNeeded: z.number().int().describe('How many of these areas have to reach it'),
        areas: z.array(
          z.object({
            key: z.string(),
            name: z.string(),
            level: maturityLevel,
            missing: z.array(
              z.object({
                question,
                rated: maturityLevel.nullable(),
                asks: z.string().nullable(),
                evidence: evidence.nullable(),
                isShown: z.boolean().describe('The figures show it now: only the rating is missing'),
              }),
            ),
          }),
        ),
      })
      .nullable()
      .describe('Null at the top and before the first assessment'),
  }),
});

export const listAssessments = endpoint({
  ...common,
  name: 'listAssessments',
  method: 'GET',
  path: '/api/v1/assessments',
  permission: 'program.read',
  summary: 'List assessments, newest first',
  query: pageQuery.extend({
    scope: z
      .union([z.literal('organisation'), id])
      .optional()
      .describe('`organisation`: only those of the whole; a number: only those of this team'),
  }),
  output: listOf(summary),
});

export const startAssessment = endpoint({
  ...common,
  name: 'startAssessment',
  method: 'POST',
  path: '/api/v1/assessments',
  permission: 'program.manage',
  summary: 'Start an assessment of the whole or of a team; each has one draft at a time, shared by all',
  body: z.strictObject({ teamId: id.nullable().default(null) }).default({ teamId: null }),
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

export const voteInAssessment = endpoint({
  ...common,
  name: 'voteInAssessment',
  method: 'POST',
  path: '/api/v1/assessments/:id/votes/:questionId',
  permission: 'signed-in',
  summary: 'Vote on a question of a draft; others see it once the votes are revealed',
  params: idParams.extend({ questionId }),
  body: z.strictObject({
    level: maturityLevel.nullable().describe('Null takes the vote back'),
    comment: text(2_000).default(''),
  }),
  output: assessment,
});

export const revealVotes = endpoint({
  ...common,
  name: 'revealVotes',
  method: 'POST',
  path: '/api/v1/assessments/:id/revealed-votes',
  permission: 'program.manage',
  summary: 'Show everybody the votes on a question, or on all; the median counts until something is agreed on',
  params: idParams,
  body: z.strictObject({ questionId: questionId.nullable().describe('Null: all questions') }),
  output: assessment,
});

export const setSessionQuestion = endpoint({
  ...common,
  name: 'setSessionQuestion',
  method: 'POST',
  path: '/api/v1/assessments/:id/session',
  permission: 'program.manage',
  summary: 'Lead a session: everybody who has the draft open is taken to this question; null ends it',
  params: idParams,
  body: z.strictObject({ questionId: questionId.nullable() }),
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

export const exportAssessmentSlides = endpoint({
  ...common,
  name: 'exportAssessmentSlides',
  method: 'GET',
  path: '/api/v1/assessments/:id/slides.pptx',
  permission: 'program.read',
  summary: 'Download a completed assessment as slides, with sources in the notes',
  params: idParams,
  output: z.custom<Uint8Array>(),
  contentType: slidesType,
});
