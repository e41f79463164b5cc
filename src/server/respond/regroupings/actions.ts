/** Merging groups of alerts, splitting an alert from its group, and taking both back: docs/mechanisms/groups.md. */
import { problem } from '../../../contract/errors.ts';
import type { Regrouping } from '../../../contract/respond/regroupings.ts';
import { groupBy } from '../../../domain/group-by.ts';
import {
  type GroupedAlert,
  mostMerged,
  planMerge,
  planSplit,
  type Standing,
  whyNotUndone,
} from '../../../domain/respond/regrouping.ts';
import { lockAlerts, setEarlierGroup, setOwnGroup } from '../../detect/alerts/response-store.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { recordEvent, recordEvents } from '../../platform/events/record.ts';
import { openOrJoinPages } from '../page-life/life-store.ts';
import * as merging from '../page-life/merging-store.ts';
import { voidPendingNotifications } from '../page-life/notifications-store.ts';
import { followAlerts, reopenPages } from '../pages/ending/end.ts';
import { lockPagesOfAlerts } from '../pages/ending/end-store.ts';
import { groupsOf } from '../pages/opening/open-waiting.ts';
import { joinAlerts, loadAsWaiting } from '../pages/opening/opening-store.ts';
import { listSandboxed } from '../sandbox/store.ts';
import * as store from './store.ts';

/**
 * Merges the groups of these alerts: the pages end in one of them, which goes on with all alerts.
 * @throws Problem `not_found`, `state_conflict`
 */
export async function mergeAlerts(ctx: Context, alertIds: number[]): Promise<AsAnswered> {
  return transaction(ctx.db, async (tx) => {
    const { pages, members } = await lockGroups(tx, alertIds);
    if ((await listSandboxed(tx, idsOf(pages))).size > 0)
      throw problem('state_conflict', 'Alerts of a drill in a sandbox cannot be merged: nobody is notified of them.');
    const plan = planMerge(pages, await grouped(tx, [...new Set(alertIds)], members));
    if ('refusal' in plan) throw problem('state_conflict', plan.refusal);
    if (members.length > mostMerged)
      throw problem('state_conflict', `Groups with more than ${mostMerged} alerts together cannot be merged.`);
    const { leadId, endedIds, raised } = plan;
    const lead = pages.find(({ id }) => id === leadId)!;
    const leaving = members.filter(({ pageId }) => pageId !== leadId);
    const keys = await store.listKeys(tx, endedIds, [...new Set(members.map(({ alertId }) => alertId))]);
    const earlier = {
      lead: { severity: lead.severity, urgency: lead.urgency, kind: lead.kind, snoozedUntil: lead.snoozedUntil },
      ended: pages
        .filter(({ id }) => endedIds.includes(id))
        .map(({ id, state, snoozedUntil, generation, dueAt }) => ({ id, state, snoozedUntil, generation, dueAt })),
      members: members.map(({ pageId, alertId }) => ({ pageId, alertId })),
      taken: await merging.listTaken(tx, endedIds),
      keys,
    };
    await store.changeMembers(
      tx,
      leaving,
      leaving.map(({ alertId }) => ({ pageId: leadId, alertId })),
    );
    await merging.setRaised(tx, leadId, { ...raised, snoozedUntil: dateOf(raised.snoozedUntil) });
    await merging.markMerged(tx, endedIds, leadId);
    await voidPendingNotifications(tx, endedIds, `merged into page ${leadId}`);
    await store.setKeys(
      tx,
      keys.map(({ hash }) => ({ hash, pageId: leadId })),
    );
    await recordEvents(tx, ctx.actor, [
      ...endedIds.map((subjectId) => ({ kind: 'page.merged' as const, subjectId, data: { into: leadId } })),
      ...leaving.map(({ pageId: from, alertId: subjectId }) => ({
        kind: 'alert.merged' as const,
        subjectId,
        data: { pageId: leadId, from },
      })),
    ]);
    const id = await store.nextRegroupingId(tx);
    const moved = [...new Set(leaving.map(({ alertId }) => alertId))];
    const leftAs = await standing(tx, leadId, moved, 'on-it');
    const merge: store.Regrouping = { id, kind: 'merge', pageId: leadId, earlier, leftAs, undoneAt: null };
    await store.insertRegrouping(tx, merge, actorReference(ctx.actor));
    return answerOf(merge);
  });
}

/**
 * Takes an alert out of its group. A triggered one pages by its own ladder; one that was acknowledged with its group stays so,
 * by a page of its own that opens again when the old one would have. @throws Problem `not_found`, `state_conflict`
 */
