import { Button, Fieldset, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { mostImpactRates, readImpactRates, updateImpactRates } from '../../../contract/program/costs/impact-rates.ts';
import { readCosts } from '../../../contract/program/program.ts';
import { moneyText } from '../../../domain/program/cost/incident-cost.ts';
import { minorUnits } from '../../../domain/program/money.ts';
import { type Severity, severities, severityLabel } from '../../../domain/severity.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { Picker } from '../../directory/picker.tsx';
import { DataTable } from '../../measure/charts/chart-figure.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { Section } from '../../ui/screen/section.tsx';
import { Loaded } from '../loaded.tsx';
import styles from '../program.module.css';

type Rates = OutputOf<typeof readImpactRates>;

/** What an hour of impact costs in a service; goes before the assumption by severity. */
export function ImpactRatesSection() {
  const { data: costs } = useEndpoint(readCosts, {});
  const answer = useEndpoint(readImpactRates, {}, { follows: ['program', 'service'] });
  const [isEditing, setEditing] = useState(false);
  const guard = useGuard('program.manage');
  return (
    <Section
      title="Impact rates of services"
      actions={
        <Button variant="default" {...guard} onClick={() => setEditing(true)}>
          Edit impact rates
        </Button>
      }
    >
      <Loaded answer={answer}>
        {(rates) => (
          <>
            <p className="muted">
              {rates.rates.length === 0
                ? 'No service has a rate of its own: an hour of impact costs what its severity does.'
                : 'In these services, an hour of impact costs this instead of what its severity does.'}
            </p>
            {rates.rates.length > 0 && costs?.isEdited === false && (
              <p className="muted">There are no cost assumptions yet, so they are not used.</p>
            )}
            {rates.rates.length > 0 && costs?.isEdited && rates.currency !== costs.currency && (
              <p className="muted">
                They are in {rates.currency} and the cost assumptions in {costs.currency}, so they are not used.
              </p>
            )}
            {rates.rates.length > 0 && (
              <DataTable
                caption="Lost per hour of impact in a service"
                head={['Service', 'Severity', 'Lost per hour of impact']}
                rows={rates.rates.map(({ serviceId, serviceName, severity, perHour }) => ({
                  key: `${serviceId}:${severity}`,
                  cells: [serviceName, severityName(severity, serviceId, rates), moneyText(perHour, rates.currency)],
                }))}
              />
            )}
            {costs && (
              <RatesForm rates={rates} currency={costs.currency} opened={isEditing} close={() => setEditing(false)} />
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function severityName(severity: Severity | null, serviceId: number, { rates }: Rates): string {
  if (severity !== null) return severityLabel(severity);
  return rates.filter((rate) => rate.serviceId === serviceId).length > 1 ? 'Every other' : 'Every';
}

type Row = { key: string; serviceId: string | null; severity: string; low: number; high: number };
type Values = { currency: string; rates: Row[] };

const anySeverity = 'any';

const valuesOf = ({ currency, rates }: Rates): Values => ({
  currency,
  rates: rates.map(({ serviceId, severity, perHour }) => ({
    key: `${serviceId}:${severity}`,
    serviceId: String(serviceId),
    severity: severity === null ? anySeverity : String(severity),
    ...perHour,
  })),
});

const bodyOf = ({ currency, rates }: Values) => ({
  currency,
  rates: rates.map(({ serviceId, severity, low, high }) => ({
    serviceId: Number(serviceId),
    severity: severity === anySeverity ? null : (Number(severity) as Severity),
    perHour: { low, high },
  })),
});

const rankWords = { low: 'At least', high: 'At most' };
const fieldWords = { ...rankWords, serviceId: 'Service', severity: 'Severity' };

const fields = {
  currency: 'Currency',
  rates: {
    label: ([index, what]: Path) =>
      index === undefined
        ? 'Rates'
        : `Rate ${Number(index) + 1}: ${(fieldWords[what as keyof typeof fieldWords] ?? 'all of it').toLowerCase()}`,
    show: (value: unknown, [, what]: Path) =>
      what === 'low' || what === 'high' ? (Number(value) / 100).toLocaleString('en') : String(value),
  },
};

const severityChoices = [
  ...severities.map((severity) => ({ value: String(severity), label: severityLabel(severity) })),
  { value: anySeverity, label: 'Every other severity' },
];

let made = 0;
/** Of an own row until it is saved. */
const newRow = (): Row => {
  made += 1;
  return { key: `new-${made}`, serviceId: null, severity: '1', low: 0, high: 0 };
};

type FormProps = { rates: Rates; currency: string; opened: boolean; close: () => void };

function RatesForm({ rates, currency, opened, close }: FormProps) {
  const update = useAction(updateImpactRates, { changes: [readImpactRates] });
  // Without rates there is no currency yet: that of the assumptions.
  const shown = (given: Rates) => valuesOf(given.version === 0 ? { ...given, currency } : given);
  return (
    <FormDrawer<Values>
      title="Impact rates of services"
      opened={opened}
      close={close}
      initialValues={shown(rates)}
      edited={edited(rates, shown, fields, () => api.call(readImpactRates, {}))}
      validate={(values) => faultsOf(values)}
      submitLabel="Save"
      submit={(values, { ifMatch }) => update.mutateAsync({ body: bodyOf(values), ifMatch })}
    >
      {(form) => {
        const unit = /^[A-Z]{3}$/.test(form.values.currency) ? minorUnits(form.values.currency) : 100;
        return (
          <>
            <p className="muted">
              The more particular rate counts: of a service and a severity, of a service, of a severity. Of several
              affected services the dearest counts.
            </p>
            <TextInput
              label="Currency"
              description="Three-letter code. Rates count only in the currency of the cost assumptions"
              maxLength={3}
              {...form.getInputProps('currency')}
            />
            {form.values.rates.map((row, index) => (
              <Fieldset key={row.key} legend={`Rate ${index + 1}`}>
                <div className={styles.fields}>
                  <Picker label="Service" of="services" {...form.getInputProps(`rates.${index}.serviceId`)} />
                  <Select
                    label="Severity"
                    allowDeselect={false}
                    data={severityChoices}
                    {...form.getInputProps(`rates.${index}.severity`)}
                  />
                  {(['low', 'high'] as const).map((rank) => {
                    const { value, onChange, error } = form.getInputProps(`rates.${index}.${rank}`);
                    return (
                      <NumberInput
                        key={rank}
                        label={`${rankWords[rank]}, per hour`}
                        min={0}
                        thousandSeparator=","
                        decimalScale={2}
                        value={Number(value) / unit}
                        onChange={(typed) => onChange(Math.round(Number(typed) * unit))}
                        error={error}
                      />
                    );
                  })}
                </div>
                <Button variant="subtle" color="gray" onClick={() => form.removeListItem('rates', index)}>
                  Remove rate {index + 1}
                </Button>
              </Fieldset>
            ))}
            <div>
              <Button
                variant="default"
                disabled={form.values.rates.length >= mostImpactRates}
                onClick={() => form.insertListItem('rates', newRow())}
              >
                Add rate
              </Button>
            </div>
          </>
        );
      }}
    </FormDrawer>
  );
}

function faultsOf({ currency, rates }: Values): Record<string, string> {
  const faults: Record<string, string> = {};
  if (!/^[A-Z]{3}$/.test(currency)) faults.currency = 'Use a currency code such as EUR.';
  const seen = new Set<string>();
  for (const [index, { serviceId, severity, low, high }] of rates.entries()) {
    if (serviceId === null) faults[`rates.${index}.serviceId`] = 'Choose a service.';
    if (seen.has(`${serviceId}:${severity}`)) faults[`rates.${index}.severity`] = 'This service has one above already.';
    if (low > high) faults[`rates.${index}.high`] = 'Must not be below “At least”.';
    seen.add(`${serviceId}:${severity}`);
  }
  return faults;
}
