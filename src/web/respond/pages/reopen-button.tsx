import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { reopenWithinHours } from '../../../domain/respond/escalation/lifecycle.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';

type ReopenProps = {
  what: 'page' | 'alert';
  resolvedAt: string | null;
  /** Resolves once it is open again, and rejects with the refusal. */
  reopen: (reason: string) => Promise<unknown>;
  disabled: boolean;
  'data-tip'?: string;
};

const consequences: Record<ReopenProps['what'], string> = {
  page: 'It pages again from the first step of its escalation policy.',
  alert: 'If its severity pages and nothing holds it back, it pages from the first step of its escalation policy.',
};

/** Opens what was resolved lately again, with the reason; nothing when it was too long ago. */
export function ReopenButton({ what, resolvedAt, reopen, ...guard }: ReopenProps) {
  const [isOpen, setOpen] = useState(false);
  if (resolvedAt === null || serverNow() - Date.parse(resolvedAt) > reopenWithinHours * 3_600_000) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)} {...guard}>
        Reopen
      </Button>
      <FormModal<{ reason: string }>
        title={`Reopen this ${what}?`}
        opened={isOpen}
        close={() => setOpen(false)}
        submitLabel={what === 'page' ? 'Reopen and page' : 'Reopen alert'}
        initialValues={{ reason: '' }}
        validate={({ reason }) => ({ ...(reason.trim() === '' && { reason: 'Say why it is not over.' }) })}
        submit={({ reason }) => reopen(reason)}
      >
        {(form) => (
          <>
            <p>{consequences[what]}</p>
            <TextInput
              label="Why?"
              placeholder="The error rate is back"
              required
              data-autofocus
              maxLength={500}
              {...form.getInputProps('reason')}
            />
          </>
        )}
      </FormModal>
    </>
  );
}
