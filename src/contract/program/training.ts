import { z } from 'zod';
import { endpoint, id, instant, listOf, pageQuery } from '../endpoint.ts';

const courseKey = z.string().regex(/^[a-z-]{1,63}$/);
const courseParams = z.strictObject({ key: courseKey });
export const certificateStates = ['valid', 'expires-soon', 'expired'] as const;

export const certificate = z
  .object({
    courseKey: z.string(),
    courseTitle: z.string(),
    personName: z.string(),
    issuedAt: instant,
    expiresAt: instant,
    state: z.enum(certificateStates),
  })
  .meta({ id: 'Certificate', description: 'Somebody passed the quiz of a course.' });

const myCertificate = certificate.extend({ code: z.string().describe('Anyone who has it can verify the certificate') });

export const course = z
  .object({
    key: z.string(),
    title: z.string(),
    after: z.array(z.string()).describe('Courses to pass first'),
    readMinutes: z.number().int(),
    text: z.string().describe('Markdown'),
    questionCount: z.number().int(),
    passShare: z.number().describe('Share of correct answers needed, 0–1'),
    mine: z
      .object({
        certificate: myCertificate.nullable().describe('The latest one, also when it has expired'),
        attemptCount: z.number().int(),
        attemptsLeft: z.number().int().describe('Attempts left, counting those of the last 24 hours'),
        missing: z.array(z.string()).describe('Courses to pass first for which you have no valid certificate'),
      })
      .nullable()
      .describe('Null for automation'),
  })
  .meta({ id: 'Course', description: 'A text to read and a quiz to pass.' });
export type Course = z.output<typeof course>;

const common = { tag: 'training' } as const;

export const listCourses = endpoint({
  ...common,
  name: 'listCourses',
  method: 'GET',
  path: '/api/v1/courses',
  permission: 'program.read',
  summary: 'List the courses with their texts and your progress',
  output: z.object({ items: z.array(course) }),
});

export const readQuiz = endpoint({
  ...common,
  name: 'readQuiz',
  method: 'GET',
  path: '/api/v1/courses/:key/quiz',
  permission: 'program.read',
  summary: 'Read the questions of a quiz',
  params: courseParams,
  output: z.object({
    questions: z.array(z.object({ id: z.string(), ask: z.string(), options: z.array(z.string()) })),
  }),
});

export const takeQuiz = endpoint({
  ...common,
  name: 'takeQuiz',
  method: 'POST',
  path: '/api/v1/courses/:key/attempts',
  permission: 'signed-in',
  summary: 'Submit answers; passing gives a certificate for a year. Three attempts a day',
  params: courseParams,
  body: z.strictObject({
    answers: z
      .record(z.string().regex(/^[a-z0-9-]{1,63}$/), z.int().min(0).max(20))
      .refine((answers) => Object.keys(answers).length <= 100, 'Too many answers.')
      .describe('Question id → number of the chosen option, from 0'),
  }),
  output: z.object({
    passed: z.boolean(),
    right: z.number().int(),
    asked: z.number().int(),
    share: z.number(),
    answers: z.array(
      z.object({
        questionId: z.string(),
        isRight: z.boolean(),
        because: z.string().nullable().describe('For correct answers, and for all once passed'),
      }),
    ),
    attemptsLeft: z.number().int(),
    certificate: myCertificate.nullable(),
  }),
  status: 201,
});

export const listMyAttempts = endpoint({
  ...common,
  name: 'listMyAttempts',
  method: 'GET',
  path: '/api/v1/me/quiz-attempts',
  permission: 'signed-in',
  summary: 'List your own attempts, newest first',
  query: pageQuery,
  output: listOf(
    z.object({
      id,
      courseKey: z.string(),
      right: z.number().int(),
      asked: z.number().int(),
      passed: z.boolean(),
      at: instant,
    }),
  ),
});

export const listCertified = endpoint({
  ...common,
  name: 'listCertified',
  method: 'GET',
  path: '/api/v1/certificates',
  permission: 'program.read',
  summary: 'List who holds which certificate, the latest of each course, by name',
  query: pageQuery.extend({
    courseKey: courseKey.optional(),
    teamId: id.optional(),
    state: z.enum(['all', ...certificateStates]).default('all'),
  }),
  output: listOf(certificate.extend({ personId: id })),
});

export const verifyCertificate = endpoint({
  ...common,
  name: 'verifyCertificate',
  method: 'GET',
  path: '/api/v1/certificates/:code',
  permission: 'public',
  summary: 'Verify a certificate by its code',
  params: z.strictObject({ code: z.string().regex(/^[a-z0-9]{32}$/) }),
  output: certificate,
});
