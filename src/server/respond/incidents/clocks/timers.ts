/** The running clocks of a room: when updates are due, when somebody must command, when a commander should rest. */
import {
  type ClockFacts,
  commanderEscalationDueAt,
  type Timer,
  timersOf,
} from '../../../../domain/respond/incidents/clock.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { loadRule } from '../../severities/actions.ts';
import { type IncidentRecord, loadIncident } from '../incident/store.ts';
import * as store from './timers-store.ts';

export type Clock = { now: number; timers: Timer[]; commanderSince: number | null };

/** Reads the clocks. A practice owes the public nothing, and a test owes nobody anything. */
export async function readClock(db: Queryable, incident: IncidentRecord): Promise<Clock> {
  const found = await store.loadClock(db, incident.id);
  const now = found.now.getTime();
  const commanderSince = milliseconds(found.commanderSince);
  if (incident.kind === 'test' || incident.kind === 'imported') return { now, timers: [], commanderSince };
  const { declaredAt } = incident.instants;
  const facts: ClockFacts = {
    lifecycle: incident.lifecycle,
    rule: await loadRule(db, incident.severity),
    // What a higher severity or a reopening asks for is asked from then on.
    declaredAt: Math.max(...[declaredAt, incident.reopenedAt, found.severityRaisedAt].map((at) => at?.getTime() ?? 0)),
    commanderAssignedAt: commanderSince,
    visibleToCustomers: incident.isVisibleToCustomers,
    lastPublicUpdateAt: milliseconds(found.lastPublicUpdateAt),
    publicStatus: incident.publicStatus,
    lastInternalUpdateAt: milliseconds(found.lastInternalUpdateAt),
    promisedPublicUpdateAt: milliseconds(found.promisedPublicUpdateAt),
    slowerPublicUpdateMinutes: incident.slowerPublicUpdateMinutes,
  };
  const sinceNobody = Math.max(facts.declaredAt, found.commanderRenouncedAt?.getTime() ?? 0);
  const commanderDueAt = commanderEscalationDueAt({ ...facts, declaredAt: sinceNobody });
  const timers = timersOf(facts, now)
    .filter(({ key }) => key !== 'public-update' || incident.kind === 'real')
    .map((timer) =>
      timer.key === 'commander' && commanderDueAt !== null
        ? { ...timer, dueAt: commanderDueAt, overdue: commanderDueAt <= now }
        : timer,
    )
    .sort((one, other) => one.dueAt - other.dueAt);
  return { now, timers, commanderSince };
}

/** Sets the timers of an incident as its facts now are; called after every change of a room, in its transaction. */
export async function refreshTimers(tx: Queryable, id: number): Promise<void> {
  const incident = await loadIncident(tx, id);
  if (incident) await store.replaceTimers(tx, id, (await readClock(tx, incident)).timers);
}

function milliseconds(at: Date | null): number | null {
  return at?.getTime() ?? null;
}
