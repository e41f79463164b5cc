import { Textarea } from '@mantine/core';
import {
  listAlertRetirements,
  listNoisyAlerts,
  type NoisyAlert,
  proposeRetirement,
} from '../../../contract/measure/noisy-alerts.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { Picker } from '../../directory/picker.tsx';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { DateField } from '../../ui/time/time-fields.tsx';

/** Asks somebody to see to an alert that pages too often; nothing is silenced by it. */
export function ProposeForm({ alert, close }: { alert: NoisyAlert | null; close: () => void }) {
  const propose = useAction(proposeRetirement, { changes: [listNoisyAlerts, listAlertRetirements] });
  return (
    <FormModal<{ ownerId: string | null; due: string; note: string }>
      key={alert?.key}
      title={`Propose to retire “${alert?.name}”?`}
      opened={alert !== null}
      close={close}
      submitLabel="Propose"
      initialValues={{ ownerId: null, due: '', note: '' }}
      submit={async ({ ownerId, due, note }, { idempotencyKey }) => {
        const body = {
          ...{ sourceId: alert!.source!.id, dedupKey: alert!.dedupKey!, note },
          ...{ ownerId: ownerId ? Number(ownerId) : null, dueAt: due ? `${due}T12:00:00Z` : null },
        };
        await propose.mutateAsync({ body, idempotencyKey });
        showToast(`Proposed to retire “${alert!.name}”. It goes on paging until a route says otherwise.`);
      }}
    >
      {(form) => (
        <>
          <p>
            It goes on paging until somebody writes a route that keeps it from paging, or ends it at its sender. Routes
            are checked from top to bottom.
          </p>
          <Picker label="Owner" of="people" clearable data-autofocus {...form.getInputProps('ownerId')} />
          <DateField label="Due" {...form.getInputProps('due')} />
          <Textarea
            label="Why"
            placeholder="It ends by itself each night, and nobody has to do anything"
            maxLength={1000}
            autosize
            minRows={2}
            {...form.getInputProps('note')}
          />
        </>
      )}
    </FormModal>
  );
}
