import { problem } from '../../../contract/errors.ts';
import type { BesideText } from '../../../contract/learn/postmortems.ts';
import { type Completeness, decideMove, missingFields } from '../../../domain/learn/postmortem.ts';
import type { PostmortemForm } from '../../../domain/learn/postmortem-forms.ts';
import { incidentKey } from '../../../domain/respond/incidents/incident-key.ts';
import { isOver } from '../../../domain/respond/incidents/lifecycle.ts';
import { requireEnabledPerson } from '../../directory/people/actions.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { lockIncident, requireIncident } from '../../respond/incidents/incident/record.ts';
import { tell } from '../../respond/incidents/timeline/actions.ts';
import { draftFor } from './draft.ts';
import { requireFactors } from './factors.ts';
import { readDemand, startPostmortem } from './follow-incident.ts';
import * as reviewers from './reviewers-store.ts';
import * as store from './store.ts';
import { countFindings } from './wording.ts';

/** The postmortem of an incident with what it still lacks. @throws Problem `not_found` */
export async function getPostmortem(ctx: Pick<Context, 'db'>, id: number) {
  const found = await store.loadPostmortem(ctx.db, id);
  if (!found) throw noPostmortem(id);
  const { isRequested: _, ...postmortem } = found;
  const listed = await reviewers.listReviewers(ctx.db, id);
  return {
    ...postmortem,
    reviewers: listed,
    missing: [...missingFields(completenessOf(found)), ...notApproved(listed)],
  };
}

/** Asks for a postmortem; the one that is there stays as it is. @throws Problem `state_conflict` while the incident is open */
export async function requestPostmortem(ctx: Context, id: number, form?: PostmortemForm) {
  return transaction(ctx.db, async (tx) => {
    const incident = await lockIncident(tx, id);
    if (!isOver(incident.lifecycle)) throw problem('state_conflict', `${incident.key} is not resolved yet.`);
    if (!(await store.lockPostmortem(tx, id))) {
      const demand = await readDemand(tx, incident, true);
      await startPostmortem(tx, ctx.actor, incident, { ...demand, form: form ?? demand.form ?? 'light' });
    }
    return getPostmortem({ db: tx }, id);
  });
}

/** The draft as the incident reads today; nothing is stored. */
export async function redraft(ctx: Context, id: number) {
  const { form } = await getPostmortem(ctx, id);
  return { markdown: await draftFor(ctx.db, await requireIncident(ctx.db, id), form) };
}

/**
 * Changes the properties next to the text, merged with what others have changed since they were `seen`.
 * @throws Problem `state_conflict` when it is completed, `version_mismatch` when somebody changed the same field
 */
export async function updatePostmortem(ctx: Context, id: number, given: BesideText, seen: BesideText = {}) {
  return onUnfinished(ctx, id, async (tx, before) => {
    const known = {
      ownerId: before.owner?.id ?? null,
      factorKeys: before.factorKeys,
      noActionReason: before.noActionReason,
      isFullImpact: before.isFullImpact,
      reviewerIds: (await reviewers.listReviewers(tx, id)).map(({ person }) => person.id),
    };
    const patch = mergeSeen(known, given, seen);
    if (!patch) throw await changedMeanwhile(tx, 'postmortem', id, ['postmortem.updated']);
    const ownerId = patch.ownerId === undefined ? (before.owner?.id ?? null) : patch.ownerId;
    if (patch.ownerId) await requireEnabledPerson(tx, patch.ownerId, 'body.ownerId');
    for (const personId of patch.reviewerIds ?? []) await requireEnabledPerson(tx, personId, 'body.reviewerIds');
    const factorKeys = [...new Set(patch.factorKeys ?? before.factorKeys)];
    await requireFactors(tx, factorKeys, before.factorKeys);
    const isFullImpact = patch.isFullImpact ?? before.isFullImpact;
    await store.setDetails(tx, id, {
      ownerId,
      factorKeys,
      noActionReason: patch.noActionReason === undefined ? before.noActionReason : patch.noActionReason,
      isFullImpact,
      findingCount: await countFindings(tx, before.markdown, isFullImpact),
    });
    if (patch.reviewerIds) await reviewers.replaceReviewers(tx, id, patch.reviewerIds);
    await recordEvent(tx, ctx.actor, 'postmortem.updated', id, {
      before: known,
      after: patch,
    });
  });
}

