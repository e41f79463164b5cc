import { MessageSquare } from 'lucide-react';
import { channelIcons } from './channel-icons.ts';

/** The icon of a channel or a provider; a name that a newer server gives shows as a message. */
export function ChannelIcon({ name, size = 14 }: { name: string | undefined; size?: number }) {
  const Icon = channelIcons[name ?? ''] ?? MessageSquare;
  return <Icon size={size} aria-hidden="true" />;
}
