import { Menu } from '@mantine/core';
import type { Page } from '../../../contract/respond/pages/page.ts';
import { SnoozeMenu } from './snooze-menu.tsx';
import { usePageActions } from './use-page-actions.ts';

/** Takes the page for a while; what is not resolved by then pages again. */
export function SnoozeButton({ page, ...guard }: { page: Page; disabled: boolean; 'data-tip'?: string }) {
  const actions = usePageActions();
  return (
    <SnoozeMenu
      label="Acknowledge, and page again if not resolved"
      snooze={(until, words) => void actions.snooze(page, until, words)}
      {...guard}
    >
      {page.snoozedUntil && (
        <Menu.Item onClick={() => void actions.unsnooze(page)}>Cancel the snooze, stay acknowledged</Menu.Item>
      )}
    </SnoozeMenu>
  );
}
