/** The state as JSON in the shape that status widgets and aggregators read everywhere (`/api/v2/*.json`). Pure. */
import type { ComponentState } from '../../../domain/communicate/status.ts';
import { singleLine } from '../../../domain/text.ts';
import type { ComponentView, IncidentView, MaintenanceView, PageView } from './view.ts';
import { wordsText } from './words.ts';

const componentCodes: Record<ComponentState, string> = {
  operational: 'operational',
  maintenance: 'under_maintenance',
  degraded: 'degraded_performance',
  partial: 'partial_outage',
  major: 'major_outage',
};

const impactCodes: Record<ComponentState, string> = {
  operational: 'none',
  maintenance: 'maintenance',
  degraded: 'minor',
  partial: 'major',
  major: 'critical',
};

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
const pageId = 'evenkeel';

const pageOf = (view: PageView) => ({
  id: pageId,
  name: view.page.title,
  url: view.address,
  time_zone: view.page.timeZone,
  updated_at: iso(view.takenAt),
});

const statusOf = (view: PageView) => ({
  indicator: impactCodes[view.banner.state],
  description: view.banner.sentence,
});

const groupId = (name: string) => `group-${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`;

/** Groups are components that hold others, as readers of this shape expect. */
function componentsOf(view: PageView) {
  const groups = [...new Set(view.components.map(({ groupName }) => groupName).filter((name) => name !== ''))];
  const worst = (members: ComponentView[]) =>
    (['major', 'partial', 'degraded', 'maintenance'] as const).find((state) =>
      members.some((member) => member.state === state),
    ) ?? 'operational';
  const common = { page_id: pageId, showcase: true, only_show_if_degraded: false };
  const heads = groups.map((name, index) => {
    const members = view.components.filter(({ groupName }) => groupName === name);
    return {
      ...common,
      id: groupId(name),
      name: singleLine(name),
      status: componentCodes[worst(members)],
      created_at: iso(Math.min(...members.map(({ changedAt }) => changedAt))),
      updated_at: iso(view.takenAt),
      position: index + 1,
      description: null,
      group_id: null,
      group: true,
      components: members.map(({ slug }) => slug),
    };
  });
  const members = view.components.map((component, index) => ({
    ...common,
    id: component.slug,
    name: singleLine(component.name),
    status: componentCodes[component.state],
    created_at: iso(component.changedAt),
    updated_at: iso(view.takenAt),
    position: index + 1,
    description: component.description === '' ? null : singleLine(component.description),
    group_id: component.groupName === '' ? null : groupId(component.groupName),
    group: false,
  }));
  return [...heads, ...members];
}

function incidentOf(incident: IncidentView, view: PageView) {
  const resolved = incident.updates.findLast(({ status }) => status === 'resolved');
  const monitoring = incident.updates.findLast(({ status }) => status === 'monitoring');
  const names = new Map(view.components.map(({ slug, name }) => [slug, name]));
  const all = componentsOf(view);
  const touched = new Set(incident.updates.flatMap(({ components }) => components.map((one) => one.componentId)));
  return {
    id: incident.id,
    name: singleLine(incident.title),
    status: incident.status,
    impact: impactCodes[incident.impact],
    created_at: iso(incident.startedAt),
    started_at: iso(incident.startedAt),
    updated_at: iso(incident.changedAt),
    monitoring_at: iso(monitoring?.at ?? null),
    resolved_at: incident.status === 'resolved' ? iso(resolved?.at ?? null) : null,
    shortlink: `${view.address}/incidents/${incident.id}`,
    page_id: pageId,
    components: all.filter(({ id, group }) => !group && touched.has(id)),
    incident_updates: incident.updates
      .map((update, index) => ({
        id: `${incident.id}-${index + 1}`,
        incident_id: incident.id,
        status: update.status,
        body: wordsText(update.body),
        created_at: iso(update.at),
        updated_at: iso(update.at),
        display_at: iso(update.at),
        affected_components: update.components.flatMap(({ componentId, state }) => {
          const name = names.get(componentId);
          return name === undefined
            ? []
            : [{ code: componentId, name: singleLine(name), new_status: componentCodes[state] }];
        }),
      }))
      .toReversed(),
  };
}

function maintenanceOf(one: MaintenanceView, view: PageView) {
  const body = wordsText(one.body);
  const status = one.state.replace('-', '_');
  return {
    id: one.id,
    name: singleLine(one.title),
    status,
    impact: 'maintenance',
    created_at: iso(one.createdAt),
    updated_at: iso(one.changedAt),
    scheduled_for: iso(one.startsAt),
    scheduled_until: iso(one.endsAt),
    shortlink: `${view.address}#maintenance-${one.id}`,
    page_id: pageId,
    components: componentsOf(view).filter(({ id, group }) => !group && one.componentIds.includes(id)),
    incident_updates: [
      {
        id: `${one.id}-1`,
        incident_id: one.id,
        status,
        body,
        created_at: iso(one.createdAt),
        updated_at: iso(one.changedAt),
        display_at: iso(one.createdAt),
        affected_components: [],
      },
    ],
  };
}

const mostIncidents = 50;

/** File name below `api/v2/` to its JSON. */
export function apiFiles(view: PageView): Record<string, string> {
  const page = pageOf(view);
  const status = statusOf(view);
  const components = componentsOf(view);
  const ahead = view.maintenances.filter(({ state }) => state === 'scheduled' || state === 'in-progress');
  return {
    'status.json': JSON.stringify({ page, status }),
    'components.json': JSON.stringify({ page, components }),
    'incidents.json': JSON.stringify({
      page,
      incidents: [...view.activeIncidents, ...view.pastIncidents]
        .slice(0, mostIncidents)
        .map((incident) => incidentOf(incident, view)),
    }),
    'summary.json': JSON.stringify({
      page,
      status,
      components,
      incidents: view.activeIncidents.map((incident) => incidentOf(incident, view)),
      scheduled_maintenances: ahead.map((one) => maintenanceOf(one, view)),
    }),
  };
}
