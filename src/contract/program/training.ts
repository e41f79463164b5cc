import { z } from 'zod';
import { endpoint, id, instant, listOf, pageQuery } from '../endpoint.ts';
import { documentKey, documentSource, learnerRoles, practice, questionId } from './documents.ts';

const courseParams = z.strictObject({ key: documentKey });
export const certificateStates = ['valid', 'expires-soon', 'expired'] as const;

export const certificate = z
  .object({
    courseKey: z.string(),
    courseTitle: z.string(),
    personName: z.string(),
    issuedAt: instant,
    expiresAt: instant,
    state: z.enum(certificateStates),
    practice: z.array(practice).describe('What was practised for it besides the quiz'),
  })
  .meta({ id: 'Certificate', description: 'Somebody passed a course: its quiz and its practical part.' });

const certificateCode = z.string().regex(/^[a-z0-9]{32}$/);
const certificateParams = z.strictObject({ code: certificateCode });
const myCertificate = certificate.extend({
  code: z.string().describe('Anyone who has it can verify the certificate, at `/certificates/` and the code'),
});

const practiceDone = z
  .array(
    z.discriminatedUnion('kind', [
      practice.options[0].extend({ done: z.number().int() }),
      practice.options[1].extend({ done: z.number().int() }),
    ]),
  )
  .describe('The practical part of the certificate, and how much of it you have done');

export const course = z
  .object({
    key: z.string(),
    title: z.string(),
    summary: z.string(),
    roles: z.array(z.enum(learnerRoles)),
    after: z.array(z.string()).describe('Courses to pass first'),
    minutes: z.number().int().describe('How long it takes to read and to do its exercises'),
    questionCount: z.number().int().describe('How many questions of its bank a quiz asks'),
    sourceCount: z.number().int(),
    passShare: z.number().describe('Share of correct answers needed, 0–1'),
    practice: z.array(practice).describe('The practical part of the certificate'),
    mine: z
      .object({
        certificate: myCertificate.nullable().describe('The latest one, also when it has expired'),
        quizPassedAt: instant
          .nullable()
          .describe('The quiz is passed and the practical part is missing; null when nothing waits'),
        practice: practiceDone,
        attemptCount: z.number().int(),
        attemptsLeft: z.number().int().describe('Attempts left, counting those of the last 24 hours'),
        missing: z.array(z.string()).describe('Courses to pass first that you have not passed within a year'),
      })
      .nullable()
      .describe('Null for automation'),
  })
  .meta({ id: 'Course', description: 'A text to read, a quiz to pass, and what to practise.' });
export type Course = z.output<typeof course>;

const wholeCourse = course
  .extend({ text: z.string().describe('Markdown'), sources: z.array(documentSource) })
  .meta({ id: 'WholeCourse', description: 'A course with its text and its sources.' });

const common = { tag: 'training' } as const;

export const listCourses = endpoint({
  ...common,
  name: 'listCourses',
  method: 'GET',
  path: '/api/v1/courses',
  permission: 'program.read',
  summary: 'List the courses and your progress, each behind those it builds on',
  output: z.object({ items: z.array(course) }),
});

export const getCourse = endpoint({
  ...common,
  name: 'getCourse',
  method: 'GET',
  path: '/api/v1/courses/:key',
  permission: 'program.read',
  summary: 'Read a course with its text and sources',
  params: courseParams,
  output: wholeCourse,
});

const drawnVersion = z.number().int().min(1).describe('The version of the course that the questions were drawn from');
const drawnAttempt = z.number().int().min(0).describe('How often you had handed in this quiz before it was drawn');
export const questionKinds = ['one', 'several', 'order', 'number'] as const;

const askedQuestion = z.object({
  id: z.string(),
  kind: z.enum(questionKinds).describe('One right option, all right options, all options in order, or a number'),
  ask: z.string(),
  options: z.array(z.string()).describe('Empty for a number'),
  unit: z.string().describe('Of a number; empty where there is none'),
});
export type AskedQuestion = z.output<typeof askedQuestion>;

