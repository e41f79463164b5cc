import type { AuditFinding } from '../../../contract/respond/watchdog.ts';
import { onCallAt } from '../../../domain/respond/schedules/on-call.ts';
import type { Schedule } from '../../../domain/respond/schedules/schedule.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import { handOverAgain, releaseAlerts, wantPages } from '../../detect/alerts/response-store.ts';
import type { Database, Queryable } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { makeDue, restoreTimers } from '../page-life/life-store.ts';
import { moveNotificationsToNow } from '../page-life/notifications-store.ts';
import { restartUnreached } from '../pages/restart.ts';
import { loadSnapshots } from '../schedules/snapshots.ts';
import * as store from './store.ts';

export type Audit = { checkedAt: Date; isClean: boolean; findings: AuditFinding[] };

/** Checks every invariant now; clean means that the engine keeps its promises, warnings about people aside. */
export async function auditPaging(db: Queryable): Promise<Audit> {
  const checkedAt = await readNow(db);
  const findings: AuditFinding[] = [];
  for (const invariant of store.invariants) {
    const { count, examples } = await store.findBreaches(db, invariant);
    const { code, weight, sentence, subjectKind } = invariant;
    if (count > 0) findings.push({ code, weight, sentence, subjectKind, count, examples });
  }
  const gaps = await schedulesWithoutAnybody(db, checkedAt);
  if (gaps.length > 0) {
    findings.push({
      code: 'nobody_on_call',
      weight: 'warning',
      sentence: 'Nobody is on call now on a schedule that a policy notifies.',
      subjectKind: 'schedule',
      count: gaps.length,
      examples: gaps.slice(0, 10),
    });
  }
  return { checkedAt, isClean: findings.every(({ weight }) => weight !== 'fault'), findings };
}

/** Repairs what can be repaired without a human; returns whether the loops have work now. */
export async function repair(db: Database, { findings }: Audit): Promise<boolean> {
  const restarted = await restartUnreached(db);
  for (const { code } of findings) {
    if (code === 'page_without_timer') await restoreTimers(db);
    if (code === 'page_step_of_old_clock') await makeDue(db, await store.listBreaches(db, code));
    if (code === 'notification_of_old_clock') await moveNotificationsToNow(db, await store.listBreaches(db, code));
    if (code === 'page_outlives_alerts') {
      const pageIds = await store.listBreaches(db, code);
      await handOverAgain(db, await store.listAlertsOfPages(db, pageIds));
    }
    if (code === 'alert_without_page') await wantPages(db, await store.listBreaches(db, code));
    if (code === 'alert_held_too_long') await releaseAlerts(db, await store.listBreaches(db, code));
  }
  return restarted > 0 || findings.some(({ weight }) => weight === 'fault');
}

async function schedulesWithoutAnybody(db: Queryable, now: Date): Promise<number[]> {
  const ids = await store.schedulesOfPolicies(db);
  const schedules = await loadSnapshots(db, ids, now.getTime(), now.getTime() + 1);
  return [...schedules].filter(([, schedule]) => isEmptyAt(schedule, now)).map(([id]) => id);
}

function isEmptyAt(schedule: Schedule, now: Date): boolean {
  try {
    return onCallAt(schedule, instantOf(now.getTime())).personId === null;
  } catch {
    return true;
  }
}
