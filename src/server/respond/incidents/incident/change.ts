import type { Context } from '../../../platform/context.ts';
import { type Transaction, transaction } from '../../../platform/db/database.ts';
import { refreshTimers } from '../clocks/timers.ts';
import { type Incident, lockIncident } from './record.ts';

/** Runs `change` with the incident locked, and sets its timers anew afterwards. @throws Problem `not_found` */
export async function onIncident<T>(
  ctx: Context,
  id: number,
  change: (tx: Transaction, incident: Incident) => Promise<T>,
): Promise<T> {
  return transaction(ctx.db, async (tx) => {
    const incident = await lockIncident(tx, id);
    const result = await change(tx, incident);
    await refreshTimers(tx, id);
    return result;
  });
}
