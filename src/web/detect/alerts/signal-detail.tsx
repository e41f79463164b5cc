import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { understoodSignal } from '../../../contract/detect/sources.ts';
import { Facts } from '../../ui/screen/section.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { OutsideLink } from '../../ui/text/outside-link.tsx';
import { Time } from '../../ui/time/time.tsx';
import { LabelList } from './label-list.tsx';
import styles from './story.module.css';

export type UnderstoodSignal = z.output<typeof understoodSignal>;

const verbs = {
  trigger: 'reports a problem',
  acknowledge: 'reports it acknowledged',
  unacknowledge: 'takes its acknowledgement back',
  resolve: 'reports it resolved',
  update: 'changes the alert',
  change: 'reports a change',
};

/** One signal as it was understood: a line that opens to all of it, `raw` last. */
export function SignalDetail({ signal, raw }: { signal: UnderstoodSignal; raw?: ReactNode }) {
  const { severity, description, occurredAt, expiresAt, labels, links } = signal;
  return (
    <details>
      <summary>
        A signal {verbs[signal.action]}: {signal.title}
      </summary>
      <div className={styles.signal}>
        <Facts
          facts={[
            [
              'Dedup key',
              <span key="key" className="mono">
                {signal.dedupKey}
              </span>,
            ],
            [
              'Severity',
              severity === null ? 'not recognised' : <SeverityBadge key="severity" severity={severity} look="plain" />,
            ],
            ['Description', description && <span className={styles.multiline}>{description}</span>],
            ['Occurred', occurredAt && <Time at={occurredAt} />],
            ['Expires', expiresAt && <Time at={expiresAt} />],
            ['Labels', Object.keys(labels).length > 0 && <LabelList labels={labels} />],
            ['Links', links.length > 0 && links.map((link) => <LinkLine key={link.href} {...link} />)],
          ]}
        />
        {raw}
      </div>
    </details>
  );
}

function LinkLine({ href, text }: { href: string; text: string }) {
  return (
    <div>
      <OutsideLink href={href} text={text} />
    </div>
  );
}
