import { Checkbox, Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { DrillInput } from '../../../contract/program/drills.ts';
import { listCallableWebhooks } from '../../../contract/respond/escalation-policies.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { idOf } from '../../directory/choices.ts';
import { MultiPicker } from '../../directory/picker.tsx';

/** What goes out of a drill, and what is called around it. */
export type Surroundings = {
  inSandbox: boolean;
  agreedIds: string[];
  beforeWebhookId: string | null;
  afterWebhookId: string | null;
};

type Sent = Pick<DrillInput, 'inSandbox' | 'agreedIds' | 'beforeWebhookId' | 'afterWebhookId'>;

/** As the API takes them. */
export const surroundingsOf = (values: Surroundings): Sent => ({
  inSandbox: values.inSandbox,
  agreedIds: values.inSandbox ? values.agreedIds.map(Number) : [],
  beforeWebhookId: idOf(values.beforeWebhookId),
  afterWebhookId: idOf(values.afterWebhookId),
});

type Webhook = { id: number; name: string };

/** `chosen`: webhooks that are in use already, so that one deleted since is seen and can be taken out. */
export function SurroundingsFields<Values extends Surroundings>({
  form,
  chosen = [],
}: {
  form: UseFormReturnType<Values>;
  chosen?: readonly (Webhook | null)[];
}) {
  const callable = useEndpoint(listCallableWebhooks, {});
  const known = callable.data?.items ?? [];
  const gone = callable.data ? chosen.filter((one) => one !== null && !known.some(({ id }) => id === one.id)) : [];
  const webhooks = [
    ...known.map(({ id, name, isDisabled }) => ({
      value: String(id),
      label: isDisabled ? `${name} (disabled)` : name,
    })),
    ...new Map(gone.map((one) => [one!.id, { value: String(one!.id), label: one!.name }])).values(),
  ];
  const fields = form as unknown as UseFormReturnType<Surroundings>;
  return (
    <>
      <Checkbox
        label="Keep pages in a sandbox"
        description="Policies run at their times and notify nobody; the drill shows who would have been notified"
        {...fields.getInputProps('inSandbox', { type: 'checkbox' })}
      />
      {fields.values.inSandbox && (
        <MultiPicker
          label="Notified for real"
          description="People who agreed to be paged all the same"
          of="people"
          {...fields.getInputProps('agreedIds')}
        />
      )}
      {webhooks.length > 0 && (
        <>
          <Select
            label="Webhook before the start"
            description="Called and waited for, such as to inject a fault. Where it fails, the drill does not start."
            clearable
            clearButtonProps={{ 'aria-label': 'No webhook before the start' }}
            data={webhooks}
            {...fields.getInputProps('beforeWebhookId')}
          />
          <Select
            label="Webhook after the end"
            description="Called however it ends, also where it could not start; tried again for a day"
            clearable
            clearButtonProps={{ 'aria-label': 'No webhook after the end' }}
            data={webhooks}
            {...fields.getInputProps('afterWebhookId')}
          />
        </>
      )}
    </>
  );
}

/** What services do in a drill. */
export const servicesWords = (inSandbox: boolean) =>
  inSandbox
    ? 'Their escalation policies run, and the sandbox keeps the messages'
    : 'Their escalation policies are paged for real';
