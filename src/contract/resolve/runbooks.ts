import { z } from 'zod';
import { conditions } from '../detect/conditions.ts';
import { endpoint, id, idParams, instant, line, listOf, noContent, pageQuery, slug, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { whose } from '../whose.ts';

export const staleReason = z.enum(['old', 'no-owner', 'reported-wrong', 'no-steps']);

const runbookHead = z.object({
  id,
  slug,
  title: z.string(),
  teamId: id.nullable().describe('Who owns it'),
  teamName: z.string().nullable(),
  stepCount: z.number().int(),
  staleReasons: z.array(staleReason).describe('Why it may be out of date; empty when fresh'),
  lastUsedAt: instant.nullable(),
  updatedAt: instant,
  reviewedAt: instant.nullable(),
  version: z.number().int(),
});

export const runbookSummary = runbookHead.meta({ id: 'RunbookSummary', description: 'A runbook without its text.' });
export type RunbookSummary = z.output<typeof runbookSummary>;

const runbookStep = z.object({
  id: z.string(),
  text: z.string(),
  section: z.string().nullable(),
  depth: z.number().int(),
});

export const runbook = runbookHead
  .extend({
    body: z.string().describe('Markdown; lines such as `- [ ] Roll back` are its steps'),
    steps: z.array(runbookStep),
    serviceIds: z.array(id),
    routeIds: z.array(id),
    conditions: conditions.nullable().describe('Also for alerts that match; null: none'),
    reportedWrongAt: instant.nullable(),
  })
  .meta({ id: 'Runbook', description: 'Proven steps to tick off during an incident.' });
export type Runbook = z.output<typeof runbook>;

export const runbookInput = z.strictObject({
  slug,
  title: line(200),
  body: text(200_000),
  teamId: id.nullable().default(null),
  serviceIds: z.array(id).max(200).default([]),
  routeIds: z.array(id).max(200).default([]),
  conditions: conditions
    .refine(({ all }) => all.length > 0, 'Add at least one condition; without any it would match every alert.')
    .nullable()
    .default(null),
});
export type RunbookInput = z.output<typeof runbookInput>;

const runbookVersion = z.object({
  version: z.number().int(),
  title: z.string(),
  stepCount: z.number().int(),
  author: actorName,
  at: instant,
});

export const runbookRun = z
  .object({
    id,
    runbookId: id,
    incidentId: id,
    runbookVersion: z.number().int().describe('The version this run follows, whatever is edited meanwhile'),
    title: z.string(),
    body: z.string(),
    steps: z.array(runbookStep.extend({ tickedBy: actorName.nullable(), tickedAt: instant.nullable() })),
    doneCount: z.number().int(),
    nextStepId: z.string().nullable(),
    openedBy: actorName,
    openedAt: instant,
    isOutdated: z.boolean().describe('The runbook has been edited since'),
  })
  .meta({ id: 'RunbookRun', description: 'A runbook that was opened in an incident, with its ticks.' });
export type RunbookRun = z.output<typeof runbookRun>;

const common = { tag: 'runbooks' } as const;

export const listRunbooks = endpoint({
  ...common,
  name: 'listRunbooks',
  method: 'GET',
  path: '/api/v1/runbooks',
  permission: 'runbooks.read',
  summary: 'List runbooks by title',
  query: pageQuery.extend({
    text: z.string().trim().min(1).max(200).optional().describe('Part of title, slug or text, in any letter case'),
    ids: z
      .union([id, z.array(id).max(200)])
      .optional()
      .describe('Only these'),
    serviceId: id.optional(),
    teamId: id.optional(),
    alertId: id.optional().describe('Those for this alert: by its service, its route or their conditions'),
  }),
  output: listOf(runbookSummary),
});

export const getRunbook = endpoint({
  ...common,
  name: 'getRunbook',
  method: 'GET',
  path: '/api/v1/runbooks/:id',
  permission: 'runbooks.read',
  summary: 'Read one runbook',
  params: idParams,
  output: runbook,
});

export const createRunbook = endpoint({
  ...common,
  name: 'createRunbook',
  method: 'POST',
  path: '/api/v1/runbooks',
  permission: 'runbooks.manage',
  teams: [whose('team', 'body.teamId')],
  summary: 'Create a runbook',
  body: runbookInput,
  output: runbook,
  status: 201,
});

export const updateRunbook = endpoint({
  ...common,
  name: 'updateRunbook',
  method: 'PUT',
  path: '/api/v1/runbooks/:id',
  permission: 'runbooks.manage',
  teams: [whose('runbook'), whose('team', 'body.teamId')],
  summary: 'Replace a runbook, keeping the version before; send If-Match to guard against lost edits',
  params: idParams,
  body: runbookInput,
  output: runbook,
});

export const deleteRunbook = endpoint({
  ...common,
  name: 'deleteRunbook',
  method: 'DELETE',
  path: '/api/v1/runbooks/:id',
  permission: 'runbooks.manage',
  teams: [whose('runbook')],
  summary: 'Delete a runbook; incidents that used it keep their ticked steps',
  params: idParams,
  output: noContent,
  status: 204,
});

export const listRunbookVersions = endpoint({
  ...common,
  name: 'listRunbookVersions',
  method: 'GET',
  path: '/api/v1/runbooks/:id/versions',
  permission: 'runbooks.read',
  summary: 'List the versions of a runbook, newest first',
  params: idParams,
  query: pageQuery,
  output: listOf(runbookVersion),
});

export const getRunbookVersion = endpoint({
  ...common,
  name: 'getRunbookVersion',
  method: 'GET',
  path: '/api/v1/runbooks/:id/versions/:version',
  permission: 'runbooks.read',
  summary: 'Read an earlier version of a runbook',
  params: z.strictObject({ id, version: z.coerce.number().int().positive().max(2_000_000_000) }),
  output: runbookVersion.extend({ body: z.string() }),
});

export const reviewRunbook = endpoint({
  ...common,
  name: 'reviewRunbook',
  method: 'POST',
  path: '/api/v1/runbooks/:id/review',
  permission: 'runbooks.manage',
  teams: [whose('runbook')],
  summary: 'Mark a runbook as reviewed, or report a problem with it',
  params: idParams,
  body: z.strictObject({ verdict: z.enum(['right', 'wrong']), note: text(1000).default('') }),
  output: runbook,
});

export const listIncidentRunbooks = endpoint({
  ...common,
  name: 'listIncidentRunbooks',
  method: 'GET',
  path: '/api/v1/incidents/:id/runbooks',
  permission: 'runbooks.read',
  summary: 'List the runbooks opened in an incident, and those that fit its services and alerts',
  params: idParams,
  output: z.object({
    runs: z.array(runbookRun).describe('20 at most'),
    fitting: z.array(runbookSummary).describe('Not opened yet; 20 at most'),
  }),
});

export const openRunbook = endpoint({
  ...common,
  name: 'openRunbook',
  method: 'POST',
  path: '/api/v1/incidents/:id/runbooks',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Open a runbook in an incident; opening it again returns the same run',
  params: idParams,
  body: z.strictObject({ runbookId: id }),
  output: runbookRun,
});

export const tickRunbookStep = endpoint({
  ...common,
  name: 'tickRunbookStep',
  method: 'PUT',
  path: '/api/v1/runbook-runs/:id/steps/:stepId',
  permission: 'incidents.respond',
  teams: [whose('runbookRun')],
  summary: 'Tick or untick a step',
  params: z.strictObject({ id, stepId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/) }),
  body: z.strictObject({ done: z.boolean() }),
  output: runbookRun,
});
