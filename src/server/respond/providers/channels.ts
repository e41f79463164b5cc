import type { ChannelDescription } from '../../../contract/respond/channels.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Channel, Transports } from '../channels/channel.ts';
import { channels, kindsCarrying } from '../channels/registry.ts';
import * as store from './store.ts';

/** The channels as they describe themselves, with what carries them here and what is missing. */
export async function describeChannels(db: Queryable, transports: Transports): Promise<ChannelDescription[]> {
  const providers = (await store.listProviders(db)).filter(({ disabledAt }) => disabledAt === null);
  return channels.map((channel) => {
    const kinds = kindsCarrying(channel.channel).map(({ kind }) => kind);
    const carrying = channel.deliver
      ? null
      : providers.filter(({ kind }) => kinds.includes(kind)).map(({ id, name }) => ({ id, name }));
    const { channel: name, title, icon, description, fields, abilities, whereToLook, isOfDevice, isVerified } = channel;
    return {
      ...{ channel: name, title, icon, description, fields, abilities, whereToLook, isOfDevice, isVerified },
      providers: carrying,
      missing:
        carrying?.length === 0 ? 'An admin has to add a provider for it first.' : missingFor(channel, transports),
    };
  });
}

function missingFor({ requires }: Channel, transports: Transports): string | null {
  if (requires === 'mail' && !transports.mail) return 'No mail server is configured.';
  if (requires === 'vapid' && !transports.vapid) return 'The keys of browser notifications cannot be opened.';
  return null;
}
