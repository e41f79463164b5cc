/** The playbook: as it is configured now, and the versions of it that were published for people to read and confirm. */
import { z } from 'zod';
import { csvType, endpoint, id, idParams, instant, listOf, named, pageQuery, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';

const diffLine = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });

const sectionChange = z
  .object({
    key: z.string(),
    title: z.string(),
    change: z.enum(['changed', 'added', 'removed']),
    hunks: z
      .array(z.array(diffLine))
      .describe('Stretches of lines with what was added and removed, and two lines around; Markdown'),
  })
  .meta({ id: 'PlaybookSectionChange' });
export type PlaybookSectionChange = z.output<typeof sectionChange>;

const versionSummary = z
  .object({
    id: id.describe('Its number: version 3 has the id 3'),
    note: z.string().describe('What changed, in the words of whoever published it'),
    publishedBy: actorName,
    publishedAt: instant,
    confirmed: z.number().int().describe('People who have read and confirmed it'),
  })
  .meta({ id: 'PlaybookVersion' });

const common = { tag: 'program', permission: 'program.read' } as const;
const path = '/api/v1/program/playbook';

export const readPlaybook = endpoint({
  ...common,
  name: 'readPlaybook',
  method: 'GET',
  path,
  summary: 'Read the playbook as it is configured now, and how it differs from the version published last',
  output: z.object({
    markdown: z.string(),
    generatedAt: instant,
    published: versionSummary
      .extend({
        isAsked: z.boolean().describe('Whether you are one of those who should read it'),
        confirmedAt: instant.nullable().describe('When you confirmed it'),
      })
      .nullable()
      .describe('The version published last; null: none yet'),
    changes: z
      .array(sectionChange)
      .describe('What is configured otherwise than in that version says; empty without one'),
  }),
});
export type Playbook = z.output<typeof readPlaybook.output>;

export const listPlaybookVersions = endpoint({
  ...common,
  name: 'listPlaybookVersions',
  method: 'GET',
  path: `${path}/versions`,
  summary: 'List the published versions, newest first',
  query: pageQuery,
  output: listOf(versionSummary),
});

export const getPlaybookVersion = endpoint({
  ...common,
  name: 'getPlaybookVersion',
  method: 'GET',
  path: `${path}/versions/:id`,
  summary: 'Read a published version as it was, and what it changed',
  params: idParams,
  output: versionSummary.extend({
    markdown: z.string(),
    previousId: id.nullable(),
    changes: z.array(sectionChange).describe('Against the version before it; empty for the first'),
  }),
});

export const publishPlaybook = endpoint({
  name: 'publishPlaybook',
  method: 'POST',
  path: `${path}/versions`,
  permission: 'program.manage',
  summary: 'Publish what is configured now as the next version; refused while nothing differs',
  tag: 'program',
  body: z.strictObject({
    note: text(2_000).refine((note) => note.trim() !== '', 'Say what changed.'),
  }),
  output: versionSummary,
  status: 201,
});

export const confirmPlaybook = endpoint({
  name: 'confirmPlaybook',
  method: 'POST',
  path: `${path}/versions/:id/confirmation`,
  permission: 'signed-in',
  summary: 'Confirm that you have read the version published last; a confirmation holds for that version alone',
  tag: 'program',
  params: idParams,
  output: versionSummary,
});

export const playbookReadersInput = z
  .strictObject({
    who: z.enum(['responders', 'teams']).describe('Everybody who may respond, or the members of the teams'),
    teamIds: z
      .array(id)
      .max(200)
      .refine((ids) => new Set(ids).size === ids.length, 'Name each team once.'),
  })
  .refine(({ who, teamIds }) => who === 'responders' || teamIds.length > 0, {
    message: 'Choose at least one team.',
    path: ['teamIds'],
  });
export type PlaybookReadersInput = z.output<typeof playbookReadersInput>;

const readersOfTeam = z.object({
  team: named.nullable().describe('Null: people without a team'),
  asked: z.number().int(),
  confirmed: z.number().int(),
  missing: z.array(named).describe('Who has not confirmed it, by name; at most 100'),
});

const readers = z
  .object({
    who: z.enum(['responders', 'teams']),
    teamIds: z.array(id),
    versionId: id.nullable().describe('The version published last'),
    asked: z.number().int(),
    confirmed: z.number().int(),
    teams: z.array(readersOfTeam).describe('Somebody in two teams is in both; at most 200 teams'),
    version: z.number().int().describe('Of the choice of readers; 0 until somebody has made it'),
  })
  .meta({
    id: 'PlaybookReaders',
    description: 'Who should read the playbook, and who has confirmed the last version.',
  });
export type PlaybookReaders = z.output<typeof readers>;

export const readPlaybookReaders = endpoint({
  ...common,
  name: 'readPlaybookReaders',
  method: 'GET',
  path: `${path}/readers`,
  summary: 'Read who should read the playbook, and by team who has confirmed the version published last',
  output: readers,
});

export const updatePlaybookReaders = endpoint({
  name: 'updatePlaybookReaders',
  method: 'PUT',
  path: `${path}/readers`,
  permission: 'program.manage',
  summary: 'Choose who should read the playbook; send If-Match to guard against lost edits',
  tag: 'program',
  body: playbookReadersInput,
  output: readers,
});

export const exportPlaybookReaders = endpoint({
  ...common,
  name: 'exportPlaybookReaders',
  method: 'GET',
  path: `${path}/readers.csv`,
  summary: 'Download who should read the version published last and when each confirmed it, as CSV',
  output: z.string(),
  contentType: csvType,
});

export const exportPlaybookSite = endpoint({
  ...common,
  name: 'exportPlaybookSite',
  method: 'GET',
  path: `${path}/site.zip`,
  summary: 'Download the playbook as a static site: pages without scripts that also open from a folder',
  query: z.object({ version: z.coerce.number().int().min(1).optional().describe('Left out, as it is configured now') }),
  output: z.custom<Uint8Array>(),
  contentType: 'application/zip',
});
