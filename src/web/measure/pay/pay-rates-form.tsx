import { NumberInput, Select, TextInput } from '@mantine/core';
import { getPayRates, type PayRatesInput, readPaySheet, updatePayRates } from '../../../contract/measure/pay.ts';
import { type PayKind, payKinds } from '../../../domain/measure/oncall/pay.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';

export const payWords: Record<PayKind, string> = {
  ...{ weekday: 'Weekday', night: 'Night', weekend: 'Weekend', holiday: 'Holiday' },
};

/** What an hour on call, a shift and a call-out are paid. */
export function PayRatesForm({ opened, close }: { opened: boolean; close: () => void }) {
  const { data } = useEndpoint(getPayRates, {}, { enabled: opened, follows: ['setting'] });
  const save = useAction(updatePayRates, { changes: [getPayRates, readPaySheet] });
  if (!data) return null;
  return (
    <FormDrawer
      title="Rates of on-call pay"
      opened={opened}
      close={close}
      initialValues={valuesOf(data)}
      edited={edited(data, valuesOf, fields, () => api.call(getPayRates, {}))}
      submitLabel="Save"
      submit={(values, { ifMatch }) => save.mutateAsync({ body: bodyOf(values), ifMatch })}
    >
      {(form) => (
        <>
          <TextInput label="Currency" placeholder="EUR" maxLength={3} {...form.getInputProps('currency')} />
          {payKinds.map((kind) => (
            <NumberInput
              key={kind}
              label={`An hour on call: ${payWords[kind].toLowerCase()}`}
              min={0}
              decimalScale={2}
              {...form.getInputProps(`hourly.${kind}`)}
            />
          ))}
          <NumberInput
            label="A shift"
            description="For each that ended in the month, besides its hours"
            min={0}
            decimalScale={2}
            {...form.getInputProps('perShift')}
          />
          {payKinds.map((kind) => (
            <NumberInput
              key={kind}
              label={`A call-out: ${payWords[kind].toLowerCase()}`}
              min={0}
              decimalScale={2}
              {...form.getInputProps(`perCallOut.${kind}`)}
            />
          ))}
          <Select
            label="Round the minutes of a month to"
            allowDeselect={false}
            data={['1', '15', '30', '60'].map((value) => ({
              value,
              label: value === '1' ? 'whole minutes' : `${value} minutes`,
            }))}
            {...form.getInputProps('roundToMinutes')}
          />
          <Select
            label="Rounding"
            allowDeselect={false}
            data={[
              { value: 'nearest', label: 'To the nearest' },
              { value: 'up', label: 'Up' },
            ]}
            {...form.getInputProps('rounding')}
          />
          <p className="muted">They hold for every month, past ones too.</p>
        </>
      )}
    </FormDrawer>
  );
}

type Amounts = Record<PayKind, number | string>;
type Values = {
  currency: string;
  hourly: Amounts;
  perShift: number | string;
  perCallOut: Amounts;
  roundToMinutes: string;
  rounding: PayRatesInput['rounding'];
};

const valuesOf = ({ currency, hourly, perShift, perCallOut, roundToMinutes, rounding }: PayRatesInput): Values => ({
  ...{ currency, hourly, perShift, perCallOut, rounding },
  roundToMinutes: String(roundToMinutes),
});

const amounts = (given: Amounts) =>
  Object.fromEntries(payKinds.map((kind) => [kind, Number(given[kind])])) as Record<PayKind, number>;

const bodyOf = ({ currency, hourly, perShift, perCallOut, roundToMinutes, rounding }: Values): PayRatesInput => ({
  ...{ currency: currency.trim().toUpperCase(), hourly: amounts(hourly), perShift: Number(perShift) },
  ...{ perCallOut: amounts(perCallOut), rounding },
  roundToMinutes: Number(roundToMinutes) as PayRatesInput['roundToMinutes'],
});

const show = (given: Amounts) => payKinds.map((kind) => `${payWords[kind]} ${given[kind]}`).join(', ');
const fields = {
  currency: 'Currency',
  hourly: { label: 'An hour on call', show },
  perShift: 'A shift',
  perCallOut: { label: 'A call-out', show },
  roundToMinutes: 'Round to',
  rounding: 'Rounding',
};
