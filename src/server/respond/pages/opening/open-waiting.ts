/** Turns alerts that want a page into pages, a batch in one transaction: the alert, its page and its first
 * notifications are there together or not at all. */

import type { NotPagedReason } from '../../../../domain/detect/paging.ts';
import { groupBy } from '../../../../domain/group-by.ts';
import { startOf } from '../../../../domain/respond/escalation/start.ts';
import { instantOf } from '../../../../domain/time/instant.ts';
import { dismissAlerts } from '../../../detect/alerts/response-store.ts';
import { system } from '../../../platform/auth/actor.ts';
import { type Database, type Transaction, transaction, withCommit } from '../../../platform/db/database.ts';
import { type NewEvent, recordEvents } from '../../../platform/events/record.ts';
import { withHoursOfTeams } from '../../escalation/team-hours.ts';
import { openOrJoinPages, type PageGroup } from '../../page-life/life-store.ts';
import { voidPendingNotifications } from '../../page-life/notifications-store.ts';
import { type Advanced, type AdvanceOptions, advancePages } from '../advance.ts';
import * as store from './opening-store.ts';
import { copyOfPolicy } from './policy-copy.ts';

/** Alerts a batch takes at most; a full one asks for another at once. Few, so that who comes during a storm waits for a short one. */
export const openingBatch = 100;

/** One batch, or one alert when `isOneByOne`; `taken` says how many alerts were handled, `claim` takes what they make due. */
export async function openWaitingPages(
  db: Database,
  isOneByOne: boolean,
  { claim, hasMail }: Pick<AdvanceOptions, 'claim' | 'hasMail'> = {},
): Promise<Advanced & { taken: number }> {
  return transaction(db, async (tx) => {
    const alerts = await store.claimWaitingAlerts(tx, isOneByOne ? 1 : openingBatch, isOneByOne);
    if (alerts.length === 0) return { taken: 0, dueNow: 0, isLoud: false };
    const now = alerts[0]!.now;

    const over = alerts.filter((alert) => alert.state !== 'triggered');
    const quiet = alerts.filter((alert) => alert.state === 'triggered' && alert.urgency === 'none');
    if (over.length > 0) await dismissAlerts(tx, over, 'settled');
    if (quiet.length > 0) {
      await dismissAlerts(tx, quiet, 'none');
      const data = { because: 'severity' satisfies NotPagedReason, until: null };
      const notPaged = quiet.map(({ id }) => ({ kind: 'alert.notPaged' as const, subjectId: id, data }));
      withCommit(tx, recordEvents(tx, system, notPaged));
    }

    const groups = await groupsOf(
      tx,
      alerts.filter((alert) => !over.includes(alert) && !quiet.includes(alert)),
      now,
    );
    if (groups.length === 0) return { taken: alerts.length, dueNow: 0, isLoud: false };
    const pages = await openOrJoinPages(tx, groups, now);
    const pageOf = new Map(pages.map((page) => [page.groupHash, page]));
    const pairs = groups.flatMap(({ groupHash, alertIds }) =>
      alertIds.map((alertId) => ({ pageId: pageOf.get(groupHash)!.id, alertId })),
    );
    withCommit(tx, store.joinAlerts(tx, pairs));
    const startedAnew = pages.filter((page) => page.mustPlan && !page.isNew).map((page) => page.id);
    if (startedAnew.length > 0) await voidPendingNotifications(tx, startedAnew, 'the escalation restarted');
    const known = new Set(idsOf(alerts.filter(({ hasPage }) => hasPage)));
    const events = groups.flatMap(({ groupHash, alertIds }): NewEvent[] => {
      const page = pageOf.get(groupHash)!;
      const data = { alertIds, severity: page.severity, generation: page.generation, branch: page.branch };
      if (page.isNew) return [{ kind: 'page.opened', subjectId: page.id, data }];
      const joining = alertIds.filter((id) => !known.has(id));
      return [
        { kind: 'page.joined', subjectId: page.id, data },
        ...joining.map((id): NewEvent => ({ kind: 'alert.joinedPage', subjectId: id, data: { pageId: page.id } })),
      ];
    });
    const due = pages.filter((page) => page.mustPlan);
    const advanced = await advancePages(tx, due, now, { alsoRecord: events, claim, hasMail });
    return { taken: alerts.length, ...advanced };
  });
}

const idsOf = (alerts: store.WaitingAlert[]) => alerts.map((alert) => alert.id);

/** Alerts come most severe first, so the first of a group gives the page its title. */
export async function groupsOf(tx: Transaction, alerts: store.WaitingAlert[], now: Date): Promise<PageGroup[]> {
  const groups = [...groupBy(alerts, (alert) => alert.groupHash)];
  const copies = groups.map(([, members]) => copyOfPolicy(members[0]!.policy, members[0]!.plainPolicy));
  const policies = await withHoursOfTeams(tx, copies, now.getTime());
  return groups.map(([groupHash, members], index) => {
    const first = members[0]!;
    const urgency = members.some((each) => each.urgency === 'high') ? 'high' : 'low';
    const beginning = { severity: first.severity, urgency, at: instantOf(now.getTime()) } as const;
    return {
      groupHash,
      policyId: first.policyId,
      ...startOf(policies[index]!, beginning),
      serviceId: first.serviceId,
      title: first.title,
      severity: first.severity,
      urgency,
      kind: members.every(({ isTest }) => isTest) ? 'test' : 'real',
      asksAdmins: first.asksAdmins,
      alertIds: idsOf(members),
    };
  });
}
