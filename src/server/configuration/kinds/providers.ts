import { z } from 'zod';
import { providerInput } from '../../../contract/respond/providers.ts';
import {
  accept,
  addProvider,
  allProviders,
  changeProvider,
  type ProviderPorts,
  removeProvider,
  requireKind,
  secretFields,
} from '../../respond/providers/actions.ts';
import { defineKind } from '../kind.ts';

const schema = z.strictObject(providerInput.shape);
type Provider = z.output<typeof schema>;

export function providers(ports: ProviderPorts) {
  return defineKind<Provider>({
    kind: 'provider',
    section: 'providers',
    schema,
    keyOf: ({ name }) => name,
    secrets: ({ kind }) => secretFields(requireKind(kind)).map((key) => `settings.${key}`),
    normalise: (provider) => ({ ...provider, settings: accept(requireKind(provider.kind), provider.settings, ports) }),
    references: () => [],
    list: async (db) => (await allProviders(db, ports.keyring)).map(({ id, ...item }) => ({ id, item })),
    create: async (ctx, provider) => (await addProvider(ctx, ports, provider)).id,
    /** Another kind of provider is another provider. */
    async update(ctx, current, { kind, ...change }) {
      if (kind === current.item.kind) {
        await changeProvider(ctx, ports, current.id, change);
        return undefined;
      }
      await removeProvider(ctx, current.id);
      return (await addProvider(ctx, ports, { kind, ...change })).id;
    },
    remove: removeProvider,
  });
}
