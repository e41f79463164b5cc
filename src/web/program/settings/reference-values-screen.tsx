import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { readReferenceValues, resetReferenceValues, updateReferenceValues } from '../../../contract/program/program.ts';
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
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { CostSection } from './cost-section.tsx';

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
                head={['Name', 'Value', 'Meaning']}
                rows={reference.values.map((row) => ({ key: row.key, cells: [row.name, row.value, row.meaning] }))}
              />
            </Section>
            <Section title="Benchmarks by industry">
              <DataTable
                caption="Benchmarks by industry"
                isText
                head={['Industry', 'Measure', 'Low', 'Median', 'Elite']}
                rows={reference.benchmarks.map((row) => ({
                  key: row.key,
                  cells: [row.industry, row.measure, row.low, row.median, row.elite],
                }))}
              />
            </Section>
            <ReferenceForm reference={reference} opened={layer === 'edit'} close={() => setLayer(null)} />
          </>
        )}
      </Loaded>
      <CostSection />
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

const valuesOf = ({ values, benchmarks }: Reference) => ({ values, benchmarks });

const fieldsOf = ({ values, benchmarks }: Reference) => ({
  values: { label: ([index]: Path) => values[Number(index)]?.name ?? 'Reference values' },
  benchmarks: {
    label: ([index, rank]: Path) => {
      const row = benchmarks[Number(index)];
      return row ? `${row.industry}: ${row.measure}, ${rank}` : 'Benchmarks';
    },
  },
});

function ReferenceForm({ reference, opened, close }: { reference: Reference; opened: boolean; close: () => void }) {
  const update = useAction(updateReferenceValues, {
    changes: [readReferenceValues],
  });
  return (
    <FormDrawer
      title="Edit reference values"
      opened={opened}
      close={close}
      initialValues={valuesOf(reference)}
      edited={edited(reference, valuesOf, fieldsOf(reference), () => api.call(readReferenceValues, {}))}
      submitLabel="Save"
      submit={(body, { ifMatch }) => update.mutateAsync({ body, ifMatch })}
    >
      {(form) => (
        <>
          {form.values.values.map((row, index) => (
            <TextInput
              key={row.key}
              label={row.name}
              description={row.meaning}
              {...form.getInputProps(`values.${index}.value`)}
            />
          ))}
          {form.values.benchmarks.map((row, index) => (
            <fieldset key={row.key}>
              <legend>
                {row.industry}: {row.measure}
              </legend>
              <div className={styles.fields}>
                {(['low', 'median', 'elite'] as const).map((rank) => (
                  <TextInput key={rank} label={rank} {...form.getInputProps(`benchmarks.${index}.${rank}`)} />
                ))}
              </div>
            </fieldset>
          ))}
        </>
      )}
    </FormDrawer>
  );
}
