import { TextInput } from '@mantine/core';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import type { Milestone } from './milestone-looks.ts';

type Props = { milestone: Milestone | null; close: () => void; block: (reason: string) => void };

/** Nobody can help with what is only called blocked. */
export function BlockedForm({ milestone, close, block }: Props) {
  return (
    <FormModal
      title="What blocks it?"
      opened={milestone !== null}
      close={close}
      initialValues={{ reason: '' }}
      validate={({ reason }) => ({ ...(reason.trim() === '' && { reason: 'Say what blocks it.' }) })}
      submitLabel="Mark as blocked"
      submit={async ({ reason }) => block(reason)}
    >
      {(form) => (
        <TextInput
          label="Reason"
          description={milestone?.title}
          data-autofocus
          maxLength={300}
          {...form.getInputProps('reason')}
        />
      )}
    </FormModal>
  );
}
