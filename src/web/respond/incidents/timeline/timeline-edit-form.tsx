import { Textarea } from '@mantine/core';
import {
  editIncidentTimeline,
  getIncidentTimelineEvent,
  listIncidentTimeline,
  type TimelineEvent,
} from '../../../../contract/respond/incidents/timeline.ts';
import { api } from '../../../data/api.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { edited } from '../../../ui/form/edited.ts';
import { FormModal } from '../../../ui/form/form-drawer.tsx';
import { displayZone } from '../../../ui/time/time.tsx';
import { DateTimeField } from '../../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../../ui/time/zoned-time.ts';

type TimelineEditFormProps = { incidentId: number; event: TimelineEvent | null; close: () => void };

/** Edits what an event says or when it happened; how it read first is kept and shown. */
export function TimelineEditForm({ incidentId, event, close }: TimelineEditFormProps) {
  const edit = useAction(editIncidentTimeline, { changes: [listIncidentTimeline] });
  const zone = displayZone();
  return (
    <FormModal
      title="Edit event"
      opened={event !== null}
      close={close}
      submitLabel="Save"
      initialValues={valuesOf(event)}
      edited={
        event
          ? edited(event, valuesOf, fields, () =>
              api.call(getIncidentTimelineEvent, { params: { id: incidentId, eventId: event.id } }),
            )
          : undefined
      }
      validate={({ text }) => (text.trim() === '' ? { text: 'Enter some text.' } : {})}
      submit={async ({ text, at }, { before, ifMatch }) => {
        const body = {
          ...(text !== before.text && { text }),
          ...(at !== before.at && { at: instantOfField(at, zone) ?? undefined }),
        };
        if (event && Object.keys(body).length > 0) {
          return edit.mutateAsync({ params: { id: incidentId, eventId: event.id }, body, ifMatch });
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
          <DateTimeField
            zone={zone}
            label="When it happened"
            description={`In ${zone}`}
            {...form.getInputProps('at')}
          />
        </>
      )}
    </FormModal>
  );
}

const valuesOf = (event: TimelineEvent | null) => ({
  text: event?.text ?? '',
  at: event ? fieldTextOf(event.at, displayZone()) : '',
});

const fields = { text: 'Text', at: 'When it happened' };
