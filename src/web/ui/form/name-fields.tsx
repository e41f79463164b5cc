import { Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { slugOf } from '../../../domain/slug.ts';
import { SlugField } from './slug-field.tsx';

export type Named = { name: string; slug: string; description: string };

/**
 * Name, slug and description of a thing that configuration refers to. The slug follows the name until it is edited.
 * @param isNew an existing thing keeps its slug while its name changes
 */
export function NameFields<Values extends Named>({
  form,
  isNew,
  namePlaceholder,
}: {
  form: UseFormReturnType<Values>;
  isNew: boolean;
  namePlaceholder: string;
}) {
  // The paths of a generic form cannot be checked against `Named`, though it has these fields.
  const fields = form as unknown as UseFormReturnType<Named>;
  const name = fields.getInputProps('name');
  return (
    <>
      <TextInput
        label="Name"
        required
        data-autofocus
        maxLength={120}
        placeholder={namePlaceholder}
        {...name}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (isNew && fields.values.slug === slugOf(fields.values.name)) fields.setFieldValue('slug', slugOf(value));
          fields.setFieldValue('name', value);
        }}
      />
      <Textarea label="Description" autosize minRows={2} maxRows={8} {...fields.getInputProps('description')} />
      <SlugField {...fields.getInputProps('slug')} />
    </>
  );
}

/** What can be said about the names before sending. */
export function nameFaults({ name, slug }: Named): Partial<Record<string, string>> {
  return {
    ...(name.trim() === '' && { name: 'Enter a name.' }),
    ...(slug.trim() === '' && { slug: 'Enter a slug: lower-case letters, digits and hyphens.' }),
  };
}
