import { type ChannelDescription, listChannels, type SettingsField } from '../../../contract/respond/channels.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';

/** The ways to reach a person, as they describe themselves. */
export const useChannels = () => useEndpoint(listChannels, {}, { follows: ['provider'] });

/** What channels are called in a sentence; the name that is stored stands for one that is not known. */
export function useChannelNouns(): (channel: string | null) => string {
  const channels = useChannels().data?.items ?? [];
  return (channel) => channels.find((each) => each.channel === channel)?.noun ?? channel ?? 'no channel';
}

/** The channel that asks for a field of this kind, e.g. the one that goes to an e-mail address. */
export function channelWith(channels: readonly ChannelDescription[], kind: SettingsField['kind']) {
  return channels.find(({ fields }) => fields.some((field) => field.kind === kind));
}
