import * as contract from '../../../contract/directory/audit.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { listAudit } from './store.ts';

export const auditHandlers: Handler[] = [implement(contract.listAudit, (ctx, { query }) => listAudit(ctx.db, query))];
