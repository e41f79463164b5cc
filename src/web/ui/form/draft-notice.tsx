import { Button } from '@mantine/core';
import { displayZone } from '../time/time.tsx';
import { dayText } from '../time/time-text.ts';

/** Says that a text was typed before and never saved, and throws it away when asked. */
export function DraftNotice({ at, discard }: { at: string | null; discard: () => void }) {
  if (at === null) return null;
  const atMs = Date.parse(at);
  const zone = displayZone();
  const isToday = dayText(atMs, zone) === dayText(Date.now(), zone);
  return (
    <p role="status" className="muted">
      Draft from {isToday ? '' : `${dayText(atMs, zone)}, `}
      {new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(atMs)} restored{' '}
      <Button variant="subtle" size="compact-xs" onClick={() => discard()}>
        Discard
      </Button>
    </p>
  );
}
