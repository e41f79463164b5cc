import { Button, Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { getService } from '../../../../contract/directory/services.ts';
import { updateIncident } from '../../../../contract/respond/incidents/changes.ts';
import { getIncident, type IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { api } from '../../../data/api.ts';
import { useGuard } from '../../../directory/may.ts';
import { named } from '../../../directory/name-of.tsx';
import { MultiPicker } from '../../../directory/picker.tsx';
import { paths } from '../../../paths.ts';
import { edited } from '../../../ui/form/edited.ts';
import { FormDrawer } from '../../../ui/form/form-drawer.tsx';
import { changedOnly } from '../../../ui/form/merge-changes.ts';
import { Panel } from '../../../ui/screen/panel.tsx';
import { Facts } from '../../../ui/screen/section.tsx';
import { OutsideLink } from '../../../ui/text/outside-link.tsx';
import { useDrillOf } from './use-drill-of.ts';
import { useRoomAction } from './use-room.ts';

const foundBy = { machine: 'Monitoring', staff: 'Staff', customer: 'Customer' } as const;

/** What is known about the incident. */
export function DetailsPanel({ room }: { room: IncidentRoom }) {
  const guard = useGuard('incidents.respond');
  const drill = useDrillOf(room);
  const [isEditing, setEditing] = useState(false);
  return (
    <Panel
      title="Details"
      actions={
        <Button variant="default" size="compact-xs" onClick={() => setEditing(true)} {...guard}>
          Edit
        </Button>
      }
    >
      <Facts
        facts={[
          [
            'Services',
            room.services.length > 0
              ? room.services.map(({ id, name }, index) => (
                  <span key={id}>
                    {index > 0 && ', '}
                    <a href={paths.service(id)}>{name}</a>
                  </span>
                ))
              : 'None',
          ],
          ['Drill', drill && <a href={paths.drill(drill.id)}>{drill.title}</a>],
          ['Visible', room.isVisibleToCustomers ? 'Customers can see it' : 'Not visible to customers'],
          ['Detected by', room.foundBy && foundBy[room.foundBy]],
          ['Conference', room.conferenceUrl && <OutsideLink href={room.conferenceUrl} text={room.conferenceUrl} />],
          ['Declared by', room.declaredBy.name],
        ]}
      />
      <DetailsForm room={room} opened={isEditing} close={() => setEditing(false)} />
    </Panel>
  );
}

type DetailValues = {
  title: string;
  summary: string;
  serviceIds: string[];
  customerImpact: string;
  customersAffected: number | string;
  isVisibleToCustomers: boolean;
  foundBy: string | null;
  conferenceUrl: string;
  slowerPublicUpdateMinutes: number | string;
};

function DetailsForm({ room, opened, close }: { room: IncidentRoom; opened: boolean; close: () => void }) {
  const update = useRoomAction(updateIncident);
  return (
    <FormDrawer<DetailValues>
      title="Edit incident"
      opened={opened}
      close={close}
      submitLabel="Save"
      initialValues={valuesOf(room)}
      edited={edited(room, valuesOf, fields, () => api.call(getIncident, { params: { id: room.id } }))}
      submit={(values, { before, ifMatch }) =>
        update.mutateAsync({
          params: { id: room.id },
          body: changedOnly(patchOf(before), patchOf(values)),
          ifMatch,
        })
      }
    >
      {(form) => (
        <>
          <TextInput label="Title" required data-autofocus maxLength={200} {...form.getInputProps('title')} />
          <Textarea
            label="Summary"
            description="What is known, in two sentences"
            autosize
            minRows={2}
            maxRows={10}
            {...form.getInputProps('summary')}
          />
          <MultiPicker label="Services" of="services" {...form.getInputProps('serviceIds')} />
          <Textarea
            label="What customers notice"
            autosize
            minRows={2}
            maxRows={10}
            {...form.getInputProps('customerImpact')}
          />
          <NumberInput label="Customers affected" min={0} {...form.getInputProps('customersAffected')} />
          <Checkbox
            label="Customers can see it"
            {...form.getInputProps('isVisibleToCustomers', { type: 'checkbox' })}
          />
          <Select
            label="Detected by"
            clearable
            data={Object.entries(foundBy).map(([value, label]) => ({ value, label }))}
            {...form.getInputProps('foundBy')}
          />
          <TextInput
            label="Conference link"
            placeholder="https://"
            maxLength={2000}
            {...form.getInputProps('conferenceUrl')}
          />
          <NumberInput
            label="Public update interval (minutes)"
            description="For a long incident, update customers less often. Leave empty to use the severity’s interval"
            min={1}
            {...form.getInputProps('slowerPublicUpdateMinutes')}
          />
        </>
      )}
    </FormDrawer>
  );
}

const valuesOf = (room: IncidentRoom): DetailValues => ({
  title: room.title,
  summary: room.summary,
  serviceIds: room.services.map(({ id }) => String(id)),
  customerImpact: room.customerImpact,
  customersAffected: room.customersAffected ?? '',
  isVisibleToCustomers: room.isVisibleToCustomers,
  foundBy: room.foundBy,
  conferenceUrl: room.conferenceUrl ?? '',
  slowerPublicUpdateMinutes: room.slowerPublicUpdateMinutes ?? '',
});

const patchOf = (values: DetailValues) => ({
  ...values,
  serviceIds: values.serviceIds.map(Number),
  foundBy: values.foundBy as IncidentRoom['foundBy'],
  customersAffected: numberOf(values.customersAffected),
  slowerPublicUpdateMinutes: numberOf(values.slowerPublicUpdateMinutes),
  conferenceUrl: values.conferenceUrl.trim() || null,
});

const fields = {
  title: 'Title',
  summary: 'Summary',
  serviceIds: named('Services', getService),
  customerImpact: 'What customers notice',
  customersAffected: 'Customers affected',
  isVisibleToCustomers: 'Customers can see it',
  foundBy: { label: 'Detected by', show: (by: keyof typeof foundBy) => foundBy[by] },
  conferenceUrl: 'Conference link',
  slowerPublicUpdateMinutes: 'Public update interval (minutes)',
};

/** An emptied number field holds an empty text. */
const numberOf = (value: number | string): number | null => (value === '' ? null : Number(value));
