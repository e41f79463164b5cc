import { ActionIcon, Autocomplete, Button, Input, Select, TagsInput, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { severities, severityLabel } from '../../domain/severity.ts';
import type { CatalogName } from '../directory/catalogs.ts';
import { MultiPicker, Picker } from '../directory/picker.tsx';
import { SearchSelect } from '../ui/form/search-select.tsx';
import styles from './condition-builder.module.css';
import { type ConditionRow, isNamed, newRow, type Subject, subjects } from './condition-rows.ts';
import { type Operator, operatorWords, takesValue } from './condition-words.ts';

const subjectLabels: Record<Subject, string> = {
  label: 'Label',
  title: 'Title',
  severity: 'Severity',
  source: 'Source',
  service: 'Service',
  body: 'Body',
  description: 'Description',
  status: 'Status',
  dedupKey: 'Dedup key',
};
/** Sources and services are named by their slugs. */
const catalogOf: Partial<Record<Subject, CatalogName>> = { source: 'sourceSlugs', service: 'serviceSlugs' };
const statuses = ['triggered', 'acknowledged', 'resolved', 'change'];
const severityLabels = severities.map(severityLabel);
const operatorOptions = Object.entries(operatorWords).map(([value, label]) => ({ value, label }));
const usualLabels = ['alertname', 'severity', 'job', 'instance', 'namespace', 'cluster', 'team', 'environment'];

export type ConditionBuilderProps = {
  rows: readonly ConditionRow[];
  change: (rows: ConditionRow[]) => void;
  /** The fault of the row at an index, as the server or the form found it. */
  faultOf: (index: number) => string | undefined;
  /** What having no condition means: "every alert". */
  whenEmpty: string;
  /** What can be tested; that of routes when left out. */
  of?: readonly Subject[];
};

/** Conditions that must all hold, one row each. */
export function ConditionBuilder({ rows, change, faultOf, whenEmpty, of = subjects }: ConditionBuilderProps) {
  const edit = (key: number, part: Partial<ConditionRow>) =>
    change(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <fieldset className={styles.builder}>
      <legend>All of these match</legend>
      {rows.length === 0 && <p className="muted">No conditions: {whenEmpty}.</p>}
      {rows.map((row, index) => (
        <div key={row.key} className={styles.row}>
          <div className={styles.fields}>
            <Select
              aria-label={`Condition ${index + 1}: field`}
              data={of.map((value) => ({ value, label: subjectLabels[value] }))}
              allowDeselect={false}
              value={row.subject}
              onChange={(value) => edit(row.key, { subject: (value ?? 'label') as Subject, value: '', values: [] })}
            />
            {isNamed(row.subject) && (
              <Autocomplete
                size="xs"
                aria-label={`Condition ${index + 1}: ${row.subject === 'body' ? 'path into the body' : 'label name'}`}
                placeholder={row.subject === 'body' ? 'host.name' : 'label name'}
                data={row.subject === 'body' ? [] : usualLabels}
                value={row.label}
                onChange={(label) => edit(row.key, { label })}
              />
            )}
            <Select
              aria-label={`Condition ${index + 1}: operator`}
              data={operatorOptions}
              allowDeselect={false}
              value={row.operator}
              onChange={(value) => edit(row.key, { operator: (value ?? 'equals') as Operator })}
            />
            <ValueField label={`Condition ${index + 1}: value`} row={row} change={(part) => edit(row.key, part)} />
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

type ValueFieldProps = {
  label: string;
  row: ConditionRow;
  change: (part: Partial<ConditionRow>) => void;
};

function ValueField({ label, row, change }: ValueFieldProps) {
  if (!takesValue(row.operator)) return null;
  const catalog = catalogOf[row.subject];
  if (row.operator === 'in') {
    if (catalog) {
      return (
        <MultiPicker
          of={catalog}
          aria-label={label}
          placeholder={row.values.length === 0 ? 'One or more' : undefined}
          value={row.values}
          onChange={(values) => change({ values })}
        />
      );
    }
    return (
      <TagsInput
        aria-label={label}
        placeholder="Press Enter after each"
        data={row.subject === 'severity' ? severityLabels : undefined}
        value={row.values}
        onChange={(values) => change({ values })}
      />
    );
  }
  if (/equals$/.test(row.operator)) {
    const field = {
      'aria-label': label,
      value: row.value || null,
      onChange: (value: string | null) => change({ value: value ?? '' }),
    };
    if (catalog) return <Picker of={catalog} {...field} />;
    if (row.subject === 'status') return <SearchSelect data={statuses} {...field} />;
    if (row.subject === 'severity') return <SearchSelect data={severityLabels} {...field} />;
  }
  return (
    <TextInput
      aria-label={label}
      placeholder={row.operator === 'matches-glob' ? 'payment-* (* matches any text)' : 'value'}
      value={row.value}
      onChange={(event) => change({ value: event.currentTarget.value })}
    />
  );
}
