/** What the templates may say of an incident. The rule of who may see which value is the domain's. */

import type { PublicValues } from '../../../contract/communicate/public-updates.ts';
import { severityLabel } from '../../../domain/severity.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { type Incident, requireIncident } from '../../respond/incidents/incident/record.ts';
import { listOpenTasks } from '../../respond/incidents/tasks/actions.ts';
import { clockText, lengthText, momentText, nameList } from '../public-page/words.ts';
import { loadPage } from '../status-page/store.ts';

export type IncidentPlaces = {
  /** Where colleagues reach this installation. */
  publicUrl: string;
  /** What an incident cost, in words for colleagues; a stage to the right knows. */
  incidentCostText: (db: Queryable, incidentId: number) => Promise<string>;
};

export type Typed = {
  typed: PublicValues;
  /** Names of the affected components, as on the status page. */
  componentNames?: string[];
  nextUpdateAt?: Date | null;
  /** Address of the public incident. */
  link?: string;
};

/** Public words where nobody has typed any yet: true of every incident, telling nothing. */
const fallbacks = {
  title: 'Service disruption',
  effect: 'problems',
  components: 'our services',
  affected: 'some customers',
  next_update: 'later today',
};

/**
 * The values by the names that templates use. The public ones come from what was typed for customers, from the clock
 * and from the status page, never from the room.
 * @throws Problem `not_found`
 */
export async function valuesOfIncident(
  db: Queryable,
  incidentId: number,
  given: Typed,
  places: IncidentPlaces,
): Promise<Record<string, string>> {
  const { publicUrl } = places;
  const incident = await requireIncident(db, incidentId);
  const page = await loadPage(db);
  const zone = page.timeZone;
  const now = await readNowMs(db);
  const { typed } = given;
  const values: Record<string, string | undefined> = {
    title: typed.title,
    components: given.componentNames?.length ? nameList(given.componentNames) : undefined,
    effect: typed.effect,
    affected: typed.affected,
    not_affected: typed.notAffected,
    workaround: typed.workaround,
    data_statement: typed.dataStatement,
    started: startOf(incident, zone),
    ended: endOf(incident, zone, now),
    now: clockText(now, zone),
    next_update: given.nextUpdateAt ? clockText(given.nextUpdateAt.getTime(), zone) : undefined,
    lessons_by: typed.lessonsBy,
    link: given.link ?? `${publicUrl}/status`,
    contact: page.contact,
    summary: typed.summary,
    actions: typed.actions,
    ...(await internalValues(db, incident, places, now)),
  };
  const filled = Object.entries(values).map(([name, value]) => [
    name,
    value ?? (Object.hasOwn(fallbacks, name) ? fallbacks[name as keyof typeof fallbacks] : ''),
  ]);
  return Object.fromEntries(filled);
}

async function internalValues(
  db: Queryable,
  incident: Incident,
  { publicUrl, incidentCostText }: IncidentPlaces,
  now: number,
) {
  const tasks = await listOpenTasks(db, incident.id);
  const started = incident.instants.impactStartedAt ?? incident.instants.declaredAt;
  const ended = incident.instants.mitigatedAt ?? incident.instants.resolvedAt;
  return {
    key: incident.key,
    severity: severityLabel(incident.severity),
    commander: incident.commander?.name ?? 'nobody yet',
    owner: incident.commander?.name ?? 'nobody yet',
    room: `${publicUrl}/incidents/${incident.id}`,
    customers: incident.customersAffected === null ? 'not known yet' : `about ${incident.customersAffected}`,
    cause: 'not known yet',
    risk: 'not assessed yet',
    decision: 'none',
    known: incident.summary || incident.title,
    unknown: 'the cause',
    tasks: tasks.length === 0 ? 'none' : tasks.map(({ title }) => title).join('; '),
    plan_b: 'none yet',
    duration: lengthText(((ended?.getTime() ?? now) - started.getTime()) / 1000),
    cost: await incidentCostText(db, incident.id),
    review_date: 'to be set',
  };
}

function startOf({ instants }: Incident, zone: string): string {
  return momentText((instants.impactStartedAt ?? instants.detectedAt ?? instants.declaredAt).getTime(), zone);
}

function endOf({ instants }: Incident, zone: string, now: number): string {
  return momentText((instants.mitigatedAt ?? instants.resolvedAt)?.getTime() ?? now, zone);
}
