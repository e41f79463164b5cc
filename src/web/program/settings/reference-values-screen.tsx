import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { readReferenceValues, resetReferenceValues, updateReferenceValues } from '../../../contract/program/program.ts';
import { defaultBenchmarks, defaultReferenceValues } from '../../../domain/program/reference-values.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { DataTable } from '../../measure/charts/chart-figure.tsx';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { OutsideLink } from '../../ui/text/outside-link.tsx';
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { CostSection } from './cost-section.tsx';
import { ImpactRatesSection } from './impact-rates-section.tsx';
import { PlacingCell } from './placing-cell.tsx';

type Reference = OutputOf<typeof readReferenceValues>;

/** Figures from outside, always marked as such, and the cost assumptions. */
export function ReferenceValuesScreen() {
  const answer = useEndpoint(readReferenceValues, {});
  const [layer, setLayer] = useState<'edit' | 'reset' | null>(null);
  const reset = useAction(resetReferenceValues, { changes: [readReferenceValues] });
  const guard = useGuard('program.manage');
  return (
    <>
      <PageHeader
        word="benchmark"
        title="Reference values"
        parents={programParents}
        beside={
          <Badge tone="sev5" glyph="slash">
            Not your data
          </Badge>
        }
        actions={
          answer.data && (
            <>
              {answer.data.isEdited && (
                <Button variant="default" {...guard} onClick={() => setLayer('reset')}>
                  Reset to defaults
                </Button>
              )}
              <Button {...guard} onClick={() => setLayer('edit')}>
                Edit
              </Button>
            </>
          )
        }
      >
        {answer.data?.notice}
      </PageHeader>
      <Loaded answer={answer}>
        {(reference) => (
          <>
            <Section title="Values">
              <DataTable
                caption="Reference values"
                isText
                head={['Name', 'Value', 'Meaning', 'Source']}
                rows={reference.values.map((row) => ({
                  key: row.key,
                  cells: [row.name, row.value, row.meaning, sourceText(row)],
                }))}
              />
            </Section>
            <Section title="Benchmarks by industry">
              <DataTable
                caption="Benchmarks by industry"
                isText
                head={['Industry', 'Measure', 'Low', 'Median', 'Elite', 'You', 'Source']}
                rows={reference.benchmarks.map((row) => ({
                  key: row.key,
                  cells: [
                    row.industry,
                    row.measure,
                    row.low,
                    row.median,
                    row.elite,
                    <PlacingCell key="own" placing={reference.placings.find(({ key }) => key === row.key)} />,
                    sourceText(row),
                  ],
                }))}
              />
            </Section>
            <Section title="From public studies">
              <p className="muted">
                What others found elsewhere, in our words. It is shown to compare with, and nothing is computed from it.
                Checked means that the figure was looked up, in the source or in a text that quotes it.
              </p>
              <DataTable
                caption="Figures from public studies"
                isText
                head={['Topic', 'Figure', 'Source', 'Year', 'Checked']}
                rows={reference.studies.map((row) => ({
                  key: row.key,
                  cells: [
                    row.topic,
                    row.figure,
                    <OutsideLink key="source" href={row.url} text={row.source} />,
                    row.asOf,
                    row.isChecked ? 'Yes' : 'No',
                  ],
                }))}
              />
            </Section>
            <ReferenceForm reference={reference} opened={layer === 'edit'} close={() => setLayer(null)} />
          </>
        )}
      </Loaded>
      <CostSection />
      <ImpactRatesSection />
      <ConfirmDanger
        title="Reset to the default values?"
        confirmLabel="Reset"
        opened={layer === 'reset'}
        close={() => setLayer(null)}
        run={() => reset.mutateAsync({})}
      >
        Your edits will be lost.
      </ConfirmDanger>
    </>
  );
}

/** Where it comes from and of when it is. What came with the product names no study. */
function sourceText({ source, asOf }: { source?: string | undefined; asOf?: string | undefined }): string {
  return [source ?? 'General literature, not verified', asOf].filter(Boolean).join(', ');
}

type Values = Pick<Reference, 'values' | 'benchmarks'>;

/** Fields that are left empty are none. */
const sourced = <Entry extends { source?: string | undefined; asOf?: string | undefined }>(entry: Entry) => ({
  ...entry,
  source: entry.source ?? '',
  asOf: entry.asOf ?? '',
});
const valuesOf = ({ values, benchmarks }: Values): Values => ({
  values: values.map(sourced),
  benchmarks: benchmarks.map(sourced),
});
const unsourced = <Entry extends { source?: string | undefined; asOf?: string | undefined }>(entry: Entry) => ({
  ...entry,
  source: entry.source || undefined,
  asOf: entry.asOf || undefined,
});

const fieldsOf = ({ values, benchmarks }: Values) => ({
  values: { label: ([index]: Path) => values[Number(index)]?.name ?? 'Reference values' },
  benchmarks: {
    label: ([index, rank]: Path) => {
      const row = benchmarks[Number(index)];
      return row ? `${row.industry}: ${row.measure}, ${rank}` : 'Benchmarks';
    },
  },
});

