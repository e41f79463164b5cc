import { listAlertRetirements } from '../../contract/measure/noisy-alerts.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { usePerson } from '../data/session.ts';
import { RetirementList, retirementFollows } from '../measure/noise/retirement-list.tsx';
import { paths } from '../paths.ts';
import { Panel } from '../ui/screen/panel.tsx';

const shown = 5;

/** Alerts that this person is to retire, the first due first; nothing at all while there is nothing. */
export function MyRetirementsCard() {
  const me = usePerson();
  const { data } = useEndpoint(
    listAlertRetirements,
    { query: { ownerId: me?.id, state: 'proposed' } },
    { enabled: me !== null, follows: retirementFollows },
  );
  if (!data || data.items.length === 0) return null;
  return (
    <Panel
      title="Alerts for you to retire"
      actions={data.items.length > shown ? <a href={paths.noisyAlerts()}>All proposals</a> : undefined}
    >
      <RetirementList label="Alerts for you to retire" items={data.items.slice(0, shown)} />
    </Panel>
  );
}
