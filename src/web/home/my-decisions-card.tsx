import { listDecisions } from '../../contract/program/decisions.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { usePerson } from '../data/session.ts';
import { paths } from '../paths.ts';
import { DecisionList } from '../program/decisions/decision-list.tsx';
import { Panel } from '../ui/screen/panel.tsx';

const shown = 5;

/** What quarterly reviews gave this person to do, the longest overdue first; nothing at all while there is nothing. */
export function MyDecisionsCard() {
  const me = usePerson();
  const { data } = useEndpoint(
    listDecisions,
    { query: { ownerId: me?.id, state: 'open', limit: shown } },
    { enabled: me !== null },
  );
  if (!data || data.items.length === 0) return null;
  return (
    <Panel
      title="Your decisions"
      actions={data.nextCursor === null ? undefined : <a href={paths.reviews()}>All open decisions</a>}
    >
      <DecisionList label="Your decisions" decisions={data.items} withReview />
    </Panel>
  );
}
