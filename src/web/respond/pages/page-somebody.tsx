import { Select, Textarea, TextInput } from '@mantine/core';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import { readAlertPaging } from '../../../contract/respond/coverage.ts';
import { listPages } from '../../../contract/respond/pages/page.ts';
import { createPage } from '../../../contract/respond/pages/responses.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { Picker } from '../../directory/picker.tsx';
import type { PickerPart } from '../../directory/use-picker.ts';
import { paths } from '../../paths.ts';
import { closePaging, type PagingTarget, usePagingRequest } from '../../shell/paging-request.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { useGo } from '../../ui/text/links.tsx';

/** Whom a page can ask. */
export const askable: PickerPart[] = [
  { from: 'schedules', kind: 'schedule', group: 'Whoever is on call' },
  { from: 'policies', kind: 'policy', group: 'By escalation policy' },
  { from: 'people', kind: 'person', group: 'People' },
  { from: 'teams', kind: 'team', group: 'Everybody in a team' },
];

type Values = { target: string | null; title: string; message: string; severity: string };

const severities = [
  { value: '1', label: 'SEV1' },
  { value: '2', label: 'SEV2' },
  { value: '3', label: 'SEV3' },
  { value: '4', label: 'SEV4' },
];

const textOf = (target: PagingTarget | null) => target && `${target.kind}:${target.id}`;

export function targetOf(text: string): PagingTarget {
  const [kind, id] = text.split(':') as [PagingTarget['kind'], string];
  return { kind, id: Number(id) };
}

/** Asks a person, whoever is on call, a team, or by a policy: for what no alert has told. */
export function PageSomebody() {
  const request = usePagingRequest();
  const go = useGo();
  const page = useAction(createPage, {
    changes: [listPages, getAlert, listAlerts, readAlertPaging],
    done: ({ id, title }) =>
      showToast(`Paged: ${title}`, { action: { label: 'View page', run: () => go(paths.page(id)) }, forSeconds: 10 }),
  });
  return (
    <FormDrawer<Values>
      key={`${textOf(request?.target ?? null)} ${request?.alert?.id ?? ''}`}
      title={request?.alert ? 'Page someone about this alert' : 'Page someone'}
      opened={request !== null}
      close={closePaging}
      initialValues={{
        target: textOf(request?.target ?? null),
        title: request?.alert?.title.slice(0, 200) ?? '',
        message: '',
        severity: String(request?.alert?.severity ?? 2),
      }}
      validate={({ target, title }) => ({
        ...(!target && { target: 'Choose who to page.' }),
        ...(title.trim() === '' && { title: 'Say what it is about: they will read this first.' }),
      })}
      submitLabel="Page now"
      submit={({ target, title, message, severity }) =>
        page.mutateAsync({
          body: {
            target: targetOf(target ?? ''),
            title,
            message,
            severity: Number(severity),
            alertId: request?.alert?.id,
          },
        })
      }
    >
      {(form) => (
        <>
          <Picker label="Who?" required data-autofocus of={askable} {...form.getInputProps('target')} />
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
