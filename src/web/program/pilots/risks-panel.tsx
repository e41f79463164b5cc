import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { getPerson } from '../../../contract/directory/people.ts';
import {
  addRisk,
  getPilot,
  type Pilot,
  removeRisk,
  restoreRisk,
  riskLevels,
  riskStates,
  updateRisk,
} from '../../../contract/program/pilots.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { useGuard } from '../../directory/may.ts';
import { named } from '../../directory/name-of.tsx';
import { Picker } from '../../directory/picker.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { planReads } from './use-milestones.ts';

type Risk = Pilot['risks'][number];

const levelWords = { low: 'Low', medium: 'Medium', high: 'High' } as const;
const stateWords = { open: 'Open', accepted: 'Accepted', occurred: 'Occurred', closed: 'Closed' } as const;
const levels = riskLevels.map((value) => ({ value, label: levelWords[value] }));
const states = riskStates.map((value) => ({ value, label: stateWords[value] }));

/** What may go wrong, and what is done about it. */
export function RisksPanel({ plan }: { plan: Pilot }) {
  const [editing, setEditing] = useState<Risk | 'new' | null>(null);
  const guard = useGuard('program.manage');
  const restore = useAction(restoreRisk, { changes: planReads });
  const remove = useAction(removeRisk, { changes: planReads });
  const take = ({ id: riskId, title }: Risk) => {
    const params = { id: plan.id, riskId };
    remove.mutate({ params }, { onSuccess: () => showUndo(`Removed: ${title}`, () => restore.mutate({ params })) });
  };
  return (
    <Panel
      title="Risks"
      actions={
        <Button variant="default" size="compact-sm" {...guard} onClick={() => setEditing('new')}>
          Add risk
        </Button>
      }
    >
      {plan.risks.length === 0 && (
        <p className="muted">No risks yet. Write down what may stop this plan, before it does.</p>
      )}
      {plan.risks.length > 0 && (
        <Cards label="Risks">
          {plan.risks.map((risk) => (
            <Card
              key={risk.id}
              actions={
                <>
                  <Button
                    variant="default"
                    size="compact-sm"
                    {...guard}
                    aria-label={`Edit risk: ${risk.title}`}
                    onClick={() => setEditing(risk)}
                  >
                    Edit
                  </Button>
                  <Button
                    variant="subtle"
                    color="gray"
                    size="compact-sm"
                    {...guard}
                    aria-label={`Remove risk: ${risk.title}`}
                    onClick={() => take(risk)}
                  >
                    Remove
                  </Button>
                </>
              }
            >
              <strong>{risk.title}</strong>
              <span className="muted">
                {stateWords[risk.state]} · likelihood {risk.likelihood}, impact {risk.impact} ·{' '}
                {risk.owner?.name ?? 'no owner'}
              </span>
              {risk.response && <span>{risk.response}</span>}
            </Card>
          ))}
        </Cards>
      )}
      <AddRiskForm plan={plan} opened={editing === 'new'} close={() => setEditing(null)} />
      {editing !== null && editing !== 'new' && (
        <EditRiskForm plan={plan} risk={editing} close={() => setEditing(null)} />
      )}
    </Panel>
  );
}

const emptyRisk = {
  title: '',
  likelihood: 'medium' as Risk['likelihood'],
  impact: 'medium' as Risk['impact'],
  response: '',
  state: 'open' as Risk['state'],
  ownerId: null as string | null,
};
type Values = typeof emptyRisk;

const valuesOf =
  (id: number) =>
  ({ risks }: Pilot): Values => {
    const { title, likelihood, impact, response, state, owner } = risks.find((risk) => risk.id === id)!;
    return { title, likelihood, impact, response, state, ownerId: idText(owner?.id ?? null) };
  };

const fields = {
  title: 'What may happen',
  likelihood: 'Likelihood',
  impact: 'Impact',
  response: 'What we do about it',
  state: 'State',
  ownerId: named('Owner', getPerson),
};

const faultsOf = ({ title }: Values) => ({ ...(title.trim() === '' && { title: 'Say what may happen.' }) });
const bodyOf = ({ ownerId, ...values }: Values) => ({ ...values, ownerId: idOf(ownerId) });

function AddRiskForm({ plan, opened, close }: { plan: Pilot; opened: boolean; close: () => void }) {
  const add = useAction(addRisk, { changes: planReads });
  return (
    <FormDrawer
      title="Add risk"
      opened={opened}
      close={close}
      initialValues={emptyRisk}
      validate={faultsOf}
      submitLabel="Add risk"
      submit={(values) => add.mutateAsync({ params: { id: plan.id }, body: bodyOf(values) })}
    >
      {(form) => <Fields form={form} />}
    </FormDrawer>
  );
}

function EditRiskForm({ plan, risk, close }: { plan: Pilot; risk: Risk; close: () => void }) {
  const save = useAction(updateRisk, { changes: planReads });
  const of = valuesOf(risk.id);
  return (
    <FormDrawer
      title="Edit risk"
      opened
      close={close}
      initialValues={of(plan)}
      edited={edited(plan, of, fields, () => api.call(getPilot, { params: { id: plan.id } }))}
      validate={faultsOf}
      submitLabel="Save"
      submit={(values, { ifMatch }) =>
        save.mutateAsync({ params: { id: plan.id, riskId: risk.id }, body: bodyOf(values), ifMatch })
      }
    >
      {(form) => <Fields form={form} />}
    </FormDrawer>
  );
}

function Fields({ form }: { form: { getInputProps: (field: never) => object } }) {
  const props = (field: keyof Values) => form.getInputProps(field as never);
  return (
    <>
      <TextInput label={fields.title} required data-autofocus maxLength={200} {...props('title')} />
      <Select label={fields.likelihood} allowDeselect={false} data={levels} {...props('likelihood')} />
      <Select label={fields.impact} allowDeselect={false} data={levels} {...props('impact')} />
      <Textarea label={fields.response} autosize minRows={2} maxLength={2000} {...props('response')} />
      <Select label={fields.state} allowDeselect={false} data={states} {...props('state')} />
      <Picker
        label="Owner"
        placeholder="No owner"
        clearable
        clearButtonProps={{ 'aria-label': 'No owner' }}
        of="people"
        {...props('ownerId')}
      />
    </>
  );
}
