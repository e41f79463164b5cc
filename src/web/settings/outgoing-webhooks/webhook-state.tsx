import type { Delivery, OutgoingWebhook } from '../../../contract/outgoing/webhooks.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { Time } from '../../ui/time/time.tsx';

/** Whether a webhook delivers, as far as the last attempts tell. */
export function WebhookState({ webhook }: { webhook: OutgoingWebhook }) {
  const { disabledAt, disabledReason, failingSince, lastOutcomeAt } = webhook;
  if (disabledReason)
    return (
      <Badge tone="sev1" glyph="octagon">
        Disabled after failures
      </Badge>
    );
  if (disabledAt)
    return (
      <Badge tone="sev5" glyph="slash">
        Disabled
      </Badge>
    );
  if (failingSince)
    return (
      <Badge tone="sev1" glyph="octagon">
        Failing since <Time at={failingSince} />
      </Badge>
    );
  return lastOutcomeAt ? (
    <Badge tone="resolved" glyph="check">
      Working
    </Badge>
  ) : (
    <Badge tone="sev5" glyph="ring">
      Not used yet
    </Badge>
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
