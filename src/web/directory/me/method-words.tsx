import { Bell, Globe, Mail, MessageSquare } from 'lucide-react';
import type { ContactMethod } from '../../../contract/directory/contact-methods.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { Time } from '../../ui/time/time.tsx';
import styles from './me.module.css';

const icons: Record<string, typeof Bell> = { browser: Bell, tab: Bell, email: Mail, webhook: Globe };
const channelWords: Record<string, string> = {
  browser: 'Browser',
  tab: 'Browser tab',
  email: 'E-mail',
  webhook: 'Webhook',
};

/** What a contact method is called, where it leads, and how the last message went. */
export function MethodWords({ method }: { method: ContactMethod }) {
  const Icon = icons[method.channel] ?? MessageSquare;
  return (
    <>
      <strong className={styles.named}>
        <Icon size={14} aria-hidden="true" /> {method.label}
      </strong>
      <span className="muted">
        {channelWords[method.channel] ?? method.channel}: {method.hint}
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
