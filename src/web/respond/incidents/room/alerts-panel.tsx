import { Button } from '@mantine/core';
import { useState } from 'react';
import { linkIncidentAlerts, unlinkIncidentAlert } from '../../../../contract/respond/incidents/changes.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { useGuard } from '../../../directory/may.ts';
import { Picker } from '../../../directory/picker.tsx';
import { paths } from '../../../paths.ts';
import { Panel } from '../../../ui/screen/panel.tsx';
import { SeverityBadge } from '../../../ui/screen/severity-badge.tsx';
import { StateBadge } from '../../../ui/screen/state-badge.tsx';
import { showUndo } from '../../../ui/screen/toasts.ts';
import { Time } from '../../../ui/time/time.tsx';
import styles from './room.module.css';
import { useRoomAction } from './use-room.ts';

/** The alerts behind it, and the pages that called people. */
export function AlertsPanel({ room }: { room: IncidentRoom }) {
  const guard = useGuard('incidents.respond');
  const [isChoosing, setChoosing] = useState(false);
  const params = { id: room.id };
  const link = useRoomAction(linkIncidentAlerts);
  const unlink = useRoomAction(unlinkIncidentAlert);
  const linkAgain = (alertId: number) => link.mutate({ params, body: { alertIds: [alertId] } });
  return (
    <Panel
      title="Alerts and pages"
      actions={
        <>
          <span className="muted">{room.alertCount} linked</span>
          <Button variant="default" size="compact-xs" onClick={() => setChoosing(!isChoosing)} {...guard}>
            Link alert
          </Button>
        </>
      }
    >
      {isChoosing && (
        <Picker
          aria-label="Alert"
          placeholder="Choose an open alert"
          description="The alert’s service becomes an affected one, and its team may be paged."
          autoFocus
          of="openAlerts"
          without={room.alerts.map(({ id }) => String(id))}
          value={null}
          onChange={(id) => {
            if (!id) return;
            setChoosing(false);
            linkAgain(Number(id));
          }}
        />
      )}
      {room.alerts.length === 0 && !isChoosing && (
        <p className="muted">No alert is linked. Declaring from an alert links it.</p>
      )}
      <ul className={styles.rows}>
        {room.alerts.map((alert) => (
          <li key={alert.id}>
            <span className={styles.roleWords}>
              <a href={paths.alert(alert.id)}>{alert.title}</a>
              <span className={styles.marks}>
                <SeverityBadge severity={alert.severity} look="plain" />
                <StateBadge state={alert.state} look="plain" />
                <Time at={alert.triggeredAt} />
              </span>
            </span>
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              aria-label={`Unlink ${alert.title}`}
              onClick={() =>
                unlink.mutate(
                  { params: { ...params, alertId: alert.id } },
                  { onSuccess: () => showUndo('Alert unlinked.', () => linkAgain(alert.id)) },
                )
              }
              {...guard}
            >
              Unlink
            </Button>
          </li>
        ))}
        {room.pages.map((page) => (
          <li key={`page${page.id}`}>
            <span className={styles.roleWords}>
              <a href={paths.page(page.id)}>
                Page {page.id}
                {page.policyName && `: ${page.policyName}`}
              </a>
              <span className={styles.marks}>
                <StateBadge state={page.state === 'open' ? 'triggered' : page.state} look="plain" />
                {page.acknowledgedBy && <span className="muted">{page.acknowledgedBy.name}</span>}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
