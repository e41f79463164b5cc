import * as contract from '../../../contract/program/certification.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { readCertificationRules, updateCertificationRules } from './certification.ts';

export const certificationHandlers: Handler[] = [
  implement(contract.readCertificationRules, (ctx) => readCertificationRules(ctx.db)),
  implement(contract.updateCertificationRules, (ctx, { body, ifMatch }) =>
    updateCertificationRules(ctx, body, ifMatch),
  ),
];
