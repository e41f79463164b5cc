import type { Drill } from '../../../contract/drills.ts';
import { type KnownState, StateBadge } from '../../ui/state-badge.tsx';

const looks: Record<Drill['state'], KnownState> = {
  planned: 'scheduled',
  running: 'in_progress',
  finished: 'completed',
  canceled: 'cancelled',
};

export const DrillBadge = ({ state }: { state: Drill['state'] }) => <StateBadge state={looks[state]} />;
