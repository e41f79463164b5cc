import * as contract from '../../contract/configuration.ts';
import { implement, type Route } from '../platform/http/route.ts';
import * as actions from './actions.ts';
import type { Kind } from './kind.ts';

export function configurationRoutes(kinds: readonly Kind[]): Route[] {
  return [
    implement(contract.planConfiguration, (ctx, { body }) => actions.planConfiguration(ctx, kinds, body)),
    implement(contract.applyConfiguration, (ctx, { body }) => actions.applyConfiguration(ctx, kinds, body)),
    implement(contract.exportConfiguration, (ctx, { query }) =>
      actions.exportConfiguration(ctx, kinds, query.secrets === 'true'),
    ),
  ];
}
