import { Button } from '@mantine/core';
import {
  type HandoffNote,
  listHandoffNotes,
  markHandoffNoteRead,
  readMyHandoffs,
} from '../../../contract/respond/schedules/handoff-notes.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';
import { Markdown } from '../../ui/text/markdown.tsx';
import { Time } from '../../ui/time/time.tsx';
import styles from './handoff-notes.module.css';

export const handoffReads = [listHandoffNotes, readMyHandoffs];

type NoteCardProps = {
  note: HandoffNote;
  /** Where the note stands beside those of other schedules. */
  scheduleHref?: string;
  takeBack?: (note: HandoffNote) => void;
};

/** A note, who has read it, and the button of whoever has not. */
export function NoteCard({ note, scheduleHref, takeBack }: NoteCardProps) {
  const me = usePerson();
  const { id, scheduleId, scheduleName, authorId, authorName, text, createdAt, readBy } = note;
  const mark = useAction(markHandoffNoteRead, { changes: handoffReads });
  const isOwn = authorId === me?.id;
  const isRead = readBy.some(({ personId }) => personId === me?.id);
  return (
    <li className={styles.note}>
      <div className={styles.head}>
        <span>
          <strong>{authorName}</strong>
          {isOwn && ' (you)'}
          {scheduleHref !== undefined && (
            <>
              {' '}
              on <a href={scheduleHref}>{scheduleName}</a>
            </>
          )}{' '}
          <span className="muted">
            <Time at={createdAt} />
          </span>
        </span>
        <div className={styles.buttons}>
          {me && !isOwn && !isRead && (
            <Button
              variant="default"
              size="compact-sm"
              loading={mark.isPending}
              onClick={() => mark.mutate({ params: { id: scheduleId, noteId: id } })}
            >
              Mark as read<span className="visually-hidden"> the note from {authorName}</span>
            </Button>
          )}
          {isOwn && readBy.length === 0 && takeBack && (
            <Button variant="default" size="compact-sm" onClick={() => takeBack(note)}>
              Take back and edit
            </Button>
          )}
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long note is scrolled by keyboard */}
      <section className={styles.text} tabIndex={0} aria-label={`Note from ${authorName}`}>
        <Markdown text={text} />
      </section>
      {readBy.length > 0 ? (
        <span className="muted">
          Read by{' '}
          {readBy.map(({ personId, name, readAt }, place) => (
            <span key={personId}>
              {place > 0 && ', '}
              {name} <Time at={readAt} />
            </span>
          ))}
        </span>
      ) : (
        scheduleHref === undefined && <span className="muted">Nobody has read it yet.</span>
      )}
    </li>
  );
}
