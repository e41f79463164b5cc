import { Modal } from '@mantine/core';
import type { ChannelDescription } from '../../../../contract/respond/channels.ts';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { ChannelIcon } from '../../channels/channel-icon.tsx';
import styles from '../../channels/channels.module.css';
import { useChannels } from '../../channels/use-channels.ts';
import { WakesBadge } from '../../channels/wakes-badge.tsx';
import { pushObstacle } from './push-subscription.ts';

type ChooseChannelProps = { opened: boolean; close: () => void; choose: (channel: ChannelDescription) => void };

/** Which way to be reached; what cannot be used now says why. */
export function ChooseChannel({ opened, close, choose }: ChooseChannelProps) {
  const { data, error, refetch } = useChannels();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title="Add contact method"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={5} label="Loading the channels" />}
      <ul className={styles.choices}>
        {data?.items.map((channel) => (
          <li key={channel.channel}>
            <Choice channel={channel} choose={() => choose(channel)} />
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function Choice({ channel, choose }: { channel: ChannelDescription; choose: () => void }) {
  const { icon, title, description, abilities, fields } = channel;
  const missing = channel.missing ?? (fields.some(({ kind }) => kind === 'push-subscription') ? pushObstacle() : null);
  return (
    <button
      type="button"
      className={styles.choice}
      // It stays in reach of the keyboard, so that everybody can read why.
      aria-disabled={missing !== null || undefined}
      onClick={missing === null ? choose : undefined}
    >
      <ChannelIcon name={icon} size={18} />
      <span className={styles.words}>
        <strong>{title}</strong>
        <span className="muted">{description}</span>
        <WakesBadge wakes={abilities.wakes} />
        {missing !== null && <span className={styles.missing}>{missing}</span>}
      </span>
    </button>
  );
}
