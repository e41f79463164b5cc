import { Select } from '@mantine/core';
import {
  createService,
  getService,
  listServices,
  type Service,
  updateService,
} from '../../../contract/directory/services.ts';
import { getTeam } from '../../../contract/directory/teams.ts';
import { getEscalationPolicy } from '../../../contract/respond/escalation-policies.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { NameFields, nameFaults } from '../../ui/form/name-fields.tsx';
import { idOf, idText } from '../choices.ts';
import { named } from '../name-of.tsx';
import { Picker } from '../picker.tsx';

export const tiers = [
  { value: '1', label: 'Tier 1: customers notice at once' },
  { value: '2', label: 'Tier 2: customers notice soon' },
  { value: '3', label: 'Tier 3: only internal users notice' },
  { value: '4', label: 'Tier 4: can wait' },
];

type ServiceFormProps = { service?: Service; opened: boolean; close: () => void; saved?: (service: Service) => void };

/** Makes a service, or changes one. */
export function ServiceForm({ service, opened, close, saved }: ServiceFormProps) {
  const changes = { changes: [listServices, getService], done: saved };
  const create = useAction(createService, changes);
  const update = useAction(updateService, changes);
  return (
    <FormDrawer
      title={service ? `Edit ${service.name}` : 'New service'}
      opened={opened}
      close={close}
      submitLabel={service ? 'Save' : 'Create service'}
      initialValues={valuesOf(service)}
      edited={service && edited(service, valuesOf, fields, () => api.call(getService, { params: { id: service.id } }))}
      validate={nameFaults}
      submit={(values, { ifMatch, idempotencyKey }) => {
        const body = {
          ...values,
          tier: Number(values.tier),
          teamId: idOf(values.teamId),
          escalationPolicyId: idOf(values.escalationPolicyId),
        };
        return service
          ? update.mutateAsync({ params: { id: service.id }, body, ifMatch })
          : create.mutateAsync({ body, idempotencyKey });
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

const valuesOf = (service?: Service) => ({
  name: service?.name ?? '',
  slug: service?.slug ?? '',
  description: service?.description ?? '',
  tier: String(service?.tier ?? 3),
  teamId: idText(service?.teamId ?? null),
  escalationPolicyId: idText(service?.escalationPolicyId ?? null),
});

const fields = {
  name: 'Name',
  slug: 'Slug',
  description: 'Description',
  tier: { label: 'Tier', show: (tier: string) => tiers.find(({ value }) => value === tier)?.label },
  teamId: named('Team', getTeam),
  escalationPolicyId: named('Escalation policy', getEscalationPolicy),
};
