import { Button, TextInput } from '@mantine/core';
import { BellRing, Mail } from 'lucide-react';
import { useState } from 'react';
import {
  addMyContactMethod,
  type ContactMethod,
  type ContactMethodInput,
  listMyContactMethods,
  sendMyVerification,
  verifyMyContactMethod,
} from '../../../contract/directory/contact-methods.ts';
import type { ChannelDescription } from '../../../contract/respond/channels.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';
import { channelWith, useChannels } from '../../directory/channels/use-channels.ts';
import {
  methodOfThisBrowser,
  methodOnThisBrowser,
  readBrowserId,
} from '../../directory/me/contact-methods/this-browser.ts';
import { paths } from '../../paths.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import styles from './first-screen.module.css';

type ReachStepProps = {
  methods: ContactMethod[];
  /** After a code was typed in, the same press goes on to the test. */
  proved: () => Promise<void> | undefined;
};

/** The ways to be reached that need the fewest acts: this browser, or the mail address of the account. */
export function ReachStep({ methods, proved }: ReachStepProps) {
  const person = usePerson();
  const channels = useChannels().data?.items ?? [];
  const mailChannel = channelWith(channels, 'email');
  const tab = channelWith(channels, 'tab');
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const add = useAction(addMyContactMethod, { changes: [listMyContactMethods] });
  const usable = methods.filter(({ verifiedAt, disabledAt }) => verifiedAt && !disabledAt);
  const mail = methods.find(({ channel, verifiedAt }) => channel === mailChannel?.channel && !verifiedAt);
  if (!person) return null;

  const attempt = async (work: () => Promise<void>) => {
    setProblem(null);
    setBusy(true);
    try {
      await work();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const addAndProve = async (input: ContactMethodInput) => {
    const method = await add.mutateAsync({ body: input });
    return api.call(sendMyVerification, { params: { id: method.id } });
  };
  const useBrowser = () =>
    attempt(async () => {
      const best = await methodOfThisBrowser(channels, person.id);
      if (!best) throw new Error('This browser cannot be used.');
      const { sent } = await addAndProve(best);
      if (!sent && tab && best.channel !== tab.channel) await addAndProve(await methodOnThisBrowser(tab, person.id));
    });
  const sendMail = ({ channel, title, fields }: ChannelDescription) =>
    attempt(async () => {
      const settings = Object.fromEntries(
        fields.filter(({ kind }) => kind === 'email').map(({ key }) => [key, person.email]),
      );
      const { sent, reason } = await addAndProve({ channel, label: title, settings });
      if (!sent) throw new Error(`The e-mail could not be sent: ${reason}.`);
    });

  if (usable.length > 0) {
    return (
      <>
        <p>
          Pages go to {usable.map(({ hint }) => hint).join(' and ')}. <a href={paths.myContactMethods()}>Change</a>
        </p>
        {usable.every(({ channel }) => channel === tab?.channel) && readBrowserId(person.id) !== null && (
          <p className="muted">
            It rings only while Evenkeel is open in this browser, even in the background. For nights, add a contact
            method that works when it is closed.
          </p>
        )}
      </>
    );
  }
  if (mail) return <MailCode method={mail} proved={proved} />;
  return (
    <>
      <div className={styles.buttons}>
        <Button
          size="lg"
          leftSection={<BellRing size={18} />}
          loading={isBusy}
          disabled={channels.length === 0}
          onClick={useBrowser}
        >
          Use this browser
        </Button>
        {mailChannel?.missing === null && (
          <Button
            size="lg"
            variant="default"
            leftSection={<Mail size={18} />}
            disabled={isBusy}
            onClick={() => sendMail(mailChannel)}
          >
            E-mail me instead
          </Button>
        )}
      </div>
      <p className="muted">
        The browser will ask for permission to notify you. Add other contact methods, such as your phone, under{' '}
        <a href={paths.myContactMethods()}>Contact methods</a>.
      </p>
      {problem !== null && <ErrorState error={problem} />}
    </>
  );
}

function MailCode({ method, proved }: { method: ContactMethod; proved: ReachStepProps['proved'] }) {
  const confirm = useAction(verifyMyContactMethod, { changes: [listMyContactMethods] });
  return (
    <FormFrame
      initialValues={{ code: '' }}
      validate={({ code }) => ({ ...(code.trim() === '' && { code: 'Enter the code from the e-mail.' }) })}
      submit={async ({ code }) => {
        await confirm.mutateAsync({ params: { id: method.id }, body: { code: code.replace(/\s/g, '') } });
        await proved();
      }}
      submitLabel="Verify and test"
      done={() => {}}
      withoutCancel
    >
      {(form) => (
        <TextInput
          label="Code"
          description={`We sent a code to ${method.hint}. It is valid for ten minutes.`}
          required
          autoFocus
          inputMode="numeric"
          autoComplete="one-time-code"
          {...form.getInputProps('code')}
        />
      )}
    </FormFrame>
  );
}
