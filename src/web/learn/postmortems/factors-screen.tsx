import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Plus } from 'lucide-react';
import {
  type ContributingFactorsInput,
  getContributingFactors,
  updateContributingFactors,
} from '../../../contract/learn/postmortems.ts';
import { slugOf } from '../../../domain/slug.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { edited, wordsOf } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import styles from '../learn.module.css';

type Factor = ContributingFactorsInput['factors'][number];
type FactorsValues = { factors: Factor[] };

const groups = [
  { value: 'technical', label: 'Technical' },
  { value: 'process', label: 'Process' },
  { value: 'organisation', label: 'Organisation' },
  { value: 'outside', label: 'External' },
];

/** The list that postmortems choose their contributing factors from. */
export function ContributingFactorsScreen() {
  const { data, error, refetch } = useEndpoint(getContributingFactors, {});
  const update = useAction(updateContributingFactors, {
    changes: [getContributingFactors],
    done: () => showToast('Saved.'),
  });
  return (
    <>
      <PageHeader word="contributing factor" title="Contributing factors">
        The list that postmortems choose from. Most incidents have several. An archived factor stays where it was
        already chosen.
      </PageHeader>
      {!data && (error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows />)}
      {data && (
        <FormFrame<FactorsValues>
          initialValues={valuesOf(data)}
          edited={edited(data, valuesOf, fieldsOf(data), () => api.call(getContributingFactors, {}))}
          submitLabel="Save"
          withoutCancel
          done={() => {}}
          validate={({ factors }) =>
            Object.fromEntries(
              factors.flatMap(({ name }, index) =>
                name.trim() === '' ? [[`factors.${index}.name`, 'Enter a name.']] : [],
              ),
            )
          }
          submit={({ factors }, { ifMatch }) => update.mutateAsync({ body: { factors: withKeys(factors) }, ifMatch })}
        >
          {(form) => <FactorFields form={form} />}
        </FormFrame>
      )}
    </>
  );
}

const valuesOf = ({ factors }: FactorsValues): FactorsValues => ({ factors });

const fieldsOf = ({ factors }: FactorsValues) => ({
  factors: {
    label: ([index, part]: Path) => {
      if (index === undefined) return 'The list';
      const name = factors[Number(index)]?.name ?? 'New factor';
      return part === undefined ? name : `${name}, ${wordsOf(String(part))}`;
    },
  },
});

const columnWords = ['Name', 'Question', 'Group', 'Archived'];

function FactorFields({ form }: { form: UseFormReturnType<FactorsValues> }) {
  const guard = useGuard('incidents.manage');
  const fresh: Factor = { key: '', group: 'technical', name: '', question: '', isRetired: false };
  return (
    <>
      <table className={styles.factors}>
        <thead>
          <tr>
            {columnWords.map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {form.values.factors.map((factor, index) => {
            const named = factor.name || 'New factor';
            const field = (name: keyof Factor) => ({
              disabled: guard.disabled,
              ...form.getInputProps(`factors.${index}.${name}`),
            });
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a new factor has no key yet, and rows never change places
              <tr key={index}>
                <td data-header="Name">
                  <TextInput aria-label="Name" {...field('name')} />
                </td>
                <td data-header="Question">
                  <TextInput aria-label={`${named}: question`} {...field('question')} />
                </td>
                <td data-header="Group">
                  <Select aria-label={`${named}: group`} allowDeselect={false} data={groups} {...field('group')} />
                </td>
                <td data-header="Archived">
                  <Checkbox
                    aria-label={`${named}: archived`}
                    disabled={guard.disabled}
                    {...form.getInputProps(`factors.${index}.isRetired`, { type: 'checkbox' })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div>
        <Button
          variant="default"
          leftSection={<Plus size={14} />}
          onClick={() => form.insertListItem('factors', fresh)}
          {...guard}
        >
          Add factor
        </Button>
      </div>
    </>
  );
}

/** New factors get a key from their name; no two are the same. */
function withKeys(factors: readonly Factor[]): Factor[] {
  const taken = new Set(factors.map(({ key }) => key).filter(Boolean));
  return factors.map((factor) => {
    if (factor.key !== '') return factor;
    const wanted = slugOf(factor.name) || 'factor';
    let key = wanted;
    for (let number = 2; taken.has(key); number++) key = `${wanted}-${number}`;
    taken.add(key);
    return { ...factor, key };
  });
}
