import { problem } from '../../../contract/errors.ts';
import { mostComments } from '../../../contract/learn/postmortem-comments.ts';
import { actorReference, personIdOf } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { getPostmortem, onPostmortem } from '../postmortems/actions.ts';
import * as store from './store.ts';

/** The threads of a postmortem, oldest first. @throws Problem `not_found` */
export async function listThreads(ctx: Pick<Context, 'db'>, id: number) {
  await getPostmortem(ctx, id);
  return { items: threadsOf(await store.listComments(ctx.db, id)) };
}

type NewComment = { section: string; text: string } | { threadId: number; text: string };

/** Begins a thread or goes on with one; a resolved one is open again. @throws Problem `state_conflict` when there are too many */
export async function addComment(ctx: Context, incidentId: number, given: NewComment) {
  return onComments(ctx, incidentId, async (tx, all) => {
    if (all.length >= mostComments) {
      throw problem('state_conflict', `A postmortem takes at most ${mostComments} comments.`);
    }
    const thread = 'threadId' in given ? threadOf(all, given.threadId) : null;
    const section = 'section' in given ? given.section.trim() : thread!.section;
    const comment = { incidentId, threadId: thread?.id ?? null, section, text: given.text };
    const commentId = await store.insertComment(tx, comment, actorReference(ctx.actor));
    await recordEvent(tx, ctx.actor, 'postmortem.commented', incidentId, {
      commentId,
      section,
      threadId: comment.threadId,
    });
    if (thread?.resolvedAt) await setResolved(tx, ctx, incidentId, thread, false);
    return thread?.id ?? commentId;
  });
}

/** @throws Problem `forbidden` for a comment of somebody else */
export async function editComment(ctx: Context, incidentId: number, commentId: number, text: string) {
  return onComments(ctx, incidentId, async (tx, all) => {
    const comment = commentOf(all, commentId);
    const personId = personIdOf(ctx.actor);
    if (personId === null || comment.author.personId !== personId) {
      throw problem('forbidden', 'Only its author can edit a comment.');
    }
    if (text !== comment.text) {
      await store.setText(tx, commentId, text);
      await recordEvent(tx, ctx.actor, 'postmortem.commentEdited', incidentId, { commentId, section: comment.section });
    }
    return comment.threadId ?? comment.id;
  });
}

/** Resolves a thread or opens it again; doing what is done already changes nothing. */
export async function resolveThread(ctx: Context, incidentId: number, threadId: number, isResolved: boolean) {
  return onComments(ctx, incidentId, async (tx, all) => {
    const thread = threadOf(all, threadId);
    if ((thread.resolvedAt !== null) !== isResolved) await setResolved(tx, ctx, incidentId, thread, isResolved);
    return threadId;
  });
}

async function setResolved(
  tx: Transaction,
  ctx: Context,
  incidentId: number,
  { id, section }: store.CommentRow,
  isResolved: boolean,
) {
  await store.setResolution(tx, id, isResolved ? actorReference(ctx.actor) : null);
  const kind = isResolved ? 'postmortem.commentResolved' : 'postmortem.commentReopened';
  await recordEvent(tx, ctx.actor, kind, incidentId, { commentId: id, section });
}

/** Runs `change` with the postmortem locked; returns the thread whose id it returns, as it is then. */
async function onComments(
  ctx: Context,
  incidentId: number,
  change: (tx: Transaction, all: store.CommentRow[]) => Promise<number>,
) {
  let threadId = 0;
  let after: store.CommentRow[] = [];
  await onPostmortem(ctx, incidentId, async (tx) => {
    threadId = await change(tx, await store.listComments(tx, incidentId));
    after = await store.listComments(tx, incidentId);
  });
  return threadsOf(after).find(({ id }) => id === threadId)!;
}

function commentOf(all: store.CommentRow[], id: number): store.CommentRow {
  const found = all.find((one) => one.id === id);
  if (!found) throw problem('not_found', `This postmortem has no comment ${id}.`);
  return found;
}

function threadOf(all: store.CommentRow[], id: number): store.CommentRow {
  const found = commentOf(all, id);
  if (found.threadId !== null)
    throw problem('invalid_input', `Comment ${id} is a reply: name the first of its thread.`);
  return found;
}

function threadsOf(all: store.CommentRow[]) {
  return all
    .filter(({ threadId }) => threadId === null)
    .map(({ threadId: _, ...thread }) => ({
      ...thread,
      replies: all
        .filter((one) => one.threadId === thread.id)
        .map(({ id, author, at, editedAt, text }) => ({ id, author, at, editedAt, text })),
    }));
}
