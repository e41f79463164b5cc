import { Checkbox, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { declareIncident } from '../../../../contract/respond/incidents/changes.ts';
import { findIncidentOfAlert, listIncidents } from '../../../../contract/respond/incidents/incident.ts';
import { takeIncidentRole } from '../../../../contract/respond/incidents/roles.ts';
import { getIncident } from '../../../../contract/respond/incidents/room.ts';
import { listProtocols } from '../../../../contract/respond/protocols.ts';
import { type Severity, severityLabel } from '../../../../domain/severity.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { MultiPicker } from '../../../directory/picker.tsx';
import { paths } from '../../../paths.ts';
import type { DeclareRequest } from '../../../shell/declare-request.ts';
import { FormModal } from '../../../ui/form/form-drawer.tsx';
import { useGo } from '../../../ui/text/links.tsx';
import { protocolChoices } from '../../protocols/protocol-words.ts';
import { severityChoices } from '../severity-words.ts';
import styles from './declare-form.module.css';
import { guessSeverity, type SeverityAnswers, severityQuestions } from './severity-guess.ts';

type DeclareValues = {
  title: string;
  severity: string;
  serviceIds: string[];
  kind: 'real' | 'drill' | 'test';
  takeCommand: boolean;
  /** Empty: that of the severity. */
  protocolKey: string;
};

const kinds = [
  { value: 'real', label: 'Real' },
  { value: 'drill', label: 'Drill' },
  { value: 'test', label: 'Test' },
];

/** Title, severity, services: three looks and `Ctrl/Cmd-Enter`. Everything can be changed afterwards. */
export function DeclareForm({ request: { alert }, close }: { request: DeclareRequest; close: () => void }) {
  const go = useGo();
  const command = useAction(takeIncidentRole, { changes: [getIncident] });
  const declare = useAction(declareIncident, {
    changes: [listIncidents, findIncidentOfAlert],
    done: ({ id, roles }, { body }) => {
      go(paths.incident(id));
      // It was declared all the same; the refusal says what is missing, and how to go on.
      const isWithoutCommand = body.takeCommand && !roles.some(({ role }) => role === 'commander');
      if (isWithoutCommand) command.mutate({ params: { id }, body: { role: 'commander' } });
    },
  });
  return (
    <FormModal<DeclareValues>
      title={alert ? 'Declare an incident from the alert' : 'Declare an incident'}
      opened
      close={close}
      submitLabel="Declare"
      initialValues={{
        title: alert?.title ?? '',
        severity: String(alert?.severity ?? 3),
        serviceIds: alert?.serviceId ? [String(alert.serviceId)] : [],
        kind: 'real',
        takeCommand: true,
        protocolKey: '',
      }}
      validate={({ title }) => (title.trim() === '' ? { title: 'Describe in a few words what customers notice.' } : {})}
      submit={({ title, severity, serviceIds, kind, takeCommand, protocolKey }) =>
        declare.mutateAsync({
          body: {
            title,
            severity: Number(severity) as Severity,
            kind,
            takeCommand,
            serviceIds: serviceIds.map(Number),
            alertIds: alert ? [alert.id] : [],
            ...(protocolKey !== '' && { protocolKey }),
          },
        })
      }
    >
      {(form) => <DeclareFields form={form} />}
    </FormModal>
  );
}

function DeclareFields({ form }: { form: UseFormReturnType<DeclareValues> }) {
  const [answers, setAnswers] = useState<SeverityAnswers>({ reach: null, pace: null, isDataAtRisk: false });
  const answer = (part: Partial<SeverityAnswers>) => {
    const next = { ...answers, ...part };
    setAnswers(next);
    const guess = guessSeverity(next);
    if (guess) form.setFieldValue('severity', String(guess));
  };
  return (
    <>
      <TextInput
        label="What do customers notice?"
        required
        data-autofocus
        maxLength={200}
        placeholder="Payments fail for most customers"
        {...form.getInputProps('title')}
      />
      <Select
        label="Severity"
        description="If in doubt, choose the higher; you can change it later"
        allowDeselect={false}
        data={severityChoices}
        {...form.getInputProps('severity')}
      />
      <details className={styles.questions}>
        <summary>Help me choose</summary>
        {(['reach', 'pace'] as const).map((name) => (
          <fieldset key={name} className={styles.question}>
            <legend>{severityQuestions[name].question}</legend>
            {severityQuestions[name].answers.map(({ value, label }) => (
              <label key={value}>
                <input
                  type="radio"
                  name={name}
                  checked={answers[name] === value}
                  onChange={() => answer({ [name]: value })}
                />
                {label}
              </label>
            ))}
          </fieldset>
        ))}
        <Checkbox
          label="Data may be lost, or seen by the wrong people"
          checked={answers.isDataAtRisk}
          onChange={(event) => answer({ isDataAtRisk: event.currentTarget.checked })}
        />
      </details>
      <MultiPicker
        label="Services"
        placeholder={form.values.serviceIds.length ? undefined : 'What is broken, as far as you know'}
        of="services"
        {...form.getInputProps('serviceIds')}
      />
      <ProtocolField form={form} />
      <div className={styles.line}>
        <Checkbox
          label="I’ll take command until somebody relieves me"
          {...form.getInputProps('takeCommand', { type: 'checkbox' })}
        />
        <Select aria-label="Kind" w={100} allowDeselect={false} data={kinds} {...form.getInputProps('kind')} />
      </div>
    </>
  );
}

/** That of the severity unless another one is chosen; the room can change it afterwards. */
function ProtocolField({ form }: { form: UseFormReturnType<DeclareValues> }) {
  const protocols = useEndpoint(listProtocols, {}).data?.items ?? [];
  const severity = Number(form.values.severity) as Severity;
  const usual = protocols.find(({ severities }) => severities.includes(severity));
  return (
    <Select
      label="Protocol"
      allowDeselect={false}
      data={[
        { value: '', label: `As ${severityLabel(severity)} says${usual ? `: ${usual.name}` : ''}` },
        ...protocolChoices(protocols, null),
      ]}
      {...form.getInputProps('protocolKey')}
    />
  );
}
