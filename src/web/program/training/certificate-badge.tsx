import type { certificateStates } from '../../../contract/program/training.ts';
import { Badge } from '../../ui/screen/badge.tsx';

const looks = {
  valid: { tone: 'resolved', glyph: 'check', word: 'Certified' },
  'expires-soon': { tone: 'sev3', glyph: 'clock', word: 'Expires soon' },
  expired: { tone: 'sev2', glyph: 'triangle', word: 'Expired' },
} as const;

export function CertificateBadge({ state }: { state: (typeof certificateStates)[number] }) {
  const { tone, glyph, word } = looks[state];
  return (
    <Badge tone={tone} glyph={glyph} look="plain">
      {word}
    </Badge>
  );
}
