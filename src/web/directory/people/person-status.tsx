import type { Person } from '../../../contract/directory/people.ts';
import type { Role } from '../../../contract/permissions.ts';
import { Badge } from '../../ui/screen/badge.tsx';

export const roleChoices: { value: Role; label: string }[] = [
  { value: 'viewer', label: 'Viewer: can see everything, change nothing' },
  { value: 'responder', label: 'Responder: acknowledges alerts, goes on call' },
  { value: 'admin', label: 'Admin: manages people and settings' },
];

export const roleWord = (role: Role) => role.charAt(0).toUpperCase() + role.slice(1);

export function PersonStatus({ status, look }: { status: Person['status']; look?: 'plain' | 'tint' }) {
  if (status === 'active') {
    return (
      <Badge tone="resolved" glyph="check" look={look}>
        Active
      </Badge>
    );
  }
  return status === 'invited' ? (
    <Badge tone="acknowledged" glyph="clock" look={look}>
      Invited
    </Badge>
  ) : (
    <Badge tone="sev5" glyph="slash" look={look}>
      Disabled
    </Badge>
  );
}
