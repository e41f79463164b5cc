import * as contract from '../../../../contract/respond/schedules/rotas.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import type { CertificateCheck } from '../../certificates.ts';
import { putOnCall } from '../certified.ts';
import { previewRota } from './rota-preview.ts';
import { applyRota, listRotas, removeRota } from './rotas.ts';

/** Putting people on call may ask for a certificate. */
export function rotaHandlers(check: CertificateCheck): Handler[] {
  return [
    implement(contract.previewRota, (ctx, { params, body }) => previewRota(ctx, params.id, body)),
    implement(contract.applyRota, (ctx, { params, query, body }) => {
      const joining = body.overrides.map(({ personId }) => personId);
      return putOnCall(ctx, check, params.id, joining, query.waiverReason, (within) =>
        applyRota(within, params.id, body),
      );
    }),
    implement(contract.listRotas, (ctx, { params }) => listRotas(ctx, params.id)),
    implement(contract.removeRota, (ctx, { params }) => removeRota(ctx, params.id, params.rotaId)),
  ];
}
