import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useParams } from '@tanstack/react-router';
import { getService } from '../../../contract/directory/services.ts';
import { getTeam } from '../../../contract/directory/teams.ts';
import {
  createRunbook,
  getRunbook,
  listRunbooks,
  type Runbook,
  updateRunbook,
} from '../../../contract/resolve/runbooks.ts';
import { slugOf } from '../../../domain/slug.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { named } from '../../directory/name-of.tsx';
import { MultiPicker, Picker } from '../../directory/picker.tsx';
import { paths } from '../../paths.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { MarkdownField } from '../../ui/form/markdown-field.tsx';
import { SlugField } from '../../ui/form/slug-field.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { useGo } from '../../ui/text/links.tsx';

const parents = [{ label: 'Runbooks', href: paths.runbooks() }];
const firstText = `## Check\n\n- [ ] Check the dashboard: since when, and how many are affected?\n\n## Fix\n\n- [ ] Roll back the latest release\n`;

type RunbookValues = {
  title: string;
  slug: string;
  body: string;
  teamId: string | null;
  serviceIds: string[];
  routeIds: number[];
  conditions: Runbook['conditions'];
};

export function NewRunbookScreen() {
  return (
    <>
      <PageHeader title="New runbook" parents={parents} />
      <RunbookForm />
    </>
  );
}

export function EditRunbookScreen() {
  const id = Number(useParams({ from: '/app/runbooks/$id/edit' }).id);
  const { data, error, refetch } = useEndpoint(getRunbook, { params: { id } });
  const isHere = data?.id === id;
  return (
    <>
      <PageHeader
        title={isHere ? `Edit ${data.title}` : 'Edit runbook'}
        parents={[...parents, { label: isHere ? data.title : 'Runbook', href: paths.runbook(id) }]}
      />
      {!isHere && (error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows />)}
      {isHere && <RunbookForm key={id} runbook={data} />}
    </>
  );
}

function RunbookForm({ runbook }: { runbook?: Runbook }) {
  const go = useGo();
  const changes = [getRunbook, listRunbooks];
  const create = useAction(createRunbook, { changes, done: ({ id }) => go(paths.runbook(id)) });
  const update = useAction(updateRunbook, {
    changes,
    done: ({ id }) => go(paths.runbook(id)),
  });
  return (
    <FormFrame<RunbookValues>
      initialValues={valuesOf(runbook)}
      edited={runbook && edited(runbook, valuesOf, fields, () => api.call(getRunbook, { params: { id: runbook.id } }))}
      validate={({ title, slug }) => ({
        ...(title.trim() === '' && { title: 'Enter a title.' }),
        ...(slug.trim() === '' && { slug: 'Enter a slug: lower-case letters, digits and hyphens.' }),
      })}
      submitLabel={runbook ? 'Save' : 'Create runbook'}
      withoutCancel
      done={() => {}}
      submit={(values, { ifMatch, idempotencyKey }) => {
        const body = { ...values, teamId: idOf(values.teamId), serviceIds: values.serviceIds.map(Number) };
        return runbook
          ? update.mutateAsync({ params: { id: runbook.id }, body, ifMatch })
          : create.mutateAsync({ body, idempotencyKey });
      }}
    >
      {(form) => <RunbookFields form={form} isNew={!runbook} />}
    </FormFrame>
  );
}

function RunbookFields({ form, isNew }: { form: UseFormReturnType<RunbookValues>; isNew: boolean }) {
  return (
    <>
      <TextInput
        label="Title"
        required
        maxLength={200}
        placeholder="Checkout is not responding"
        {...form.getInputProps('title')}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (isNew && form.values.slug === slugOf(form.values.title)) form.setFieldValue('slug', slugOf(value));
          form.setFieldValue('title', value);
        }}
      />
      <SlugField {...form.getInputProps('slug')} />
      <Picker label="Owning team" clearable of="teams" {...form.getInputProps('teamId')} />
      <MultiPicker
        label="Services"
        description="Suggested in incidents that affect these services"
        of="services"
        {...form.getInputProps('serviceIds')}
      />
      <MarkdownField
        label="Text"
        description="Markdown. A line such as “- [ ] Roll back” becomes a step to tick."
        maxLength={200_000}
        {...form.getInputProps('body')}
      />
    </>
  );
}

const valuesOf = (runbook?: Runbook): RunbookValues => ({
  title: runbook?.title ?? '',
  slug: runbook?.slug ?? '',
  body: runbook?.body ?? firstText,
  teamId: idText(runbook?.teamId ?? null),
  serviceIds: runbook?.serviceIds.map(String) ?? [],
  routeIds: runbook?.routeIds ?? [],
  conditions: runbook?.conditions ?? null,
});

const fields = {
  title: 'Title',
  slug: 'Slug',
  body: 'Text',
  teamId: named('Owning team', getTeam),
  serviceIds: named('Services', getService),
  routeIds: 'Routes',
  conditions: 'Conditions',
};