/** Null when a field that is no list was changed since it was seen, to something else than what is given. */
function mergeSeen(known: Required<BesideText>, given: BesideText, seen: BesideText): BesideText | null {
  const names = Object.keys(given) as (keyof BesideText)[];
  const isOvertaken = (name: 'ownerId' | 'noActionReason' | 'isFullImpact') =>
    given[name] !== undefined && seen[name] !== undefined && known[name] !== seen[name] && known[name] !== given[name];
  if (names.some((name) => name !== 'factorKeys' && name !== 'reviewerIds' && isOvertaken(name))) return null;
  return {
    ...given,
    ...(given.factorKeys && { factorKeys: mergeList(known.factorKeys!, given.factorKeys, seen.factorKeys) }),
    ...(given.reviewerIds && { reviewerIds: mergeList(known.reviewerIds!, given.reviewerIds, seen.reviewerIds) }),
  };
}

/** What is there, with what was added and without what was taken out since it was seen. */
function mergeList<Item>(known: Item[], given: Item[], seen: Item[] | undefined): Item[] {
  if (!seen) return given;
  const kept = known.filter((item) => given.includes(item) || !seen.includes(item));
  return [...new Set([...kept, ...given.filter((item) => !seen.includes(item))])];
}

/** Moves it on or back. @throws Problem `state_conflict` with all that is missing */
export async function movePostmortem(ctx: Context, id: number, to: store.PostmortemRow['state'], reason: string) {
  return onPostmortem(ctx, id, async (tx, before) => {
    const decision = decideMove(before.state, to, completenessOf(before), reason);
    const approvals = to === 'completed' ? notApproved(await reviewers.listReviewers(tx, id)) : [];
    const refusals = [...(decision.allowed ? [] : decision.reasons), ...approvals];
    if (refusals.length > 0) {
      const errors = refusals.map((message) => ({ path: 'body.to', message }));
      throw problem('state_conflict', refusals.join(' '), errors);
    }
    await store.setState(tx, id, to);
    if (to === 'draft' || before.state === 'completed') await reviewers.clearApprovals(tx, id);
    await recordEvent(tx, ctx.actor, 'postmortem.moved', id, { from: before.state, to, reason });
    if (to !== 'completed' && before.state !== 'completed') return;
    await tell(tx, ctx.actor, id, {
      event: to === 'completed' ? 'incident.postmortemCompleted' : 'incident.postmortemReopened',
      kind: 'postmortem',
      text: to === 'completed' ? 'Postmortem completed' : `Postmortem reopened: ${reason}`,
    });
  });
}

/** A reviewer approves the version they have read. @throws Problem `version_mismatch` when it was edited meanwhile */
export async function approvePostmortem(ctx: Context, id: number, version: number) {
  return onPostmortem(ctx, id, async (tx, before) => {
    const personId = requirePerson(ctx);
    if (before.state !== 'in_review') throw problem('state_conflict', 'This postmortem is not in review.');
    const isReviewer = (await reviewers.listReviewers(tx, id)).some(({ person }) => person.id === personId);
    if (!isReviewer) throw problem('forbidden', 'Only its reviewers can approve this postmortem.');
    if (version !== before.version)
      throw problem('version_mismatch', `The postmortem is now at version ${before.version}.`);
    await reviewers.setApproval(tx, id, personId, version);
    await recordEvent(tx, ctx.actor, 'postmortem.approved', id, { version });
  });
}

/** Runs `change` with the postmortem locked; returns the changed postmortem. */
export async function onPostmortem(
  ctx: Context,
  id: number,
  change: (tx: Transaction, before: store.PostmortemRow) => Promise<void>,
) {
  return transaction(ctx.db, async (tx) => {
    // The incident first, as everywhere: what is told on its timeline locks it.
    await lockIncident(tx, id);
    const before = await store.lockPostmortem(tx, id);
    if (!before) throw noPostmortem(id);
    await change(tx, before);
    return getPostmortem({ db: tx }, id);
  });
}

/** As `onPostmortem`, while it may still be edited. */
export async function onUnfinished(
  ctx: Context,
  id: number,
  change: (tx: Transaction, before: store.PostmortemRow) => Promise<void>,
) {
  return onPostmortem(ctx, id, async (tx, before) => {
    if (before.state === 'completed')
      throw problem('state_conflict', 'This postmortem is completed; reopen it to edit it.');
    await change(tx, before);
  });
}

function completenessOf(postmortem: store.PostmortemRow): Completeness {
  const { form, markdown, factorKeys, actionItemCount, noActionReason, owner } = postmortem;
  const ownerPersonId = owner === null ? null : String(owner.id);
  return { form, markdown, ownerPersonId, factorCount: factorKeys.length, actionItemCount, noActionReason };
}

function notApproved(listed: reviewers.ReviewerRow[]): string[] {
  return listed
    .filter(({ approvedAt }) => approvedAt === null)
    .map(({ person }) => `${person.name} has not approved yet.`);
}

function noPostmortem(id: number) {
  return problem('not_found', `${incidentKey(id)} has no postmortem.`);
}
