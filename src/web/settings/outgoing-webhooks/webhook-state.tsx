import type { Delivery, OutgoingWebhook } from '../../../contract/outgoing/webhooks.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { ConnectionState } from '../connection-state.tsx';

/** Whether a webhook delivers; one that failed for too long says why it stopped. */
export function WebhookState({ webhook }: { webhook: OutgoingWebhook }) {
  return webhook.disabledReason ? (
    <Badge tone="sev1" glyph="octagon">
      Disabled after failures
    </Badge>
  ) : (
    <ConnectionState of={webhook} />
  );
}

export const deliveryStateTitles: Record<Delivery['state'], string> = {
  pending: 'Waiting',
  sending: 'Sending',
  delivered: 'Delivered',
  failed: 'Failed',
  held: 'Held',
};

export function DeliveryState({ delivery: { state, attempts } }: { delivery: Delivery }) {
  switch (state) {
    case 'delivered':
      return (
        <Badge tone="resolved" glyph="check" look="plain">
          Delivered
        </Badge>
      );
    case 'failed':
      return (
        <Badge tone="sev1" glyph="octagon" look="plain">
          Failed
        </Badge>
      );
    case 'held':
      return (
        <Badge tone="sev5" glyph="slash" look="plain">
          Held
        </Badge>
      );
    default:
      return (
        <Badge tone={attempts > 0 && state === 'pending' ? 'sev2' : 'sev5'} glyph="ring" look="plain">
          {state === 'pending' && attempts > 0 ? 'Trying again' : deliveryStateTitles[state]}
        </Badge>
      );
  }
}
