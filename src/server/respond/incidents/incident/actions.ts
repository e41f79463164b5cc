import { problem } from '../../../../contract/errors.ts';
import type { IncidentPatch } from '../../../../contract/respond/incidents/changes.ts';
import { isOpen } from '../../../../domain/respond/incidents/lifecycle.ts';
import type { Context } from '../../../platform/context.ts';
import type { Transaction } from '../../../platform/db/database.ts';
import { requireVersion } from '../../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../../platform/events/record.ts';
import { addTimelineEvent, tell } from '../timeline/actions.ts';
import { callPeople } from './call-people.ts';
import { onIncident } from './change.ts';
import * as store from './store.ts';

type Fields = Omit<IncidentPatch, 'serviceIds'>;

const fieldWords: Record<keyof Fields, string> = {
  title: 'the title',
  summary: 'the summary',
  customerImpact: 'the customer impact',
  customersAffected: 'the number of customers affected',
  isVisibleToCustomers: 'whether customers see it',
  isSeverityDisputed: 'whether the severity is flagged for review',
  slowerPublicUpdateMinutes: 'the public update interval',
  conferenceUrl: 'the conference link',
  foundBy: 'who detected it',
};

/** What changes the fields; other events of an incident tell of its roles, tasks and the like. */
const fieldEvents = ['incident.updated', 'incident.servicesChanged'] as const;

/** Changes the fields that are given; `version_mismatch` when somebody changed the incident since `ifMatch`. */
export async function updateIncident(ctx: Context, id: number, patch: IncidentPatch, ifMatch?: number) {
  const { serviceIds, ...fields } = patch;
  return onIncident(ctx, id, async (tx, incident) => {
    await requireVersion(tx, incident, ifMatch, 'incident', id, fieldEvents);
    await changeFields(ctx, tx, incident, fields);
    if (serviceIds) await changeServices(ctx, tx, incident, serviceIds);
  });
}

async function changeFields(ctx: Context, tx: Transaction, incident: store.IncidentRecord, fields: Fields) {
  const { id } = incident;
  const changed = (Object.keys(fields) as (keyof Fields)[]).filter(
    (key) => fields[key] !== undefined && fields[key] !== incident[key],
  );
  if (changed.length === 0) return;
  await store.patchIncident(tx, id, Object.fromEntries(changed.map((key) => [key, fields[key]])));
  const text = changed.includes('title')
    ? `Title: ${fields.title}`
    : `Changed ${changed.map((key) => fieldWords[key]).join(', ')}`;
  await addTimelineEvent(tx, ctx.actor, id, { kind: 'details', text, data: { changed } });
  await recordEvent(tx, ctx.actor, 'incident.updated', id, {
    before: Object.fromEntries(changed.map((key) => [key, incident[key]])),
    after: fields,
  });
}

/** Makes these the affected services; teams that the severity names and that nobody has asked yet are paged. */
async function changeServices(ctx: Context, tx: Transaction, incident: store.IncidentRecord, serviceIds: number[]) {
  const { id } = incident;
  const missing = await store.missingServices(tx, serviceIds);
  if (missing.length > 0) {
    const message = `There is no service ${missing[0]}.`;
    throw problem('invalid_input', undefined, [{ path: 'body.serviceIds', message }]);
  }
  const removed = await store.keepServices(tx, id, serviceIds);
  const added = await store.addServices(tx, id, serviceIds);
  if (added.length + removed.length === 0) return;
  await store.patchIncident(tx, id, {});
  const parts = [
    added.length > 0 ? `affected: ${added.join(', ')}` : '',
    removed.length > 0 ? `no longer affected: ${removed.join(', ')}` : '',
  ];
  await tell(tx, ctx.actor, id, {
    event: 'incident.servicesChanged',
    kind: 'service',
    text: `Services ${parts.filter((part) => part !== '').join('; ')}`,
    data: { before: incident.services.map((service) => service.id), after: serviceIds },
  });
  if (added.length > 0 && isOpen(incident.lifecycle)) {
    await callPeople(tx, ctx.actor, (await store.loadIncident(tx, id))!);
  }
}
