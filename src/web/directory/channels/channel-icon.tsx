import {
  AppWindow,
  Bell,
  Gamepad2,
  Globe,
  Hash,
  type LucideIcon,
  Mail,
  Megaphone,
  MessageSquare,
  Phone,
  Radio,
  Send,
  Smartphone,
  Users,
  Webhook,
} from 'lucide-react';

/** By the names that channels and providers give. */
const icons: Record<string, LucideIcon> = {
  'app-window': AppWindow,
  bell: Bell,
  'gamepad-2': Gamepad2,
  globe: Globe,
  hash: Hash,
  mail: Mail,
  megaphone: Megaphone,
  'message-square': MessageSquare,
  phone: Phone,
  radio: Radio,
  send: Send,
  smartphone: Smartphone,
  users: Users,
  webhook: Webhook,
};

/** The icon of a channel or a provider; a name that a newer server gives shows as a message. */
export function ChannelIcon({ name, size = 14 }: { name: string | undefined; size?: number }) {
  const Icon = icons[name ?? ''] ?? MessageSquare;
  return <Icon size={size} aria-hidden="true" />;
}
