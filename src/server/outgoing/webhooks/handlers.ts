import * as contract from '../../../contract/outgoing/webhooks.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import * as deliveries from './deliveries.ts';

/** @param wake asks for what was queued to be sent now */
export function outgoingWebhookHandlers(ports: actions.OutgoingWebhookPorts, wake: () => void): Handler[] {
  const thenSend = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    wake();
    return result;
  };
  return [
    implement(contract.listOutgoingWebhooks, (ctx) => actions.listOutgoingWebhooks(ctx, ports)),
    implement(contract.readOutgoingWebhook, (ctx, { params }) => actions.readOutgoingWebhook(ctx, ports, params.id)),
    implement(contract.createOutgoingWebhook, (ctx, { body }) => actions.createOutgoingWebhook(ctx, ports, body)),
    implement(contract.updateOutgoingWebhook, (ctx, { params, body, ifMatch }) =>
      actions.updateOutgoingWebhook(ctx, ports, params.id, body, ifMatch),
    ),
    implement(contract.deleteOutgoingWebhook, (ctx, { params }) => actions.deleteOutgoingWebhook(ctx, params.id)),
    implement(contract.rotateOutgoingWebhookSecret, (ctx, { params }) => actions.rotateSecret(ctx, ports, params.id)),
    implement(contract.testOutgoingWebhook, (ctx, { params }) => actions.sendTest(ctx, ports, params.id)),
    implement(contract.listDeliveries, (ctx, { params, query }) => deliveries.listDeliveries(ctx, params.id, query)),
    implement(contract.readDelivery, (ctx, { params }) => deliveries.readDelivery(ctx, params.id, params.deliveryId)),
    implement(contract.replayDelivery, (ctx, { params }) =>
      thenSend(deliveries.replayDelivery(ctx, params.id, params.deliveryId)),
    ),
    implement(contract.replayDeliveries, (ctx, { params, body }) =>
      thenSend(deliveries.replayDeliveries(ctx, params.id, body)),
    ),
  ];
}
