import { Button, Menu } from '@mantine/core';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import { reopenAlert } from '../../../contract/respond/alert-response.ts';
import { findIncidentOfAlert } from '../../../contract/respond/incidents/incident.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import type { useAlertActions } from '../../detect/alerts/use-alert-actions.ts';
import { useGuard } from '../../directory/may.ts';
import { useCommands } from '../../keys/commands.ts';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { paths } from '../../paths.ts';
import { askToDeclare, useDeclaringHere } from '../../shell/declare-request.ts';
import { ReopenButton } from '../pages/reopen-button.tsx';
import { SnoozeMenu } from '../pages/snooze-menu.tsx';
import { usePageActions } from '../pages/use-page-actions.ts';
import { LinkToIncident } from './link-to-incident.tsx';
import type { AlertStory } from './story.ts';

type AlertButtonsProps = {
  alert: AlertStory;
  actions: ReturnType<typeof useAlertActions>;
  askResolve: () => void;
};

/** What can be done with an alert now, each with its key. */
export function AlertButtons({ alert, actions, askResolve }: AlertButtonsProps) {
  const mayRespond = useMay('alerts.respond');
  const guard = useGuard('alerts.respond');
  const open = useEndpoint(
    listPages,
    { query: { alertId: alert.id, state: 'open', limit: 1 } },
    { follows: ['alert'] },
  );
  const page = open.data?.items[0];
  const pageActions = usePageActions();
  const mayDeclare = useMay('incidents.respond');
  const declareGuard = useGuard('incidents.respond');
  const found = useEndpoint(findIncidentOfAlert, { params: { id: alert.id } }, { follows: ['incident'] });
  const incident = found.data?.incident;
  const declare = () => askToDeclare({ alert });
  const acknowledge = () => actions.acknowledge([alert]);
  const giveUp = () => void actions.giveUp([alert]);
  const escalate = () => page && void pageActions.escalate(page);
  const isOpen = alert.state !== 'resolved';
  // Null once a page knows it: that is snoozed instead.
  const canSnooze = alert.state === 'triggered' && alert.notPagedBecause !== null;
  const reopen = useAction(reopenAlert, { changes: [getAlert, listAlerts, getPage, listPages] });
  useDeclaringHere(isOpen && found.data !== undefined && !incident ? alert : null);
  useCommands(
    mayRespond && isOpen
      ? [
          alert.state === 'triggered'
            ? { label: 'Acknowledge alert', keys: 'e', run: acknowledge }
            : { label: 'Unacknowledge alert', keys: 'e', run: giveUp },
          { label: 'Resolve alert', keys: 'r', run: askResolve },
          ...(mayDeclare && !incident
            ? [{ label: 'Declare an incident from the alert', keys: 'd', run: declare }]
            : []),
          ...(page ? [{ label: 'Escalate now', keys: 's', run: escalate }] : []),
          ...(canSnooze
            ? [{ label: 'Snooze alert for an hour', keys: 's', run: () => void actions.snoozeHour([alert]) }]
            : []),
        ]
      : [],
  );
  const ofIncident = incident && (
    <Button component="a" variant="default" href={paths.incident(incident.id)}>
      {incident.key}
    </Button>
  );
  if (!isOpen)
    return (
      <>
        {ofIncident}
        <ReopenButton
          what="alert"
          resolvedAt={alert.resolvedAt}
          reopen={(reason) => reopen.mutateAsync({ params: { id: alert.id }, body: { reason } })}
          {...guard}
        />
      </>
    );
  return (
    <>
      {ofIncident}
      {found.data && !incident && (
        <Button variant="default" onClick={declare} rightSection={<KeyCaps keys="d" />} {...declareGuard}>
          Declare from alert
        </Button>
      )}
      {found.data && !incident && <LinkToIncident alertId={alert.id} />}
      {canSnooze && (
        <SnoozeMenu
          label="Stay quiet, and come back if still open"
          snooze={(until, words) => void actions.snooze([alert], until, words)}
          {...guard}
        >
          {alert.notPagedBecause === 'snoozed' && (
            <Menu.Item onClick={() => void actions.unsnooze([alert])}>Cancel the snooze</Menu.Item>
          )}
        </SnoozeMenu>
      )}
      {page && (
        <Button variant="default" onClick={escalate} rightSection={<KeyCaps keys="s" />} {...guard}>
          Escalate now
        </Button>
      )}
      <Button variant="default" onClick={askResolve} rightSection={<KeyCaps keys="r" />} {...guard}>
        Resolve
      </Button>
      {alert.state === 'triggered' ? (
        <Button onClick={acknowledge} rightSection={<KeyCaps keys="e" />} {...guard}>
          Acknowledge
        </Button>
      ) : (
        <Button variant="default" onClick={giveUp} rightSection={<KeyCaps keys="e" />} {...guard}>
          Unacknowledge
        </Button>
      )}
    </>
  );
}
