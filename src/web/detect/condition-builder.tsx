import { ActionIcon, Autocomplete, Button, Input, Select, TagsInput, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { listServices } from '../../contract/services.ts';
import { listSources } from '../../contract/sources.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { useMay } from '../data/session.ts';
import styles from './condition-builder.module.css';
import { type ConditionRow, newRow, type Subject, subjects } from './condition-rows.ts';
import { type Operator, operatorWords, takesValue } from './condition-words.ts';

const subjectLabels: Record<Subject, string> = {
  label: 'Label',
  title: 'Title',
  severity: 'Severity',
  source: 'Source',
  service: 'Service',
};
const subjectOptions = subjects.map((value) => ({ value, label: subjectLabels[value] }));
const operatorOptions = Object.entries(operatorWords).map(([value, label]) => ({ value, label }));
const usualLabels = ['alertname', 'severity', 'job', 'instance', 'namespace', 'cluster', 'team', 'environment'];

export type ConditionBuilderProps = {
  rows: readonly ConditionRow[];
  change: (rows: ConditionRow[]) => void;
  /** The fault of the row at an index, as the server or the form found it. */
  faultOf: (index: number) => string | undefined;
  /** What having no condition means: "every alert". */
  whenEmpty: string;
};

/** Conditions that must all hold, one row each. */
export function ConditionBuilder({ rows, change, faultOf, whenEmpty }: ConditionBuilderProps) {
  const known = useKnownValues();
  const edit = (key: number, part: Partial<ConditionRow>) =>
    change(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <fieldset className={styles.builder}>
      <legend>All of these hold</legend>
      {rows.length === 0 && <p className="muted">No condition: {whenEmpty}.</p>}
      {rows.map((row, index) => (
        <div key={row.key} className={styles.row}>
          <div className={styles.fields}>
            <Select
              aria-label={`Condition ${index + 1}: what`}
              data={subjectOptions}
              allowDeselect={false}
              value={row.subject}
              onChange={(value) => edit(row.key, { subject: (value ?? 'label') as Subject, value: '', values: [] })}
            />
            {row.subject === 'label' && (
              <Autocomplete
                size="xs"
                aria-label={`Condition ${index + 1}: name of the label`}
                placeholder="name of the label"
                data={usualLabels}
                value={row.label}
                onChange={(label) => edit(row.key, { label })}
              />
            )}
            <Select
              aria-label={`Condition ${index + 1}: how`}
              data={operatorOptions}
              allowDeselect={false}
              value={row.operator}
              onChange={(value) => edit(row.key, { operator: (value ?? 'equals') as Operator })}
            />
            <ValueField
              label={`Condition ${index + 1}: value`}
              row={row}
              options={known[row.subject]}
              change={(part) => edit(row.key, part)}
            />
          </div>
          <ActionIcon
            aria-label={`Remove condition ${index + 1}`}
            onClick={() => change(rows.filter(({ key }) => key !== row.key))}
          >
            <X size={14} />
          </ActionIcon>
          {faultOf(index) && <Input.Error className={styles.fault}>{faultOf(index)}</Input.Error>}
        </div>
      ))}
      <Button variant="default" onClick={() => change([...rows, newRow()])} leftSection={<Plus size={14} />}>
        Add a condition
      </Button>
    </fieldset>
  );
}

type Option = { value: string; label: string };
type ValueFieldProps = {
  label: string;
  row: ConditionRow;
  options: Option[] | undefined;
  change: (part: Partial<ConditionRow>) => void;
};

function ValueField({ label, row, options, change }: ValueFieldProps) {
  if (!takesValue(row.operator)) return null;
  if (row.operator === 'in') {
    const suggestions = options?.map(({ value }) => value);
    return (
      <TagsInput
        aria-label={label}
        placeholder="Enter after each"
        data={suggestions}
        value={row.values}
        onChange={(values) => change({ values })}
      />
    );
  }
  if (options && /equals$/.test(row.operator)) {
    return (
      <Select
        aria-label={label}
        data={options}
        searchable
        value={row.value || null}
        onChange={(value) => change({ value: value ?? '' })}
      />
    );
  }
  return (
    <TextInput
      aria-label={label}
      placeholder={row.operator === 'matches-glob' ? 'payment-* (* is any text)' : 'value'}
      value={row.value}
      onChange={(event) => change({ value: event.currentTarget.value })}
    />
  );
}

/** What a value can be where it is one of few; sources and services are named by their slugs. */
function useKnownValues(): Partial<Record<Subject, Option[]>> {
  const query = { limit: 200 };
  const sources = useEndpoint(listSources, { query }, { enabled: useMay('sources.read') });
  const services = useEndpoint(listServices, { query });
  const named = (items: { slug: string; name: string }[] = []) =>
    items.map(({ slug, name }) => ({ value: slug, label: name }));
  return {
    severity: [1, 2, 3, 4, 5].map((severity) => ({ value: `SEV${severity}`, label: `SEV${severity}` })),
    source: named(sources.data?.items),
    service: named(services.data?.items),
  };
}
