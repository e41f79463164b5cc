import { Button, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import {
  createMaintenanceWindow,
  getMaintenanceWindow,
  listMaintenanceWindows,
  type MaintenanceWindow,
  updateMaintenanceWindow,
} from '../../../contract/detect/maintenance-windows.ts';
import { getService } from '../../../contract/directory/services.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { named } from '../../directory/name-of.tsx';
import { MultiPicker } from '../../directory/picker.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { DateTimeField } from '../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../ui/time/zoned-time.ts';
import { ConditionBuilder } from '../condition-builder.tsx';
import { type ConditionRow, conditionsOf, isWhole, rowLines, rowsOf } from '../condition-rows.ts';
import { faultAt } from '../routes/route-drawer.tsx';
import styles from './maintenance.module.css';

/** Dates as their fields hold them, in the zone of the reader. */
type MaintenanceValues = {
  title: string;
  startsAt: string;
  endsAt: string;
  serviceIds: string[];
  condition: { all: ConditionRow[] };
  /** The instants that the fields were filled from. */
  known: { startsAt?: string | undefined; endsAt?: string | undefined };
};

const lengths = [
  { label: '30 min', minutes: 30 },
  { label: '1 h', minutes: 60 },
  { label: '2 h', minutes: 120 },
  { label: '4 h', minutes: 240 },
  { label: '1 d', minutes: 1440 },
];

export type MaintenanceDrawerProps = { opened: boolean; close: () => void; window?: MaintenanceWindow };

/** Announces maintenance, or changes what was announced. */
export function MaintenanceDrawer({ opened, close, window }: MaintenanceDrawerProps) {
  const zone = displayZone();
  const changes = [listMaintenanceWindows];
  const create = useAction(createMaintenanceWindow, { changes });
  const update = useAction(updateMaintenanceWindow, { changes });
  return (
    <FormDrawer
      title={window ? 'Edit maintenance' : 'New maintenance'}
      opened={opened}
      close={close}
      initialValues={valuesOf(window)}
      edited={
        window && edited(window, valuesOf, fields, () => api.call(getMaintenanceWindow, { params: { id: window.id } }))
      }
      validate={(values) => faultsOf(values, zone)}
      submitLabel={window ? 'Save' : 'Create'}
      submit={(values, { ifMatch, idempotencyKey }) => {
        const body = {
          title: values.title,
          startsAt: instantOfField(values.startsAt, zone, values.known.startsAt) ?? undefined,
          endsAt: instantOfField(values.endsAt, zone, values.known.endsAt) ?? '',
          serviceIds: values.serviceIds.map(Number),
          condition: values.condition.all.length > 0 ? { all: conditionsOf(values.condition.all) } : null,
        };
        return window
          ? update.mutateAsync({ params: { id: window.id }, body, ifMatch })
          : create.mutateAsync({ body, idempotencyKey });
      }}
    >
      {(form) => <MaintenanceFields form={form} zone={zone} />}
    </FormDrawer>
  );
}

function MaintenanceFields({ form, zone }: { form: UseFormReturnType<MaintenanceValues>; zone: string }) {
  const { startsAt, endsAt, condition } = form.values;
  const startMs = Date.parse(instantOfField(startsAt, zone) ?? '') || serverNow();
  const lengthMs = Date.parse(instantOfField(endsAt, zone) ?? '') - startMs;
  const endAfter = (minutes: number) =>
    form.setFieldValue('endsAt', fieldTextOf(new Date(startMs + minutes * 60_000).toISOString(), zone));
  return (
    <>
      <TextInput
        label="Title"
        required
        data-autofocus
        maxLength={200}
        placeholder="Database upgrade"
        {...form.getInputProps('title')}
      />
      <DateTimeField
        zone={zone}
        known={form.values.known.startsAt}
        label="From"
        description={`In ${zone}. Leave empty to start now.`}
        {...form.getInputProps('startsAt')}
      />
      <div className={styles.end}>
        <DateTimeField
          zone={zone}
          known={form.values.known.endsAt}
          label="Until"
          required
          description={`In ${zone}${lengthMs > 0 ? `. Duration: ${durationText(lengthMs / 1000)}.` : '.'}`}
          {...form.getInputProps('endsAt')}
        />
        <div className={styles.lengths}>
          {lengths.map(({ label, minutes }) => (
            <Button key={label} variant="default" size="compact-xs" onClick={() => endAfter(minutes)}>
              {label}
            </Button>
          ))}
        </div>
      </div>
      <MultiPicker
        label="Services"
        description="Alerts from these services are held back"
        of="services"
        {...form.getInputProps('serviceIds')}
      />
      <ConditionBuilder
        rows={condition.all}
        change={(rows) => form.setFieldValue('condition', { all: rows })}
        faultOf={(index) => faultAt(form.errors, `condition.all.${index}`)}
        whenEmpty="all alerts of the services"
      />
    </>
  );
}

const fields = {
  title: 'Title',
  startsAt: 'From',
  endsAt: 'Until',
  serviceIds: named('Services', getService),
  condition: { label: 'Conditions', show: rowLines },
  known: null,
};

function valuesOf(window?: MaintenanceWindow): MaintenanceValues {
  const zone = displayZone();
  return {
    title: window?.title ?? '',
    startsAt: window ? fieldTextOf(window.startsAt, zone) : '',
    endsAt: window ? fieldTextOf(window.endsAt, zone) : '',
    serviceIds: window?.serviceIds.map(String) ?? [],
    condition: { all: rowsOf(window?.condition?.all ?? []) },
    known: { startsAt: window?.startsAt, endsAt: window?.endsAt },
  };
}

function faultsOf(values: MaintenanceValues, zone: string): Partial<Record<string, string>> {
  const { title, startsAt, endsAt, serviceIds, condition } = values;
  const end = instantOfField(endsAt, zone);
  const start = instantOfField(startsAt, zone);
  const half = condition.all.findIndex((row) => !isWhole(row));
  return {
    ...(title.trim() === '' && { title: 'Enter a title.' }),
    ...(end === null
      ? { endsAt: 'Enter an end time.' }
      : Date.parse(end) <= (start ? Date.parse(start) : serverNow()) && { endsAt: 'The end must be after the start.' }),
    ...(half >= 0 && { [`condition.all.${half}`]: 'This condition is incomplete.' }),
    ...(serviceIds.length + condition.all.length === 0 && {
      serviceIds: 'Choose a service, or add a condition below.',
    }),
  };
}
