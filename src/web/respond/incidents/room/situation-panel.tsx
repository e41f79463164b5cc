import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { Panel } from '../../../ui/screen/panel.tsx';
import { Facts } from '../../../ui/screen/section.tsx';
import { StateBadge } from '../../../ui/screen/state-badge.tsx';
import { countText } from '../../../ui/text/count-text.ts';
import { Markdown } from '../../../ui/text/markdown.tsx';
import { StoryTime } from '../../../ui/time/time.tsx';
import { AllUpdates } from '../updates/updates-list.tsx';
import styles from './room.module.css';

/** What somebody who has just come in must know: what is going on, who feels it, what was said last. */
export function SituationPanel({ room }: { room: IncidentRoom }) {
  const { summary, customerImpact, customersAffected } = room;
  const latest = room.updates.find(({ audience }) => audience !== 'public');
  const impact = [
    customerImpact !== summary && customerImpact,
    customersAffected !== null && `${countText(customersAffected)} affected.`,
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <Panel title="Situation" actions={room.updates.length > 0 && <AllUpdates room={room} />}>
      {summary ? (
        <p className={styles.multiline}>{summary}</p>
      ) : (
        <p className="muted">No summary yet. Add one under Details.</p>
      )}
      <Facts
        facts={[
          ['Customers', impact && <span className={styles.multiline}>{impact}</span>],
          [
            'Latest update',
            latest && (
              <div key="latest">
                <Markdown text={latest.text} />
                <span className={styles.said}>
                  <StateBadge state={latest.status} look="plain" />
                  <span className="muted">
                    {latest.author.name}, <StoryTime at={latest.at} start={room.instants.declaredAt} withDay />
                  </span>
                </span>
              </div>
            ),
          ],
        ]}
      />
    </Panel>
  );
}
