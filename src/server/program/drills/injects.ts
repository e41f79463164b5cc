import { system } from '../../platform/auth/actor.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { tell } from '../../respond/incidents/timeline/actions.ts';
import * as store from './store.ts';

export const injectBatch = 50;

/** Puts an inject onto the timeline of the drill's incident, once; false when it stands there already. */
export async function tellInject(
  tx: Transaction,
  inject: Pick<store.InjectRow, 'drillId' | 'position' | 'tell'> & { incidentId: number },
): Promise<boolean> {
  const { drillId, position } = inject;
  if (!(await store.setTold(tx, drillId, position))) return false;
  await tell(tx, system, inject.incidentId, {
    event: 'incident.injectTold',
    kind: 'inject',
    text: inject.tell,
    isKey: true,
    data: { drillId, position },
  });
  return true;
}

/** Announces the injects that are due; returns how many. */
export async function tellDueInjects(tx: Transaction): Promise<number> {
  const due = await store.claimDueInjects(tx, injectBatch);
  for (const inject of due) await tellInject(tx, inject);
  return due.length;
}
