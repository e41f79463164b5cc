import { Select } from '@mantine/core';
import { createService, getService, listServices, type Service, updateService } from '../../../contract/services.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { FormDrawer } from '../../ui/form-drawer.tsx';
import { NameFields, nameFaults } from '../../ui/name-fields.tsx';
import { idOf, idText } from '../choices.ts';
import { Picker } from '../picker.tsx';

export const tiers = [
  { value: '1', label: 'Tier 1: customers notice at once' },
  { value: '2', label: 'Tier 2: customers notice soon' },
  { value: '3', label: 'Tier 3: people inside notice' },
  { value: '4', label: 'Tier 4: can wait' },
];

type ServiceFormProps = { service?: Service; opened: boolean; close: () => void; saved?: (service: Service) => void };

/** Makes a service, or changes one. */
export function ServiceForm({ service, opened, close, saved }: ServiceFormProps) {
  const changes = { changes: [listServices, getService], done: saved };
  const create = useAction(createService, changes);
  const update = useAction(updateService, { ...changes, send: () => ({ ifMatch: service?.version }) });
  return (
    <FormDrawer
      title={service ? `Edit ${service.name}` : 'New service'}
      opened={opened}
      close={close}
      submitLabel={service ? 'Save the service' : 'Create the service'}
      initialValues={{
        name: service?.name ?? '',
        slug: service?.slug ?? '',
        description: service?.description ?? '',
        tier: String(service?.tier ?? 3),
        teamId: idText(service?.teamId ?? null),
        escalationPolicyId: idText(service?.escalationPolicyId ?? null),
      }}
      validate={nameFaults}
      submit={(values) => {
        const body = {
          ...values,
          tier: Number(values.tier),
          teamId: idOf(values.teamId),
          escalationPolicyId: idOf(values.escalationPolicyId),
        };
        return service ? update.mutateAsync({ params: { id: service.id }, body }) : create.mutateAsync({ body });
      }}
    >
      {(form) => (
        <>
          <NameFields form={form} isNew={!service} namePlaceholder="Checkout" />
          <Select label="Tier" data={tiers} allowDeselect={false} {...form.getInputProps('tier')} />
          <Picker label="Team" of="teams" clearable {...form.getInputProps('teamId')} />
          <Picker
            label="Escalation policy"
            description="Who is paged when this service has an alert"
            of="policies"
            clearable
            {...form.getInputProps('escalationPolicyId')}
          />
        </>
      )}
    </FormDrawer>
  );
}
