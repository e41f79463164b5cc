import * as contract from '../../../contract/respond/coverage.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { listHoles, readCoverage } from './actions.ts';
import { readAlertPaging } from './alert-paging.ts';

/** `hasMail`: the installation can send e-mail. */
export function coverageHandlers(hasMail: boolean): Handler[] {
  return [
    implement(contract.listCoverageHoles, (ctx) => listHoles(ctx.db, hasMail)),
    implement(contract.readCoverage, (ctx, { params }) => readCoverage(ctx.db, hasMail, params.kind, params.id)),
    implement(contract.readAlertPaging, (ctx, { params }) => readAlertPaging(ctx.db, params.id)),
  ];
}
