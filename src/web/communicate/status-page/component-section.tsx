import { ActionIcon, Button } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import {
  deleteStatusComponent,
  listStatusComponents,
  orderStatusComponents,
  type StatusComponent,
} from '../../../contract/communicate/status-page.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useOrder } from '../../data/use-order.ts';
import { useGuard } from '../../directory/may.ts';
import { useShortcut } from '../../keys/commands.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { latestOf } from '../../ui/form/edited.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { useFocusOfMoved } from '../../ui/list/use-focus-of-moved.ts';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { ComponentBadge } from './component-badge.tsx';
import { ComponentForm } from './component-form.tsx';
import { asShown, movedComponent } from './moved-component.ts';

/** What customers see, in the order in which they see it. */
export function ComponentSection() {
  const { data, error, refetch } = useEndpoint(
    listStatusComponents,
    {},
    { follows: ['statusComponent', 'incident'], everySeconds: 60 },
  );
  const put = useOrder<StatusComponent>(listStatusComponents, orderStatusComponents);
  const remove = useAction(deleteStatusComponent, { changes: [listStatusComponents] });
  const [edited, setEdited] = useState<StatusComponent | 'new' | null>(null);
  const [deleted, setDeleted] = useState<StatusComponent | null>(null);
  const guard = useGuard('status-pages.manage');
  const add = () => !guard.disabled && setEdited('new');
  useShortcut('n', 'New component', add);
  const items = data?.items ?? [];
  const groups = asShown(items);
  const keepFocus = useFocusOfMoved(items);
  const move = (id: number, by: -1 | 1, button: HTMLElement) => {
    keepFocus(button);
    put(movedComponent(items, id, by));
  };
  return (
    <Section
      title="Components"
      actions={
        <Button variant="default" {...guard} onClick={add}>
          New component
        </Button>
      }
    >
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={4} label="Loading the components" />}
      {data && items.length === 0 && (
        <EmptyState kind="first-use" title="No components yet" action={{ label: 'New component', run: add }}>
          Add the parts of your product as customers know them, such as Checkout or Sign-in.
        </EmptyState>
      )}
      {groups.map((group) => (
        <div key={group[0]!.groupName}>
          {group[0]!.groupName && <h3>{group[0]!.groupName}</h3>}
          <Cards label={group[0]!.groupName || 'Components'}>
            {group.map((item) => (
              <Card
                key={item.id}
                actions={
                  <>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`Move ${item.name} up`}
                      disabled={guard.disabled || groups[0]?.[0] === item}
                      onClick={(event) => move(item.id, -1, event.currentTarget)}
                    >
                      <ArrowUp size={14} />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`Move ${item.name} down`}
                      disabled={guard.disabled || groups.at(-1)?.at(-1) === item}
                      onClick={(event) => move(item.id, 1, event.currentTarget)}
                    >
                      <ArrowDown size={14} />
                    </ActionIcon>
                    <Button
                      variant="default"
                      {...guard}
                      onClick={() => setEdited(item)}
                      aria-label={`Edit ${item.name}`}
                    >
                      Edit
                    </Button>
                    <Button
                      variant="default"
                      color="red"
                      {...guard}
                      onClick={() => setDeleted(item)}
                      aria-label={`Delete ${item.name}`}
                    >
                      Delete
                    </Button>
                  </>
                }
              >
                <div>
                  <strong>{item.name}</strong> <ComponentBadge state={item.state} />
                </div>
                {item.description && <div className="muted">{item.description}</div>}
              </Card>
            ))}
          </Cards>
        </div>
      ))}
      <ComponentForm
        key={edited === 'new' ? 'new' : edited?.id}
        component={edited === 'new' || edited === null ? undefined : latestOf(items, edited)}
        opened={edited !== null}
        close={() => setEdited(null)}
      />
      <ConfirmDanger
        title={`Delete ${deleted?.name}?`}
        confirmLabel="Delete component"
        opened={deleted !== null}
        close={() => setDeleted(null)}
        run={() => remove.mutateAsync({ params: { id: deleted?.id ?? 0 } })}
      >
        Its history and uptime disappear from the public page. Published updates stay.
      </ConfirmDanger>
    </Section>
  );
}
