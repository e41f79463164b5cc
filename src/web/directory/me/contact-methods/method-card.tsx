import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  type ContactMethod,
  changeMyContactMethod,
  listMyContactMethods,
  readMyNotificationRules,
  removeMyContactMethod,
  testMyContactMethod,
} from '../../../../contract/directory/contact-methods.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { ConfirmDanger } from '../../../ui/form/confirm-danger.tsx';
import { Card } from '../../../ui/screen/section.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';
import { MethodState, MethodWords } from './method-words.tsx';

/** One contact method of the signed-in person with what can be done to it. */
export function MethodCard({ method, verify }: { method: ContactMethod; verify: () => void }) {
  const [isDeleting, setDeleting] = useState(false);
  const params = { id: method.id };
  const reads = [listMyContactMethods, readMyNotificationRules];
  const change = useAction(changeMyContactMethod, {
    changes: reads,
    done: ({ label, disabledAt }) =>
      showToast(disabledAt ? `${label} is disabled: nothing is sent there.` : `${label} is enabled.`),
  });
  const remove = useAction(removeMyContactMethod, { changes: reads });
  const test = useAction(testMyContactMethod, {
    changes: [listMyContactMethods],
    done: ({ sent, reason }) =>
      showToast(sent ? `A test was sent to ${method.label}.` : `The test could not be sent: ${reason}.`, {
        forSeconds: sent ? 6 : 15,
      }),
  });
  const isOff = method.disabledAt !== null;
  return (
    <Card
      actions={
        <>
          <MethodState method={method} />
          {!method.verifiedAt && !isOff && <Button onClick={verify}>Verify</Button>}
          {method.verifiedAt && !isOff && (
            <Button variant="default" loading={test.isPending} onClick={() => test.mutate({ params })}>
              Send a test<span className="visually-hidden">: {method.label}</span>
            </Button>
          )}
          <Button
            variant="default"
            loading={change.isPending}
            onClick={() => change.mutate({ params, body: { enabled: isOff } })}
          >
            {isOff ? 'Enable' : 'Disable'}
            <span className="visually-hidden">: {method.label}</span>
          </Button>
          <Button variant="default" aria-label={`Delete ${method.label}`} onClick={() => setDeleting(true)}>
            Delete
          </Button>
        </>
      }
    >
      <MethodWords method={method} />
      <ConfirmDanger
        title={`Delete ${method.label}?`}
        confirmLabel="Delete contact method"
        opened={isDeleting}
        close={() => setDeleting(false)}
        run={() => remove.mutateAsync({ params })}
      >
        Nothing will be sent to {method.hint}, and notification rules that use it are deleted too.
      </ConfirmDanger>
    </Card>
  );
}
