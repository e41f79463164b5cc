import * as contract from '../../../contract/communicate/status-maintenances.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import type { PublicPage } from '../public-page/refresh.ts';
import * as actions from './actions.ts';
import { listMaintenances, type MaintenanceRow } from './store.ts';

export type MaintenanceRouteOptions = { page: PublicPage; address: () => string; wakeMails: () => void };

export function statusMaintenanceHandlers({ page, address, wakeMails }: MaintenanceRouteOptions): Handler[] {
  const withAddress = (one: MaintenanceRow) => ({ ...one, address: `${address()}#maintenance-${one.publicId}` });
  const shown = async (change: Promise<MaintenanceRow>) => {
    const result = await change;
    await page.refresh();
    wakeMails();
    return withAddress(result);
  };
  return [
    implement(contract.listStatusMaintenances, async (ctx, { query }) => {
      const found = await listMaintenances(ctx.db, query.limit, query.cursor);
      return { ...found, items: found.items.map(withAddress) };
    }),
    implement(contract.createStatusMaintenance, (ctx, { body }) => shown(actions.createMaintenance(ctx, body))),
    implement(contract.updateStatusMaintenance, (ctx, { params, body, ifMatch }) =>
      shown(actions.updateMaintenance(ctx, params.id, body, ifMatch)),
    ),
    implement(contract.cancelStatusMaintenance, (ctx, { params, body }) =>
      shown(actions.cancelMaintenance(ctx, params.id, body.notifySubscribers)),
    ),
  ];
}
