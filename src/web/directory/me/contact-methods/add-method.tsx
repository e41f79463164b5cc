import { Select, TextInput } from '@mantine/core';
import {
  addMyContactMethod,
  type ContactMethod,
  listMyContactMethods,
} from '../../../../contract/directory/contact-methods.ts';
import type { ChannelDescription } from '../../../../contract/respond/channels.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { usePerson } from '../../../data/session.ts';
import { FormModal } from '../../../ui/form/form-drawer.tsx';
import { DescribedFields } from '../../channels/described-fields.tsx';
import {
  errorsAtSettings,
  initialSettings,
  newSettings,
  type Settings,
  settingsFaults,
} from '../../channels/described-values.ts';
import { deviceName } from './push-subscription.ts';
import { settingsOfThisBrowser } from './this-browser.ts';

export type AddedMethod = ContactMethod & { made: Record<string, string> };
type AddMethodProps = { channel: ChannelDescription; close: () => void; added: (method: AddedMethod) => void };

/** The form of one channel, as the channel describes it. */
export function AddMethod({ channel, close, added }: AddMethodProps) {
  const add = useAction(addMyContactMethod, { changes: [listMyContactMethods], done: added });
  const person = usePerson();
  const { fields, title, noun, isOfDevice, description } = channel;
  // What a device needs besides what its browser makes is the name that it is given.
  const asked = isOfDevice ? [] : fields;
  const carriers = channel.providers ?? [];
  const known = Object.fromEntries(
    fields.filter(({ kind }) => kind === 'email').map(({ key }) => [key, person?.email ?? '']),
  );
  return (
    <FormModal
      title={`Add ${noun}`}
      opened
      close={close}
      submitLabel={isOfDevice ? 'Turn on' : 'Add and send code'}
      initialValues={{
        settings: initialSettings(asked, known),
        label: isOfDevice ? deviceName(navigator.userAgent) : title,
        providerId: '',
      }}
      errorsAt={errorsAtSettings(asked)}
      validate={({ label, settings }) => ({
        ...(label.trim() === '' && { label: 'Enter a name.' }),
        ...settingsFaults(asked, settings, () => false),
      })}
      submit={async ({ label, settings, providerId }) => {
        const made = person ? await settingsOfThisBrowser(fields, person.id) : {};
        const device: Settings = isOfDevice ? deviceSettings(channel, label) : {};
        const body = {
          channel: channel.channel,
          label,
          providerId: providerId === '' ? null : Number(providerId),
          settings: { ...newSettings(asked, settings), ...device, ...made },
        };
        return add.mutateAsync({ body });
      }}
    >
      {(form) => (
        <>
          <p className="muted">{description}</p>
          <DescribedFields
            fields={namedFields(asked, carriers, form.values.providerId)}
            settings={form.values.settings}
            errors={form.errors}
            change={(key, value) => form.setFieldValue('settings', { ...form.values.settings, [key]: value })}
          />
          {carriers.length > 1 && (
            <Select
              label="Provider"
              description="Which service carries your messages"
              allowDeselect={false}
              data={[
                { value: '', label: 'Whichever works' },
                ...carriers.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
              {...form.getInputProps('providerId')}
            />
          )}
          <TextInput
            label={isOfDevice ? 'Device name' : 'Name'}
            description="To tell it apart from others"
            required
            {...form.getInputProps('label')}
          />
        </>
      )}
    </FormModal>
  );
}

/** Some providers have names of their own for what they need; the first carries where none is chosen. */
function namedFields(
  fields: ChannelDescription['fields'],
  carriers: NonNullable<ChannelDescription['providers']>,
  providerId: string,
) {
  const labels = (carriers.find(({ id }) => String(id) === providerId) ?? carriers[0])?.labels ?? {};
  return fields.map((field) => ({ ...field, label: labels[field.key] ?? field.label }));
}

function deviceSettings({ fields }: ChannelDescription, label: string): Settings {
  return Object.fromEntries(fields.filter(({ kind }) => kind === 'text').map(({ key }) => [key, label.trim()]));
}
