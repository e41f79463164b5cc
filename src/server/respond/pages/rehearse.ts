/** The statements between an alert and the message about it, run on nothing. */
import { markContactMethodOutcome } from '../../directory/contact-methods/reachability.ts';
import { system } from '../../platform/auth/actor.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { recordEvents } from '../../platform/events/record.ts';
import { claimNotifications } from '../deliver/claims/claim-store.ts';
import { endAttempts } from '../deliver/outcome-store.ts';
import { loadWorld } from '../escalation/world.ts';
import { openOrJoinPages, recordSteps } from '../page-life/life-store.ts';
import { claimDuePages } from './advance-store.ts';
import { claimWaitingAlerts, joinAlerts } from './opening/opening-store.ts';

const nobody = 0;
const noLease = { id: nobody, leaseToken: '00000000-0000-0000-0000-000000000000' };
const anyTarget = (['person', 'team', 'schedule'] as const).map((kind) => ({ kind, id: nobody }));

/** For a transaction that will be undone. */
export async function rehearsePage(tx: Transaction): Promise<void> {
  const now = new Date();
  await claimWaitingAlerts(tx, 0);
  await openOrJoinPages(tx, [], now);
  await joinAlerts(tx, []);
  await loadWorld(tx, anyTarget, 'high', now.getTime());
  await recordSteps(tx, [], [], now);
  await recordEvents(tx, system, [{ kind: 'page.exhausted', subjectId: null, data: { generation: 0 } }]);
  await claimNotifications(tx, { nodeId: nobody, free: [], busy: [], placesPerMethod: 0, inFlight: [], bundles: [] });
  await endAttempts(tx, [noLease], { state: 'sent', outcome: '' });
  await markContactMethodOutcome(tx, nobody, 'sent');
  await claimDuePages(tx, 0);
}
