import * as contract from '../../../contract/communicate/public-updates.ts';
import type { Database } from '../../platform/db/database.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import type { PublicPage } from '../public-page/refresh.ts';
import * as actions from './actions.ts';

export type PublicUpdateRouteOptions = {
  db: Database;
  page: PublicPage;
  places: () => actions.Places;
  wakeMails: () => void;
};

export function publicUpdateHandlers({ db, page, places, wakeMails }: PublicUpdateRouteOptions): Handler[] {
  return [
    implement(contract.listPublicUpdates, (_ctx, { params, query }) =>
      actions.listUpdates(db, params.id, query, places()),
    ),
    implement(contract.getPublicIncident, (_ctx, { params }) => actions.readPublicIncident(db, params.id, places())),
    implement(contract.getPublicUpdate, (_ctx, { params }) => actions.readUpdate(db, params.id, places())),
    implement(contract.draftPublicUpdate, (ctx, { params, body }) =>
      actions.draftUpdate(ctx, params.id, body, places()),
    ),
    implement(contract.editPublicUpdate, (ctx, { params, body, ifMatch }) =>
      actions.editUpdate(ctx, params.id, body, ifMatch, places()),
    ),
    implement(contract.discardPublicUpdate, (ctx, { params }) => actions.discardUpdate(ctx, params.id, places())),
    implement(contract.publishPublicUpdate, async (ctx, { params, body }) => {
      const published = await actions.publishUpdate(ctx, params.id, body, places());
      await page.refresh();
      wakeMails();
      return published;
    }),
  ];
}
