import * as contract from '../../../contract/detect/changes.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { listChanges } from './store.ts';

export const changeHandlers: Handler[] = [
  implement(contract.listChanges, (ctx, { query }) => listChanges(ctx.db, query)),
];
