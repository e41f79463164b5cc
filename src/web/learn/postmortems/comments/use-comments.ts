import {
  addPostmortemComment,
  type CommentThread,
  editPostmortemComment,
  listPostmortemComments,
  resolvePostmortemComment,
} from '../../../../contract/learn/postmortem-comments.ts';
import { getPostmortem } from '../../../../contract/learn/postmortems.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';

const changes = [listPostmortemComments, getPostmortem];

/** The threads of a postmortem, and what can be done with them. */
export function useComments(id: number) {
  const params = { id };
  const threads = useEndpoint(listPostmortemComments, { params }).data?.items ?? [];
  const add = useAction(addPostmortemComment, { changes });
  const edit = useAction(editPostmortemComment, { changes });
  const resolve = useAction(resolvePostmortemComment, { changes });
  return {
    threads,
    of: (section: string) => threads.filter((thread) => thread.section === section),
    ask: (section: string, text: string) => add.mutateAsync({ params, body: { section, text } }),
    reply: (threadId: number, text: string) => add.mutateAsync({ params, body: { threadId, text } }),
    edit: (commentId: number, text: string) => edit.mutateAsync({ params: { id, commentId }, body: { text } }),
    resolve: ({ id: commentId, resolvedAt }: CommentThread) =>
      resolve.mutate({ params: { id, commentId }, body: { isResolved: resolvedAt === null } }),
    isSending: add.isPending || edit.isPending,
  };
}

export type Comments = ReturnType<typeof useComments>;

export const isOpen = ({ resolvedAt }: CommentThread) => resolvedAt === null;
