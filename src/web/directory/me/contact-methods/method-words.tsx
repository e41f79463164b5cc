import type { ContactMethod } from '../../../../contract/directory/contact-methods.ts';
import { Badge } from '../../../ui/screen/badge.tsx';
import { Time } from '../../../ui/time/time.tsx';
import { ChannelIcon } from '../../channels/channel-icon.tsx';
import { useChannels } from '../../channels/use-channels.ts';
import styles from '../me.module.css';

/** What a contact method is called, where it leads, and how the last message went. */
export function MethodWords({ method }: { method: ContactMethod }) {
  const channel = useChannels().data?.items.find((each) => each.channel === method.channel);
  const provider = channel?.providers?.find(({ id }) => id === method.providerId);
  return (
    <>
      <strong className={styles.named}>
        <ChannelIcon name={channel?.icon} /> {method.label}
      </strong>
      <span className="muted">
        {channel?.title ?? method.channel}: {method.hint}
        {provider && `, through ${provider.name}`}
      </span>
      {method.disabledReason && <span className="muted">Disabled: {method.disabledReason}</span>}
      {method.lastOutcome && (
        <span className="muted">
          Last message: {method.lastOutcome}
          {method.lastOutcomeAt && (
            <>
              , <Time at={method.lastOutcomeAt} />
            </>
          )}
        </span>
      )}
      {channel?.missing && <span className={styles.missing}>Nothing can be sent there now: {channel.missing}</span>}
    </>
  );
}

export function MethodState({ method }: { method: ContactMethod }) {
  if (method.disabledAt) {
    return (
      <Badge tone="sev5" glyph="slash">
        Disabled
      </Badge>
    );
  }
  return method.verifiedAt ? (
    <Badge tone="resolved" glyph="check">
      Verified
    </Badge>
  ) : (
    <Badge tone="acknowledged" glyph="clock">
      Not verified
    </Badge>
  );
}
