import type { Source } from '../../../contract/detect/sources.ts';
import { Badge } from '../../ui/screen/badge.tsx';

/** Whether a source works, in one badge: late and paused come before everything else. */
export function SourceState({ source, look }: { source: Source; look?: 'plain' }) {
  if (source.pausedAt) {
    return (
      <Badge tone="sev5" glyph="slash" look={look}>
        Paused
      </Badge>
    );
  }
  if (source.heartbeat?.lateSince) {
    return (
      <Badge tone="sev1" glyph="bell" look={look}>
        Late
      </Badge>
    );
  }
  if (!source.firstSignalAt && !source.heartbeat?.lastPingAt) {
    return (
      <Badge tone="sev5" glyph="ring" look={look}>
        No signal yet
      </Badge>
    );
  }
  return (
    <Badge tone="resolved" glyph="check" look={look}>
      Receiving
    </Badge>
  );
}
