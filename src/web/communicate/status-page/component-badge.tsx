import type { StatusComponent } from '../../../contract/communicate/status-page.ts';
import { type KnownState, StateBadge } from '../../ui/screen/state-badge.tsx';

const looks: Record<StatusComponent['state'], KnownState> = {
  operational: 'operational',
  maintenance: 'maintenance',
  degraded: 'degraded',
  partial: 'partial_outage',
  major: 'major_outage',
};

/** The state of a component as the public page says it. */
export function ComponentBadge({ state }: { state: StatusComponent['state'] }) {
  return <StateBadge state={looks[state]} />;
}
