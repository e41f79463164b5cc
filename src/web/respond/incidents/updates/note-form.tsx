import { Button, Checkbox, Textarea } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { addIncidentNote, listIncidentTimeline } from '../../../../contract/respond/incidents/timeline.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { useKeptText } from '../../../data/use-kept-text.ts';
import { DraftNotice } from '../../../ui/form/draft-notice.tsx';
import styles from '../room/room.module.css';

/** A line for the timeline. `Ctrl/Cmd-Enter` adds it. */
export function NoteForm({ incidentId, focus }: { incidentId: number; focus: number }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const kept = useKeptText(`note/${incidentId}`);
  const text = kept.text ?? '';
  const [isKey, setKey] = useState(false);
  useEffect(() => {
    if (focus > 0) field.current?.focus();
  }, [focus]);
  const add = useAction(addIncidentNote, {
    changes: [listIncidentTimeline],
    done: (_, { body }) => {
      kept.clear(body.text);
      setKey(false);
    },
  });
  const submit = () => {
    if (text.trim() === '') return;
    add.mutate({ params: { id: incidentId }, body: { text, isKey } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <div className={styles.composer}>
      <Textarea
        ref={field}
        aria-label="Note"
        placeholder="What was seen, decided or done"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={5000}
        value={text}
        onChange={(event) => kept.change(event.currentTarget.value || null)}
        onKeyDown={onKeyDown}
      />
      <DraftNotice at={kept.restoredAt} discard={kept.clear} />
      <div className={styles.composerEnd}>
        <Checkbox label="Key event" checked={isKey} onChange={(event) => setKey(event.currentTarget.checked)} />
        <Button onClick={submit} loading={add.isPending} aria-keyshortcuts="Control+Enter">
          Add note
        </Button>
      </div>
    </div>
  );
}
