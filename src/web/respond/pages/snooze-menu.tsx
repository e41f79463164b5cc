import { Button, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { fieldTextOf, instantOfField } from '../../ui/time/zoned-time.ts';

const choices = [
  { label: 'For 30 minutes', words: 'for 30 minutes', minutes: 30 },
  { label: 'For 1 hour', words: 'for an hour', minutes: 60 },
  { label: 'For 4 hours', words: 'for 4 hours', minutes: 240 },
  { label: 'For 12 hours', words: 'for 12 hours', minutes: 720 },
  { label: 'For 24 hours', words: 'for 24 hours', minutes: 1440 },
];

type SnoozeMenuProps = {
  /** What it does, above the choices. */
  label: string;
  /** `until`: an instant; `words`: for how long, as in `for an hour`. */
  snooze: (until: string, words: string) => void;
  /** Further items, behind a line. */
  children?: ReactNode;
  disabled: boolean;
  'data-tip'?: string;
};

/** For how long something is put off. */
export function SnoozeMenu({ label, snooze, children, ...guard }: SnoozeMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" {...guard}>
          Snooze
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{label}</Menu.Label>
        {choices.map(({ label, words, minutes }) => (
          <Menu.Item
            key={minutes}
            onClick={() => snooze(new Date(serverNow() + minutes * 60_000).toISOString(), words)}
          >
            {label}
          </Menu.Item>
        ))}
        <Morning snooze={snooze} />
        {children && (
          <>
            <Menu.Divider />
            {children}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Until the next morning at eight, where the person is. */
function Morning({ snooze }: Pick<SnoozeMenuProps, 'snooze'>) {
  const zone = displayZone();
  const now = serverNow();
  const dayAfter = (days: number) => fieldTextOf(new Date(now + days * 86_400_000).toISOString(), zone).slice(0, 10);
  const eight = [0, 1].flatMap((days) => instantOfField(`${dayAfter(days)}T08:00`, zone) ?? []);
  const until = eight.find((at) => Date.parse(at) > now);
  if (until === undefined) return null;
  const label = until === eight[0] ? 'Until 08:00' : 'Until 08:00 tomorrow';
  return <Menu.Item onClick={() => snooze(until, label.toLowerCase())}>{label}</Menu.Item>;
}
