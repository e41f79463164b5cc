import * as contract from '../../../contract/respond/watchdog.ts';
import { implement, type Route } from '../../platform/http/route.ts';
import { auditPaging } from './audit.ts';

export const auditRoutes: Route[] = [implement(contract.readPagingAudit, (ctx) => auditPaging(ctx.db))];
