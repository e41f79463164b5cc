import { MultiSelect } from '@mantine/core';
import { listCallableWebhooks } from '../../../contract/respond/escalation-policies.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';

const useCallableWebhooks = () =>
  useEndpoint(listCallableWebhooks, {}, { follows: ['outgoingWebhook'] }).data?.items ?? [];

/** What outgoing webhooks are called, by their ids: `Runbook runner, Deploy gate`. */
export function WebhookNames({ ids }: { ids: readonly number[] }) {
  const webhooks = useCallableWebhooks();
  return <>{ids.map((id) => webhooks.find((each) => each.id === id)?.name ?? 'a deleted webhook').join(', ')}</>;
}

type WebhookFieldProps = { ids: readonly number[]; error: string | undefined; change: (ids: number[]) => void };

/** The outgoing webhooks that a step calls; nothing where there are none. */
export function WebhookField({ ids, error, change }: WebhookFieldProps) {
  const webhooks = useCallableWebhooks();
  if (webhooks.length === 0 && ids.length === 0) return null;
  const gone = ids.filter((id) => webhooks.every((each) => each.id !== id));
  return (
    <MultiSelect
      label="Calls outgoing webhooks"
      description="A signed POST when the step runs. It notifies nobody."
      data={[
        ...webhooks.map(({ id, name, isDisabled }) => ({
          value: String(id),
          label: isDisabled ? `${name} (disabled)` : name,
        })),
        ...gone.map((id) => ({ value: String(id), label: 'A deleted webhook' })),
      ]}
      maxValues={5}
      error={error}
      value={ids.map(String)}
      onChange={(chosen) => change(chosen.map(Number))}
    />
  );
}
