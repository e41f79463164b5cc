/** Declares what routes want declared: each alert that asks for it ends up in exactly one incident. */

import { groupBy } from '../../../../domain/group-by.ts';
import { singleLine } from '../../../../domain/text.ts';
import { markDeclared } from '../../../detect/alerts/response-store.ts';
import { system } from '../../../platform/auth/actor.ts';
import { type Database, type Transaction, transaction } from '../../../platform/db/database.ts';
import { readNow } from '../../../platform/db/now.ts';
import { linkAlertRows } from '../alerts/actions.ts';
import * as store from '../alerts/store.ts';
import { refreshTimers } from '../clocks/timers.ts';
import { callPeople } from './call-people.ts';
import { openIncident } from './declare.ts';
import { loadIncident, loadIncidentOfAlert } from './store.ts';

/** Alerts a batch takes at most; a full one asks for another at once. */
export const declaringBatch = 100;

/** One batch; returns how many alerts were handled. */
export async function declareByRoutes(db: Database): Promise<number> {
  return transaction(db, async (tx) => {
    const claimed = await store.claimDeclaringAlerts(tx, declaringBatch);
    const free: store.DeclaringAlert[] = [];
    for (const alert of claimed) {
      // Somebody declared from it by hand in the meantime.
      if (!(await loadIncidentOfAlert(tx, alert.id))) free.push(alert);
    }
    const groups = [...groupBy(free, (alert) => alert.declareKey)].sort(([one], [other]) => (one < other ? -1 : 1));
    for (const [declareKey, alerts] of groups) await declareOrJoin(tx, declareKey, alerts);
    const ids = claimed.map((alert) => alert.id);
    if (ids.length > 0) await markDeclared(tx, ids);
    return claimed.length;
  });
}

async function declareOrJoin(tx: Transaction, declareKey: string, alerts: store.DeclaringAlert[]): Promise<void> {
  await store.lockDeclareKey(tx, declareKey);
  const open = await store.lockDeclared(tx, declareKey);
  if (open !== null) {
    await linkAlertRows(tx, system, open, alerts);
    return;
  }
  const [worst] = [...alerts].sort((one, other) => one.severity - other.severity || one.id - other.id);
  const id = await openIncident(tx, system, {
    title: singleLine(worst!.title, 200) || 'An alert without a title',
    severity: Math.min(...alerts.map(({ declareSeverity }) => declareSeverity)),
    summary: '',
    kind: worst!.kind,
    serviceIds: [],
    alerts,
    foundBy: 'machine',
    declareKey,
    declaredAt: await readNow(tx),
    because: worst!.routeName === null ? 'by a route' : `by the route ${worst!.routeName}`,
  });
  await callPeople(tx, system, (await loadIncident(tx, id))!);
  await refreshTimers(tx, id);
}
