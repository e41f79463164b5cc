import type { Incident } from '../../../contract/respond/incidents/incident.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { kindWords } from './severity-words.ts';

/** Says that an incident is none of the measures' business; nothing for a real one. */
export function KindBadge({ kind }: { kind: Incident['kind'] }) {
  if (kind === 'real') return null;
  return (
    <Badge tone="maintenance" glyph="square">
      {kindWords[kind]}
    </Badge>
  );
}
