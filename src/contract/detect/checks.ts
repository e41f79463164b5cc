import { z } from 'zod';
import {
  endpoint,
  id,
  idParams,
  instant,
  instantInput,
  line,
  listOf,
  nameQuery,
  noContent,
  pageQuery,
  slug,
  text,
} from '../endpoint.ts';
import { severity } from '../severity.ts';
import { whose } from '../whose.ts';

export const checkKinds = ['http', 'tcp', 'tls', 'dns', 'ping'] as const;
export type CheckKind = (typeof checkKinds)[number];

export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export const dnsRecords = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT'] as const;

const host = line(253).regex(/^[A-Za-z0-9._:-]+$/, 'Write a host name or an address, without a port.');
const port = z.int().min(1).max(65_535);

const http = z.strictObject({
  kind: z.literal('http'),
  url: z.url({ protocol: /^https?$/, error: 'Write an http or https URL.' }).max(2_000),
  method: z.enum(httpMethods).default('GET'),
  expectedStatus: z
    .string()
    .max(100)
    .regex(/^[1-5]\d\d(-[1-5]\d\d)?( *, *[1-5]\d\d(-[1-5]\d\d)?)*$/, 'Write codes and ranges such as 200-299, 304.')
    .default('200-299'),
  expectedText: text(500).min(1).nullable().default(null).describe('Must occur in the first 256 KiB of the answer'),
  jsonPath: line(300).nullable().default(null).describe('Such as `status.database` or `items.0.name`'),
  jsonValue: text(500).nullable().default(null).describe('What must stand there, as text; null: anything'),
  followsRedirects: z.boolean().default(false).describe('Up to five; otherwise a redirect is the answer'),
});

const tcp = z.strictObject({ kind: z.literal('tcp'), host, port });
const tls = z.strictObject({
  kind: z.literal('tls'),
  host,
  port: port.default(443),
  warnDays: z.int().min(1).max(365).default(14).describe('Fails when the certificate has fewer days left'),
});
const dns = z.strictObject({
  kind: z.literal('dns'),
  name: host,
  record: z.enum(dnsRecords).default('A'),
  expectedValue: line(500).nullable().default(null).describe('One of the answers; null: any answer'),
  server: line(60).nullable().default(null).describe('Address of the name server to ask; null: the one of the node'),
});
const ping = z.strictObject({ kind: z.literal('ping'), host });

export const checkTarget = z
  .discriminatedUnion('kind', [http, tcp, tls, dns, ping])
  .meta({ id: 'CheckTarget', description: 'What is looked at, and what is expected of it.' });
export type CheckTarget = z.output<typeof checkTarget>;

export const checkStates = ['new', 'up', 'down'] as const;
export const checkOutcomes = ['passed', 'failed', 'blocked'] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

export const check = z
  .object({
    id,
    slug,
    name: z.string(),
    target: checkTarget,
    headerNames: z.array(z.string()).describe('Headers that it sends; what they carry is not shown'),
    intervalSeconds: z.number().int(),
    timeoutSeconds: z.number().int(),
    severity,
    serviceId: id.nullable().describe('The service of its alerts, unless a route says otherwise'),
    pagesNobody: z.boolean().describe('Its alerts page nobody, unless a route names a service'),
    state: z.enum(checkStates).describe('`down` only after a second failed run, on another node where there is one'),
    stateSince: instant.nullable(),
    doubtedAt: instant.nullable().describe('When the last run failed and a second opinion is awaited'),
    nextRunAt: instant,
    lastRunAt: instant.nullable(),
    lastOutcome: z
      .enum(checkOutcomes)
      .nullable()
      .describe('`blocked`: the node could not or may not run it, which says nothing about the target'),
    lastDetail: z.string().nullable(),
    lastDurationMs: z.number().int().nullable(),
    lastNode: z.string().nullable(),
    certificateExpiresAt: instant.nullable(),
    overdueSince: instant.nullable().describe('Since when it has not run as it should'),
    pausedAt: instant.nullable(),
    pausedUntil: instant.nullable().describe('Null while paused: until somebody resumes it'),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'Check', description: 'Something that the nodes look at regularly; a source of alerts.' });
export type Check = z.output<typeof check>;

const header = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'Write the name of a header, such as Authorization.'),
  value: z
    .string()
    .max(4_000)
    .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'A header holds one line.')
    .optional()
    .describe('Left out, the value that is kept under this name stays'),
});

