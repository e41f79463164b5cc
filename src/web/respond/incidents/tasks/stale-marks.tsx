import type { RunbookSummary } from '../../../../contract/resolve/runbooks.ts';
import { Badge } from '../../../ui/screen/badge.tsx';

const words: Record<RunbookSummary['staleReasons'][number], string> = {
  old: 'Not reviewed recently',
  'no-owner': 'No owner',
  'reported-wrong': 'Problem reported',
  'no-steps': 'No steps',
};

/** Why a runbook must not be trusted blindly; nothing when it is fresh. */
export function StaleMarks({ reasons }: { reasons: RunbookSummary['staleReasons'] }) {
  return reasons.map((reason) => (
    <Badge key={reason} tone="sev3" glyph="diamond" look="plain">
      {words[reason]}
    </Badge>
  ));
}
