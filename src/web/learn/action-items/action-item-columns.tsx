import type { ActionItem } from '../../../contract/learn/action-items.ts';
import type { Column } from '../../ui/list/column.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { DueTime } from '../due-time.tsx';

export const actionItemKindWords = {
  prevent: 'Prevent',
  detect: 'Detect',
  mitigate: 'Mitigate',
  respond: 'Respond',
} as const;

const states = {
  open: { tone: 'sev4', glyph: 'ring', word: 'Open' },
  done: { tone: 'resolved', glyph: 'check', word: 'Done' },
  wont_do: { tone: 'sev5', glyph: 'slash', word: 'Won’t do' },
} as const;

export function ActionItemState({ state }: { state: ActionItem['state'] }) {
  const { tone, glyph, word } = states[state];
  return (
    <Badge tone={tone} glyph={glyph} look="plain">
      {word}
    </Badge>
  );
}

export const actionItemColumns: Column<ActionItem>[] = [
  { header: 'State', width: '92px', cell: ({ state }) => <ActionItemState state={state} /> },
  { header: 'Action item', width: 'minmax(0, 3fr)', isTitle: true, cell: ({ title }) => title },
  { header: 'Kind', width: '84px', wideOnly: true, cell: ({ kind }) => actionItemKindWords[kind] },
  {
    header: 'Owner',
    width: 'minmax(100px, 1fr)',
    cell: ({ owner }) => owner?.name ?? <span className="muted">No owner</span>,
  },
  { header: 'Incident', width: '88px', cell: ({ incident }) => <span className="nowrap">{incident.key}</span> },
  {
    header: 'Due',
    width: '120px',
    align: 'end',
    cell: ({ dueAt, isOverdue, state }) =>
      state === 'open' ? <DueTime at={dueAt} isOverdue={isOverdue} /> : <span className="muted">closed</span>,
  },
];