export async function splitAlert(ctx: Context, alertId: number): Promise<AsAnswered> {
  return transaction(ctx.db, async (tx) => {
    const { pages, members } = await lockGroups(tx, [alertId]);
    const [alert] = await grouped(tx, [alertId], members);
    const plan = planSplit(alert!, await grouped(tx, otherAlerts(members, alertId), members));
    if ('refusal' in plan) throw problem('state_conflict', plan.refusal);
    const { pageId } = plan;
    const id = await store.nextRegroupingId(tx);
    const pageState = pages.find((page) => page.id === pageId)!.state;
    const groupKey = await store.loadGroupKey(tx, alertId);
    const keys = await store.listKeys(tx, [], [alertId]);
    await store.changeMembers(tx, [{ pageId, alertId }], []);
    await store.setKeys(
      tx,
      keys.map(({ hash }) => ({ hash, pageId: null })),
    );
    await setOwnGroup(tx, alertId, JSON.stringify(['split', id]));
    await recordEvent(tx, ctx.actor, 'alert.split', alertId, { from: pageId });
    if (plan.next === 'stays-acknowledged') await openAcknowledged(tx, ctx, alertId, pageId);
    await followAlerts(
      tx,
      ctx.actor,
      (await lockPagesOfAlerts(tx, otherAlerts(members, alertId))).filter(isPage(pageId)),
    );
    const leftAs = await standing(tx, pageId, [alertId], 'away');
    const earlier = { pageState, groupKey, keys };
    const split: store.Regrouping = { id, kind: 'split', pageId, earlier, leftAs, undoneAt: null };
    await store.insertRegrouping(tx, split, actorReference(ctx.actor));
    return answerOf(split);
  });
}

/** The page of an acknowledged alert that stands alone now: nobody is asked, and it opens again when the old one would. */
async function openAcknowledged(tx: Transaction, ctx: Context, alertId: number, likePageId: number): Promise<void> {
  const now = await readNow(tx);
  const [group] = await groupsOf(tx, await loadAsWaiting(tx, [alertId]), now);
  const [page] = await openOrJoinPages(tx, [group!], now);
  await joinAlerts(tx, [{ pageId: page!.id, alertId }]);
  await merging.markAcknowledgedAs(tx, page!.id, likePageId);
  const { severity, generation, branch } = page!;
  await recordEvent(tx, ctx.actor, 'page.opened', page!.id, { alertIds: [alertId], severity, generation, branch });
}

/**
 * Gives back the grouping before a merge or a split, as long as nothing it left has changed. @throws Problem `not_found`,
 * `state_conflict`
 */
export async function undoRegrouping(ctx: Context, id: number): Promise<AsAnswered> {
  return transaction(ctx.db, async (tx) => {
    const regrouping = await store.lockRegrouping(tx, id);
    if (!regrouping) throw problem('not_found', `No merge or split has the id ${id}.`);
    if (regrouping.undoneAt) throw problem('state_conflict', `This ${regrouping.kind} has been undone already.`);
    await (regrouping.kind === 'merge'
      ? undoMerge(tx, ctx, regrouping.pageId, regrouping.earlier, regrouping.leftAs)
      : undoSplit(tx, ctx, regrouping.pageId, regrouping.earlier, regrouping.leftAs));
    return answerOf({ ...regrouping, undoneAt: await store.markUndone(tx, id) });
  });
}

async function undoMerge(tx: Transaction, ctx: Context, leadId: number, earlier: store.EarlierGroups, left: Standing) {
  const { lead, ended, members, taken, keys } = earlier;
  const alertIds = left.alerts.map(({ id }) => id);
  const endedIds = ended.map(({ id }) => id);
  await store.lockPages(tx, [leadId, ...endedIds]);
  await lockAlerts(tx, alertIds);
  const here = alertIds.map((alertId) => ({ pageId: leadId, alertId }));
  requireUnchanged('merge', left, await standing(tx, leadId, alertIds, 'on-it'));
  const back = members.filter(({ pageId }) => pageId !== leadId);
  const stays = new Set(members.filter(({ pageId }) => pageId === leadId).map(({ alertId }) => alertId));
  await store.changeMembers(
    tx,
    here.filter(({ alertId }) => !stays.has(alertId)),
    back,
  );
  await merging.setRaised(tx, leadId, { ...lead, snoozedUntil: dateOf(lead.snoozedUntil) });
  await merging.markUnmerged(
    tx,
    ended.map(({ snoozedUntil, dueAt = null, ...page }) => ({
      ...page,
      snoozedUntil: dateOf(snoozedUntil),
      dueAt: dateOf(dueAt),
    })),
    taken,
  );
  await store.setKeys(tx, keys);
  await recordEvents(tx, ctx.actor, [
    ...endedIds.map((subjectId) => ({ kind: 'page.unmerged' as const, subjectId, data: { from: leadId } })),
    ...back.map(({ pageId, alertId: subjectId }) => ({
      kind: 'alert.unmerged' as const,
      subjectId,
      data: { pageId, from: leadId },
    })),
  ]);
}

