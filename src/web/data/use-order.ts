import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CallOf, Endpoint } from '../../contract/endpoint.ts';
import { sayRefusal } from '../ui/form/say-refusal.ts';
import { type ChangeOf, endpointKey, useAction } from './endpoint-query.ts';

type Row = { id: number };
type List<R extends Row> = { items: R[] };

const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id);

/**
 * Puts the rows of a list in another order: shown at once, put back when it is refused, one after the other. What it is
 * put over is the order that was `seen`, as a rule the one on the screen; any other is left as it is, and said.
 */
export function useOrder<R extends Row>(list: Endpoint, order: Endpoint) {
  const queries = useQueryClient();
  const { mutateAsync } = useAction(order, { changes: [list] });
  const key = endpointKey(list, {} as CallOf<Endpoint>);
  const turn = useRef<Promise<void>>(Promise.resolve());
  const waiting = useRef(0);
  const stored = useRef<readonly R[]>([]);
  const show = (rows: readonly R[]) =>
    queries.setQueryData<List<R>>(key, (known) => known && { ...known, items: [...rows] });

  return (next: readonly R[], seen?: readonly R[]): void => {
    const shown = queries.getQueryData<List<R>>(key)?.items ?? [];
    if (waiting.current === 0) stored.current = shown;
    waiting.current += 1;
    void queries.cancelQueries({ queryKey: key });
    show(next);
    const body = { ids: idsOf(next), seen: idsOf(seen ?? shown) };
    turn.current = turn.current
      .then(() => mutateAsync({ body } as unknown as ChangeOf<Endpoint>))
      .then(
        () => {
          stored.current = next;
        },
        (error) => {
          sayRefusal(error);
          show(stored.current);
          return queries.invalidateQueries({ queryKey: key });
        },
      )
      .finally(() => {
        waiting.current -= 1;
      });
  };
}
