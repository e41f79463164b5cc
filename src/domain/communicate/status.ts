import type { UpdateStatus } from './templates.ts';

export type ComponentState = 'operational' | 'maintenance' | 'degraded' | 'partial' | 'major';

/** Best to worst. */
export const componentStates: readonly ComponentState[] = [
  'operational',
  'maintenance',
  'degraded',
  'partial',
  'major',
];

export const componentStateNames: Record<ComponentState, string> = {
  operational: 'Operational',
  maintenance: 'Under maintenance',
  degraded: 'Degraded performance',
  partial: 'Partial outage',
  major: 'Major outage',
};

export function worseState(left: ComponentState, right: ComponentState): ComponentState {
  return componentStates.indexOf(left) >= componentStates.indexOf(right) ? left : right;
}

export function worstState(states: readonly ComponentState[]): ComponentState {
  return states.reduce(worseState, 'operational');
}

/** A published update of a public incident. `publishedAt` in epoch milliseconds. */
export type PublishedUpdate = {
  publishedAt: number;
  status: UpdateStatus;
  /** Components whose state this update states; others keep what an earlier update said. */
  components: readonly { componentId: string; state: ComponentState }[];
};

export type PublicIncident = {
  id: string;
  updates: readonly PublishedUpdate[];
};

export type PublicMaintenance = {
  id: string;
  componentIds: readonly string[];
  /** True between its start and its end. */
  inProgress: boolean;
};

function inOrder(updates: readonly PublishedUpdate[]): PublishedUpdate[] {
  return [...updates].sort((left, right) => left.publishedAt - right.publishedAt);
}

/** What one incident says of each component it names: the latest word counts, and “resolved” takes everything before back. */
export function statesByIncident(incident: PublicIncident): Map<string, ComponentState> {
  const updates = inOrder(incident.updates);
  const states = new Map<string, ComponentState>();
  for (const update of updates) {
    for (const { componentId, state } of update.components) states.set(componentId, state);
    if (update.status === 'resolved') for (const componentId of states.keys()) states.set(componentId, 'operational');
  }
  return states;
}

/** The state of every listed component: the worst that any open incident or running maintenance says of it. */
export function componentStatesNow(
  componentIds: readonly string[],
  incidents: readonly PublicIncident[],
  maintenances: readonly PublicMaintenance[],
): Map<string, ComponentState> {
  const now = new Map<string, ComponentState>(componentIds.map((id) => [id, 'operational']));
  const worsen = (componentId: string, state: ComponentState) => {
    const present = now.get(componentId);
    if (present !== undefined) now.set(componentId, worseState(present, state));
  };
  for (const incident of incidents) {
    for (const [componentId, state] of statesByIncident(incident)) worsen(componentId, state);
  }
  for (const maintenance of maintenances) {
    if (maintenance.inProgress) for (const componentId of maintenance.componentIds) worsen(componentId, 'maintenance');
  }
  return now;
}

export type StateSpan = {
  componentId: string;
  state: ComponentState;
  startAt: number;
  /** Null: still so. */
  endAt: number | null;
};

/** The spans during which an incident kept components from being operational; the input of the uptime bars. */
export function spansOfIncident(incident: PublicIncident): StateSpan[] {
  const updates = inOrder(incident.updates);
  const open = new Map<string, StateSpan>();
  const spans: StateSpan[] = [];
  const close = (componentId: string, at: number) => {
    const span = open.get(componentId);
    open.delete(componentId);
    if (span && span.startAt < at) spans.push({ ...span, endAt: at });
  };
  for (const update of updates) {
    for (const { componentId, state } of update.components) {
      if (open.get(componentId)?.state === state) continue;
      close(componentId, update.publishedAt);
      if (state !== 'operational')
        open.set(componentId, { componentId, state, startAt: update.publishedAt, endAt: null });
    }
    if (update.status === 'resolved')
      for (const componentId of [...open.keys()]) close(componentId, update.publishedAt);
  }
  return [...spans, ...open.values()];
}

export type Banner = {
  state: ComponentState;
  sentence: string;
};

/** The one sentence on top of the status page. `names` maps component id to its public name. */
export function bannerOf(states: ReadonlyMap<string, ComponentState>, names: ReadonlyMap<string, string>): Banner {
  const worst = worstState([...states.values()]);
  if (worst === 'operational') return { state: worst, sentence: 'All systems operational.' };
  const hit = [...states].filter(([, state]) => state === worst).map(([id]) => names.get(id) ?? '');
  const named = hit.filter((name) => name !== '');
  const all = hit.length === states.size && states.size > 1;
  if (!all && named.length === 0) return { state: worst, sentence: 'Some components are not working normally.' };
  // No verb follows the names: only their owners know which of them are plural.
  const which = all ? 'all components' : listOf(named);
  const what = all ? 'our services' : listOf(named);
  const sentences: Record<Exclude<ComponentState, 'operational'>, string> = {
    maintenance: `Scheduled maintenance is in progress for ${which}.`,
    degraded: `We are seeing degraded performance for ${which}.`,
    partial: `Some customers cannot use ${what}.`,
    major: `Customers cannot use ${what} at the moment.`,
  };
  return { state: worst, sentence: sentences[worst] };
}

function listOf(names: readonly string[]): string {
  if (names.length > 3) return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
