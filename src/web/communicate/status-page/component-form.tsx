import { TextInput } from '@mantine/core';
import {
  createStatusComponent,
  listStatusComponents,
  type StatusComponent,
  updateStatusComponent,
} from '../../../contract/communicate/status-page.ts';
import { getService } from '../../../contract/directory/services.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { named } from '../../directory/name-of.tsx';
import { Picker } from '../../directory/picker.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { NameFields, nameFaults } from '../../ui/form/name-fields.tsx';

export type ComponentFormProps = { component?: StatusComponent; opened: boolean; close: () => void };

/** A component: its public name, its group, the service behind it. */
export function ComponentForm({ component, opened, close }: ComponentFormProps) {
  const changes = [listStatusComponents];
  const create = useAction(createStatusComponent, { changes });
  const update = useAction(updateStatusComponent, { changes });
  return (
    <FormDrawer
      title={component ? 'Edit component' : 'New component'}
      opened={opened}
      close={close}
      initialValues={valuesOf(component)}
      edited={
        component &&
        edited(component, valuesOf, fields, async () => {
          const { items } = await api.call(listStatusComponents, {});
          return items.find(({ id }) => id === component.id) ?? component;
        })
      }
      validate={nameFaults}
      submitLabel={component ? 'Save' : 'Add component'}
      submit={(values, { ifMatch, idempotencyKey }) => {
        const body = { ...values, serviceId: idOf(values.serviceId) };
        return component
          ? update.mutateAsync({ params: { id: component.id }, body, ifMatch })
          : create.mutateAsync({ body, idempotencyKey });
      }}
    >
      {(form) => (
        <>
          <NameFields form={form} isNew={!component} namePlaceholder="Checkout" />
          <TextInput
            label="Group"
            description="Components in the same group are shown together. Leave empty for no group."
            maxLength={120}
            {...form.getInputProps('groupName')}
          />
          <Picker
            label="Service"
            description="Customers never see its name. Public updates for its incidents suggest this component."
            clearable
            clearButtonProps={{ 'aria-label': 'No service' }}
            of="services"
            {...form.getInputProps('serviceId')}
          />
        </>
      )}
    </FormDrawer>
  );
}

const valuesOf = (component?: StatusComponent) => ({
  name: component?.name ?? '',
  slug: component?.slug ?? '',
  description: component?.description ?? '',
  groupName: component?.groupName ?? '',
  serviceId: idText(component?.serviceId ?? null),
  observedFrom: component?.observedFrom,
});

const fields = {
  name: 'Name',
  slug: 'Slug',
  description: 'Description',
  groupName: 'Group',
  serviceId: named('Service', getService),
  observedFrom: 'Observed from',
};
