import type { Page } from '../../../contract/respond/pages/page.ts';
import { Picker } from '../../directory/picker.tsx';
import type { PagingTarget } from '../../shell/paging-request.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { askable, targetOf } from './page-somebody.tsx';

type ReassignQuestionProps = {
  /** Null: nothing is asked. */
  pages: readonly Pick<Page, 'id'>[] | null;
  close: () => void;
  reassign: (target: PagingTarget) => Promise<unknown>;
};

/** To whom pages go. */
export function ReassignQuestion({ pages, close, reassign }: ReassignQuestionProps) {
  return (
    <FormModal<{ target: string | null }>
      title={pages?.length === 1 ? 'Reassign this page' : `Reassign ${pages?.length ?? 0} pages`}
      opened={pages !== null}
      close={close}
      submitLabel="Reassign and page"
      initialValues={{ target: null }}
      validate={({ target }) => ({ ...(!target && { target: 'Choose who gets it.' }) })}
      submit={({ target }) => reassign(targetOf(target ?? ''))}
    >
      {(form) => (
        <>
          <p>
            They are paged at once, three times five minutes apart, or as the escalation policy you choose says. Nobody
            who was notified before is notified again.
          </p>
          <Picker label="To whom?" required data-autofocus of={askable} {...form.getInputProps('target')} />
        </>
      )}
    </FormModal>
  );
}