async function undoSplit(tx: Transaction, ctx: Context, pageId: number, earlier: store.EarlierGroup, left: Standing) {
  const alertId = left.alerts[0]!.id;
  const own = await store.listOtherGroups(tx, alertId, pageId);
  await store.lockPages(tx, [pageId, ...own]);
  await lockAlerts(tx, [alertId]);
  const found = await store.listOtherGroups(tx, alertId, pageId);
  requireUnchanged('split', left, await standing(tx, pageId, [alertId], 'away'));
  const isAlone = (await store.listMembers(tx, found, found.length + 1)).every((member) => member.alertId === alertId);
  if (!isAlone || found.some((id) => !own.includes(id)))
    throw problem('state_conflict', 'The alert has joined others since the split. Merge them instead.');
  await store.changeMembers(
    tx,
    found.map((id) => ({ pageId: id, alertId })),
    [{ pageId, alertId }],
  );
  await merging.markMerged(tx, found, pageId);
  await voidPendingNotifications(tx, found, `merged into page ${pageId}`);
  await setEarlierGroup(tx, alertId, earlier.groupKey);
  await store.setKeys(tx, earlier.keys);
  if (earlier.pageState === 'open' && left.page.state === 'acknowledged') await reopenPages(tx, ctx.actor, [pageId]);
  await recordEvents(tx, ctx.actor, [
    ...found.map((subjectId) => ({ kind: 'page.merged' as const, subjectId, data: { into: pageId } })),
    { kind: 'alert.unsplit', subjectId: alertId, data: { pageId } },
  ]);
}

function requireUnchanged(what: 'merge' | 'split', left: Standing, now: Standing): void {
  const why = whyNotUndone(left, now);
  if (why !== null) throw problem('state_conflict', `The ${what} cannot be undone. ${why}`);
}

/** Locks the groups of these alerts with all of their alerts; again, for what was about to join them. */
async function lockGroups(tx: Transaction, alertIds: number[]) {
  const before = await store.lockGroups(tx, alertIds);
  const known = await store.listMembers(tx, idsOf(before), mostMerged + 1);
  await lockAlerts(tx, [...alertIds, ...known.map(({ alertId }) => alertId)]);
  const pages = await store.lockGroups(tx, alertIds);
  return { pages, members: await store.listMembers(tx, idsOf(pages), mostMerged + 1) };
}

const idsOf = (pages: { id: number }[]) => pages.map(({ id }) => id);
const dateOf = (at: number | null) => (at === null ? null : new Date(at));
const isPage = (pageId: number) => (page: { id: number }) => page.id === pageId;

/** @throws Problem `not_found` */
async function grouped(tx: Transaction, ids: number[], members: readonly store.Member[]): Promise<GroupedAlert[]> {
  const alerts = await store.listStates(tx, ids);
  const missing = ids.find((id) => !alerts.some((alert) => alert.id === id));
  if (missing !== undefined) throw problem('not_found', `No alert has the id ${missing}.`);
  const pagesOf = groupBy(members, ({ alertId }) => alertId);
  return alerts.map((alert) => ({ ...alert, pageIds: (pagesOf.get(alert.id) ?? []).map(({ pageId }) => pageId) }));
}

const otherAlerts = (members: readonly store.Member[], alertId: number) =>
  members.flatMap((member) => (member.alertId === alertId ? [] : member.alertId));

/** How a page stands now with alerts that were moved: onto it, or away from it. */
async function standing(tx: Transaction, pageId: number, moved: number[], where: 'on-it' | 'away'): Promise<Standing> {
  const [page] = await store.lockPages(tx, [pageId]);
  return { page: page!, alerts: await store.listStates(tx, moved, where === 'on-it' ? pageId : null) };
}

type AsAnswered = Omit<Regrouping, 'undoneAt'> & { undoneAt: Date | null };

function answerOf({ id, kind, pageId, earlier, leftAs, undoneAt }: store.Regrouping): AsAnswered {
  const alertIds = leftAs.alerts.map((alert) => alert.id);
  const endedPageIds = 'ended' in earlier ? earlier.ended.map((page) => page.id) : [];
  return { id, kind, pageId, alertIds, endedPageIds, undoneAt };
}
