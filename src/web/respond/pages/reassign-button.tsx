import { Button } from '@mantine/core';
import { useState } from 'react';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import { getPage, listPages, type Page } from '../../../contract/respond/pages/page.ts';
import { reassignPage } from '../../../contract/respond/pages/responses.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { showToast } from '../../ui/screen/toasts.ts';
import { ReassignQuestion } from './reassign-question.tsx';

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
      <ReassignQuestion
        pages={isOpen ? [page] : null}
        close={() => setOpen(false)}
        reassign={(target) => reassign.mutateAsync({ params: { id: page.id }, body: { target } })}
      />
    </>
  );
}
