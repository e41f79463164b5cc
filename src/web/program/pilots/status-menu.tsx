import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useGuard } from '../../directory/may.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { type Milestone, type MilestoneStatus, statuses, statusLooks, statusOf } from './milestone-looks.ts';

type Props = { milestone: Milestone; choose: (status: MilestoneStatus) => void };

/** How far a milestone is, and the way to another column. */
export function StatusMenu({ milestone, choose }: Props) {
  const guard = useGuard('program.manage');
  const status = statusOf(milestone);
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          rightSection={<ChevronDown size={14} aria-hidden />}
          aria-label={`${statusLooks[status].word}: ${milestone.title}, change`}
          {...guard}
        >
          <StatusBadge status={status} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {statuses
          .filter((one) => one !== status)
          .map((one) => (
            <Menu.Item key={one} onClick={() => choose(one)}>
              <StatusBadge status={one} />
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function StatusBadge({ status }: { status: MilestoneStatus }) {
  const { tone, glyph, word } = statusLooks[status];
  return (
    <Badge tone={tone} glyph={glyph} look="plain">
      {word}
    </Badge>
  );
}
