import type { PostmortemSummary } from '../../../../contract/learn/postmortems.ts';
import { Badge, type BadgeProps } from '../../../ui/screen/badge.tsx';

const looks = {
  draft: { tone: 'sev5', glyph: 'square', word: 'Draft' },
  in_review: { tone: 'identified', glyph: 'eye', word: 'In review' },
  completed: { tone: 'resolved', glyph: 'check', word: 'Completed' },
} as const;

export function PostmortemState({ state, look }: { state: PostmortemSummary['state']; look?: BadgeProps['look'] }) {
  const { tone, glyph, word } = looks[state];
  return (
    <Badge tone={tone} glyph={glyph} look={look}>
      {word}
    </Badge>
  );
}
