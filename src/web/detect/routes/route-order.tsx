import { ActionIcon, Button } from '@mantine/core';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { listRoutes, orderRoutes, type Route } from '../../../contract/detect/routes.ts';
import { useOrder } from '../../data/use-order.ts';
import { useNames } from '../../directory/choices.ts';
import { moved } from '../../ui/list/moved.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { announce, showUndo } from '../../ui/screen/toasts.ts';
import { outcomeWords, whenWords } from './route-words.ts';
import styles from './routes.module.css';

type RouteOrderProps = {
  routes: readonly Route[];
  mayManage: boolean;
  edit: (route: Route) => void;
  remove: (route: Route) => void;
};

/** The routes as an ordered list; moved by buttons or by Alt and the arrow keys, and put back by undo. */
export function RouteOrder({ routes, mayManage, edit, remove }: RouteOrderProps) {
  const list = useRef<HTMLOListElement>(null);
  const nameOf = useNames(
    'services',
    routes.map(({ outcome }) => outcome.serviceId),
  );
  const serviceName = (id: number) => nameOf(id) ?? 'a service';
  const put = useOrder<Route>(listRoutes, orderRoutes);
  const move = (index: number, by: -1 | 1) => {
    const next = moved(routes, index, by);
    const route = routes[index]!;
    if (next[index] === route) return announce(by < 0 ? 'Already first' : 'Already last');
    put(next);
    showUndo(`“${route.name}” moved to position ${index + by + 1}.`, () => put(routes, next));
    // The row moves under the button, so the focus has to follow it.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-route="${route.id}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    if (event.altKey) move(index, by);
    else list.current?.querySelectorAll<HTMLElement>('[data-route]')[index + by]?.focus();
  };
  return (
    <>
      <ol ref={list} className={styles.routes}>
        {routes.map((route, index) => (
          <li key={route.id}>
            <div className={styles.route} data-disabled={!route.enabled || undefined}>
              <span className={styles.number}>{index + 1}</span>
              <div className={styles.words}>
                {mayManage ? (
                  <button
                    type="button"
                    className={styles.name}
                    data-route={route.id}
                    aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                    onClick={() => edit(route)}
                    onKeyDown={(event) => onKeyDown(event, index)}
                  >
                    {route.name}
                  </button>
                ) : (
                  <strong>{route.name}</strong>
                )}
                {!route.enabled && (
                  <Badge tone="sev5" glyph="slash">
                    Disabled
                  </Badge>
                )}
                <p>
                  <span className="muted">{route.condition.all.length === 0 ? 'For' : 'If'}</span> {whenWords(route)}
                </p>
                <p>
                  <span className="muted">then</span> {outcomeWords(route, serviceName).join(', ')}
                </p>
              </div>
              {mayManage && (
                <div className={styles.buttons}>
                  <ActionIcon
                    aria-label={`Move ${route.name} up`}
                    aria-keyshortcuts="Alt+ArrowUp"
                    disabled={index === 0}
                    onClick={() => move(index, -1)}
                  >
                    <ChevronUp size={16} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={`Move ${route.name} down`}
                    aria-keyshortcuts="Alt+ArrowDown"
                    disabled={index === routes.length - 1}
                    onClick={() => move(index, 1)}
                  >
                    <ChevronDown size={16} />
                  </ActionIcon>
                  <Button variant="subtle" color="red" onClick={() => remove(route)}>
                    Delete
                  </Button>
                </div>
              )}
            </div>
          </li>
        ))}
      </ol>
      <p className="muted">
        Alerts that match no route go to their source’s service.
        {mayManage && ' Alt+↑ and Alt+↓ move the focused route; Enter opens it.'}
      </p>
    </>
  );
}
