import { type ListedAlert, listAlerts } from '../../contract/detect/alerts.ts';
import { listSources } from '../../contract/detect/sources.ts';
import { listPeople, type Person } from '../../contract/directory/people.ts';
import { listServices } from '../../contract/directory/services.ts';
import { listTeams } from '../../contract/directory/teams.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { listRunbooks, type RunbookSummary } from '../../contract/resolve/runbooks.ts';
import { listEscalationPolicies } from '../../contract/respond/escalation-policies.ts';
import { type Incident, listIncidents } from '../../contract/respond/incidents/incident.ts';
import { listSchedules } from '../../contract/respond/schedules/schedule.ts';

/** Something that can be chosen. */
export type Choice = {
  value: string;
  label: string;
  /** What tells it apart from others of its name: a slug, or the address of a person. */
  detail: string;
  /** It stays where it is chosen, and is not offered. */
  isDisabled?: boolean;
};

/** A list on the server that things are chosen from. */
export type Catalog = {
  endpoint: Endpoint;
  /** The query for what was typed. */
  search: (text: string) => Record<string, unknown>;
  /** The queries that read the chosen ones again. */
  chosen: (values: string[]) => Record<string, unknown>[];
  choiceOf: (item: never) => Choice;
  /** Of whom the list is: "people". */
  plural: string;
};

type Named = { id: number; name: string; slug: string };

/** How many are read by their ids in one request. */
const mostIds = 100;

function byIds(values: string[]) {
  const ids = values.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0);
  return Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, part) => ({
    ids: ids.slice(part * mostIds, (part + 1) * mostIds),
    limit: mostIds,
  }));
}

function named(endpoint: Endpoint, plural: string): Catalog {
  return {
    endpoint,
    plural,
    search: (text) => ({ search: text || undefined }),
    chosen: byIds,
    choiceOf: ({ id, name, slug }: Named) => ({ value: String(id), label: name, detail: slug }),
  };
}

/** Things that are chosen by their slug, as conditions name them. */
function bySlug(catalog: Catalog): Catalog {
  return {
    ...catalog,
    chosen: (slugs) => slugs.map((slug) => ({ search: slug, limit: 5 })),
    choiceOf: ({ name, slug }: Named) => ({ value: slug, label: name, detail: slug }),
  };
}

/** Things that are chosen to act on at once: what is chosen is never shown as a value. */
function toActOn<Item>(
  endpoint: Endpoint,
  plural: string,
  filter: Record<string, unknown>,
  choiceOf: (item: Item) => Choice,
): Catalog {
  return {
    endpoint,
    plural,
    search: (text) => ({ ...filter, text: text || undefined }),
    chosen: () => [],
    choiceOf: choiceOf as Catalog['choiceOf'],
  };
}

const incidentChoice = ({ id, key, title }: Incident) => ({ value: String(id), label: `${key} ${title}`, detail: '' });

const services = named(listServices, 'services');
const sources = named(listSources, 'sources');

export const catalogs = {
  people: {
    ...named(listPeople, 'people'),
    search: (text: string) => ({ search: text || undefined, status: 'enabled' }),
    choiceOf: ({ id, name, email, status }: Person) => ({
      value: String(id),
      label: status === 'disabled' ? `${name} (disabled)` : name,
      detail: email,
      isDisabled: status === 'disabled',
    }),
  },
  teams: named(listTeams, 'teams'),
  services,
  schedules: named(listSchedules, 'schedules'),
  policies: named(listEscalationPolicies, 'escalation policies'),
  sources,
  runbooks: {
    ...named(listRunbooks, 'runbooks'),
    search: (text: string) => ({ text: text || undefined }),
    choiceOf: ({ id, title, slug }: RunbookSummary) => ({ value: String(id), label: title, detail: slug }),
  },
  openAlerts: toActOn(listAlerts, 'open alerts', { state: 'open' }, ({ id, title, sourceName }: ListedAlert) => ({
    value: String(id),
    label: title,
    detail: sourceName,
  })),
  openIncidents: toActOn(listIncidents, 'open incidents', { lifecycle: 'open' }, incidentChoice),
  endedIncidents: toActOn(listIncidents, 'resolved incidents', { lifecycle: 'over' }, incidentChoice),
  serviceSlugs: bySlug(services),
  sourceSlugs: bySlug(sources),
} satisfies Record<string, Catalog>;

export type CatalogName = keyof typeof catalogs;
