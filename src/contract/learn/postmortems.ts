/** What is written and decided after an incident; a postmortem has the number of its incident. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, line, listOf, named, pageQuery, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { whose } from '../whose.ts';

export const postmortemForms = ['full', 'light', 'drill'] as const;
export const postmortemStates = ['draft', 'in_review', 'completed'] as const;

/** Markdown of this length reads for an hour. */
export const mostMarkdown = 200_000;

const markdown = text(mostMarkdown);

export const blamelessFinding = z
  .object({
    start: z.number().int().describe('Offset into the Markdown in UTF-16 code units'),
    end: z.number().int().describe('Exclusive'),
    text: z.string(),
    rule: z.string(),
    why: z.string(),
    suggestions: z.array(z.string()),
  })
  .meta({ id: 'BlamelessFinding', description: 'Wording that blames or stops the search for causes. Advisory.' });
export type BlamelessFinding = z.output<typeof blamelessFinding>;

const reviewer = z.object({
  person: named,
  approvedAt: instant.nullable(),
  approvedVersion: z.number().int().nullable().describe('The version that was read'),
});

const head = z.object({
  id: id.describe('The number of the incident'),
  incident: z.object({
    id,
    key: z.string(),
    title: z.string(),
    severity: z.number().int(),
    resolvedAt: instant.nullable(),
  }),
  form: z.enum(postmortemForms),
  state: z.enum(postmortemStates),
  isRequired: z.boolean(),
  reasons: z.array(z.string()).describe('Why it is required, or not'),
  owner: named.nullable(),
  dueAt: instant.nullable(),
  isOverdue: z.boolean(),
  findingCount: z.number().int().describe('Of the blameless check'),
  draftedAt: instant,
  completedAt: instant.nullable(),
  version: z.number().int().describe('Of the text'),
});

export const postmortemSummary = head.meta({ id: 'PostmortemSummary', description: 'A postmortem without its text.' });
export type PostmortemSummary = z.output<typeof postmortemSummary>;

export const postmortem = head
  .extend({
    markdown: z.string(),
    writtenBy: actorName.describe('Of this version'),
    writtenAt: instant,
    isUntouched: z.boolean().describe('Nobody has edited it; it still follows the facts of the incident'),
    isFullImpact: z.boolean().describe('Complete outage for everyone'),
    factorKeys: z.array(z.string()).describe('Contributing factors'),
    noActionReason: z.string().nullable().describe('Why no action item is needed'),
    actionItemCount: z.number().int(),
    openCommentCount: z.number().int().describe('Threads that nobody has resolved'),
    reviewers: z.array(reviewer),
    missing: z.array(z.string()).describe('What is required before completion; empty: nothing'),
  })
  .meta({ id: 'Postmortem', description: 'What was learned from an incident. The Markdown is authoritative.' });
export type Postmortem = z.output<typeof postmortem>;

export const contributingFactor = z
  .strictObject({
    key: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'Use lower-case letters, digits and hyphens.'),
    group: z.enum(['technical', 'process', 'organisation', 'outside']),
    name: line(120),
    question: text(300).default(''),
    isRetired: z.boolean().default(false).describe('Archived: no longer offered, but kept where it was already chosen'),
  })
  .meta({ id: 'ContributingFactor' });

export const contributingFactorsInput = z.strictObject({ factors: z.array(contributingFactor).min(1).max(200) });
export type ContributingFactorsInput = z.output<typeof contributingFactorsInput>;
const contributingFactors = contributingFactorsInput.extend({
  version: z.number().int().describe('0 until somebody has edited it'),
});

const common = { tag: 'postmortems' } as const;

export const listPostmortems = endpoint({
  ...common,
  name: 'listPostmortems',
  method: 'GET',
  path: '/api/v1/postmortems',
  permission: 'incidents.read',
  summary: 'List postmortems, newest incident first',
  query: pageQuery.extend({
    state: z.enum(['all', 'unfinished', ...postmortemStates]).default('all'),
    show: z.enum(['all', 'required', 'overdue']).default('all'),
    ownerId: id.optional(),
    teamId: id.optional().describe('Of an affected service'),
    serviceId: id.optional(),
    factorKey: z.string().max(63).optional(),
  }),
  output: listOf(postmortemSummary),
});

export const getPostmortem = endpoint({
  ...common,
  name: 'getPostmortem',
  method: 'GET',
  path: '/api/v1/postmortems/:id',
  permission: 'incidents.read',
  summary: 'Read the postmortem of an incident, by the number of the incident',
  params: idParams,
  output: postmortem,
});

