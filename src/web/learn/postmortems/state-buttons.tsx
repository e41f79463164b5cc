import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import {
  getPostmortem,
  listPostmortems,
  movePostmortem,
  type Postmortem,
} from '../../../contract/learn/postmortems.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import type { Draft } from './use-draft.ts';

type StateButtonsProps = { postmortem: Postmortem; draft: Draft };

/** Draft, in review, completed: what comes next, and the way back. Unsaved words are saved first. */
export function StateButtons({ postmortem, draft }: StateButtonsProps) {
  const guard = useGuard('incidents.respond');
  const [isCompleting, setCompleting] = useState(false);
  const [isReopening, setReopening] = useState(false);
  const move = useAction(movePostmortem, { changes: [getPostmortem, listPostmortems] });
  const params = { id: postmortem.id };
  const to = async (state: Postmortem['state']) => {
    if (draft.isDirty && !(await draft.save())) return;
    move.mutate({ params, body: { to: state } });
  };
  const isIncomplete = postmortem.missing.length > 0;
  const open = `${postmortem.openCommentCount} open ${postmortem.openCommentCount === 1 ? 'comment' : 'comments'}`;
  if (postmortem.state === 'completed') {
    return (
      <>
        <Button variant="default" onClick={() => setReopening(true)} {...guard}>
          Reopen
        </Button>
        <FormModal
          title="Reopen postmortem"
          opened={isReopening}
          close={() => setReopening(false)}
          submitLabel="Reopen"
          initialValues={{ reason: '' }}
          validate={({ reason }) => (reason.trim() === '' ? { reason: 'Enter a reason.' } : {})}
          submit={({ reason }) => move.mutateAsync({ params, body: { to: 'in_review', reason } })}
        >
          {(form) => <Textarea label="Reason" required data-autofocus minRows={2} {...form.getInputProps('reason')} />}
        </FormModal>
      </>
    );
  }
  if (postmortem.state === 'draft') {
    return (
      <Button onClick={() => void to('in_review')} loading={move.isPending} {...guard}>
        Request review
      </Button>
    );
  }
  return (
    <>
      <Button variant="default" onClick={() => void to('draft')} {...guard}>
        Back to draft
      </Button>
      {postmortem.openCommentCount > 0 && <span className="muted">{open}</span>}
      <Button
        onClick={() => (postmortem.openCommentCount > 0 ? setCompleting(true) : void to('completed'))}
        loading={move.isPending}
        disabled={guard.disabled || (isIncomplete && !draft.isDirty)}
        data-tip={isIncomplete ? 'Something is still missing: see “Required before completion”.' : guard['data-tip']}
      >
        Mark complete
      </Button>
      <FormModal
        title={`${open}: mark complete anyway?`}
        opened={isCompleting}
        close={() => setCompleting(false)}
        submitLabel="Mark complete"
        initialValues={{}}
        submit={() => to('completed')}
      >
        {() => <p>They stay open, and can still be answered and resolved afterwards.</p>}
      </FormModal>
    </>
  );
}
