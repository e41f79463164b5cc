import { TextInput } from '@mantine/core';
import {
  addMyContactMethod,
  type ContactMethod,
  listMyContactMethods,
} from '../../../contract/directory/contact-methods.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { deviceName, pushObstacle, subscribeThisBrowser } from './push-subscription.ts';
import { tabMethod } from './this-browser.ts';

export type Channel = 'email' | 'webhook' | 'browser' | 'tab';
type Added = ContactMethod & { made: Record<string, string> };

type AddMethodProps = { channel: Channel | null; close: () => void; added: (method: Added) => void };

/** The form of one channel. A refusal about its settings lands at its field. */
export function AddMethod({ channel, close, added }: AddMethodProps) {
  const add = useAction(addMyContactMethod, { changes: [listMyContactMethods], done: added });
  const person = usePerson();
  if (channel === 'browser') return <AddBrowser close={close} add={(input) => add.mutateAsync({ body: input })} />;
  if (channel === 'tab') return <AddTab close={close} add={(input) => add.mutateAsync({ body: input })} />;
  const isMail = channel === 'email';
  return (
    <FormModal
      key={channel}
      title={isMail ? 'Add e-mail' : 'Add webhook'}
      opened={channel !== null}
      close={close}
      submitLabel={isMail ? 'Send code' : 'Add webhook'}
      initialValues={{ label: isMail ? 'E-mail' : 'Webhook', settings: isMail ? (person?.email ?? '') : '' }}
      validate={({ label, settings }) => ({
        ...(label.trim() === '' && { label: 'Enter a name.' }),
        ...(settings.trim() === '' && { settings: isMail ? 'Enter an address.' : 'Enter a URL.' }),
      })}
      submit={({ label, settings }) => {
        const given = settings.trim();
        const body = { channel: channel!, label, settings: isMail ? { address: given } : { url: given } };
        return add.mutateAsync({ body });
      }}
    >
      {(form) => (
        <>
          {isMail ? (
            <TextInput
              label="Address"
              type="email"
              autoComplete="email"
              required
              data-autofocus
              {...form.getInputProps('settings')}
            />
          ) : (
            <TextInput
              label="URL"
              description="Receives a signed POST for every notification. Private addresses must be allowed by the operator."
              type="url"
              required
              data-autofocus
              placeholder="https://example.org/hooks/on-call"
              {...form.getInputProps('settings')}
            />
          )}
          <TextInput
            label="Name"
            description="To tell it apart from others"
            required
            {...form.getInputProps('label')}
          />
        </>
      )}
    </FormModal>
  );
}

type AddBrowserProps = {
  close: () => void;
  add: (input: { channel: string; label: string; settings: Record<string, unknown> }) => Promise<unknown>;
};

function AddTab({ close, add }: AddBrowserProps) {
  const person = usePerson();
  return (
    <FormModal
      title="Ring in browser tab"
      opened
      close={close}
      submitLabel="Turn on"
      initialValues={{}}
      submit={async () => {
        if ('Notification' in window) await Notification.requestPermission();
        if (person) await add(tabMethod(person.id));
      }}
    >
      {() => (
        <p>
          A page rings in this browser while Evenkeel is open in a tab, even in the background. It needs no outside
          service, but it cannot ring while Evenkeel is closed: add a second contact method for that.
        </p>
      )}
    </FormModal>
  );
}

function AddBrowser({ close, add }: AddBrowserProps) {
  const obstacle = pushObstacle();
  return (
    <FormModal
      title="Use this browser"
      opened
      close={close}
      submitLabel="Allow notifications"
      initialValues={{ label: deviceName(navigator.userAgent) }}
      validate={({ label }) => ({ ...(label.trim() === '' && { label: 'Enter a name.' }) })}
      submit={async ({ label }) => {
        const settings = await subscribeThisBrowser();
        await add({ channel: 'browser', label, settings: { ...settings, deviceName: label } });
      }}
    >
      {(form) => (
        <>
          <p>
            {obstacle ??
              'Your browser asks for permission once. After that, pages show up here even while Evenkeel is closed, with a button to acknowledge them.'}
          </p>
          <TextInput label="Device name" required data-autofocus {...form.getInputProps('label')} />
        </>
      )}
    </FormModal>
  );
}
