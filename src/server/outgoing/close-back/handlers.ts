import * as contract from '../../../contract/outgoing/close-back.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import type { Keyring } from '../../platform/secrets.ts';
import * as actions from './actions.ts';

export function closeBackHandlers(ports: { keyring: Keyring; egress: Egress }): Handler[] {
  return [
    implement(contract.getCloseBack, (ctx, { params }) => actions.getCloseBack(ctx, params.id)),
    implement(contract.updateCloseBack, (ctx, { params, body, ifMatch }) =>
      actions.updateCloseBack(ctx, ports, params.id, body, ifMatch),
    ),
  ];
}
