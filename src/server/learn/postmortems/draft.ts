import { type DraftFacts, draftPostmortem } from '../../../domain/learn/postmortem-draft.ts';
import type { PostmortemForm } from '../../../domain/learn/postmortem-forms.ts';
import { incidentKey } from '../../../domain/respond/incidents/incident-key.ts';
import type { RoleKey } from '../../../domain/respond/incidents/roles.ts';
import type { Severity } from '../../../domain/severity.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Incident } from '../../respond/incidents/incident/record.ts';
import { readStory } from '../../respond/incidents/room/actions.ts';
import { listOpenTasks } from '../../respond/incidents/tasks/actions.ts';
import { listActionItems } from '../action-items/store.ts';
import { listEarlier } from '../recurrences/store.ts';
import * as store from './facts-store.ts';

/** Updates stand in the draft by themselves; what learn itself wrote is no part of the story. */
const leftOutKinds = new Set(['update', 'postmortem', 'recurrence']);
const mostSimilar = 3;

/** The draft of a postmortem from what the incident says now; times are UTC. */
export async function draftFor(db: Queryable, incident: Incident, form: PostmortemForm): Promise<string> {
  return draftPostmortem(form, await loadFacts(db, incident));
}

async function loadFacts(db: Queryable, incident: Incident): Promise<DraftFacts> {
  const { id } = incident;
  const { instants, timeline, updates, severityChanges } = await readStory(db, incident);
  const tasks = await listOpenTasks(db, id);
  const held = await store.listHeldRoles(db, id);
  return {
    key: incident.key,
    title: incident.title,
    severity: incident.severity as Severity,
    severityHistory: severityHistory(severityChanges),
    instants,
    serviceNames: incident.services.map(({ name }) => name),
    detectedBy: incident.foundBy,
    roleHoldings: held.map(({ role, personName }) => ({ role: role as RoleKey, personName })),
    timeline: timeline
      .filter(({ kind }) => !leftOutKinds.has(kind))
      .map(({ at, text, actor }) => ({
        at: at.getTime(),
        text,
        personName: actor.personId === undefined ? null : actor.name,
      })),
    updates: updates.map(({ at, audience, text }) => ({
      at: at.getTime(),
      audience: audience === 'public' ? 'public' : 'internal',
      text,
    })),
    impactText: incident.customerImpact.trim() === '' ? null : incident.customerImpact,
    customersAffected: incident.customersAffected,
    numbers: await store.countFacts(db, id),
    runbooks: await store.listFollowedRunbooks(db, id),
    openTasks: tasks.map(({ title, owner }) => ({ title, ownerName: owner?.name ?? null })),
    similar: await similarIncidents(db, id),
  };
}

type SeverityChanges = Awaited<ReturnType<typeof readStory>>['severityChanges'];

function severityHistory(changes: SeverityChanges): DraftFacts['severityHistory'] {
  return changes.map(({ at, from, to, reason }) => ({
    at: new Date(at).getTime(),
    from: from as Severity,
    to: to as Severity,
    reason: reason.trim() === '' ? null : reason,
  }));
}

async function similarIncidents(db: Queryable, incidentId: number): Promise<DraftFacts['similar']> {
  const earlier = (await listEarlier(db, incidentId))
    .filter(({ state }) => state !== 'dismissed')
    .slice(0, mostSimilar);
  const similar = [];
  for (const { otherId, otherTitle, state, reasons } of earlier) {
    const open = await listActionItems(db, { state: 'open', incidentId: otherId }, 10, undefined);
    const certainty = state === 'confirmed' ? 'confirmed' : 'suggested, not confirmed';
    similar.push({
      key: incidentKey(otherId),
      title: otherTitle,
      reason: `${certainty}. ${reasons.map(({ explanation }) => explanation).join(' ')}`,
      openActionItems: open.items.map(({ title }) => title),
    });
  }
  return similar;
}
