import type { QueryClient } from '@tanstack/react-query';
import { type Alert, getAlert, listAlerts } from '../../../contract/alerts.ts';

type Known = Pick<Alert, 'id'>;
type Page = { items: Known[] };

/** Changes alerts wherever they are on the screen, before the server has answered. The next read corrects it. */
export function patchAlerts(queries: QueryClient, ids: ReadonlySet<number>, patch: Partial<Alert>): void {
  const patched = <A extends Known>(alert: A): A => (ids.has(alert.id) ? { ...alert, ...patch } : alert);
  const patchedPage = (page: Page): Page => ({ ...page, items: page.items.map(patched) });
  queries.setQueriesData<Page | { pages: Page[] }>({ queryKey: [listAlerts.name] }, (data) => {
    if (!data) return data;
    return 'pages' in data ? { ...data, pages: data.pages.map(patchedPage) } : patchedPage(data);
  });
  queries.setQueriesData<Known>({ queryKey: [getAlert.name] }, (data) => data && patched(data));
}
