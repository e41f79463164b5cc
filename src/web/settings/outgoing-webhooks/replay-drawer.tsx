import { Checkbox } from '@mantine/core';
import { listDeliveries, readOutgoingWebhook, replayDeliveries } from '../../../contract/outgoing/webhooks.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { DateTimeField } from '../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../ui/time/zoned-time.ts';

type ReplayDrawerProps = { webhookId: number; opened: boolean; close: () => void };

/** Sends the deliveries of a time again. */
export function ReplayDrawer({ webhookId, opened, close }: ReplayDrawerProps) {
  const zone = displayZone();
  const replay = useAction(replayDeliveries, {
    changes: [listDeliveries, readOutgoingWebhook],
    done: ({ count }) =>
      showToast(count === 0 ? 'Nothing to replay in that time.' : `${count} queued to be sent again.`),
  });
  const at = (hoursAgo: number) => fieldTextOf(new Date(serverNow() - hoursAgo * 3_600_000).toISOString(), zone);
  return (
    <FormDrawer
      title="Replay a time range"
      opened={opened}
      close={close}
      submitLabel="Replay"
      initialValues={{ from: at(24), until: at(0), alsoDelivered: false }}
      validate={({ from, until }) => ({
        ...(!instantOfField(from, zone) && { from: 'Enter a date and a time.' }),
        ...(until !== '' && !instantOfField(until, zone) && { until: 'Enter a date and a time.' }),
      })}
      submit={({ from, until, alsoDelivered }) =>
        replay.mutateAsync({
          params: { id: webhookId },
          body: {
            from: instantOfField(from, zone)!,
            ...(until === '' ? {} : { until: instantOfField(until, zone)! }),
            states: alsoDelivered ? ['failed', 'held', 'delivered'] : ['failed', 'held'],
          },
        })
      }
    >
      {(form) => (
        <>
          <DateTimeField label="From" zone={zone} required {...form.getInputProps('from')} />
          <DateTimeField
            label="Until"
            zone={zone}
            description="Leave empty for everything since then"
            {...form.getInputProps('until')}
          />
          <Checkbox
            label="Also what was delivered"
            description="Your receiver gets it again with the same webhook-id"
            {...form.getInputProps('alsoDelivered', { type: 'checkbox' })}
          />
        </>
      )}
    </FormDrawer>
  );
}
