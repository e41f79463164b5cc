import { Select, Textarea, TextInput } from '@mantine/core';
import { createPage, listPages } from '../../../contract/pages.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { usePeopleChoices, usePolicyChoices, useScheduleChoices, useTeamChoices } from '../../directory/choices.ts';
import { paths } from '../../paths.ts';
import { FormDrawer } from '../../ui/form-drawer.tsx';
import { useGo } from '../../ui/links.tsx';
import { showToast } from '../../ui/toasts.ts';
import { closePaging, type PagingTarget, usePagingRequest } from './paging-request.ts';

type Values = { target: string | null; title: string; message: string; severity: string };

const severities = [
  { value: '1', label: 'SEV1' },
  { value: '2', label: 'SEV2' },
  { value: '3', label: 'SEV3' },
  { value: '4', label: 'SEV4' },
];

const textOf = (target: PagingTarget | null) => target && `${target.kind}:${target.id}`;

function targetOf(text: string): PagingTarget {
  const [kind, id] = text.split(':') as [PagingTarget['kind'], string];
  return { kind, id: Number(id) };
}

/** Asks a person, whoever is on call, a team, or by a policy: for what no alert has told. */
export function PageSomebody() {
  const request = usePagingRequest();
  const go = useGo();
  const page = useAction(createPage, {
    changes: [listPages],
    done: ({ id, title }) =>
      showToast(`Paged: ${title}`, { action: { label: 'Follow it', run: () => go(paths.page(id)) }, forSeconds: 10 }),
  });
  return (
    <FormDrawer<Values>
      key={textOf(request?.target ?? null)}
      title="Page somebody"
      opened={request !== null}
      close={closePaging}
      initialValues={{ target: textOf(request?.target ?? null), title: '', message: '', severity: '2' }}
      validate={({ target, title }) => ({
        ...(!target && { target: 'Say who.' }),
        ...(title.trim() === '' && { title: 'Say what it is about: they read this first.' }),
      })}
      submitLabel="Page now"
      submit={({ target, title, message, severity }) =>
        page.mutateAsync({ body: { target: targetOf(target ?? ''), title, message, severity: Number(severity) } })
      }
    >
      {(form) => (
        <>
          <TargetSelect {...form.getInputProps('target')} />
          <TextInput
            label="What is it about?"
            required
            maxLength={200}
            placeholder="Checkout is down for customers in Europe"
            {...form.getInputProps('title')}
          />
          <Textarea
            label="Message"
            description="What you know, and what you need"
            autosize
            minRows={3}
            maxRows={10}
            maxLength={4000}
            {...form.getInputProps('message')}
          />
          <Select
            label="Severity"
            description="SEV1 to SEV3 page with high urgency"
            data={severities}
            allowDeselect={false}
            {...form.getInputProps('severity')}
          />
        </>
      )}
    </FormDrawer>
  );
}

type TargetSelectProps = { value?: string | null; onChange?: (value: string | null) => void; error?: React.ReactNode };

function TargetSelect(props: TargetSelectProps) {
  const as = (kind: PagingTarget['kind'], choices: { value: string; label: string }[]) =>
    choices.map(({ value, label }) => ({ value: `${kind}:${value}`, label }));
  const groups = [
    { group: 'Whoever is on call', items: as('schedule', useScheduleChoices()) },
    { group: 'By escalation policy', items: as('policy', usePolicyChoices()) },
    { group: 'People', items: as('person', usePeopleChoices()) },
    { group: 'Everybody in a team', items: as('team', useTeamChoices()) },
  ].filter(({ items }) => items.length > 0);
  return <Select label="Who?" required searchable data-autofocus data={groups} {...props} />;
}
