import { Button, Fieldset, NumberInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { readCosts, updateCosts } from '../../../contract/program/program.ts';
import { moneyRangeText, rangeText } from '../../../domain/program/cost/money-text.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { DataTable } from '../../measure/charts/chart-figure.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { Facts, Section } from '../../ui/screen/section.tsx';
import { useLinkedForm } from '../linked-form.ts';
import { Loaded } from '../loaded.tsx';
import styles from '../program.module.css';

type Costs = OutputOf<typeof readCosts>;

/** The assumptions that the financial impact is calculated with. */
export function CostSection() {
  const answer = useEndpoint(readCosts, {});
  const guard = useGuard('program.manage');
  const [isEditing, setEditing] = useState(useLinkedForm('costs') && !guard.disabled);
  return (
    <Section
      title="Cost assumptions"
      actions={
        <>
          <Button component="a" variant="default" href="/api/v1/incident-costs.csv" download>
            Export cost of incidents
          </Button>
          <Button variant="default" {...guard} onClick={() => setEditing(true)}>
            Edit assumptions
          </Button>
        </>
      }
    >
      <Loaded answer={answer}>
        {(costs) => (
          <>
            {!costs.isEdited && <p className="muted">No cost assumptions yet, so reviews show no financial impact.</p>}
            {costs.isEdited && (
              <>
                <DataTable
                  caption="Cost per hour of impact"
                  head={['Severity', 'Lost per hour of impact', 'Responders']}
                  rows={costs.severities.map(({ severity, downtimePerHour, responders }) => ({
                    key: severity,
                    cells: [
                      severityLabel(severity),
                      moneyRangeText(downtimePerHour, costs.currency),
                      rangeText(responders),
                    ],
                  }))}
                />
                <Facts
                  facts={[
                    ['Cost per responder hour', moneyRangeText(costs.responderHour, costs.currency)],
                    ['Program hours', `${rangeText(costs.program.hours)} per quarter`],
                    ['Cost per program hour', moneyRangeText(costs.program.hour, costs.currency)],
                    ['Other costs', `${moneyRangeText(costs.program.other, costs.currency)} per quarter`],
                  ]}
                />
              </>
            )}
            <CostForm costs={costs} opened={isEditing} close={() => setEditing(false)} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

const valuesOf = ({ currency, severities, responderHour, program }: Costs): Fields => ({
  currency,
  severities,
  responderHour,
  program,
});

const programWords = {
  hours: 'Program hours per quarter',
  hour: 'Cost per program hour',
  other: 'Other costs per quarter',
};

/** Money is kept in cents; hours and responders are plain numbers. */
const amount = (value: number, isMoney: boolean) => (isMoney ? value / 100 : value).toLocaleString('en');

/** A range that was not there before is taken over as a whole. */
const ofRank = (name: string, rank: Path[number] | undefined) => (rank === undefined ? name : `${name}, ${rank}`);

const fields = {
  currency: 'Currency',
  severities: {
    label: ([index, what, rank]: Path) =>
      `${severityLabel(Number(index) + 1)}: ${what === 'responders' ? 'responders' : 'lost per hour'}, ${rank}`,
    show: (value: number, [, what]: Path) => amount(value, what === 'downtimePerHour'),
  },
  responderHour: {
    label: ([rank]: Path) => ofRank('Cost per responder hour', rank),
    show: (value: number) => amount(value, true),
  },
  program: {
    label: ([what, rank]: Path) =>
      ofRank(programWords[what as keyof typeof programWords] ?? 'Costs of the program', rank),
    show: (value: number, [what]: Path) => amount(value, what !== 'hours'),
  },
};

function CostForm({ costs, opened, close }: { costs: Costs; opened: boolean; close: () => void }) {
  const update = useAction(updateCosts, { changes: [readCosts] });
  return (
    <FormDrawer
      title="Cost assumptions"
      opened={opened}
      close={close}
      initialValues={valuesOf(costs)}
      edited={edited(costs, valuesOf, fields, () => api.call(readCosts, {}))}
      submitLabel="Save"
      submit={(body, { ifMatch }) => update.mutateAsync({ body, ifMatch })}
    >
      {(form) => (
        <>
          <TextInput
            label="Currency"
            description="Three-letter code, such as EUR"
            maxLength={3}
            {...form.getInputProps('currency')}
          />
          {form.values.severities.map(({ severity }, index) => (
            <div key={severity}>
              <RangeFields
                form={form}
                name={`${severityLabel(severity)}: lost per hour`}
                path={`severities.${index}.downtimePerHour`}
                isMoney
              />
              <RangeFields
                form={form}
                name={`${severityLabel(severity)}: responders`}
                path={`severities.${index}.responders`}
              />
            </div>
          ))}
          <RangeFields form={form} name="Cost per responder hour" path="responderHour" isMoney />
          <RangeFields form={form} name="Program hours per quarter" path="program.hours" />
          <RangeFields form={form} name="Cost per program hour" path="program.hour" isMoney />
          <RangeFields form={form} name="Other costs per quarter" path="program.other" isMoney />
        </>
      )}
    </FormDrawer>
  );
}

type Fields = Pick<Costs, 'currency' | 'severities' | 'responderHour' | 'program'>;
type RangeProps = { form: UseFormReturnType<Fields>; name: string; path: string; isMoney?: boolean };

/** Low, expected, high; money is typed in whole units and kept in cents. */
function RangeFields({ form, name, path, isMoney = false }: RangeProps) {
  const scale = isMoney ? 100 : 1;
  return (
    <Fieldset legend={name}>
      <div className={styles.range}>
        {(['low', 'expected', 'high'] as const).map((rank) => {
          const { value, onChange, error } = form.getInputProps(`${path}.${rank}`);
          return (
            <NumberInput
              key={rank}
              label={rank}
              min={0}
              thousandSeparator=","
              decimalScale={2}
              value={Math.round((Number(value) / scale) * 100) / 100}
              onChange={(typed) => onChange(isMoney ? Math.round(Number(typed) * scale) : Number(typed))}
              error={error}
            />
          );
        })}
      </div>
    </Fieldset>
  );
}
