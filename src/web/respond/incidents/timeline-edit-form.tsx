import { Textarea, TextInput } from '@mantine/core';
import { editIncidentTimeline, listIncidentTimeline } from '../../../contract/incident-room.ts';
import type { TimelineEvent } from '../../../contract/incidents.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { fieldTextOf, instantOfField } from '../../detect/maintenance/zoned-time.ts';
import { FormModal } from '../../ui/form-drawer.tsx';
import { displayZone } from '../../ui/time.tsx';

type TimelineEditFormProps = { incidentId: number; event: TimelineEvent | null; close: () => void };

/** Edits what an event says or when it happened; how it read first is kept and shown. */
export function TimelineEditForm({ incidentId, event, close }: TimelineEditFormProps) {
  const edit = useAction(editIncidentTimeline, { changes: [listIncidentTimeline] });
  const zone = displayZone();
  const before = { text: event?.text ?? '', at: event ? fieldTextOf(event.at, zone) : '' };
  return (
    <FormModal
      title="Edit the event"
      opened={event !== null}
      close={close}
      submitLabel="Save"
      initialValues={before}
      validate={({ text }) => (text.trim() === '' ? { text: 'It needs words.' } : {})}
      submit={async ({ text, at }) => {
        const body = {
          ...(text !== before.text && { text }),
          ...(at !== before.at && { at: instantOfField(at, zone) ?? undefined }),
        };
        if (event && Object.keys(body).length > 0) {
          await edit.mutateAsync({ params: { id: incidentId, eventId: event.id }, body });
        }
      }}
    >
      {(form) => (
        <>
          <Textarea
            label="Text"
            required
            data-autofocus
            autosize
            minRows={3}
            maxRows={16}
            maxLength={5000}
            {...form.getInputProps('text')}
          />
          <TextInput
            type="datetime-local"
            label="When it happened"
            description={`In ${zone}`}
            {...form.getInputProps('at')}
          />
        </>
      )}
    </FormModal>
  );
}
