import type { Drill } from '../../../contract/program/drills.ts';
import { type KnownState, StateBadge } from '../../ui/screen/state-badge.tsx';

const looks: Record<Drill['state'], KnownState> = {
  planned: 'scheduled',
  running: 'in_progress',
  finished: 'completed',
  canceled: 'cancelled',
};

export const DrillBadge = ({ state }: { state: Drill['state'] }) => <StateBadge state={looks[state]} />;
