import { convertExport } from '../../contract/move-in/conversion.ts';
import * as contract from '../../contract/platform/configuration.ts';
import { personIdOf } from '../platform/auth/actor.ts';
import { type Handler, implement } from '../platform/http/handler.ts';
import type { SecurityLog } from '../platform/security/log.ts';
import * as actions from './actions.ts';
import type { Kind } from './kind.ts';
import * as moveIn from './move-in.ts';

export function configurationHandlers(kinds: readonly Kind[], security: SecurityLog): Handler[] {
  return [
    implement(convertExport, (ctx, { params, body }) => moveIn.convertExport(ctx, kinds, params.tool, body)),
    implement(contract.planConfiguration, (ctx, { body }) => actions.planConfiguration(ctx, kinds, body)),
    implement(contract.applyConfiguration, (ctx, { body }) => actions.applyConfiguration(ctx, kinds, body)),
    implement(contract.exportConfiguration, async (ctx, { query, request }) => {
      const withSecrets = query.secrets === 'true';
      const exported = await actions.exportConfiguration(ctx, kinds, withSecrets);
      if (withSecrets)
        security.note(request, 'configuration.exported', { personId: personIdOf(ctx.actor), subject: 'with secrets' });
      return exported;
    }),
  ];
}
