import { type Severity, severityLabel } from '../../../domain/severity.ts';
import { Badge, type BadgeProps, type Tone } from './badge.tsx';
import type { GlyphName } from './glyphs.tsx';

const looks: Record<Severity, { tone: Tone; glyph: GlyphName }> = {
  1: { tone: 'sev1', glyph: 'octagon' },
  2: { tone: 'sev2', glyph: 'triangle' },
  3: { tone: 'sev3', glyph: 'diamond' },
  4: { tone: 'sev4', glyph: 'disc' },
  5: { tone: 'sev5', glyph: 'ring' },
};

/** `SEV1` … `SEV5` with its shape. A number outside 1..5 shows as SEV5's look with the number it has. */
export function SeverityBadge({ severity, look }: { severity: number; look?: BadgeProps['look'] }) {
  const known = looks[severity as Severity] ?? looks[5];
  return (
    <Badge {...known} look={look ?? 'tint'}>
      {severityLabel(severity)}
    </Badge>
  );
}
