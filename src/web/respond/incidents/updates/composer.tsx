import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { useGuard } from '../../../directory/may.ts';
import { useCommands } from '../../../keys/commands.ts';
import { Panel } from '../../../ui/screen/panel.tsx';
import { NoteForm } from './note-form.tsx';
import { UpdateForm } from './update-form.tsx';

/** Where people write: a note for the timeline, or an update that colleagues wait for. */
export function Composer({ room }: { room: IncidentRoom }) {
  const guard = useGuard('incidents.respond');
  const [mode, setMode] = useState<'note' | 'update'>('note');
  // Each time a key asks for the form it takes the focus anew.
  const [asked, setAsked] = useState(0);
  const open = (next: 'note' | 'update') => {
    setMode(next);
    setAsked(asked + 1);
  };
  useCommands(
    guard.disabled
      ? []
      : [
          { label: 'Post an update', keys: 'u', run: () => open('update') },
          { label: 'Write a note', keys: 'w', run: () => open('note') },
        ],
  );
  if (guard.disabled) return null;
  return (
    <Panel
      screenOnly
      title={mode === 'note' ? 'Note' : 'Update for colleagues'}
      actions={
        <SegmentedControl
          aria-label="What to write"
          value={mode}
          onChange={(value) => open(value as typeof mode)}
          data={[
            { value: 'note', label: 'Note' },
            { value: 'update', label: 'Update' },
          ]}
        />
      }
    >
      {mode === 'note' ? (
        <NoteForm key={room.id} incidentId={room.id} focus={asked} />
      ) : (
        <UpdateForm key={room.id} room={room} focus={asked} done={() => setMode('note')} />
      )}
    </Panel>
  );
}
