/** The part of a postmortem that needs nobody: it is drafted when its incident is over, and follows what changes there. */

import { demandOf, postmortemDueAt } from '../../../domain/learn/postmortem.ts';
import type { PostmortemForm } from '../../../domain/learn/postmortem-forms.ts';
import { isOver } from '../../../domain/respond/incidents/lifecycle.ts';
import { type Actor, actorReference, system } from '../../platform/auth/actor.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { type Incident, requireIncident } from '../../respond/incidents/incident/record.ts';
import { tell } from '../../respond/incidents/timeline/actions.ts';
import { loadRule } from '../../respond/severities/actions.ts';
import { isConfirmedRecurrence } from '../recurrences/store.ts';
import { draftFor } from './draft.ts';
import { listHeldRoles } from './facts-store.ts';
import * as store from './store.ts';
import { countFindings } from './wording.ts';

/** Drafts the postmortem of an incident that is over and demands one, or brings the one it has up to date. */
export async function followIncident(tx: Transaction, incidentId: number): Promise<void> {
  const incident = await requireIncident(tx, incidentId);
  // What was written elsewhere stays as it came.
  if (!isOver(incident.lifecycle) || incident.isFalseAlarm || incident.kind === 'imported') return;
  const existing = await store.lockPostmortem(tx, incidentId);
  const demand = await readDemand(tx, incident, existing?.isRequested ?? false);
  if (existing) return refresh(tx, incident, existing, demand);
  if (demand.form === null || !(demand.isRequired || incident.kind === 'drill')) return;
  await startPostmortem(tx, system, incident, { ...demand, form: demand.form });
}

export type Demand = Awaited<ReturnType<typeof readDemand>>;

/** Whether the incident must have a postmortem, in which form and by when. */
export async function readDemand(tx: Transaction, incident: Incident, isRequested: boolean) {
  const rule = await loadRule(tx, incident.severity);
  const { impactStartedAt, resolvedAt } = incident.instants;
  const durationMinutes =
    impactStartedAt && resolvedAt ? (resolvedAt.getTime() - impactStartedAt.getTime()) / 60_000 : null;
  const { required, form, reasons } = demandOf({
    rule,
    kind: incident.kind,
    durationMinutes,
    isRecurrence: await isConfirmedRecurrence(tx, incident.id),
    foundByCustomer: incident.foundBy === 'customer',
    requested: isRequested,
  });
  const dueAt = resolvedAt && postmortemDueAt(rule, required, resolvedAt.getTime(), 'UTC');
  return { isRequired: required, isRequested, form, reasons, dueAt: dueAt === null ? null : new Date(dueAt) };
}

/** Writes the first draft; the last commander owns it. Nothing happens when there is one already. */
export async function startPostmortem(
  tx: Transaction,
  actor: Actor,
  incident: Incident,
  demand: Demand & { form: PostmortemForm },
): Promise<void> {
  const markdown = await draftFor(tx, incident, demand.form);
  const held = await listHeldRoles(tx, incident.id);
  const commander = held.findLast(({ role, isEnabled }) => role === 'commander' && isEnabled);
  const findingCount = await countFindings(tx, markdown, false);
  const drafted = { ...demand, incidentId: incident.id, ownerId: commander?.personId ?? null, markdown, findingCount };
  if (!(await store.insertPostmortem(tx, drafted, actorReference(system)))) return;
  const { form, isRequired, reasons, dueAt } = demand;
  await recordEvent(tx, actor, 'postmortem.drafted', incident.id, {
    form,
    isRequired,
    reasons,
    dueAt,
    ownerId: drafted.ownerId,
  });
  await tell(tx, actor, incident.id, {
    event: 'incident.postmortemDrafted',
    kind: 'postmortem',
    text: dueAt ? `Postmortem drafted, due ${dueAt.toISOString().slice(0, 10)}` : 'Postmortem drafted',
  });
}

/** The demand follows the incident always; form and text only until a person has written. */
async function refresh(tx: Transaction, incident: Incident, existing: store.PostmortemRow, demand: Demand) {
  const { isUntouched, form: formBefore } = existing;
  const form = isUntouched ? (demand.form ?? formBefore) : formBefore;
  const next = { ...demand, form };
  if (isChanged(existing, next)) {
    await store.setDemand(tx, incident.id, next);
    await recordEvent(tx, system, 'postmortem.demandChanged', incident.id, next);
  }
  if (!isUntouched || existing.state !== 'draft') return;
  const markdown = await draftFor(tx, incident, form);
  if (markdown === existing.markdown) return;
  const findingCount = await countFindings(tx, markdown, existing.isFullImpact);
  const text = { markdown, findingCount, isUntouched: true };
  const version = await store.storeText(tx, incident.id, text, actorReference(system));
  await recordEvent(tx, system, 'postmortem.redrafted', incident.id, { version });
}

function isChanged(before: store.PostmortemRow, after: Demand & { form: string }): boolean {
  const comparable = ({
    form,
    isRequired,
    reasons,
    dueAt,
  }: Pick<store.PostmortemRow, 'form' | 'isRequired' | 'reasons' | 'dueAt'>) =>
    JSON.stringify([form, isRequired, reasons, dueAt]);
  return comparable(before) !== comparable({ ...after, form: after.form as PostmortemForm });
}
