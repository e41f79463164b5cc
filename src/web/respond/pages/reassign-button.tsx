import { Button } from '@mantine/core';
import { useState } from 'react';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import { getPage, listPages, type Page } from '../../../contract/respond/pages/page.ts';
import { reassignPage } from '../../../contract/respond/pages/responses.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { Picker } from '../../directory/picker.tsx';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { askable, targetOf } from './page-somebody.tsx';

/** Gives the page to somebody else, who is paged at once. */
export function ReassignButton({ page, ...guard }: { page: Page; disabled: boolean; 'data-tip'?: string }) {
  const [isOpen, setOpen] = useState(false);
  const reassign = useAction(reassignPage, {
    changes: [getPage, listPages, getAlert, listAlerts],
    done: () => showToast('Reassigned: they are paged now, and nobody of before is.'),
  });
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)} {...guard}>
        Reassign
      </Button>
      <FormModal<{ target: string | null }>
        title="Reassign this page"
        opened={isOpen}
        close={() => setOpen(false)}
        submitLabel="Reassign and page"
        initialValues={{ target: null }}
        validate={({ target }) => ({ ...(!target && { target: 'Choose who gets it.' }) })}
        submit={({ target }) =>
          reassign.mutateAsync({ params: { id: page.id }, body: { target: targetOf(target ?? '') } })
        }
      >
        {(form) => (
          <>
            <p>
              They are paged at once, three times five minutes apart, or as the escalation policy you choose says.
              Nobody who was notified before is notified again.
            </p>
            <Picker label="To whom?" required data-autofocus of={askable} {...form.getInputProps('target')} />
          </>
        )}
      </FormModal>
    </>
  );
}
