import { ActionIcon, Button, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { listLookupTables } from '../../../contract/detect/mapping.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { ConditionBuilder } from '../condition-builder.tsx';
import { mappingSubjects } from '../condition-rows.ts';
import { faultAt } from '../routes/route-drawer.tsx';
import styles from './mapping.module.css';
import type { MappingValues } from './mapping-screen.tsx';
import { doWords, extractedWords, fieldWords, type RuleRow } from './rule-values.ts';

const options = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));
const fieldOptions = options(fieldWords);
const extractedOptions = options(extractedWords);

const templateHelp: Partial<Record<RuleRow['field'], string>> = {
  severity: 'SEV1 to SEV5, or a usual word such as critical',
  status: 'triggered, acknowledged, resolved or change',
  dedupKey: 'Signals with the same key are one alert; give its resolve the same one',
  link: 'An http or https address',
};

type RuleCardProps = {
  form: UseFormReturnType<MappingValues>;
  index: number;
  count: number;
  /** How many of the shown requests it did something to; null while that is not known. */
  hits: number | null;
  move: (by: -1 | 1) => void;
  remove: () => void;
};

/** One rule: what it does, and for which signals. */
export function RuleCard({ form, index, count, hits, move, remove }: RuleCardProps) {
  const rule = form.values.rules[index]!;
  const place = `rules.${index}`;
  const number = index + 1;
  return (
    <li className={styles.rule} data-disabled={!rule.enabled || undefined}>
      <div className={styles.head}>
        <strong>
          {number}. {doWords[rule.do]}
        </strong>
        {hits !== null && rule.enabled && (
          <span className="muted">{hits === 0 ? 'no effect on these' : `${hits} of these`}</span>
        )}
        <span className={styles.tools}>
          <Switch
            aria-label={`Rule ${number} is on`}
            {...form.getInputProps(`${place}.enabled`, { type: 'checkbox' })}
          />
          <ActionIcon aria-label={`Move rule ${number} up`} disabled={index === 0} onClick={() => move(-1)}>
            <ChevronUp size={16} />
          </ActionIcon>
          <ActionIcon aria-label={`Move rule ${number} down`} disabled={index === count - 1} onClick={() => move(1)}>
            <ChevronDown size={16} />
          </ActionIcon>
          <Button variant="subtle" color="red" aria-label={`Remove rule ${number}`} onClick={remove}>
            Remove
          </Button>
        </span>
      </div>
      {rule.do === 'set' && <SetFields form={form} place={place} rule={rule} />}
      {rule.do === 'extract' && <ExtractFields form={form} place={place} rule={rule} />}
      {rule.do === 'look-up' && <LookUpFields form={form} place={place} />}
      <ConditionBuilder
        of={mappingSubjects}
        rows={rule.when.all}
        change={(rows) => form.setFieldValue(`${place}.when.all`, rows as never)}
        faultOf={(at) => faultAt(form.errors, `${place}.when.all.${at}`)}
        whenEmpty={rule.do === 'drop' ? 'it drops every signal' : 'it is for every signal'}
      />
    </li>
  );
}

type FieldsProps = { form: UseFormReturnType<MappingValues>; place: string };

function SetFields({ form, place, rule }: FieldsProps & { rule: RuleRow }) {
  const isNamed = rule.field === 'label' || rule.field === 'link';
  return (
    <>
      <div className={styles.pair}>
        <Select label="Field" data={fieldOptions} allowDeselect={false} {...form.getInputProps(`${place}.field`)} />
        {isNamed && (
          <TextInput
            label={rule.field === 'label' ? 'Label name' : 'Text of the link'}
            maxLength={200}
            {...form.getInputProps(`${place}.name`)}
          />
        )}
      </div>
      <Textarea
        label="Template"
        description={templateHelp[rule.field]}
        placeholder="{{ labels.host }}: {{ body.message }}"
        autosize
        minRows={1}
        maxRows={8}
        maxLength={2_000}
        classNames={{ input: 'mono' }}
        {...form.getInputProps(`${place}.template`)}
      />
    </>
  );
}

function ExtractFields({ form, place, rule }: FieldsProps & { rule: RuleRow }) {
  const isNamed = rule.from === 'label' || rule.from === 'body';
  return (
    <>
      <div className={styles.pair}>
        <Select label="From" data={extractedOptions} allowDeselect={false} {...form.getInputProps(`${place}.from`)} />
        {isNamed && (
          <TextInput
            label={rule.from === 'label' ? 'Label name' : 'Path into the body'}
            placeholder={rule.from === 'body' ? 'host.name' : undefined}
            maxLength={200}
            {...form.getInputProps(`${place}.name`)}
          />
        )}
      </div>
      <TextInput
        label="Pattern"
        description="A regular expression (RE2). Each named group becomes a label."
        placeholder="on (?P<host>[a-z0-9-]+)"
        maxLength={300}
        classNames={{ input: 'mono' }}
        {...form.getInputProps(`${place}.pattern`)}
      />
    </>
  );
}

function LookUpFields({ form, place }: FieldsProps) {
  const { data } = useEndpoint(listLookupTables, {});
  const tables = data?.items ?? [];
  const chosen = tables.find(({ slug }) => slug === form.getInputProps(`${place}.table`).value);
  return (
    <>
      <Select
        label="Lookup table"
        placeholder={data && tables.length === 0 ? 'None yet' : 'Choose one'}
        data={tables.map(({ slug, name }) => ({ value: slug, label: name }))}
        description={
          chosen
            ? `${chosen.columns[0]} → ${chosen.columns.slice(1).join(', ')}`
            : 'Its first column is looked in; the others become labels'
        }
        {...form.getInputProps(`${place}.table`)}
      />
      {data && tables.length === 0 && (
        <p>
          <a href={paths.lookupTables()} target="_blank" rel="noreferrer">
            Create a lookup table
          </a>
        </p>
      )}
      <TextInput
        label="Look for"
        description="A template. What is in no row is told under “Needs attention”, and the signal goes on."
        placeholder="{{ labels.host }}"
        maxLength={2_000}
        classNames={{ input: 'mono' }}
        {...form.getInputProps(`${place}.key`)}
      />
    </>
  );
}
