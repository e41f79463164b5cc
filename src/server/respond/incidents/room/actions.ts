import { instantKeys } from '../../../../contract/respond/incidents/incident.ts';
import { validateInstants } from '../../../../domain/respond/incidents/instants.ts';
import { nextLifecycles } from '../../../../domain/respond/incidents/lifecycle.ts';
import { promptsFor } from '../../../../domain/respond/incidents/prompts.ts';
import { checklistOf } from '../../../../domain/respond/incidents/protocol.ts';
import { missingRoles } from '../../../../domain/respond/incidents/roles.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { loadProtocol, shippedItem } from '../../protocols/actions.ts';
import { loadRule } from '../../severities/actions.ts';
import { readClock } from '../clocks/timers.ts';
import { type Incident, requireIncident } from '../incident/record.ts';
import { listUnpaged } from '../incident/unpaged.ts';
import { listTasks } from '../tasks/store.ts';
import { listTimeline } from '../timeline/store.ts';
import { listUpdates } from '../updates/store.ts';
import { listPresent } from './presence-store.ts';
import * as store from './store.ts';

/** Everything that a war room shows, but the timeline. @throws Problem `not_found` */
export async function readRoom(db: Queryable, id: number) {
  const incident = await requireIncident(db, id);
  const rule = await loadRule(db, incident.severity);
  const clock = await readClock(db, incident);
  const roles = await store.listRoles(db, id);
  const tasks = await listTasks(db, id);
  const severityChanges = await store.listSeverityChanges(db, id);
  const holdings = roles.map(({ role, person }) => ({ role, personId: Number(person.id) }));
  const instants = instantsInMilliseconds(incident);
  return {
    ...incident,
    rule,
    roles,
    formerRoles: await store.listFormerRoles(db, id),
    missingRoles: missingRoles(rule.rolesNeeded, holdings),
    tasks,
    checklist: await readChecklist(db, incident, clock.now),
    timers: clock.timers.map((timer) => ({ ...timer, dueAt: new Date(timer.dueAt) })),
    prompts: promptsFor(
      {
        lifecycle: incident.lifecycle,
        holdings,
        publicUpdateDueAt: clock.timers.find(({ key }) => key === 'public-update')?.dueAt ?? null,
        tasks: tasks.map((task) => ({
          id: task.id,
          title: task.title,
          ownerPersonId: task.owner?.id ?? null,
          done: task.doneAt !== null,
        })),
        severityChangeCount: severityChanges.length,
        directReportCount: reportsToCommander(holdings),
        commanderSince: clock.commanderSince,
      },
      clock.now,
    ),
    updates: (await listUpdates(db, id, undefined, 20, undefined)).items,
    alerts: await store.listLinkedAlerts(db, id),
    alertCount: await store.countLinkedAlerts(db, id),
    pages: await store.listIncidentPages(db, id),
    unpaged: await listUnpaged(db, incident),
    severityChanges,
    corrections: await store.listCorrections(db, id),
    instantWarnings: validateInstants(instants, clock.now).warnings.map(({ message }) => message),
    nextLifecycles: [...nextLifecycles(incident.lifecycle)],
    present: await listPresent(db, id),
  };
}

const mostStoryEntries = 200;

/** What a room tells afterwards: the key moments and updates, oldest first, at most 200 of each. */
export async function readStory(db: Queryable, incident: Incident) {
  const timeline = await listTimeline(
    db,
    incident.id,
    { show: 'key', order: 'oldest-first' },
    mostStoryEntries,
    undefined,
  );
  return {
    instants: instantsInMilliseconds(incident),
    timeline: timeline.items,
    updates: (await listUpdates(db, incident.id, undefined, mostStoryEntries, undefined)).items,
    severityChanges: await store.listSeverityChanges(db, incident.id),
  };
}

/** The instants as the rules reckon with them: epoch milliseconds. */
export function instantsInMilliseconds({ instants }: Pick<Incident, 'instants'>) {
  const entries = instantKeys.map((key) => [key, instants[key]?.getTime() ?? null] as const);
  return Object.fromEntries(entries) as Record<(typeof instantKeys)[number], number | null>;
}

/** What the room works through: the protocol that was chosen for it, else that of its severity. */
export async function readChecklist(db: Queryable, incident: Incident, now: number) {
  const chosen = await store.loadProtocolKey(db, incident.id);
  const key = chosen ?? (await loadRule(db, incident.severity)).protocolId;
  const protocol = await loadProtocol(db, key);
  const ticks = await store.listTicks(db, incident.id);
  const ticked = ticks.map(({ itemId, tickedAt, item }) => ({
    itemId,
    tickedAt: tickedAt.getTime(),
    item: item ?? shippedItem(protocol.id, itemId),
  }));
  const items = checklistOf(protocol, ticked, incident.instants.declaredAt.getTime(), now).map((item) => {
    const tick = ticks.find(({ itemId }) => itemId === item.id);
    return {
      id: item.id,
      phase: item.phase,
      text: item.text,
      by: item.by,
      dueAt: item.dueAt === null ? null : new Date(item.dueAt),
      state: item.state,
      tickedAt: tick?.tickedAt ?? null,
      tickedBy: tick?.tickedBy ?? null,
    };
  });
  return { protocolName: protocol.name, protocolKey: protocol.id, isChosen: chosen !== null, items };
}

/** Everybody with a role but observers and, where there are sub-team leads, the resolvers who report to them. */
function reportsToCommander(holdings: { role: string; personId: number }[]): number {
  const hasLeads = holdings.some(({ role }) => role === 'team-lead');
  const people = holdings.filter(
    ({ role }) => role !== 'commander' && role !== 'observer' && !(hasLeads && role === 'resolver'),
  );
  return new Set(people.map(({ personId }) => personId)).size;
}
