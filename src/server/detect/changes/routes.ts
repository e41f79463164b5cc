import * as contract from '../../../contract/detect/changes.ts';
import { implement, type Route } from '../../platform/http/route.ts';
import { listChanges } from './store.ts';

export const changeRoutes: Route[] = [implement(contract.listChanges, (ctx, { query }) => listChanges(ctx.db, query))];
