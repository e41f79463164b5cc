import type { ChannelDescription } from '../../../contract/respond/channels.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { Channel, Transports } from '../channels/channel.ts';
import { channels, findProviderKind, kindsCarrying } from '../channels/registry.ts';
import { openOrEmpty } from './actions.ts';
import * as store from './store.ts';

/** The channels as they describe themselves, with what carries them here and what is missing. */
export async function describeChannels(
  db: Queryable,
  { transports, keyring }: { transports: Transports; keyring: Keyring },
): Promise<ChannelDescription[]> {
  const providers = (await store.listProviders(db)).filter(({ disabledAt }) => disabledAt === null);
  const labels = new Map(providers.map((each) => [each.id, labelsOf(each, keyring)]));
  return channels.map((channel) => {
    const kinds = kindsCarrying(channel.channel).map(({ kind }) => kind);
    const carrying = channel.deliver
      ? null
      : providers
          .filter(({ kind }) => kinds.includes(kind))
          .map(({ id, name }) => ({ id, name, labels: labels.get(id)! }));
    const {
      channel: name,
      title,
      noun,
      icon,
      description,
      fields,
      abilities,
      whereToLook,
      hasRooms,
      roomFields,
      isOfDevice,
      isVerified,
    } = channel;
    return {
      ...{ channel: name, title, noun, icon, description, fields, abilities, whereToLook, hasRooms, roomFields },
      ...{ isOfDevice, isVerified },
      providers: carrying,
      missing:
        carrying?.length === 0 ? 'An admin has to add a provider for it first.' : missingFor(channel, transports),
    };
  });
}

function labelsOf(provider: store.ProviderRow, keyring: Keyring): Record<string, string> {
  const kind = findProviderKind(provider.kind);
  const settings = kind?.fieldLabels ? openOrEmpty(provider, keyring) : {};
  return kind?.fieldLabels && Object.keys(settings).length > 0 ? kind.fieldLabels(settings) : {};
}

function missingFor({ requires }: Channel, transports: Transports): string | null {
  if (requires === 'mail' && !transports.mail) return 'No mail server is configured.';
  if (requires === 'vapid' && !transports.vapid) return 'The keys of browser notifications cannot be opened.';
  return null;
}
