import { Fieldset, SegmentedControl, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import {
  nameIdFormats,
  readSamlProvider,
  type SamlAttributes,
  type SamlProvider,
  samlPresets,
  updateSamlProvider,
} from '../../../contract/directory/saml.ts';
import { readSession } from '../../../contract/directory/session.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';

type Attributes = Record<keyof SamlAttributes, string>;
type Values = {
  name: string;
  from: string;
  metadataUrl: string;
  metadataXml: string;
  nameIdFormat: string;
  signsRequests: boolean;
  allowsIdpInitiated: boolean;
  attributes: Attributes;
};

export const attributeLabels: Attributes = {
  email: 'E-mail address',
  emailVerified: 'Address is verified',
  name: 'Full name',
  firstName: 'First name',
  lastName: 'Last name',
  groups: 'Groups',
  subject: 'Id that never changes',
};
const attributeHelp: Partial<Attributes> = {
  email: 'Empty: the NameID, where that is an address',
  emailVerified: 'Sends true or false. Without it no address counts as verified, unless the rules below say so',
  subject: 'Empty: the NameID. Needed where the NameID is an address, which may be given to somebody else',
};
const attributeNames = Object.keys(attributeLabels) as (keyof SamlAttributes)[];

const withAll = (given: Partial<Record<keyof SamlAttributes, string | null>>): Attributes =>
  Object.fromEntries(attributeNames.map((name) => [name, given[name] ?? ''])) as Attributes;

const valuesOf = ({ provider }: SamlProvider): Values => ({
  name: provider?.name ?? '',
  from: provider?.metadataXml ? 'xml' : 'url',
  metadataUrl: provider?.metadataUrl ?? '',
  metadataXml: provider?.metadataXml ?? '',
  nameIdFormat: provider?.nameIdFormat ?? 'unspecified',
  signsRequests: provider?.signsRequests ?? false,
  allowsIdpInitiated: provider?.allowsIdpInitiated ?? false,
  attributes: withAll(provider?.attributes ?? {}),
});

const bodyOf = ({ from, metadataUrl, metadataXml, nameIdFormat, attributes, ...values }: Values) => ({
  ...values,
  metadataUrl: from === 'url' ? metadataUrl : null,
  metadataXml: from === 'xml' ? metadataXml : null,
  nameIdFormat: nameIdFormat as (typeof nameIdFormats)[number],
  attributes: Object.fromEntries(
    attributeNames.map((name) => [name, attributes[name].trim() === '' ? null : attributes[name]]),
  ) as SamlAttributes,
});

const formatWords: Record<(typeof nameIdFormats)[number], string> = {
  unspecified: 'What the provider sends',
  persistent: 'An id that never changes (persistent)',
  emailAddress: 'The e-mail address',
};
const formats = nameIdFormats.map((value) => ({ value, label: formatWords[value] }));
const presets = Object.entries(samlPresets).map(([value, { title }]) => ({ value, label: title }));

const yes = (value: boolean) => (value ? 'Yes' : 'No');
const fields = {
  name: 'Name',
  from: { label: 'Metadata', show: (value: string) => (value === 'url' ? 'From an address' : 'Entered here') },
  metadataUrl: 'Address of the metadata',
  metadataXml: { label: 'Metadata', show: (value: string) => `${value.length.toLocaleString('en')} characters` },
  nameIdFormat: { label: 'NameID', show: (value: (typeof nameIdFormats)[number]) => formatWords[value] },
  signsRequests: { label: 'Sign requests', show: yes },
  allowsIdpInitiated: { label: 'The provider may begin sign-ins', show: yes },
  attributes: {
    label: ([name]: readonly (string | number)[]) => attributeLabels[name as keyof SamlAttributes] ?? 'Attributes',
    show: (value: unknown) => String(value),
  },
};

export function SamlForm({ saml, opened, close }: { saml: SamlProvider; opened: boolean; close: () => void }) {
  const update = useAction(updateSamlProvider, { changes: [readSamlProvider, readSession] });
  return (
    <FormDrawer<Values>
      title="SAML"
      opened={opened}
      close={close}
      initialValues={valuesOf(saml)}
      edited={edited(saml, valuesOf, fields, () => api.call(readSamlProvider, {}))}
      validate={({ name, from, metadataUrl, metadataXml }) => ({
        ...(name.trim() === '' && { name: 'Enter the name that people know it by.' }),
        ...(from === 'url' && metadataUrl.trim() === '' && { metadataUrl: 'Enter the address of the metadata.' }),
        ...(from === 'xml' && metadataXml.trim() === '' && { metadataXml: 'Enter the metadata.' }),
      })}
      submitLabel="Save"
      submit={(values, { ifMatch }) => update.mutateAsync({ body: bodyOf(values), ifMatch })}
    >
      {(form) => (
        <>
          <Preset form={form} />
          <TextInput
            label="Name"
            description="On the button of the sign-in page: Sign in with …"
            required
            {...form.getInputProps('name')}
          />
          <SegmentedControl
            aria-label="Where the metadata comes from"
            data={[
              { value: 'url', label: 'Address of the metadata' },
              { value: 'xml', label: 'Metadata as XML' },
            ]}
            {...form.getInputProps('from')}
          />
          {form.values.from === 'url' ? (
            <TextInput
              label="Address of the metadata"
              description="Read now, and twice a day from then on: new certificates are taken over"
              required
              {...form.getInputProps('metadataUrl')}
            />
          ) : (
            <Textarea
              label="Metadata"
              description="The whole XML file. New certificates have to be entered here before the provider uses them"
              required
              minRows={5}
              maxRows={12}
              autosize
              {...form.getInputProps('metadataXml')}
            />
          )}
          <Select
            label="NameID"
            description="What the provider is asked for"
            allowDeselect={false}
            data={formats}
            {...form.getInputProps('nameIdFormat')}
          />
          <Fieldset legend="Attributes">
            <Stack gap="sm">
              {attributeNames.map((name) => (
                <TextInput
                  key={name}
                  label={attributeLabels[name]}
                  description={attributeHelp[name]}
                  {...form.getInputProps(`attributes.${name}`)}
                />
              ))}
            </Stack>
          </Fieldset>
          <Switch
            label="Sign requests"
            description="Where the provider asks for it. Our certificate is in our metadata then"
            {...form.getInputProps('signsRequests', { type: 'checkbox' })}
          />
          <Switch
            label="The provider may begin sign-ins"
            description="From its list of applications. Somebody else could then begin one in your browser, as themselves"
            {...form.getInputProps('allowsIdpInitiated', { type: 'checkbox' })}
          />
        </>
      )}
    </FormDrawer>
  );
}

/** Fills in what the provider usually sends; what was filled in is what counts. */
function Preset({ form }: { form: Pick<UseFormReturnType<Values>, 'setValues' | 'values'> }) {
  return (
    <Select
      label="Fill in the attributes of"
      description="As the guide sets them up; change below what differs at yours"
      placeholder="Choose a provider"
      data={presets}
      value={null}
      onChange={(value) => {
        const preset = samlPresets[value as keyof typeof samlPresets];
        if (!preset) return;
        const { title, attributes, nameIdFormat } = preset;
        const name = form.values.name.trim() === '' ? title : form.values.name;
        form.setValues({ name, nameIdFormat, attributes: withAll(attributes) });
      }}
    />
  );
}
