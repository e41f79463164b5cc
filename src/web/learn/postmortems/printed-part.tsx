import { listActionItems } from '../../../contract/learn/action-items.ts';
import type { Postmortem } from '../../../contract/learn/postmortems.ts';
import { formSectionOf } from '../../../domain/learn/section-keys.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import type { SlotKind } from '../../ui/editor/slot-kind.ts';
import { DueTime } from '../due-time.tsx';
import { FactorsBlock } from './live-blocks.tsx';

/** What goes with the text onto paper while it is being written. */
export const printedSlot = (postmortem: Postmortem) => (kind: SlotKind, heading: string) => {
  const section = kind === 'below' ? formSectionOf(postmortem.form, heading) : null;
  if (section === 'factors') return <FactorsBlock postmortem={postmortem} isReadOnly />;
  return section === 'actions' || section === 'change' ? <PrintedActionItems id={postmortem.id} /> : null;
};

function PrintedActionItems({ id }: { id: number }) {
  const items = useEndpoint(listActionItems, { query: { incidentId: id, limit: 200 } }).data?.items ?? [];
  return (
    <ul>
      {items.map((one) => (
        <li key={one.id}>
          {one.title}, {one.owner?.name ?? 'no owner'}, <DueTime at={one.dueAt} isOverdue={one.isOverdue} />
        </li>
      ))}
    </ul>
  );
}
