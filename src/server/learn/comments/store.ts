import {
  type CommentThread,
  mostComments,
  type PostmortemComment,
} from '../../../contract/learn/postmortem-comments.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

type Dated<Item, Names extends keyof Item> = Omit<Item, Names> & { [Name in Names]: Date | Extract<Item[Name], null> };
export type CommentRow = Dated<PostmortemComment, 'at' | 'editedAt'> & {
  threadId: number | null;
  section: string;
  resolvedAt: Date | null;
  resolvedBy: CommentThread['resolvedBy'];
};

const columns = 'id, thread_id, section, body as text, author, at, edited_at, resolved_at, resolved_by';

/** All comments of a postmortem, oldest first. */
export function listComments(db: Queryable, incidentId: number): Promise<CommentRow[]> {
  return rows(db, `select ${columns} from postmortem_comments where incident_id = $1 order by id limit $2`, [
    incidentId,
    mostComments,
  ]);
}

export async function insertComment(
  tx: Queryable,
  comment: { incidentId: number; threadId: number | null; section: string; text: string },
  author: unknown,
): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into postmortem_comments (incident_id, thread_id, section, body, author)
     values ($1, $2, $3, $4, $5) returning id`,
    [comment.incidentId, comment.threadId, comment.section, comment.text, JSON.stringify(author)],
  );
  return inserted!.id;
}

export async function setText(tx: Queryable, id: number, text: string): Promise<void> {
  await run(tx, 'update postmortem_comments set body = $2, edited_at = evenkeel.now() where id = $1', [id, text]);
}

/** @param by null opens the thread again */
export async function setResolution(tx: Queryable, id: number, by: unknown): Promise<void> {
  await run(
    tx,
    `update postmortem_comments set resolved_by = $2::jsonb,
       resolved_at = case when $2::jsonb is not null then evenkeel.now() end where id = $1`,
    [id, by === null ? null : JSON.stringify(by)],
  );
}
