import { problem } from '../../../contract/errors.ts';
import * as contract from '../../../contract/respond/tab-messages.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as store from './store.ts';

export const tabHandlers: Handler[] = [
  implement(contract.listTabMessages, async (ctx, { query }) => ({
    items: await store.listWaiting(ctx.db, query.browserId),
  })),
  implement(contract.confirmTabMessage, async (ctx, { params, body }) => {
    if (!(await store.markShown(ctx.db, params.id, body.browserId)))
      throw problem('not_found', 'Nobody is waiting for this message.');
  }),
];
