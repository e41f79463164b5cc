import type { Check, CheckOutcome } from '../../../contract/detect/checks.ts';
import { checkStateText } from '../../../domain/detect/check-words.ts';
import { Badge, type BadgeProps } from '../../ui/screen/badge.tsx';

const looks: Record<ReturnType<typeof checkStateText>, Pick<BadgeProps, 'tone' | 'glyph'>> = {
  passing: { tone: 'resolved', glyph: 'check' },
  failing: { tone: 'sev1', glyph: 'bell' },
  'in doubt': { tone: 'sev3', glyph: 'lens' },
  'not running': { tone: 'sev2', glyph: 'triangle' },
  'not run': { tone: 'sev3', glyph: 'slash' },
  paused: { tone: 'sev5', glyph: 'slash' },
  new: { tone: 'sev5', glyph: 'ring' },
};

export const capitalised = (text: string) => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;

/** How a check stands, in one badge. */
export function CheckState({ check, look }: { check: Check; look?: 'plain' }) {
  const state = checkStateText(check);
  return (
    <Badge {...looks[state]} look={look}>
      {capitalised(state)}
    </Badge>
  );
}

export const outcomeWords: Record<CheckOutcome, string> = { passed: 'Passed', failed: 'Failed', blocked: 'Not run' };
