import type { Severity } from '../../../domain/severity.ts';
import { system } from '../../platform/auth/actor.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { tell } from '../../respond/incidents/timeline/actions.ts';
import * as store from './inject-store.ts';

export const injectBatch = 50;

/** Sends a signal through a real source; false where the source is gone. Sent twice it is one alert. */
export type SendSignal = (
  sourceId: number,
  signal: { drillId: number; title: string; severity: Severity; action: 'trigger' | 'resolve' },
) => Promise<boolean>;

/** How severe the alert of an inject is before the routes of its source say otherwise. */
const severities: Record<store.InjectSignal['severity'], Severity> = { critical: 1, error: 2, warning: 3, info: 5 };

type Told = Pick<store.InjectRow, 'drillId' | 'position' | 'tell' | 'signal'> & {
  incidentId: number;
  sourceId: number | null;
};

/**
 * Puts an inject onto the timeline of the drill's incident and sends its signal, once; false when it stands there already.
 * The signal goes out before it is remembered: in between it would be lost, afterwards it is at most the same alert again.
 */
export async function tellInject(tx: Transaction, inject: Told, send: SendSignal): Promise<boolean> {
  const { drillId, position, signal, sourceId } = inject;
  if (!(await store.setTold(tx, drillId, position))) return false;
  const isSent =
    signal === null ||
    (sourceId !== null &&
      (await send(sourceId, {
        drillId,
        title: signal.title,
        severity: severities[signal.severity],
        action: signal.state === 'firing' ? 'trigger' : 'resolve',
      })));
  if (!isSent)
    await store.setSignalProblem(tx, drillId, position, 'The source of this drill is gone: nothing was sent.');
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
export async function tellDueInjects(tx: Transaction, send: SendSignal): Promise<number> {
  const due = await store.claimDueInjects(tx, injectBatch);
  for (const inject of due) await tellInject(tx, inject, send);
  return due.length;
}

/** Ends what the signals of a drill have opened. */
export async function endSignals(tx: Transaction, drillId: number, sourceId: number | null, send: SendSignal) {
  if (sourceId === null) return;
  const injects = await store.listInjects(tx, [drillId]);
  const titles = new Set(injects.flatMap(({ signal, toldAt }) => (signal && toldAt ? [signal.title] : [])));
  for (const title of titles) await send(sourceId, { drillId, title, severity: 3, action: 'resolve' });
}
