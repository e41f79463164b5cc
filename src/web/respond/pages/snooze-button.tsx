import { Button, Menu } from '@mantine/core';
import type { Page } from '../../../contract/respond/pages.ts';
import { serverNow } from '../../ui/time/server-clock.ts';
import { usePageActions } from './use-page-actions.ts';

const choices = [
  { label: 'For 30 minutes', words: 'for 30 minutes', minutes: 30 },
  { label: 'For 1 hour', words: 'for an hour', minutes: 60 },
  { label: 'For 4 hours', words: 'for 4 hours', minutes: 240 },
  { label: 'For 12 hours', words: 'for 12 hours', minutes: 720 },
  { label: 'For 24 hours', words: 'for 24 hours', minutes: 1440 },
];

/** Takes the page for a while; what is not resolved by then pages again. */
export function SnoozeButton({ page, ...guard }: { page: Page; disabled: boolean; 'data-tip'?: string }) {
  const actions = usePageActions();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" {...guard}>
          Snooze
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Acknowledge, and page again if not resolved</Menu.Label>
        {choices.map(({ label, words, minutes }) => (
          <Menu.Item
            key={minutes}
            onClick={() => void actions.snooze(page, new Date(serverNow() + minutes * 60_000).toISOString(), words)}
          >
            {label}
          </Menu.Item>
        ))}
        {page.snoozedUntil && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => void actions.unsnooze(page)}>Cancel the snooze, stay acknowledged</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
