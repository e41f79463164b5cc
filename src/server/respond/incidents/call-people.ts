/** Whom an incident asks to come: what its severity says, or a person who is called in by hand. */
import { Problem, problem } from '../../../contract/errors.ts';
import { ruleOf, type Severity } from '../../../domain/respond/incidents/severities.ts';
import { truncate } from '../../../domain/text.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { openPage, type PageRequest } from '../pages/open-page.ts';
import { loadPage } from '../pages/store.ts';
import * as store from './call-people-store.ts';
import { onIncident } from './change.ts';
import { loadMatrix, type Matrix } from './severities.ts';
import type { IncidentRecord } from './store.ts';
import { tell } from './timeline.ts';

type Call = { policyId: number; serviceId: number | null; whom: string };

/**
 * Pages those whom the severity of the incident names and whom no page of it has asked yet. Drills page as the real
 * thing does, tests page nobody.
 */
export async function callPeople(tx: Transaction, actor: Actor, incident: IncidentRecord): Promise<void> {
  if (incident.kind === 'test' || incident.kind === 'imported') return;
  const matrix = await loadMatrix(tx);
  const asked = new Set(await store.listAskedPolicies(tx, incident.id));
  for (const call of callsOf(matrix, incident.severity, await store.listServicePolicies(tx, incident.id))) {
    if (asked.has(call.policyId)) continue;
    asked.add(call.policyId);
    await callPolicy(tx, actor, incident, call);
  }
}

function callsOf({ rules, policies }: Matrix, severity: number, services: store.ServicePolicy[]): Call[] {
  const rule = ruleOf(rules, severity as Severity);
  if (rule.urgency === 'none') return [];
  const owners = rule.pages.includes('affected-teams')
    ? services
    : rule.pages.includes('owning-team')
      ? services.slice(0, 1)
      : [];
  const calls = owners
    .filter((service) => !service.isAsked)
    .map(({ policyId, serviceId, serviceName }) => ({ policyId, serviceId, whom: serviceName }));
  const roles = (['commander', 'communications', 'executives'] as const)
    .filter((role) => rule.pages.includes(role))
    .map((role) => ({ policyId: policies[role], serviceId: null, whom: role }));
  return [...calls, ...roles].flatMap(({ policyId, ...call }) => (policyId === null ? [] : [{ ...call, policyId }]));
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

/** Calls somebody into the incident by hand; answers the page. @throws Problem `invalid_input` for an unknown target */
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
