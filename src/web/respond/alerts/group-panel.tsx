import { Button } from '@mantine/core';
import { getPage, listPages, type PageDetail } from '../../../contract/respond/pages/page.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import styles from '../../detect/alerts/story.module.css';
import { useRegrouping } from '../../detect/alerts/use-regrouping.ts';
import { useGuard } from '../../directory/may.ts';
import { useCommands } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import { type KnownState, StateBadge } from '../../ui/screen/state-badge.tsx';
import { countText } from '../../ui/text/count-text.ts';
import { Time } from '../../ui/time/time.tsx';

type GroupedAlert = { id: number; title: string; state: 'triggered' | 'acknowledged' | 'resolved' };

const shown = 5;

/** The other alerts of the page that an open alert is on, and the way out of their group. */
export function GroupPanel({ alert }: { alert: GroupedAlert }) {
  const isOpen = alert.state !== 'resolved';
  const pages = useEndpoint(
    listPages,
    { query: { alertId: alert.id, state: 'unresolved', limit: 1 } },
    { follows: ['alert'], enabled: isOpen },
  );
  const listed = pages.data?.items[0];
  const isGrouped = isOpen && listed !== undefined && listed.alertCount > 1;
  const { data: page } = useEndpoint(
    getPage,
    { params: { id: listed?.id ?? 0 } },
    { follows: ['alert'], enabled: isGrouped },
  );
  if (!isGrouped || page?.id !== listed.id) return null;
  return <Group alert={alert} page={page} />;
}

function Group({ alert, page }: { alert: GroupedAlert; page: PageDetail }) {
  const mayRespond = useMay('alerts.respond');
  const guard = useGuard('alerts.respond');
  const { split } = useRegrouping();
  const others = page.alerts.filter(({ id }) => id !== alert.id);
  const canSplit = others.some(({ state }) => state !== 'resolved');
  const count = page.alertCount - 1;
  useCommands(
    mayRespond && canSplit ? [{ label: 'Split from group', keys: 'shift+m', run: () => void split([alert]) }] : [],
  );
  return (
    <Panel
      title="Group"
      actions={
        canSplit && (
          <Button variant="default" size="compact-sm" onClick={() => void split([alert])} {...guard}>
            Split from group
          </Button>
        )
      }
    >
      <p className="muted">
        <a href={paths.page(page.id)}>Page {page.id}</a> is also about{' '}
        {count === 1 ? 'another alert' : `${countText(count)} other alerts`}. Acknowledging it takes them all.
      </p>
      <ul className={styles.compact}>
        {others.slice(0, shown).map((other) => (
          <li key={other.id}>
            <a href={paths.alert(other.id)}>{other.title}</a>
            <div className={styles.beneath}>
              <StateBadge state={other.state as KnownState} look="plain" />
              <Time at={other.triggeredAt} />
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
