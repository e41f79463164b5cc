import { Textarea } from '@mantine/core';
import { getIncident, pageIntoIncident } from '../../../../contract/respond/incidents/room.ts';
import { listIncidentTimeline } from '../../../../contract/respond/incidents/timeline.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { Picker } from '../../../directory/picker.tsx';
import type { PickerPart } from '../../../directory/use-picker.ts';
import { FormModal } from '../../../ui/form/form-drawer.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';

type CallValues = { target: string | null; message: string };
type Kind = 'person' | 'schedule' | 'team' | 'policy';

const callable: PickerPart[] = [
  { from: 'people', kind: 'person', group: 'People' },
  { from: 'schedules', kind: 'schedule', group: 'On call now' },
  { from: 'teams', kind: 'team', group: 'Teams' },
  { from: 'policies', kind: 'policy', group: 'Escalation policies' },
];

/** Pages somebody into the incident: a person, whoever is on call, a team, or a policy. */
export function CallForm({ incidentId, opened, close }: { incidentId: number; opened: boolean; close: () => void }) {
  const call = useAction(pageIntoIncident, {
    changes: [getIncident, listIncidentTimeline],
    done: () => showToast('They are being paged.'),
  });
  return (
    <FormModal<CallValues>
      title="Page someone"
      opened={opened}
      close={close}
      submitLabel="Page now"
      initialValues={{ target: null, message: '' }}
      validate={({ target }) => (target === null ? { target: 'Choose who to page.' } : {})}
      submit={({ target, message }) => {
        const [kind, id] = (target ?? '').split(':') as [Kind, string];
        return call.mutateAsync({ params: { id: incidentId }, body: { target: { kind, id: Number(id) }, message } });
      }}
    >
      {(form) => (
        <>
          <Picker of={callable} label="Who?" required data-autofocus {...form.getInputProps('target')} />
          <Textarea
            label="What are they needed for?"
            autosize
            minRows={2}
            maxRows={8}
            maxLength={4000}
            {...form.getInputProps('message')}
          />
        </>
      )}
    </FormModal>
  );
}
