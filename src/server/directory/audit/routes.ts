import * as contract from '../../../contract/directory/audit.ts';
import { implement, type Route } from '../../platform/http/route.ts';
import { listAudit } from './store.ts';

export const auditRoutes: Route[] = [implement(contract.listAudit, (ctx, { query }) => listAudit(ctx.db, query))];
