import * as contract from '../../../contract/respond/watchdog.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { auditPaging } from './audit.ts';

export const watchdogHandlers: Handler[] = [implement(contract.readPagingAudit, (ctx) => auditPaging(ctx.db))];
