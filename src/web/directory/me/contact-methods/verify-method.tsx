import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import {
  type ContactMethod,
  listMyContactMethods,
  sendMyVerification,
  verifyMyContactMethod,
} from '../../../../contract/directory/contact-methods.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { FormModal } from '../../../ui/form/form-drawer.tsx';
import { problemWords } from '../../../ui/screen/error-state.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';
import { useChannels } from '../../channels/use-channels.ts';

type VerifyMethodProps = {
  method: ContactMethod | null;
  /** The code that stood in the link of the message, else empty: then a code is sent at once. */
  codeOfLink: string;
  close: () => void;
};

/** Asks for the code that was sent to a contact method. */
export function VerifyMethod({ method, codeOfLink, close }: VerifyMethodProps) {
  const confirm = useAction(verifyMyContactMethod, {
    changes: [listMyContactMethods],
    done: ({ label }) => showToast(`${label} is verified and can be used.`),
  });
  return (
    <FormModal
      title={`Verify ${method?.label ?? ''}`}
      opened={method !== null}
      close={close}
      submitLabel="Verify"
      initialValues={{ code: codeOfLink }}
      validate={({ code }) => ({ ...(code.trim() === '' && { code: 'Enter the code from the message.' }) })}
      submit={({ code }) =>
        confirm.mutateAsync({ params: { id: method!.id }, body: { code: code.replace(/\s/g, '') } })
      }
    >
      {(form) => (
        <>
          {method && <SendCode method={method} sendAtOnce={codeOfLink === ''} />}
          <TextInput
            label="Code"
            required
            data-autofocus
            inputMode="numeric"
            autoComplete="one-time-code"
            {...form.getInputProps('code')}
          />
        </>
      )}
    </FormModal>
  );
}

function SendCode({ method, sendAtOnce }: { method: ContactMethod; sendAtOnce: boolean }) {
  const channel = useChannels().data?.items.find((each) => each.channel === method.channel);
  const send = useAction(sendMyVerification, { changes: [listMyContactMethods] });
  const [wasSent, setWasSent] = useState(false);
  const started = useRef(false);
  const { mutate } = send;
  const { id } = method;
  useEffect(() => {
    if (!sendAtOnce || started.current) return;
    started.current = true;
    mutate({ params: { id } }, { onSuccess: ({ sent }) => setWasSent(sent) });
  }, [sendAtOnce, mutate, id]);
  const words = () => {
    if (send.isPending) return 'Sending a code…';
    if (send.error) return problemWords(send.error).detail ?? problemWords(send.error).title;
    if (send.data && !send.data.sent) return `The code could not be sent: ${send.data.reason ?? 'no reason given'}`;
    if (wasSent) return `A code was sent to ${method.hint}. ${channel?.whereToLook ?? ''} It expires in ten minutes.`;
    return 'This code came from the link you opened.';
  };
  return (
    <>
      <p role="status">{words()}</p>
      <Button
        variant="default"
        loading={send.isPending}
        onClick={() => send.mutate({ params: { id } }, { onSuccess: ({ sent }) => setWasSent(sent) })}
      >
        Send another code
      </Button>
    </>
  );
}
