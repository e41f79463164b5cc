import { CloseButton } from '@mantine/core';
import { useState } from 'react';
import { removeDrillNote } from '../../../contract/program/drill-console.ts';
import type { Drill } from '../../../contract/program/drills.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { drillChanges as changes } from './drill-changes.ts';
import { clockText } from './drill-console.tsx';

type Note = NonNullable<Drill['console']>['notes'][number];

/** What observers and the leader wrote, by the clock of the drill. */
export function NotesPanel({ drill }: { drill: Drill }) {
  const notes = drill.console?.notes ?? [];
  const remove = useAction(removeDrillNote, { changes });
  const [asked, setAsked] = useState<Note | null>(null);
  if (notes.length === 0) return null;
  return (
    <Panel title="Observers’ notes">
      <Cards label="Notes">
        {notes.map((note) => (
          <Card
            key={note.id}
            actions={
              note.mayRemove && (
                <CloseButton
                  aria-label={`Remove the note at ${clockText(note.atSecond)}`}
                  onClick={() => setAsked(note)}
                />
              )
            }
          >
            <span>{note.text}</span>
            <span className="muted">
              {clockText(note.atSecond)} · {note.person.name}
            </span>
          </Card>
        ))}
      </Cards>
      <ConfirmDanger
        title="Remove this note?"
        confirmLabel="Remove note"
        opened={asked !== null}
        close={() => setAsked(null)}
        run={() => remove.mutateAsync({ params: { id: drill.id, noteId: asked!.id } })}
      >
        {asked?.text}
      </ConfirmDanger>
    </Panel>
  );
}
