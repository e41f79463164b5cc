import type { ProviderKind } from '../../../contract/respond/providers.ts';
import { ChannelIcon } from '../../directory/channels/channel-icon.tsx';
import { paths } from '../../paths.ts';
import styles from './providers.module.css';

/** The kinds of providers there are, each a link to its form. */
export function KindChoices({ kinds, chosen }: { kinds: readonly ProviderKind[]; chosen: string | null }) {
  return (
    <ul className={styles.kinds} aria-label="Kinds of providers">
      {kinds.map(({ kind, icon, title, description, channels, isVerified }) => (
        <li key={kind}>
          <a className={styles.kind} href={paths.newProvider({ kind })} aria-current={kind === chosen || undefined}>
            <ChannelIcon name={icon} size={18} />
            <span className={styles.words}>
              <strong>{title}</strong>
              <span className="muted">{description}</span>
              <span className="muted">Channels: {channels.map((channel) => channel.title).join(', ')}</span>
              {!isVerified && <span className="muted">Not verified against the live service</span>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