export const requestPostmortem = endpoint({
  ...common,
  name: 'requestPostmortem',
  method: 'POST',
  path: '/api/v1/incidents/:id/postmortem',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Request a postmortem that the severity does not require; an existing one is kept',
  params: idParams,
  body: z.strictObject({ form: z.enum(postmortemForms).optional() }),
  output: postmortem,
  status: 201,
});

export const writePostmortem = endpoint({
  ...common,
  name: 'writePostmortem',
  method: 'PUT',
  path: '/api/v1/postmortems/:id/text',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary:
    'Replace the text; If-Match names the version it was written from. If somebody else has edited it since, the response is 412 with `current` and `yours`',
  params: idParams,
  body: z.strictObject({ markdown }),
  output: postmortem,
});

const besideText = {
  ownerId: id.nullable().optional(),
  factorKeys: z.array(z.string().min(1).max(63)).max(50).optional(),
  noActionReason: text(1_000).nullable().optional(),
  isFullImpact: z.boolean().optional(),
  reviewerIds: z.array(id).max(20).optional().describe('Each must approve before completion'),
};
export type BesideText = z.output<z.ZodObject<typeof besideText>>;

export const updatePostmortem = endpoint({
  ...common,
  name: 'updatePostmortem',
  method: 'PATCH',
  path: '/api/v1/postmortems/:id',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary:
    'Change the properties next to the text; omitted fields are kept. Send `seen` to guard against lost edits: the version is of the text',
  params: idParams,
  body: z.strictObject({
    ...besideText,
    seen: z
      .strictObject(besideText)
      .optional()
      .describe(
        'The same fields as the caller last saw them. Lists are merged with what others have changed since; a change to any other field that somebody has changed since is refused with 412',
      ),
  }),
  output: postmortem,
  versionIsOfElse: true,
});

export const movePostmortem = endpoint({
  ...common,
  name: 'movePostmortem',
  method: 'POST',
  path: '/api/v1/postmortems/:id/state',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Request review, complete it, or return it to draft; reopening a completed one needs a reason',
  params: idParams,
  body: z.strictObject({ to: z.enum(postmortemStates), reason: text(1_000).default('') }),
  output: postmortem,
});

export const approvePostmortem = endpoint({
  ...common,
  name: 'approvePostmortem',
  method: 'POST',
  path: '/api/v1/postmortems/:id/approval',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Approve as a reviewer, with the version that was read',
  params: idParams,
  body: z.strictObject({ version: z.int().positive() }),
  output: postmortem,
});

const version = z.object({ version: z.number().int(), author: actorName, at: instant, length: z.number().int() });

export const listPostmortemVersions = endpoint({
  ...common,
  name: 'listPostmortemVersions',
  method: 'GET',
  path: '/api/v1/postmortems/:id/versions',
  permission: 'incidents.read',
  summary: 'List the versions of the text, newest first',
  params: idParams,
  query: pageQuery,
  output: listOf(version),
});

export const getPostmortemVersion = endpoint({
  ...common,
  name: 'getPostmortemVersion',
  method: 'GET',
  path: '/api/v1/postmortems/:id/versions/:version',
  permission: 'incidents.read',
  summary: 'Read an earlier version of the text',
  params: z.strictObject({ id, version: z.coerce.number().int().positive().max(2_000_000_000) }),
  output: version.extend({ markdown: z.string() }),
});

export const redraftPostmortem = endpoint({
  ...common,
  name: 'redraftPostmortem',
  method: 'GET',
  path: '/api/v1/postmortems/:id/draft',
  permission: 'incidents.read',
  summary: 'A fresh draft from the incident as it is now, to copy newer facts from; nothing is stored',
  params: idParams,
  output: z.object({ markdown: z.string() }),
});

export const checkWording = endpoint({
  ...common,
  name: 'checkWording',
  method: 'POST',
  path: '/api/v1/blameless-checks',
  permission: 'incidents.read',
  summary: 'Find wording that blames, with better words; the same text always gives the same result',
  body: z.strictObject({ markdown, isFullImpact: z.boolean().default(false) }),
  output: z.object({ findings: z.array(blamelessFinding).describe('The first 1,000') }),
});

export const getContributingFactors = endpoint({
  ...common,
  name: 'getContributingFactors',
  method: 'GET',
  path: '/api/v1/contributing-factors',
  permission: 'incidents.read',
  summary: 'Read the list of contributing factors',
  output: contributingFactors,
});

export const updateContributingFactors = endpoint({
  ...common,
  name: 'updateContributingFactors',
  method: 'PUT',
  path: '/api/v1/contributing-factors',
  permission: 'incidents.manage',
  summary:
    'Replace the list; a factor in use can only be archived, not removed. Send If-Match to guard against lost edits',
  body: contributingFactorsInput,
  output: contributingFactors,
});
