import { Checkbox, MultiSelect, NumberInput, Select, Tabs, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { getEscalationPolicy } from '../../../contract/respond/escalation-policies.ts';
import { getSeverities, type SeverityMatrixInput, updateSeverities } from '../../../contract/respond/severities.ts';
import { roles } from '../../../domain/respond/incidents/roles.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { WhoIsPaged } from '../../directory/coverage/who-is-paged.tsx';
import { useGuard } from '../../directory/may.ts';
import { NameOf } from '../../directory/name-of.tsx';
import { Picker } from '../../directory/picker.tsx';
import { paths } from '../../paths.ts';
import { edited, wordsOf } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import styles from './severities.module.css';

type Form = UseFormReturnType<SeverityMatrixInput>;

const urgencies = [
  { value: 'high', label: 'High: by the rules for high urgency' },
  { value: 'low', label: 'Low: by the rules for low urgency' },
  { value: 'none', label: 'None: alerts and incidents page nobody' },
];
const paged = [
  { value: 'owning-team', label: 'The owning team' },
  { value: 'affected-teams', label: 'Affected teams' },
  { value: 'commander', label: 'A commander' },
  { value: 'communications', label: 'Communications' },
  { value: 'executives', label: 'Executives' },
];
const demands = [
  { value: 'required', label: 'Required' },
  { value: 'light', label: 'Light' },
  { value: 'optional', label: 'Optional' },
  { value: 'none', label: 'None' },
];
const firstPosts = [
  { value: 'always', label: 'Always' },
  { value: 'visible', label: 'When customers can see it' },
  { value: 'never', label: 'Never' },
];

/** What each severity means, and what it sets going. */
export function SeveritiesScreen() {
  const { data, error, refetch } = useEndpoint(getSeverities, {}, { follows: ['setting'] });
  const update = useAction(updateSeverities, {
    changes: [getSeverities],
    done: () => showToast('Saved. Open incidents follow the new rules.'),
  });
  return (
    <>
      <PageHeader word="severity" title="Severities">
        The matrix decides who is paged, which roles are needed, how often people get updates, and when a postmortem is
        due.
      </PageHeader>
      {!data && (error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows />)}
      {data && (
        <FormFrame<SeverityMatrixInput>
          initialValues={valuesOf(data)}
          edited={edited(data, valuesOf, fields, () => api.call(getSeverities, {}))}
          submitLabel="Save matrix"
          withoutCancel
          done={() => {}}
          submit={(body, { ifMatch }) => update.mutateAsync({ body: withoutEmptyNumbers(body), ifMatch })}
        >
          {(form) => <MatrixFields form={form} />}
        </FormFrame>
      )}
    </>
  );
}

const valuesOf = ({ rules, policies }: SeverityMatrixInput): SeverityMatrixInput => ({ rules, policies });

const policyWords = {
  commander: 'Commander',
  commanderBackup: 'When nobody takes command in 5 minutes',
  communications: 'Communications',
  executives: 'Executives',
} as const;

const fields = {
  rules: {
    label: ([index, ...inside]: Path) =>
      `${severityLabel(Number(index) + 1)}: ${inside.map((part) => wordsOf(String(part))).join(', ')}`,
  },
  policies: {
    label: ([name]: Path) => policyWords[name as keyof typeof policyWords],
    show: (id: number) => <NameOf read={getEscalationPolicy} id={id} />,
  },
};

function MatrixFields({ form }: { form: Form }) {
  return (
    <Columns aside={<PolicyFields form={form} />}>
      <Tabs defaultValue="0" keepMounted={false}>
        <Tabs.List aria-label="Severity">
          {form.values.rules.map(({ severity }, index) => (
            <Tabs.Tab key={severity} value={String(index)}>
              <SeverityBadge severity={severity} look="plain" />
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {form.values.rules.map(({ severity }, index) => (
          <Tabs.Panel key={severity} value={String(index)} pt="md">
            <WhoIsPaged kind="severity" id={severity} here={paths.severities()} />
            <RuleFields form={form} at={`rules.${index}`} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Columns>
  );
}

/** So that the inputs of a row stand in line. */
const inputBeforeWords: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

function RuleFields({ form, at }: { form: Form; at: string }) {
  const { disabled } = useGuard('incidents.manage');
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
      <TextInput label="Name" required maxLength={60} {...field('name')} />
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

function PolicyFields({ form }: { form: Form }) {
  const { disabled } = useGuard('incidents.manage');
  const names = Object.keys(policyWords) as (keyof typeof policyWords)[];
  return (
    <Panel title="Role policies">
      {names.map((name) => (
        <Picker
          key={name}
          label={policyWords[name]}
          placeholder={name === 'commander' ? 'The default escalation policy' : 'Nobody is paged'}
          clearable
          disabled={disabled}
          of="policies"
          value={idText(form.values.policies[name])}
          onChange={(id) => form.setFieldValue(`policies.${name}`, idOf(id))}
        />
      ))}
    </Panel>
  );
}

/** An emptied number field holds an empty text, which the API knows as null. */
function withoutEmptyNumbers({ rules, policies }: SeverityMatrixInput): SeverityMatrixInput {
  const cleaned = rules.map((rule) =>
    Object.fromEntries(Object.entries(rule).map(([name, value]) => [name, (value as unknown) === '' ? null : value])),
  ) as SeverityMatrixInput['rules'];
  return { rules: cleaned, policies };
}
