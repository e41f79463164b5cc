import * as contract from '../../../../contract/respond/schedules/rotas.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import { previewRota } from './rota-preview.ts';
import { applyRota, listRotas, removeRota } from './rotas.ts';

export const rotaHandlers: Handler[] = [
  implement(contract.previewRota, (ctx, { params, body }) => previewRota(ctx, params.id, body)),
  implement(contract.applyRota, (ctx, { params, body }) => applyRota(ctx, params.id, body)),
  implement(contract.listRotas, (ctx, { params }) => listRotas(ctx, params.id)),
  implement(contract.removeRota, (ctx, { params }) => removeRota(ctx, params.id, params.rotaId)),
];
