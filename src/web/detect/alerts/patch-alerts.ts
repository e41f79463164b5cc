import type { QueryClient } from '@tanstack/react-query';
import { type Alert, getAlert, listAlerts } from '../../../contract/detect/alerts.ts';

type Known = Pick<Alert, 'id'> & Partial<Alert>;
type Page = { items: Known[] };

/**
 * Changes alerts, by id, wherever they are on the screen, before the server has answered. The next read corrects it.
 * @returns puts those back that were not changed after all, where nothing newer was read
 */
export function patchAlerts(
  queries: QueryClient,
  patches: ReadonlyMap<number, Partial<Alert>>,
): (ids: ReadonlySet<number>) => void {
  const namesIn = (patch: Partial<Alert>) => Object.keys(patch) as (keyof Alert)[];
  const before = new Map<number, Partial<Alert>>();
  changeAlerts(queries, (alert) => {
    const patch = patches.get(alert.id);
    if (!patch) return alert;
    before.set(alert.id, Object.fromEntries(namesIn(patch).map((name) => [name, alert[name]])));
    return { ...alert, ...patch };
  });
  return (failed) =>
    changeAlerts(queries, (alert) => {
      const patch = patches.get(alert.id);
      if (!patch || !failed.has(alert.id)) return alert;
      const isAsPatched = namesIn(patch).every((name) => alert[name] === patch[name]);
      return isAsPatched ? { ...alert, ...before.get(alert.id) } : alert;
    });
}

function changeAlerts(queries: QueryClient, change: (alert: Known) => Known): void {
  const changePage = (page: Page): Page => ({ ...page, items: page.items.map(change) });
  queries.setQueriesData<Page | { pages: Page[] }>({ queryKey: [listAlerts.name] }, (data) => {
    if (!data) return data;
    return 'pages' in data ? { ...data, pages: data.pages.map(changePage) } : changePage(data);
  });
  queries.setQueriesData<Known>({ queryKey: [getAlert.name] }, (data) => data && change(data));
}
