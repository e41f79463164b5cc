import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { CommentThread, PostmortemComment } from '../../../../contract/learn/postmortem-comments.ts';
import { usePerson } from '../../../data/session.ts';
import { useKeptText } from '../../../data/use-kept-text.ts';
import { useGuard } from '../../../directory/may.ts';
import { PersonMark } from '../../../directory/person-mark.tsx';
import { DraftNotice } from '../../../ui/form/draft-notice.tsx';
import { Markdown } from '../../../ui/text/markdown.tsx';
import { Time } from '../../../ui/time/time.tsx';
import styles from './comments.module.css';
import { type Comments, isOpen } from './use-comments.ts';

type SectionCommentsProps = {
  postmortemId: number;
  section: string;
  comments: Comments;
  /** A new comment is being written. */
  isAsking: boolean;
  setAsking: (isAsking: boolean) => void;
};

/** The threads of one section, where they belong; resolved ones are folded away. */
export function SectionComments({ postmortemId, section, comments, isAsking, setAsking }: SectionCommentsProps) {
  const threads = comments.of(section);
  const resolved = threads.filter((thread) => !isOpen(thread));
  if (threads.length === 0 && !isAsking) return null;
  return (
    <section className={styles.comments} aria-label={`Comments on ${section}`}>
      {threads.filter(isOpen).map((thread) => (
        <Thread key={thread.id} postmortemId={postmortemId} thread={thread} comments={comments} />
      ))}
      {resolved.length > 0 && (
        <details>
          <summary className="muted">{resolved.length} resolved</summary>
          {resolved.map((thread) => (
            <Thread key={thread.id} postmortemId={postmortemId} thread={thread} comments={comments} />
          ))}
        </details>
      )}
      {isAsking && (
        <Composer
          thing={`postmortem-comment/${postmortemId}/${section}`}
          label="New comment"
          button="Comment"
          isSending={comments.isSending}
          send={(text) => comments.ask(section, text)}
          close={() => setAsking(false)}
        />
      )}
    </section>
  );
}

type ThreadProps = { postmortemId: number; thread: CommentThread; comments: Comments };

function Thread({ postmortemId, thread, comments }: ThreadProps) {
  const guard = useGuard('incidents.respond');
  const [isReplying, setReplying] = useState(false);
  return (
    <article className={styles.thread} aria-label={`Comment by ${thread.author.name}`}>
      {[thread, ...thread.replies].map((comment) => (
        <Comment key={comment.id} comment={comment} comments={comments} />
      ))}
      {thread.resolvedBy && thread.resolvedAt && (
        <p className="muted">
          Resolved by {thread.resolvedBy.name}, <Time at={thread.resolvedAt} />
        </p>
      )}
      {isReplying ? (
        <Composer
          thing={`postmortem-reply/${postmortemId}/${thread.id}`}
          label={`Reply to ${thread.author.name}`}
          button="Reply"
          isSending={comments.isSending}
          send={(text) => comments.reply(thread.id, text)}
          close={() => setReplying(false)}
        />
      ) : (
        <div className={styles.buttons}>
          <Button variant="subtle" size="compact-xs" onClick={() => setReplying(true)} {...guard}>
            Reply
          </Button>
          <Button variant="subtle" size="compact-xs" onClick={() => comments.resolve(thread)} {...guard}>
            {isOpen(thread) ? 'Resolve' : 'Reopen'}
          </Button>
        </div>
      )}
    </article>
  );
}

function Comment({ comment, comments }: { comment: PostmortemComment; comments: Comments }) {
  const me = usePerson();
  const [isEditing, setEditing] = useState(false);
  const { author, at, editedAt, text } = comment;
  return (
    <div className={styles.comment}>
      <p className={styles.by}>
        <PersonMark name={author.name} />
        <strong>{author.name}</strong>
        <span className="muted">
          <Time at={at} />
          {editedAt && ', edited'}
        </span>
        {author.personId !== undefined && author.personId === me?.id && !isEditing && (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setEditing(true)}>
            Edit
          </Button>
        )}
      </p>
      {isEditing ? (
        <Composer
          thing={`postmortem-comment-edit/${comment.id}`}
          label="Your comment"
          button="Save"
          before={text}
          isSending={comments.isSending}
          send={(next) => comments.edit(comment.id, next)}
          close={() => setEditing(false)}
        />
      ) : (
        <Markdown text={text} />
      )}
    </div>
  );
}

type ComposerProps = {
  /** Under this name what is typed is kept in the browser. */
  thing: string;
  label: string;
  button: string;
  before?: string;
  isSending: boolean;
  send: (text: string) => Promise<unknown>;
  close: () => void;
};

function Composer({ thing, label, button, before = '', isSending, send, close }: ComposerProps) {
  const { text, change, clear, restoredAt } = useKeptText(thing);
  const [problem, setProblem] = useState<string | null>(null);
  const typed = text ?? before;
  const submit = async () => {
    if (typed.trim() === '' || isSending) return;
    try {
      await send(typed);
      clear();
      close();
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <div className={styles.composer}>
      <Textarea
        label={label}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={10_000}
        value={typed}
        error={problem}
        autoFocus
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
          if (event.key === 'Escape' && typed === before) close();
        }}
      />
      <DraftNotice at={restoredAt} discard={clear} />
      <div className={styles.buttons}>
        <Button size="compact-sm" onClick={() => void submit()} loading={isSending} disabled={typed.trim() === ''}>
          {button}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            clear();
            close();
          }}
        >
          Cancel
        </Button>
      </div>
    </div>
  );
}
