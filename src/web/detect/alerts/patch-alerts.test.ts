import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { patchAlerts } from './patch-alerts.ts';

const alert = (id: number) => ({ id, title: `Alert ${id}`, state: 'triggered' as const, acknowledgedBy: null });
const key = ['listAlerts', { query: {} }, 'pages'];
const me = { kind: 'person', name: 'Ada' };

function shown(...ids: number[]) {
  const queries = new QueryClient();
  queries.setQueryData(key, { pages: [{ items: ids.map(alert) }] });
  queries.setQueryData(['getAlert', { params: { id: ids[0] } }], alert(ids[0]!));
  const states = () =>
    queries.getQueryData<{ pages: { items: { state: string }[] }[] }>(key)!.pages[0]!.items.map(({ state }) => state);
  return { queries, states };
}

it('an alert whose acknowledgement did not reach the server is shown as it was, the others as they are', () => {
  const { queries, states } = shown(1, 2);
  const patch = { state: 'acknowledged' as const, acknowledgedBy: me };
  const putBack = patchAlerts(queries, new Map([1, 2].map((id) => [id, patch])));
  expect(states()).toEqual(['acknowledged', 'acknowledged']);
  putBack(new Set([1]));
  expect(states()).toEqual(['triggered', 'acknowledged']);
  expect(queries.getQueryData(['getAlert', { params: { id: 1 } }])).toEqual(alert(1));
});

it('what was read anew meanwhile is not put back', () => {
  const { queries, states } = shown(1);
  const putBack = patchAlerts(queries, new Map([[1, { state: 'acknowledged', acknowledgedBy: me }]]));
  const byBo = { ...alert(1), state: 'acknowledged', acknowledgedBy: { kind: 'person', name: 'Bo' } };
  queries.setQueryData(key, { pages: [{ items: [byBo] }] });
  putBack(new Set([1]));
  expect(states()).toEqual(['acknowledged']);
});
