import { Button } from '@mantine/core';
import { useState } from 'react';
import { type ActionItem, listActionItems } from '../../../../contract/learn/action-items.ts';
import type { Postmortem } from '../../../../contract/learn/postmortems.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { latestOf } from '../../../ui/form/edited.ts';
import { Panel } from '../../../ui/screen/panel.tsx';
import { ActionItemState, actionItemKindWords } from '../../action-items/action-item-columns.tsx';
import { ActionItemForm } from '../../action-items/action-item-form.tsx';
import { DueTime } from '../../due-time.tsx';
import styles from '../../learn.module.css';
import { NoActionReason } from '../no-action-reason.tsx';

/** In a panel of its own, where the text has no section for it. */
export function ActionItemsPanel({ postmortem }: { postmortem: Postmortem }) {
  return (
    <Panel title="Action items">
      <ActionItems postmortem={postmortem} />
    </Panel>
  );
}

/** What will change because of it; or the reason why nothing will. */
export function ActionItems({ postmortem }: { postmortem: Postmortem }) {
  const guard = useGuard('incidents.respond');
  const items = useEndpoint(listActionItems, { query: { incidentId: postmortem.id, limit: 200 } }).data?.items ?? [];
  const [edited, setEdited] = useState<ActionItem | 'new' | null>(null);
  const item = edited === 'new' || edited === null ? undefined : latestOf(items, edited);
  return (
    <>
      <ul className={styles.list}>
        {items.map((one) => (
          <li key={one.id} className={styles.row}>
            <span>
              <ActionItemState state={one.state} /> {one.title}{' '}
              <span className="muted">
                {actionItemKindWords[one.kind]}, {one.owner?.name ?? 'no owner'},{' '}
              </span>
              <DueTime at={one.dueAt} isOverdue={one.isOverdue} />
            </span>
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              aria-label={`Edit ${one.title}`}
              onClick={() => setEdited(one)}
              {...guard}
            >
              Edit
            </Button>
          </li>
        ))}
      </ul>
      {items.length === 0 && <NoActionReason postmortem={postmortem} />}
      <div>
        <Button variant="default" size="compact-xs" onClick={() => setEdited('new')} {...guard}>
          Add action item
        </Button>
      </div>
      <ActionItemForm
        key={item?.id ?? 'new'}
        incidentId={postmortem.id}
        item={item}
        opened={edited !== null}
        close={() => setEdited(null)}
      />
    </>
  );
}
