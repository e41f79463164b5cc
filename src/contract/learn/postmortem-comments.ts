/** Questions and remarks at the sections of a postmortem, and who has it open. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { whose } from '../whose.ts';

/** More than this was never discussed about one incident; asking for more is refused. */
export const mostComments = 500;

const section = text(500).min(1).describe('The heading of the section, as it stands in the Markdown');
const body = text(10_000).refine((value) => value.trim() !== '', 'Enter a comment.');

const comment = z.object({
  id,
  author: actorName,
  at: instant,
  editedAt: instant.nullable(),
  text: z.string(),
});
export type PostmortemComment = z.output<typeof comment>;

export const commentThread = comment
  .extend({
    section: z.string(),
    resolvedAt: instant.nullable(),
    resolvedBy: actorName.nullable(),
    replies: z.array(comment),
  })
  .meta({ id: 'PostmortemCommentThread', description: 'A comment on a section of a postmortem, with its replies.' });
export type CommentThread = z.output<typeof commentThread>;

const threads = z.object({ items: z.array(commentThread).describe('Oldest first') });
const common = { tag: 'postmortems' } as const;
const commentParams = idParams.extend({ commentId: id });

export const listPostmortemComments = endpoint({
  ...common,
  name: 'listPostmortemComments',
  method: 'GET',
  path: '/api/v1/postmortems/:id/comments',
  permission: 'incidents.read',
  summary: 'List the comments on a postmortem, open and resolved',
  params: idParams,
  output: threads,
});

export const addPostmortemComment = endpoint({
  ...common,
  name: 'addPostmortemComment',
  method: 'POST',
  path: '/api/v1/postmortems/:id/comments',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Comment on a section, or reply in a thread; a reply to a resolved thread reopens it',
  params: idParams,
  body: z.union([z.strictObject({ section, text: body }), z.strictObject({ threadId: id, text: body })]),
  output: commentThread,
  status: 201,
});

export const editPostmortemComment = endpoint({
  ...common,
  name: 'editPostmortemComment',
  method: 'PATCH',
  path: '/api/v1/postmortems/:id/comments/:commentId',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Change the words of your own comment',
  params: commentParams,
  body: z.strictObject({ text: body }),
  output: commentThread,
});

export const resolvePostmortemComment = endpoint({
  ...common,
  name: 'resolvePostmortemComment',
  method: 'POST',
  path: '/api/v1/postmortems/:id/comments/:commentId/resolution',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Resolve a thread, or reopen it',
  params: commentParams,
  body: z.strictObject({ isResolved: z.boolean() }),
  output: commentThread,
});

const present = z.object({
  person: z.object({ id, name: z.string() }),
  section: z.string().nullable().describe('The heading of the section they are writing in; null: reading'),
  seenAt: instant,
});
export type PresentWriter = z.output<typeof present>;

export const joinPostmortem = endpoint({
  ...common,
  name: 'joinPostmortem',
  method: 'POST',
  path: '/api/v1/postmortems/:id/presence',
  permission: 'incidents.read',
  summary: 'Report that you have the postmortem open (every few seconds), and see who else has',
  params: idParams,
  body: z.strictObject({ section: section.nullable().default(null) }),
  output: z.object({ items: z.array(present) }),
});
