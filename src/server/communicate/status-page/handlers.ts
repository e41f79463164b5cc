import * as contract from '../../../contract/communicate/status-page.ts';
import type { Database } from '../../platform/db/database.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import type { PublicPage } from '../public-page/refresh.ts';
import * as actions from './actions.ts';
import { loadPage } from './store.ts';

export type StatusPageRouteOptions = { db: Database; page: PublicPage; address: () => string };

export function statusPageHandlers({ db, page, address }: StatusPageRouteOptions): Handler[] {
  /** After a change: this node's page shows it before the answer goes out. */
  const shown = async <T>(change: Promise<T>): Promise<T> => {
    const result = await change;
    await page.refresh();
    return result;
  };
  const withState = async (id: number) => (await actions.listComponents(db)).find((one) => one.id === id)!;

  return [
    implement(contract.readStatusPage, async () => ({ ...(await loadPage(db)), address: address() })),
    implement(contract.updateStatusPage, async (ctx, { body, ifMatch }) => ({
      ...(await shown(actions.updateStatusPage(ctx, body, ifMatch))),
      address: address(),
    })),
    implement(contract.listStatusComponents, async () => ({ items: await actions.listComponents(db) })),
    implement(contract.createStatusComponent, async (ctx, { body }) =>
      withState((await shown(actions.createComponent(ctx, body))).id),
    ),
    implement(contract.updateStatusComponent, async (ctx, { params, body, ifMatch }) =>
      withState((await shown(actions.updateComponent(ctx, params.id, body, ifMatch))).id),
    ),
    implement(contract.deleteStatusComponent, (ctx, { params }) => shown(actions.deleteComponent(ctx, params.id))),
    implement(contract.orderStatusComponents, (ctx, { body }) => shown(actions.orderComponents(ctx, body))),
  ];
}