export const readQuiz = endpoint({
  ...common,
  name: 'readQuiz',
  method: 'GET',
  path: '/api/v1/courses/:key/quiz',
  permission: 'signed-in',
  summary: 'Read the questions of your next attempt: drawn from the bank for you, the same until you hand them in',
  params: courseParams,
  output: z.object({ version: drawnVersion, attempt: drawnAttempt, questions: z.array(askedQuestion) }),
});

const option = z.string().max(300);
const quizAnswer = z
  .union([option, z.array(option).max(12), z.number()])
  .describe('The text of an option, the texts of several, the texts in order, or a number');

export const takeQuiz = endpoint({
  ...common,
  name: 'takeQuiz',
  method: 'POST',
  path: '/api/v1/courses/:key/attempts',
  permission: 'signed-in',
  summary: 'Submit answers; with its practical part, passing gives a certificate for a year. Three attempts a day',
  params: courseParams,
  body: z.strictObject({
    version: drawnVersion,
    attempt: drawnAttempt,
    answers: z
      .record(questionId, quizAnswer)
      .refine((answers) => Object.keys(answers).length <= 100, 'Too many answers.')
      .describe('By the id of the question'),
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
    certificate: myCertificate.nullable().describe('Null also when the practical part is missing'),
    practice: practiceDone,
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

export const readRefresher = endpoint({
  ...common,
  name: 'readRefresher',
  method: 'GET',
  path: '/api/v1/me/refresher',
  permission: 'signed-in',
  summary: 'Read what is left of this week’s three questions of courses that you have passed',
  output: z.object({
    hasPassed: z.boolean().describe('Whether you have passed any course'),
    questions: z.array(
      askedQuestion.extend({ courseKey: z.string(), courseTitle: z.string(), version: z.number().int() }),
    ),
    answered: z.number().int().describe('This week'),
    right: z.number().int().describe('Of those answered this week'),
  }),
});

export const answerRefresher = endpoint({
  ...common,
  name: 'answerRefresher',
  method: 'POST',
  path: '/api/v1/me/refresher/answers',
  permission: 'signed-in',
  summary: 'Answer one of this week’s questions: right, it comes back later; wrong, it comes back next week',
  body: z.strictObject({ courseKey: documentKey, questionId, version: z.number().int().min(1), answer: quizAnswer }),
  output: z.object({ isRight: z.boolean(), because: z.string() }),
  status: 201,
});

export const listCertified = endpoint({
  ...common,
  name: 'listCertified',
  method: 'GET',
  path: '/api/v1/certificates',
  permission: 'program.read',
  summary: 'List who holds which certificate, the latest of each course, by name',
  query: pageQuery.extend({
    courseKey: documentKey.optional(),
    teamId: id.optional(),
    state: z.enum(['all', ...certificateStates]).default('all'),
  }),
  output: listOf(certificate.extend({ personId: id })),
});

const signed = {
  statement: z.string().describe('The facts of the certificate as text; this is what is signed'),
  signature: z
    .string()
    .nullable()
    .describe('Ed25519 signature of the statement, in base64; null while the key of this installation is not there'),
};

export const verifyCertificate = endpoint({
  ...common,
  name: 'verifyCertificate',
  method: 'GET',
  path: '/api/v1/certificates/:code',
  permission: 'public',
  summary: 'Verify a certificate by its code',
  params: certificateParams,
  output: certificate.extend(signed),
});

export const showCertificate = endpoint({
  ...common,
  name: 'showCertificate',
  method: 'GET',
  path: '/certificates/:code',
  permission: 'public',
  summary: 'Show a certificate to whoever has its code, with its signature and how to check it',
  params: certificateParams,
  output: z.string(),
  contentType: 'text/html; charset=utf-8',
});

export const showCertificateStatement = endpoint({
  ...common,
  name: 'showCertificateStatement',
  method: 'GET',
  path: '/certificates/:code/statement',
  permission: 'public',
  summary: 'Read the statement of a certificate, byte for byte as it is signed',
  params: certificateParams,
  output: z.string(),
  contentType: 'text/plain; charset=utf-8',
});

export const showCertificateKey = endpoint({
  ...common,
  name: 'showCertificateKey',
  method: 'GET',
  path: '/certificates/public-key',
  permission: 'public',
  summary: 'Read the public key of the signatures on certificates, as PEM',
  output: z.string(),
  contentType: 'text/plain; charset=utf-8',
});
