/** Whom an incident asks to come: what its severity says, or a person who is called in by hand. */
import { Problem, problem } from '../../../../contract/errors.ts';
import { truncate } from '../../../../domain/text.ts';
import type { Actor } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import { type Transaction, transaction } from '../../../platform/db/database.ts';
import { openPage, type PageRequest } from '../../pages/opening/open-page.ts';
import { loadPage } from '../../pages/store.ts';
import { tell } from '../timeline/actions.ts';
import * as store from './call-people-store.ts';
import { onIncident } from './change.ts';
import type { IncidentRecord } from './store.ts';
import { wantedFor, whomWords, whyUnpaged } from './unpaged.ts';
import { listRolesHeld } from './unpaged-store.ts';

type Call = { policyId: number; serviceId: number | null; whom: string };

/**
 * Pages those whom the severity of the incident names and whom no page of it has asked yet. Drills page as the real
 * thing does, tests page nobody. For whom nothing says who that is, the timeline says so.
 */
export async function callPeople(tx: Transaction, actor: Actor, incident: IncidentRecord): Promise<void> {
  if (incident.kind === 'test' || incident.kind === 'imported') return;
  const { wanted, services } = await wantedFor(tx, incident);
  const isAsked = new Set(services.filter((service) => service.isAsked).map(({ serviceId }) => serviceId));
  const held = new Set(await listRolesHeld(tx, incident.id));
  const asked = new Set(await store.listAskedPolicies(tx, incident.id));
  const wasPaged = asked.size > 0 || isAsked.size > 0;
  const unpaged: string[] = [];
  for (const each of wanted) {
    const { whom, policyId } = each;
    if ('serviceId' in whom && whom.serviceId !== null && isAsked.has(whom.serviceId)) continue;
    if (policyId === null) {
      const isMet = 'role' in whom ? held.has(whom.role) : whom.serviceId === null && wasPaged;
      if (!isMet) unpaged.push(`${whomWords(each)} (${whyUnpaged(each, false).because})`);
      continue;
    }
    if (asked.has(policyId)) continue;
    asked.add(policyId);
    const serviceId = 'serviceId' in whom ? whom.serviceId : null;
    await callPolicy(tx, actor, incident, { policyId, serviceId, whom: 'role' in whom ? whom.role : whom.name });
  }
  if (unpaged.length === 0) return;
  await tell(tx, actor, incident.id, {
    event: 'incident.callFailed',
    kind: 'page',
    text: `Nobody was paged for ${unpaged.join(', ')}`,
    isKey: true,
    data: {},
  });
}

/** Runs a policy for the incident. A policy that is gone or unreadable is told in the room, and stops nothing else. */
export async function callPolicy(
  tx: Transaction,
  actor: Actor,
  incident: IncidentRecord,
  { policyId, serviceId, whom }: Call,
): Promise<void> {
  try {
    await transaction(tx, (part) =>
      openIncidentPage(part, actor, incident, { target: { kind: 'policy', id: policyId }, serviceId }, whom),
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await tell(tx, actor, incident.id, {
      event: 'incident.callFailed',
      kind: 'page',
      text: `Nobody was paged for ${whom}: ${error.message}`,
      isKey: true,
      data: { policyId },
    });
  }
}

async function openIncidentPage(
  tx: Transaction,
  actor: Actor,
  incident: IncidentRecord,
  request: Pick<PageRequest, 'target' | 'message' | 'serviceId'>,
  whom: string,
): Promise<number> {
  const pageId = await openPage(tx, actor, {
    ...request,
    title: truncate(`${incident.key} ${incident.title}`, 200),
    severity: Math.min(incident.severity, 4),
    kind: incident.kind === 'imported' ? 'real' : incident.kind,
    incidentId: incident.id,
  });
  await tell(tx, actor, incident.id, {
    event: 'incident.peoplePaged',
    kind: 'page',
    text: `Paged ${whom}`,
    data: { pageId, target: request.target },
  });
  return pageId;
}

/** Calls somebody into the incident by hand; returns the page. @throws Problem `invalid_input` for an unknown target */
export async function pageIntoIncident(
  ctx: Context,
  id: number,
  { target, message }: { target: PageRequest['target']; message: string },
) {
  const pageId = await onIncident(ctx, id, async (tx, incident) => {
    if (incident.lifecycle === 'closed') throw problem('state_conflict', `${incident.key} is closed.`);
    const whom = await store.targetName(tx, target);
    return openIncidentPage(tx, ctx.actor, incident, { target, message }, whom ?? `a ${target.kind}`);
  });
  return (await loadPage(ctx.db, pageId))!;
}