export const checkInput = z.strictObject({
  slug,
  name: line(120),
  target: checkTarget,
  headers: z.array(header).max(20).default([]).describe('Of HTTP checks; sealed, and never shown again'),
  intervalSeconds: z.int().min(10).max(86_400).default(60),
  timeoutSeconds: z.int().min(1).max(60).default(10),
  severity: severity.default(3),
  serviceId: id.nullable().default(null),
  pagesNobody: z.boolean().default(false).describe('Only for a check without a service'),
});
export type CheckInput = z.output<typeof checkInput>;

const checkResult = z
  .object({
    id,
    at: instant,
    outcome: z.enum(checkOutcomes),
    durationMs: z.number().int().nullable(),
    detail: z.string(),
    node: z.string(),
  })
  .meta({ id: 'CheckResult', description: 'One run of a check; kept for three days.' });
export type CheckResult = z.output<typeof checkResult>;

const checkChange = z
  .object({ id, at: instant, state: z.enum(['up', 'down']), detail: z.string() })
  .meta({ id: 'CheckChange', description: 'A check began to fail, or passed again.' });
export type CheckChange = z.output<typeof checkChange>;

const read = { permission: 'sources.read', tag: 'checks' } as const;
const manage = { permission: 'sources.manage', tag: 'checks' } as const;

export const listChecks = endpoint({
  ...read,
  name: 'listChecks',
  method: 'GET',
  path: '/api/v1/checks',
  summary: 'List checks by name',
  query: nameQuery.extend({
    slug: slug.optional(),
    serviceId: id.optional(),
    state: z.enum([...checkStates, 'paused', 'overdue']).optional(),
  }),
  output: listOf(check),
});

export const getCheck = endpoint({
  ...read,
  name: 'getCheck',
  method: 'GET',
  path: '/api/v1/checks/:id',
  summary: 'Read one check',
  params: idParams,
  output: check,
});

export const createCheck = endpoint({
  ...manage,
  teams: [whose('service', 'body.serviceId')],
  name: 'createCheck',
  method: 'POST',
  path: '/api/v1/checks',
  summary: 'Create a check; it runs at once',
  body: checkInput,
  output: check,
  status: 201,
});

export const updateCheck = endpoint({
  ...manage,
  teams: [whose('source'), whose('service', 'body.serviceId')],
  name: 'updateCheck',
  method: 'PUT',
  path: '/api/v1/checks/:id',
  summary: 'Replace a check; it runs at once. Send If-Match to guard against lost edits',
  params: idParams,
  body: checkInput,
  output: check,
});

export const deleteCheck = endpoint({
  ...manage,
  teams: [whose('source')],
  name: 'deleteCheck',
  method: 'DELETE',
  path: '/api/v1/checks/:id',
  summary: 'Delete a check and resolve its alert; it can be restored for a day',
  params: idParams,
  output: noContent,
  status: 204,
});

export const restoreCheck = endpoint({
  ...manage,
  teams: [whose('source')],
  name: 'restoreCheck',
  method: 'POST',
  path: '/api/v1/checks/:id/restoration',
  summary: 'Restore a check that was deleted within the last day',
  params: idParams,
  output: check,
});

export const runCheck = endpoint({
  ...manage,
  teams: [whose('source')],
  name: 'runCheck',
  method: 'POST',
  path: '/api/v1/checks/:id/run',
  summary: 'Run a check now instead of at its next time',
  params: idParams,
  output: check,
  status: 202,
});

export const pauseCheck = endpoint({
  ...manage,
  teams: [whose('source')],
  name: 'pauseCheck',
  method: 'POST',
  path: '/api/v1/checks/:id/pause',
  summary: 'Run a check no more until a moment, or until it is resumed',
  params: idParams,
  body: z.strictObject({ until: instantInput.nullable().default(null) }),
  output: check,
});

export const resumeCheck = endpoint({
  ...manage,
  teams: [whose('source')],
  name: 'resumeCheck',
  method: 'POST',
  path: '/api/v1/checks/:id/resume',
  summary: 'Run a paused check again, at once',
  params: idParams,
  output: check,
});

export const listCheckResults = endpoint({
  ...read,
  name: 'listCheckResults',
  method: 'GET',
  path: '/api/v1/checks/:id/results',
  summary: 'List the runs of a check in the last three days, newest first',
  params: idParams,
  query: pageQuery,
  output: listOf(checkResult),
});

export const listCheckChanges = endpoint({
  ...read,
  name: 'listCheckChanges',
  method: 'GET',
  path: '/api/v1/checks/:id/changes',
  summary: 'List when a check began to fail and when it passed again, newest first',
  params: idParams,
  query: pageQuery,
  output: listOf(checkChange),
});
