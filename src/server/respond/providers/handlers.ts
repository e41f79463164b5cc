import { listChannels } from '../../../contract/respond/channels.ts';
import * as contract from '../../../contract/respond/providers.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import type { Transports } from '../channels/channel.ts';
import { providerKinds } from '../channels/registry.ts';
import * as actions from './actions.ts';
import { describeChannels } from './channels.ts';
import { hookUrlOf } from './hand-over.ts';
import { tryProvider } from './try-out.ts';

export function providerHandlers(ports: actions.ProviderPorts & { transports: Transports }): Handler[] {
  const kinds = () => {
    const publicUrl = ports.publicUrl();
    return providerKinds.map((kind) => ({
      kind: kind.kind,
      title: kind.title,
      icon: kind.icon,
      description: kind.description,
      channels: kind.carries.map(({ channel: { channel, title } }) => ({ channel, title })),
      fields: kind.fields,
      hasCountries: kind.hasCountries,
      needsInbound: kind.receive !== null,
      steps: actions.stepsOf(kind, { publicUrl, hookUrl: hookUrlOf(publicUrl, kind.kind, '…') }),
      isVerified: kind.isVerified,
    }));
  };
  return [
    implement(listChannels, async (ctx) => ({ items: await describeChannels(ctx.db, ports) })),
    implement(contract.listProviderKinds, async () => ({ items: kinds() })),
    implement(contract.listProviders, (ctx) => actions.listProviders(ctx, ports)),
    implement(contract.readProvider, (ctx, { params }) => actions.readProvider(ctx, ports, params.id)),
    implement(contract.addProvider, (ctx, { body }) => actions.addProvider(ctx, ports, body)),
    implement(contract.changeProvider, (ctx, { params, body, ifMatch }) =>
      actions.changeProvider(ctx, ports, params.id, body, ifMatch),
    ),
    implement(contract.orderProviders, (ctx, { body }) => actions.orderProviders(ctx, ports, body)),
    implement(contract.removeProvider, (ctx, { params }) => actions.removeProvider(ctx, params.id)),
    implement(contract.testProvider, (ctx, { params, body }) => tryProvider(ctx, ports, params.id, body)),
  ];
}
