import { listAlertRetirements } from '../../../contract/measure/noisy-alerts.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import { RetirementList, retirementFollows } from './retirement-list.tsx';

/** All proposals, and what came of them. */
export function RetirementsPanel() {
  const { data } = useEndpoint(listAlertRetirements, { query: {} }, { follows: retirementFollows });
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title="Proposals">
      <RetirementList label="Proposals" items={data.items} />
    </Panel>
  );
}
