/** For whom of those that its severity wants nobody was paged, as long as that is so. */

import type { Unpaged } from '../../../../contract/respond/incidents/room.ts';
import { ruleOf } from '../../../../domain/respond/incidents/severities.ts';
import { unpagedOf, type Wanted, wantedOf } from '../../../../domain/respond/incidents/unpaged.ts';
import type { Severity } from '../../../../domain/severity.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { readDefaultPolicy } from '../../escalation/default-policy.ts';
import { loadMatrix } from '../../severities/actions.ts';
import * as calls from './call-people-store.ts';
import { type IncidentRecord, loadIncident } from './store.ts';
import * as store from './unpaged-store.ts';

type Called = Pick<IncidentRecord, 'id' | 'severity' | 'kind' | 'lifecycle'>;

/** Whom the severity of the incident wants paged, with the policies of now. */
export async function wantedFor(db: Queryable, { id, severity }: Pick<Called, 'id' | 'severity'>) {
  const { rules, policies } = await loadMatrix(db);
  const rule = ruleOf(rules, severity as Severity);
  const services = await calls.listServicePolicies(db, id);
  const wanted =
    rule.urgency === 'none'
      ? []
      : wantedOf({
          pages: rule.pages,
          services: services.map(({ serviceName, ...service }) => ({ ...service, name: serviceName })),
          policies,
          defaultPolicyId: (await readDefaultPolicy(db)).policy?.id ?? null,
        });
  return { wanted, services };
}

export async function listUnpaged(db: Queryable, incident: Called): Promise<Unpaged[]> {
  const isOver = incident.lifecycle === 'resolved' || incident.lifecycle === 'closed';
  if (isOver || incident.kind === 'test' || incident.kind === 'imported') return [];
  const { wanted } = await wantedFor(db, incident);
  const pages = await store.listReach(db, incident.id);
  const unpaged = unpagedOf(wanted, pages, await store.listRolesHeld(db, incident.id));
  return unpaged.map((one) => {
    const tried = pages.some(({ policyId }) => policyId !== null && policyId === one.policyId);
    return { whom: whomWords(one), ...whyUnpaged(one, tried) };
  });
}

/** Going on, with what is to be said about it. */
export async function listUnpagedIncidents(db: Queryable): Promise<{ id: number; key: string; sentence: string }[]> {
  const found: { id: number; key: string; sentence: string }[] = [];
  for (const id of await store.listGoingOn(db)) {
    const incident = (await loadIncident(db, id))!;
    const unpaged = await listUnpaged(db, incident);
    if (unpaged.length > 0) found.push({ id, key: incident.key, sentence: unpagedSentence(unpaged) });
  }
  return found;
}

/** One sentence for all of them. */
export function unpagedSentence(unpaged: Unpaged[]): string {
  return unpaged.map(({ whom, because }) => `Nobody was paged for ${whom}: ${because}.`).join(' ');
}

const roleWords = { commander: 'the commander', communications: 'communications', executives: 'executives' } as const;

export function whomWords({ whom }: Wanted): string {
  return 'role' in whom ? roleWords[whom.role] : whom.name;
}

/** `tried`: a page has asked the policy and reached nobody. */
export function whyUnpaged({ whom, policyId }: Wanted, tried: boolean): Pick<Unpaged, 'because' | 'mend'> {
  if (policyId !== null) {
    const because = tried
      ? 'nobody in the escalation policy could be reached'
      : 'it had no escalation policy when it should have been paged';
    return { because, mend: { text: 'Check the policy.', path: `/escalation-policies/${policyId}` } };
  }
  if ('role' in whom) {
    const because = `the severity matrix names no ${whom.role} policy`;
    return { because, mend: { text: `Choose the ${whom.role} policy.`, path: '/settings/severities' } };
  }
  if (whom.serviceId === null) {
    return {
      because: 'the incident names no affected service',
      mend: { text: 'Add the affected services.', path: null },
    };
  }
  const because = `${whom.name} has no escalation policy, and there is no default one`;
  return { because, mend: { text: `Give ${whom.name} an escalation policy.`, path: `/services/${whom.serviceId}` } };
}
