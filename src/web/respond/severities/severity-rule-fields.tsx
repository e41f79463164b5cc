import { Checkbox, MultiSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useEffect, useRef } from 'react';
import { listProtocols } from '../../../contract/respond/protocols.ts';
import type { SeverityMatrixInput } from '../../../contract/respond/severities.ts';
import { roles } from '../../../domain/respond/incidents/roles.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { protocolChoices } from '../protocols/protocol-words.ts';
import styles from './severities.module.css';
import { demandWords, firstPostWords, pagedWords } from './severity-rule-columns.tsx';

type Form = UseFormReturnType<SeverityMatrixInput>;

const urgencies = [
  { value: 'high', label: 'High: by the rules for high urgency' },
  { value: 'low', label: 'Low: by the rules for low urgency' },
  { value: 'none', label: 'None: alerts and incidents page nobody' },
];
const choices = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));
const paged = choices(pagedWords);
const demands = choices(demandWords);
const firstPosts = choices(firstPostWords);

/** So that the inputs of a row stand in line. */
const inputBeforeWords: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** All that one severity means and sets going. */
export function RuleFields({ form, at }: { form: Form; at: string }) {
  const { disabled } = useGuard('incidents.manage');
  const protocols = useEndpoint(listProtocols, {}).data?.items ?? [];
  const protocolId = form.values.rules[Number(at.split('.')[1])]?.protocolId ?? null;
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const field = (name: string) => ({ disabled, ...form.getInputProps(`${at}.${name}`) });
  const minutes = (name: string, label: string, description?: string) => (
    <NumberInput
      label={label}
      description={description}
      inputWrapperOrder={inputBeforeWords}
      suffix=" min"
      min={1}
      {...field(name)}
    />
  );
  return (
    <div className={styles.rule}>
      <TextInput label="Name" required maxLength={60} ref={first} {...field('name')} />
      <Textarea label="Meaning" autosize minRows={2} maxRows={6} maxLength={500} {...field('meaning')} />
      <TagsInput
        label="Criteria"
        description="Any one of these is enough; press Enter to add one"
        {...field('tests')}
      />
      <fieldset className={styles.group}>
        <legend>People</legend>
        <Select label="Urgency of its pages" allowDeselect={false} data={urgencies} {...field('urgency')} />
        <MultiSelect label="Who is paged" data={paged} {...field('pages')} />
        <MultiSelect
          label="Roles needed"
          data={roles.map(({ key, name }) => ({ value: key, label: name }))}
          {...field('rolesNeeded')}
        />
        <Select
          label="Protocol"
          allowDeselect={false}
          data={protocolChoices(protocols, protocolId)}
          {...field('protocolId')}
        />
        <Checkbox
          label="Always gets a commander and a war room"
          disabled={disabled}
          {...form.getInputProps(`${at}.coordinated`, { type: 'checkbox' })}
        />
      </fieldset>
      <fieldset className={styles.group}>
        <legend>Times</legend>
        {minutes('ackTargetMinutes', 'Acknowledged within', 'Pages show whether this was met')}
        <NumberInput
          label="Or within"
          description="Used when no minutes are set"
          inputWrapperOrder={inputBeforeWords}
          suffix=" working days"
          min={1}
          {...field('ackTargetWorkDays')}
        />
        {minutes('internalUpdateMinutes', 'Internal update every')}
        <Select label="First public post" allowDeselect={false} data={firstPosts} {...field('firstPublicPostWhen')} />
        {minutes('firstPublicPostMinutes', 'First public post within')}
        {minutes('publicUpdateMinutes', 'Public update every')}
        {minutes('longIncidentAfterMinutes', 'Less frequent updates allowed after')}
      </fieldset>
      <fieldset className={styles.group}>
        <legend>Learning</legend>
        <Select label="Postmortem" allowDeselect={false} data={demands} {...field('postmortem.demand')} />
        <Select
          label="Form"
          clearable
          data={[
            { value: 'full', label: 'Full' },
            { value: 'light', label: 'Light' },
          ]}
          {...field('postmortem.form')}
        />
        <DueFields form={form} at={at} disabled={disabled} />
        {minutes('fullPostmortemAfterMinutes', 'Full form when longer than')}
        <NumberInput label="Action items due within" suffix=" days" min={1} {...field('actionItemDueDays')} />
      </fieldset>
    </div>
  );
}

function DueFields({ form, at, disabled }: { form: Form; at: string; disabled: boolean }) {
  const path = `${at}.postmortem.due`;
  const index = Number(at.split('.')[1]);
  const due = form.values.rules[index]?.postmortem.due ?? null;
  return (
    <>
      <NumberInput
        label="Due within"
        suffix=" days"
        min={1}
        max={365}
        disabled={disabled}
        value={due?.days ?? ''}
        onChange={(days) =>
          form.setFieldValue(path, days === '' ? null : { days: Number(days), kind: due?.kind ?? 'calendar' })
        }
      />
      <Select
        label="Days are"
        allowDeselect={false}
        disabled={disabled || due === null}
        data={[
          { value: 'calendar', label: 'Calendar days' },
          { value: 'business', label: 'Business days' },
        ]}
        value={due?.kind ?? 'calendar'}
        onChange={(kind) => due && form.setFieldValue(path, { ...due, kind: kind as 'calendar' | 'business' })}
      />
    </>
  );
}
