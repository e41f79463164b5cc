import { Button, FileButton, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import {
  createLookupTable,
  getLookupTable,
  type LookupTableWithRows,
  listLookupTables,
  updateLookupTable,
} from '../../../contract/detect/mapping.ts';
import { slugOf } from '../../../domain/slug.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { SlugField } from '../../ui/form/slug-field.tsx';
import { showToast } from '../../ui/screen/toasts.ts';

type Values = { name: string; slug: string; csv: string };

const valuesOf = (table?: LookupTableWithRows): Values => ({
  name: table?.name ?? '',
  slug: table?.slug ?? '',
  csv: table?.csv ?? '',
});
const fields = { name: 'Name', slug: null, csv: 'Rows' };
const mostText = 256 * 1024;

type LookupTableDrawerProps = { id: number | null; close: () => void; isReadOnly: boolean };

/** A table with its rows; null makes a new one. */
export function LookupTableDrawer({ id, close, isReadOnly }: LookupTableDrawerProps) {
  const { data } = useEndpoint(getLookupTable, { params: { id: id ?? 0 } }, { enabled: id !== null });
  const changes = [listLookupTables, getLookupTable];
  const create = useAction(createLookupTable, { changes });
  const update = useAction(updateLookupTable, {
    changes,
    done: () => showToast('Saved. Applies to new signals.'),
  });
  if (id !== null && !data) return null;
  const read = () => api.call(getLookupTable, { params: { id: id ?? 0 } });
  return (
    <FormDrawer<Values>
      title={id === null ? 'New lookup table' : isReadOnly ? 'Lookup table' : 'Edit lookup table'}
      opened
      close={close}
      initialValues={valuesOf(data)}
      edited={data && edited(data, valuesOf, fields, read)}
      isReadOnly={isReadOnly}
      validate={({ name, slug, csv }) => ({
        ...(name.trim() === '' && { name: 'Enter a name.' }),
        ...(slug.trim() === '' && { slug: 'Enter a slug: lower-case letters, digits and hyphens.' }),
        ...(csv.trim() === '' && { csv: 'Paste or upload the rows.' }),
      })}
      submitLabel={id === null ? 'Create lookup table' : 'Save'}
      submit={(values, { ifMatch, idempotencyKey }) =>
        id === null
          ? create.mutateAsync({ body: values, idempotencyKey })
          : update.mutateAsync({ params: { id }, body: values, ifMatch })
      }
    >
      {(form) => <TableFields form={form} isNew={id === null} isReadOnly={isReadOnly} />}
    </FormDrawer>
  );
}

type TableFieldsProps = { form: UseFormReturnType<Values>; isNew: boolean; isReadOnly: boolean };

function TableFields({ form, isNew, isReadOnly }: TableFieldsProps) {
  const take = async (file: File | null) => {
    if (!file) return;
    if (file.size > mostText) return form.setFieldError('csv', 'A lookup table has at most 256 KiB.');
    form.setFieldValue('csv', await file.text());
    if (isNew && form.getValues().name === '') {
      const name = file.name.replace(/\.\w+$/, '').slice(0, 120);
      form.setFieldValue('name', name);
      form.setFieldValue('slug', slugOf(name));
    }
  };
  return (
    <>
      <TextInput
        label="Name"
        required
        readOnly={isReadOnly}
        maxLength={120}
        placeholder="Owners of hosts"
        {...form.getInputProps('name')}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (isNew && form.values.slug === slugOf(form.values.name)) form.setFieldValue('slug', slugOf(value));
          form.setFieldValue('name', value);
        }}
      />
      {isNew && <SlugField description="Mappings use it; it cannot be changed" {...form.getInputProps('slug')} />}
      <Textarea
        label="Rows"
        description="CSV with a header. The first column is looked in; each other column becomes a label of its name. At most 10,000 rows."
        placeholder={'host,team,runbook\nweb-1,shop,https://wiki.example.org/web'}
        required
        readOnly={isReadOnly}
        autosize
        minRows={8}
        maxRows={24}
        classNames={{ input: 'mono' }}
        {...form.getInputProps('csv')}
      />
      {!isReadOnly && (
        <FileButton onChange={(file) => void take(file)} accept=".csv,.tsv,text/csv,text/plain">
          {(props) => (
            <Button variant="default" {...props}>
              Upload a CSV
            </Button>
          )}
        </FileButton>
      )}
    </>
  );
}