/** What is empty, by its place in the form; entries of one's own also say where they come from and of when they are. */
function missing<Entry extends { key: string }>(
  list: string,
  entries: readonly Entry[],
  shipped: readonly { key: string }[],
  names: readonly (keyof Entry & string)[],
) {
  return Object.fromEntries(
    entries.flatMap((entry, index) =>
      [...names, ...(isShipped(shipped, entry.key) ? [] : (['source', 'asOf'] as const))]
        .filter((name) => String(entry[name as keyof Entry] ?? '').trim() === '')
        .map((name) => [`${list}.${index}.${name}`, emptyWords[name] ?? 'This is empty.']),
    ),
  );
}

const emptyWords: Record<string, string> = {
  source: 'Say where it comes from.',
  asOf: 'Say of when it is, such as 2026.',
};

const isShipped = (list: readonly { key: string }[], key: string) => list.some((one) => one.key === key);

function ReferenceForm({ reference, opened, close }: { reference: Reference; opened: boolean; close: () => void }) {
  const update = useAction(updateReferenceValues, {
    changes: [readReferenceValues],
  });
  return (
    <FormDrawer<Values>
      title="Edit reference values"
      opened={opened}
      close={close}
      initialValues={valuesOf(reference)}
      edited={edited(reference, valuesOf, fieldsOf(reference), () => api.call(readReferenceValues, {}))}
      submitLabel="Save"
      validate={({ values, benchmarks }) => ({
        ...missing('values', values, defaultReferenceValues, ['name', 'value', 'meaning']),
        ...missing('benchmarks', benchmarks, defaultBenchmarks, ['industry', 'measure', 'low', 'median', 'elite']),
      })}
      submit={({ values, benchmarks }, { ifMatch }) => {
        const body = { values: values.map(unsourced), benchmarks: benchmarks.map(unsourced) };
        return update.mutateAsync({ body, ifMatch });
      }}
    >
      {(form) => {
        const source = (place: string) => (
          <>
            <TextInput label="Source" maxLength={300} {...form.getInputProps(`${place}.source`)} />
            <TextInput label="As of" placeholder="2026" maxLength={10} {...form.getInputProps(`${place}.asOf`)} />
          </>
        );
        const remove = (list: 'values' | 'benchmarks', index: number) => (
          <Button variant="subtle" color="gray" onClick={() => form.removeListItem(list, index)}>
            Remove
          </Button>
        );
        return (
          <>
            {form.values.values.map((row, index) =>
              isShipped(defaultReferenceValues, row.key) ? (
                <TextInput
                  key={row.key}
                  label={row.name}
                  description={row.meaning}
                  {...form.getInputProps(`values.${index}.value`)}
                />
              ) : (
                <fieldset key={row.key}>
                  <legend>{row.name || 'New value'}</legend>
                  <div className={styles.fields}>
                    <TextInput label="Name" maxLength={120} {...form.getInputProps(`values.${index}.name`)} />
                    <TextInput label="Value" maxLength={120} {...form.getInputProps(`values.${index}.value`)} />
                    <TextInput label="Meaning" maxLength={300} {...form.getInputProps(`values.${index}.meaning`)} />
                    {source(`values.${index}`)}
                  </div>
                  {remove('values', index)}
                </fieldset>
              ),
            )}
            <div>
              <Button
                variant="default"
                onClick={() =>
                  form.insertListItem('values', {
                    key: ownKey(),
                    name: '',
                    value: '',
                    meaning: '',
                    source: '',
                    asOf: '',
                  })
                }
              >
                Add value
              </Button>
            </div>
            {form.values.benchmarks.map((row, index) => (
              <fieldset key={row.key}>
                <legend>{row.industry ? `${row.industry}: ${row.measure}` : 'New benchmark'}</legend>
                <div className={styles.fields}>
                  {!isShipped(defaultBenchmarks, row.key) && (
                    <>
                      <TextInput
                        label="Industry"
                        maxLength={120}
                        {...form.getInputProps(`benchmarks.${index}.industry`)}
                      />
                      <TextInput
                        label="Measure"
                        description="Maturity, Adoption and Return on investment are compared with you"
                        maxLength={120}
                        {...form.getInputProps(`benchmarks.${index}.measure`)}
                      />
                    </>
                  )}
                  {(['low', 'median', 'elite'] as const).map((rank) => (
                    <TextInput
                      key={rank}
                      label={rankWords[rank]}
                      {...form.getInputProps(`benchmarks.${index}.${rank}`)}
                    />
                  ))}
                  {source(`benchmarks.${index}`)}
                </div>
                {!isShipped(defaultBenchmarks, row.key) && remove('benchmarks', index)}
              </fieldset>
            ))}
            <div>
              <Button
                variant="default"
                onClick={() =>
                  form.insertListItem('benchmarks', {
                    key: ownKey(),
                    industry: '',
                    measure: '',
                    low: '',
                    median: '',
                    elite: '',
                    source: '',
                    asOf: '',
                  })
                }
              >
                Add benchmark
              </Button>
            </div>
          </>
        );
      }}
    </FormDrawer>
  );
}

const rankWords = { low: 'Low', median: 'Median', elite: 'Elite' };

const ownKey = () => `own-${Math.random().toString(36).slice(2, 10)}`;
