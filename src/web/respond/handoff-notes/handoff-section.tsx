import { Button, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import {
  type HandoffNote,
  LONGEST_HANDOFF_NOTE,
  listHandoffNotes,
  takeBackHandoffNote,
  writeHandoffNote,
} from '../../../contract/respond/schedules/handoff-notes.ts';
import { useAction, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';
import { useKeptText } from '../../data/use-kept-text.ts';
import { useGuard } from '../../directory/may.ts';
import { DraftNotice } from '../../ui/form/draft-notice.tsx';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { showToast, showUndo } from '../../ui/screen/toasts.ts';
import styles from './handoff-notes.module.css';
import { handoffReads, NoteCard } from './note-card.tsx';
import { OpenWorkList } from './open-work-list.tsx';

type HandoffSectionProps = { scheduleId: number; startsWriting: boolean };

/** The notes of a schedule from shift to shift, with what is open now beside them. */
export function HandoffSection({ scheduleId, startsWriting }: HandoffSectionProps) {
  const me = usePerson();
  const guard = useGuard('oncall.override');
  const draft = useKeptText(`handoff-note/${scheduleId}`);
  const [isWriting, setWriting] = useState(startsWriting || draft.text !== null);
  const list = usePagedEndpoint(listHandoffNotes, { params: { id: scheduleId }, query: {} }, { follows: ['person'] });
  const takeBack = useAction(takeBackHandoffNote, { changes: handoffReads });
  const mayWrite = me !== undefined && !guard.disabled;
  const edit = async ({ id, text }: HandoffNote) => {
    try {
      await takeBack.mutateAsync({ params: { id: scheduleId, noteId: id } });
      draft.change(draft.text?.trim() ? `${draft.text}\n\n${text}` : text);
      setWriting(true);
    } catch (error) {
      sayRefusal(error);
    }
  };
  const discard = () => {
    const { text } = draft;
    draft.clear();
    setWriting(false);
    if (!text?.trim()) return;
    showUndo('Draft discarded.', () => {
      draft.change(text);
      setWriting(true);
    });
  };
  return (
    <Section
      title="Handoff notes"
      actions={
        me &&
        !isWriting && (
          <Button variant="default" {...guard} onClick={() => setWriting(true)}>
            Write a note
          </Button>
        )
      }
    >
      <div className={styles.sides}>
        <div className={styles.side}>
          {isWriting && mayWrite && (
            <Composer scheduleId={scheduleId} draft={draft} close={() => setWriting(false)} discard={discard} />
          )}
          {list.error && <ErrorState error={list.error} retry={list.retry} />}
          {!list.error && !list.isPending && list.rows.length === 0 && !isWriting && (
            <p className="muted">No notes yet. A note reaches whoever is on call next as their shift begins.</p>
          )}
          {list.rows.length > 0 && (
            <ul className={styles.notes} aria-label="Handoff notes">
              {list.rows.map((note) => (
                <NoteCard key={note.id} note={note} takeBack={(one) => void edit(one)} />
              ))}
            </ul>
          )}
          {list.loadMore && (
            <div>
              <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
                Load earlier notes
              </Button>
            </div>
          )}
        </div>
        <OpenWorkList scheduleId={scheduleId} />
      </div>
    </Section>
  );
}

type ComposerProps = {
  scheduleId: number;
  draft: ReturnType<typeof useKeptText>;
  close: () => void;
  discard: () => void;
};

function Composer({ scheduleId, draft, close, discard }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const text = draft.text ?? '';
  useEffect(() => field.current?.focus(), []);
  const write = useAction(writeHandoffNote, {
    changes: handoffReads,
    done: (_, { body }) => {
      draft.clear(body.text);
      showToast('Note left for the next shift.');
      close();
    },
  });
  const submit = () => {
    if (text.trim() === '' || write.isPending) return;
    write.mutate({ params: { id: scheduleId }, body: { text } });
  };
  return (
    <div className={styles.side}>
      <Textarea
        ref={field}
        label="Note for the next shift"
        description="Markdown. Whoever is on call next gets it as their shift begins, and everybody with an account can read it here."
        placeholder="What happened, what to watch, what is left to do"
        autosize
        minRows={6}
        maxRows={24}
        maxLength={LONGEST_HANDOFF_NOTE}
        value={text}
        onChange={(event) => draft.change(event.currentTarget.value || null)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      <DraftNotice at={draft.restoredAt} discard={draft.clear} />
      <div className={styles.buttons}>
        <Button
          onClick={submit}
          loading={write.isPending}
          disabled={text.trim() === ''}
          aria-keyshortcuts="Control+Enter"
        >
          Leave note
        </Button>
        <Button variant="default" onClick={discard}>
          {text.trim() === '' ? 'Cancel' : 'Discard'}
        </Button>
      </div>
    </div>
  );
}
