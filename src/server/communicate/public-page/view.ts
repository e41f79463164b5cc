/** What the public outputs say, worked out once from the snapshot. Pure. */
import {
  type Banner,
  bannerOf,
  type ComponentState,
  componentStates,
  componentStatesNow,
  type PublicIncident,
  type StateSpan,
  spansOfIncident,
} from '../../../domain/communicate/status.ts';
import { type Uptime, type UptimeDay, uptimeOf } from '../../../domain/communicate/uptime.ts';
import {
  historyDays,
  type PublicComponent,
  type PublicIncidentFacts,
  type PublicMaintenanceFacts,
  type PublicSnapshot,
} from './snapshot.ts';

export type MaintenanceState = 'scheduled' | 'in-progress' | 'completed' | 'canceled';
export type MaintenanceView = PublicMaintenanceFacts & { state: MaintenanceState; componentNames: string[] };

export type IncidentView = PublicIncidentFacts & {
  title: string;
  status: PublicIncidentFacts['updates'][number]['status'];
  startedAt: number;
  changedAt: number;
  nextUpdateAt: number | null;
  /** The worst that any update said. */
  impact: ComponentState;
  componentNames: string[];
};

export type DayView = UptimeDay & {
  /** What the bar shows: the worst state that lasted a minute; null where nothing is known. */
  shown: ComponentState | null;
};

export type ComponentView = PublicComponent & {
  state: ComponentState;
  days: DayView[];
  uptime90: number | null;
  uptime30: number | null;
};

export type PageView = {
  isDemo: boolean;
  page: PublicSnapshot['page'];
  /** Absolute, without a trailing slash. */
  address: string;
  takenAt: number;
  /** Set when the page could not be made anew since. */
  staleSince: number | null;
  banner: Banner;
  components: ComponentView[];
  activeIncidents: IncidentView[];
  pastIncidents: IncidentView[];
  maintenances: MaintenanceView[];
};

const shownFromSeconds = 60;

export function viewOf(snapshot: PublicSnapshot, address: string, staleSince: number | null): PageView {
  const now = snapshot.takenAt;
  const names = new Map(snapshot.components.map(({ slug, name }) => [slug, name]));
  const incidents = snapshot.incidents.map((incident) => incidentView(incident, names));
  const maintenances = snapshot.maintenances.map((one) => maintenanceView(one, names, now));
  const states = statesNow(snapshot);
  const spans = [
    ...publishedIncidents(snapshot).flatMap(spansOfIncident),
    ...maintenances.flatMap((one) => maintenanceSpans(one, now)),
  ];
  const activeIncidents = incidents.filter(({ status }) => status !== 'resolved');
  return {
    isDemo: snapshot.isDemo,
    page: snapshot.page,
    address,
    takenAt: now,
    staleSince,
    banner: bannerWith(bannerOf(states, names), activeIncidents),
    components: snapshot.components.map((component) =>
      componentView(component, states.get(component.slug) ?? 'operational', spans, snapshot),
    ),
    activeIncidents,
    pastIncidents: incidents.filter(({ status }) => status === 'resolved'),
    maintenances,
  };
}

/** The state of every component by its slug. */
export function statesNow(snapshot: PublicSnapshot): Map<string, ComponentState> {
  return componentStatesNow(
    snapshot.components.map(({ slug }) => slug),
    publishedIncidents(snapshot),
    snapshot.maintenances.map((one) => ({
      id: one.id,
      componentIds: one.componentIds,
      inProgress: maintenanceState(one, snapshot.takenAt) === 'in-progress',
    })),
  );
}

function publishedIncidents({ incidents }: PublicSnapshot): PublicIncident[] {
  return incidents.map(({ id, updates }) => ({
    id,
    updates: updates.map(({ at, status, components }) => ({ publishedAt: at, status, components })),
  }));
}

/** While an incident is open the banner never says that all is well, even when all components work again. */
function bannerWith(banner: Banner, active: IncidentView[]): Banner {
  if (banner.state !== 'operational' || active.length === 0) return banner;
  const watching = active.every(({ status }) => status === 'monitoring');
  return {
    state: 'degraded',
    sentence: watching ? 'All systems are working again. We are monitoring.' : 'We are investigating a problem.',
  };
}

function incidentView(incident: PublicIncidentFacts, names: ReadonlyMap<string, string>): IncidentView {
  const first = incident.updates[0]!;
  const last = incident.updates.at(-1)!;
  const changes = incident.updates.flatMap(({ components }) => components);
  const named = [...new Set(changes.map(({ componentId }) => componentId))];
  return {
    ...incident,
    title: last.title,
    status: last.status,
    startedAt: first.at,
    changedAt: last.at,
    nextUpdateAt: last.status === 'resolved' ? null : last.nextUpdateAt,
    impact: worst(changes.map(({ state }) => state)),
    componentNames: named.flatMap((slug) => names.get(slug) ?? []),
  };
}

function worst(states: ComponentState[]): ComponentState {
  return componentStates.findLast((state) => states.includes(state)) ?? 'operational';
}

function maintenanceView(
  facts: PublicMaintenanceFacts,
  names: ReadonlyMap<string, string>,
  now: number,
): MaintenanceView {
  const componentNames = facts.componentIds.flatMap((slug) => names.get(slug) ?? []);
  return { ...facts, componentNames, state: maintenanceState(facts, now) };
}

/** Work that was ended early counts as completed; only what never began was canceled. */
export function maintenanceState(
  facts: { startsAt: number; endsAt: number; canceledAt: number | null },
  now: number,
): MaintenanceState {
  if (facts.canceledAt !== null) return facts.canceledAt <= facts.startsAt ? 'canceled' : 'completed';
  if (now >= facts.endsAt) return 'completed';
  return now >= facts.startsAt ? 'in-progress' : 'scheduled';
}

function maintenanceSpans(view: MaintenanceView, now: number): StateSpan[] {
  const endAt = Math.min(view.endsAt, view.canceledAt ?? view.endsAt);
  if (view.startsAt >= Math.min(endAt, now)) return [];
  return view.componentIds.map((componentId) => ({ componentId, state: 'maintenance', startAt: view.startsAt, endAt }));
}

function componentView(
  component: PublicComponent,
  state: ComponentState,
  spans: StateSpan[],
  { takenAt: now, page }: PublicSnapshot,
): ComponentView {
  const question = {
    spans: spans.filter(({ componentId }) => componentId === component.slug),
    zone: page.timeZone,
    observedFrom: component.observedFrom,
    now,
  };
  const uptime: Uptime = uptimeOf({ ...question, dayCount: historyDays });
  return {
    ...component,
    state,
    days: uptime.days.map((day) => ({ ...day, shown: shownState(day) })),
    uptime90: uptime.uptimePercent,
    uptime30: uptimeOf({ ...question, dayCount: 30 }).uptimePercent,
  };
}

function shownState(day: UptimeDay): ComponentState | null {
  const seen = componentStates.filter((state) => day.secondsIn[state] > 0);
  if (seen.length === 0) return null;
  return seen.findLast((state) => state !== 'operational' && day.secondsIn[state] >= shownFromSeconds) ?? 'operational';
}
