import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Drill } from '../../../contract/program/drills.ts';
import { useGuard } from '../../directory/may.ts';
import { ActionItemState } from '../../learn/action-items/action-item-columns.tsx';
import { ActionItemForm } from '../../learn/action-items/action-item-form.tsx';
import { DueTime } from '../../learn/due-time.tsx';
import { paths } from '../../paths.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';

type Console = NonNullable<Drill['console']>;

/** What the drill decided to change: action items of its incident. */
export function FollowUpsPanel({ drill }: { drill: Drill }) {
  const [isAdding, setAdding] = useState(false);
  const guard = useGuard('incidents.respond');
  if (drill.state !== 'finished' || drill.incidentId === null || !drill.console) return null;
  const { followUps } = drill.console;
  return (
    <Panel
      title="Follow-up"
      actions={
        <Button variant="default" size="compact-sm" {...guard} onClick={() => setAdding(true)}>
          Add item
        </Button>
      }
    >
      {followUps.length === 0 && (
        <p className="muted">A drill that changes nothing was theatre. Write down what to change, with an owner.</p>
      )}
      <Items items={followUps} label="Follow-up items" />
      {isAdding && <ActionItemForm incidentId={drill.incidentId} opened close={() => setAdding(false)} />}
    </Panel>
  );
}

/** What earlier drills of this scenario left undone. */
export function StillOpenPanel({ drill }: { drill: Drill }) {
  const items = drill.console?.stillOpen ?? [];
  if (items.length === 0 || drill.state === 'canceled') return null;
  return (
    <Panel title="Still open from last time">
      <Items items={items} label="Still open" />
    </Panel>
  );
}

type Item = Console['followUps'][number] & { drill?: { id: number; title: string } };

function Items({ items, label }: { items: readonly Item[]; label: string }) {
  if (items.length === 0) return null;
  return (
    <Cards label={label}>
      {items.map((item) => (
        <Card key={item.id} actions={item.state === 'open' ? undefined : <ActionItemState state={item.state} />}>
          <span>{item.title}</span>
          <span className="muted">
            {item.owner?.name ?? 'No owner'}
            {item.state === 'open' && item.dueAt && (
              <>
                {' · '}
                <DueTime at={item.dueAt} isOverdue={item.isOverdue} />
              </>
            )}
            {item.drill && (
              <>
                {' · from '}
                <a href={paths.drill(item.drill.id)}>{item.drill.title}</a>
              </>
            )}
          </span>
        </Card>
      ))}
    </Cards>
  );
}
