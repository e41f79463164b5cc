import type { Drill } from '../../../contract/program/drills.ts';
import { counted } from '../../../domain/program/counted.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import { useChannelNouns } from '../../directory/channels/use-channels.ts';
import { paths } from '../../paths.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import styles from './drill-console.module.css';

type Sandbox = NonNullable<Drill['sandbox']>;

export const sandboxWords = ({ agreed }: Sandbox) =>
  agreed.length === 0
    ? 'Kept in a sandbox; nobody is notified'
    : `Kept in a sandbox, but for ${agreed.map(({ name }) => name).join(', ')}`;

/** Who would have been notified, by what and how long after the page was opened. */
export function SandboxPanel({ drill }: { drill: Drill }) {
  const nounOf = useChannelNouns();
  const { kept, besides } = drill.sandbox ?? {};
  if (!kept || drill.incidentId === null) return null;
  return (
    <Panel title="Would have been notified">
      {kept.length === 0 ? (
        <p className="muted">Nothing has been kept in the sandbox yet.</p>
      ) : (
        <Cards label="Would have been notified">
          {kept.map(({ notificationId, pageId, title, name, channel, afterSeconds, stepIndex, round }) => (
            <Card key={notificationId}>
              <span>
                <strong>{name}</strong> by {nounOf(channel)}{' '}
                {afterSeconds < 1 ? 'immediately' : `after ${durationText(afterSeconds)}`}
              </span>
              <span className="muted">
                Step {stepIndex + 1}
                {round > 0 && `, round ${round + 1}`} · <a href={paths.page(pageId)}>{title}</a>
              </span>
            </Card>
          ))}
        </Cards>
      )}
      {besides && besides.length > 0 && <Besides besides={besides} />}
    </Panel>
  );
}

const ways = { 'outgoing-webhook': 'Outgoing webhook', notice: 'Notice to', reminder: 'Reminder to' } as const;

/** Notices, reminders and outgoing webhooks that were kept as well. */
function Besides({ besides }: { besides: NonNullable<Sandbox['besides']> }) {
  return (
    <details className={styles.besides}>
      <summary>
        {counted(
          besides.reduce((sum, { count }) => sum + count, 0),
          'other message',
        )}{' '}
        kept
      </summary>
      <Cards label="Other messages kept">
        {besides.map(({ way, name, title, count }) => (
          <Card key={`${way} ${name} ${title}`}>
            <span>
              {ways[way]} <strong>{name}</strong>
              {count > 1 && `, ${count} times`}
            </span>
            <span className="muted">{title}</span>
          </Card>
        ))}
      </Cards>
    </details>
  );
}
