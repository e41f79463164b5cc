import type { ChannelAbilities } from '../../../contract/respond/channels.ts';
import { Badge } from '../../ui/screen/badge.tsx';

/** Whether a channel rings through do-not-disturb; nothing for one that does not. */
export function WakesBadge({ wakes }: Pick<ChannelAbilities, 'wakes'>) {
  if (wakes === 'no') return null;
  return wakes === 'yes' ? (
    <Badge tone="resolved" glyph="bell" look="plain">
      Can wake you
    </Badge>
  ) : (
    <Badge tone="acknowledged" glyph="bell" look="plain">
      Wakes you if you allow it on the device
    </Badge>
  );
}
