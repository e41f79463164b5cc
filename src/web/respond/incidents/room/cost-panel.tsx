import { Button, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type IncidentCost,
  readIncidentCost,
  setIncidentCredits,
} from '../../../../contract/program/costs/incident-cost.ts';
import { costText, estimateText, moneyText } from '../../../../domain/program/cost/incident-cost.ts';
import { minorUnits } from '../../../../domain/program/money.ts';
import { api } from '../../../data/api.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { paths } from '../../../paths.ts';
import { edited } from '../../../ui/form/edited.ts';
import { FormDrawer } from '../../../ui/form/form-drawer.tsx';
import { Panel } from '../../../ui/screen/panel.tsx';
import { Time } from '../../../ui/time/time.tsx';
import styles from './room.module.css';

const partNames = { people: 'People’s time', impact: 'Impact', credits: 'Credits and other' } as const;

/** What the incident cost so far, as a range, with all that it was calculated with. Of exercises there is none. */
export function CostPanel({ incidentId, isExercise = false }: { incidentId: number; isExercise?: boolean }) {
  const { data: cost } = useEndpoint(
    readIncidentCost,
    { params: { id: incidentId } },
    { enabled: !isExercise, follows: ['program'], everySeconds: 60 },
  );
  const guard = useGuard('incidents.respond');
  const [isEditing, setEditing] = useState(false);
  if (!cost || cost.incidentId !== incidentId) return null;
  return (
    <Panel
      title="Cost"
      actions={
        <Button variant="default" size="compact-xs" onClick={() => setEditing(true)} {...guard}>
          {cost.credits ? 'Edit credits' : 'Enter credits'}
        </Button>
      }
    >
      <p className={cost.total ? styles.costTotal : 'muted'}>{sentence(costText(cost, cost.currency))}</p>
      <dl className={styles.costParts}>
        {cost.parts.map(({ key, amount, text }) => (
          <div key={key}>
            <dt>{partNames[key]}</dt>
            <dd className="tabular">{amount ? amountText(key, amount, cost.currency) : 'Not known'}</dd>
            <dd className="muted">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        {cost.assumedAt === null ? (
          <a href={paths.referenceValues()}>Set cost assumptions</a>
        ) : (
          <>
            Calculated with the <a href={paths.referenceValues()}>cost assumptions</a> of <Time at={cost.assumedAt} />.
            {cost.isSettled && ' Later changes to them leave this closed incident as it is.'}
          </>
        )}
      </p>
      <CreditsForm cost={cost} opened={isEditing} close={() => setEditing(false)} />
    </Panel>
  );
}

/** What somebody entered is no estimate of ours. */
const amountText = (key: keyof typeof partNames, amount: { low: number; high: number }, currency: string) =>
  (key === 'credits' ? moneyText : estimateText)(amount, currency);

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

type CreditValues = { currency: string; low: number; high: number; note: string };

const valuesOf = (cost: IncidentCost): CreditValues =>
  cost.credits ?? { currency: cost.currency, low: 0, high: 0, note: '' };

const amountField = (label: string) => ({ label, show: (value: number) => (value / 100).toLocaleString('en') });
const fields = { currency: 'Currency', low: amountField('At least'), high: amountField('At most'), note: 'What for' };

function CreditsForm({ cost, opened, close }: { cost: IncidentCost; opened: boolean; close: () => void }) {
  const set = useAction(setIncidentCredits, { changes: [readIncidentCost] });
  const params = { id: cost.incidentId };
  return (
    <FormDrawer<CreditValues>
      title="Credits and other costs"
      opened={opened}
      close={close}
      submitLabel="Save"
      initialValues={valuesOf(cost)}
      edited={edited(cost, valuesOf, fields, () => api.call(readIncidentCost, { params }))}
      validate={({ low, high }) => (low > high ? { high: 'Must not be below “At least”.' } : {})}
      submit={({ currency, low, high, note }, { ifMatch }) =>
        set.mutateAsync({ params, body: { currency, low, high, note }, ifMatch })
      }
    >
      {(form) => (
        <>
          <p className="muted">
            What no rate can tell: service credits, refunds, fees, emergency hardware. Enter a range while it is an
            estimate, and the same amount twice once it is known.
          </p>
          {(['low', 'high'] as const).map((rank) => {
            const { value, onChange, error } = form.getInputProps(rank);
            const scale = unitOf(form.values.currency);
            return (
              <NumberInput
                key={rank}
                label={rank === 'low' ? 'At least' : 'At most'}
                min={0}
                thousandSeparator=","
                decimalScale={2}
                value={Number(value) / scale}
                onChange={(typed) => onChange(Math.round(Number(typed) * scale))}
                error={error}
              />
            );
          })}
          <TextInput
            label="Currency"
            description="Three-letter code. Only the currency of the cost assumptions is added to the total"
            maxLength={3}
            {...form.getInputProps('currency')}
          />
          <Textarea
            label="What for"
            placeholder="SLA credits for March, 12 customers"
            autosize
            minRows={2}
            maxRows={6}
            maxLength={500}
            {...form.getInputProps('note')}
          />
        </>
      )}
    </FormDrawer>
  );
}

/** While a code is being typed it is none yet. */
const unitOf = (currency: string) => (/^[A-Z]{3}$/.test(currency) ? minorUnits(currency) : 100);
