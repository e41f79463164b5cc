/** Courses and drill scenarios as files: Markdown under a head of YAML, shipped with the product, edited and added to by an organisation. */
import { z } from 'zod';
import { endpoint, instant, noContent } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { roleKeys } from '../respond/severities.ts';
import { drillFormatKeys } from './drill-keys.ts';

export const documentKinds = ['course', 'scenario'] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const documentKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const words = (max: number) => z.string().trim().min(1).max(max);
export const documentSource = z.strictObject({
  title: words(300),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});

export const learnerRoles = ['responder', 'commander', 'communications', 'scribe', 'executive'] as const;

export const questionId = z.string().regex(/^[a-z0-9-]{1,63}$/);
const asked = { id: questionId, ask: words(600), because: words(1_000) };
const options = z.array(words(300)).min(2).max(12);
const unique = (list: readonly string[]) => new Set(list).size === list.length;

const questionOfFile = z.discriminatedUnion('kind', [
  z
    .strictObject({ ...asked, kind: z.literal('one'), options, right: words(300) })
    .refine(({ options: all, right }) => all.includes(right), 'The right option must be one of the options.'),
  z
    .strictObject({ ...asked, kind: z.literal('several'), options, right: z.array(words(300)).min(1) })
    .refine(
      ({ options: all, right }) => right.every((one) => all.includes(one)),
      'Each right option must be one of the options.',
    ),
  z.strictObject({ ...asked, kind: z.literal('order'), options: options.refine(unique, 'Each step must be unique.') }),
  z.strictObject({
    ...asked,
    kind: z.literal('number'),
    right: z.number(),
    within: z.number().min(0).default(0),
    unit: z.string().max(40).default(''),
  }),
]);

export const practice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drill-role'), role: z.enum(roleKeys), count: z.number().int().min(1).max(20) }),
  z.strictObject({ kind: z.literal('shadow-shift'), count: z.number().int().min(1).max(20) }),
]);

/** The head of a course file; the body is what is read. */
export const courseHead = z
  .strictObject({
    title: words(120),
    summary: words(300),
    roles: z.array(z.enum(learnerRoles)).min(1),
    after: z.array(documentKey).max(10).default([]),
    minutes: z.number().int().min(1).max(600),
    practice: z.array(practice).max(10).default([]),
    sources: z.array(documentSource).max(40).default([]),
    quiz: z.strictObject({
      ask: z.number().int().min(6).max(50),
      questions: z
        .array(questionOfFile)
        .min(6)
        .max(200)
        .refine((all) => unique(all.map(({ id }) => id)), 'Each question needs an id of its own.'),
    }),
  })
  .refine(({ quiz }) => quiz.ask <= quiz.questions.length, {
    message: 'The bank has fewer questions than are asked.',
    path: ['quiz', 'ask'],
  });
export type CourseHead = z.output<typeof courseHead>;
export type CourseQuestion = CourseHead['quiz']['questions'][number];

/** The head of a scenario file; the body is what the facilitator reads first. */
export const scenarioHead = z.strictObject({
  title: words(120),
  format: z.enum(drillFormatKeys),
  difficulty: z.enum(['easy', 'medium', 'hard']),
  severity: z.literal([1, 2, 3, 4, 5]),
  minutes: z.number().int().min(1).max(600),
  teaches: z.array(words(120)).max(20).default([]),
  source: documentSource.optional(),
  injects: z
    .array(
      z.strictObject({
        at: z.number().int().min(0).max(600),
        tell: words(1_000),
        hope: words(1_000),
        signal: z
          .strictObject({
            title: words(300),
            severity: z.enum(['critical', 'error', 'warning', 'info']),
            state: z.enum(['firing', 'resolved']),
          })
          .optional(),
      }),
    )
    .min(1)
    .max(60)
    .refine(
      (all) => all.every(({ at }, place) => place === 0 || at >= all[place - 1]!.at),
      'Injects come in the order of their minutes.',
    ),
  debrief: z.array(words(500)).max(20).default([]),
});
export type ScenarioHead = z.output<typeof scenarioHead>;

const documentParams = z.strictObject({ kind: z.enum(documentKinds), key: documentKey });

const summary = z.object({
  kind: z.enum(documentKinds),
  key: z.string(),
  title: z.string(),
  origin: z.enum(['shipped', 'changed', 'own']).describe('As it came, as you changed it, or made by you'),
  isArchived: z.boolean(),
  version: z.number().int(),
  updatedAt: instant.nullable().describe('Null: as it came'),
  updatedBy: actorName.nullable(),
});

const document = summary.extend({ source: z.string().describe('The whole file') }).meta({ id: 'ProgramDocument' });
export type ProgramDocument = z.output<typeof document>;

const common = { tag: 'program' } as const;

export const listDocuments = endpoint({
  ...common,
  name: 'listDocuments',
  method: 'GET',
  path: '/api/v1/program-documents/:kind',
  permission: 'program.manage',
  summary: 'List courses or scenarios as files, by key; archived ones last',
  params: z.strictObject({ kind: z.enum(documentKinds) }),
  output: z.object({ items: z.array(summary) }),
});

export const getDocument = endpoint({
  ...common,
  name: 'getDocument',
  method: 'GET',
  path: '/api/v1/program-documents/:kind/:key',
  permission: 'program.manage',
  summary: 'Read a course or a scenario as a file',
  params: documentParams,
  output: document,
});

const fileSource = z.string().min(1).max(200_000);

export const createDocument = endpoint({
  ...common,
  name: 'createDocument',
  method: 'POST',
  path: '/api/v1/program-documents/:kind',
  permission: 'program.manage',
  summary: 'Add a course or a scenario of your own',
  params: z.strictObject({ kind: z.enum(documentKinds) }),
  body: z.strictObject({ key: documentKey, source: fileSource }),
  output: document,
  status: 201,
});

export const updateDocument = endpoint({
  ...common,
  name: 'updateDocument',
  method: 'PUT',
  path: '/api/v1/program-documents/:kind/:key',
  permission: 'program.manage',
  summary: 'Write a course or a scenario over what is there; what was written before is kept',
  params: documentParams,
  body: z.strictObject({ source: fileSource }),
  output: document,
});

export const removeDocument = endpoint({
  ...common,
  name: 'removeDocument',
  method: 'DELETE',
  path: '/api/v1/program-documents/:kind/:key',
  permission: 'program.manage',
  summary: 'Archive one of your own, or return a changed one to how it came',
  params: documentParams,
  output: noContent,
  status: 204,
});

export const restoreDocument = endpoint({
  ...common,
  name: 'restoreDocument',
  method: 'POST',
  path: '/api/v1/program-documents/:kind/:key/restoration',
  permission: 'program.manage',
  summary: 'Use an archived or reset one again, as you wrote it last',
  params: documentParams,
  output: document,
});

export const listDocumentVersions = endpoint({
  ...common,
  name: 'listDocumentVersions',
  method: 'GET',
  path: '/api/v1/program-documents/:kind/:key/versions',
  permission: 'program.manage',
  summary: 'List what was written before, newest first, at most fifty',
  params: documentParams,
  output: z.object({
    items: z.array(
      z.object({ version: z.number().int(), source: z.string(), writtenAt: instant, writtenBy: actorName }),
    ),
  }),
});
