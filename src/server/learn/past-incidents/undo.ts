import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { removePastIncidents } from '../../respond/incidents/past/actions.ts';
import * as store from './store.ts';

const atOnce = 500;

type Named = { id: number; title: string };
type Kept = { id: number; name: string; because: string };

/** What refers to an incident, by the table that does. */
const reasons: Record<string, string> = {
  action_items: 'it has action items',
  incident_alerts: 'alerts are linked to it',
  incident_roles: 'people have roles in it',
  incident_tasks: 'it has tasks',
  incident_updates: 'it has updates',
  instant_corrections: 'its times were corrected',
  pages: 'people were paged for it',
  postmortems: 'its postmortem was edited',
  public_incidents: 'it is on the status page',
  recurrences: 'somebody confirmed that another incident repeats it',
  runbook_runs: 'a runbook was opened in it',
  severity_changes: 'its severity was changed',
  timeline_events: 'something stands on its timeline',
};

/**
 * Removes the next incidents of an import. What people have built on since stays, and is named: nothing of theirs is lost.
 * @throws Problem `not_found`
 */
export async function undoImport(ctx: Context, id: number, afterId: number | null) {
  return transaction(ctx.db, async (tx) => {
    if (!(await store.lockImport(tx, id))) throw problem('not_found', `There is no import ${id}.`);
    const found = await store.listImported(tx, id, afterId, atOnce);
    const kept = (await isRemoved(tx, found)) ? [] : await removeOneByOne(tx, found);
    const isDone = found.length < atOnce;
    const removed = found.length - kept.length;
    const after = (await store.loadImport(tx, id))!;
    if (isDone && after.state !== 'undone') await store.setState(tx, id, 'undone');
    if (removed > 0 || isDone)
      await recordEvent(tx, ctx.actor, 'incidentImport.undone', id, { removed, kept: kept.length });
    const undone = (await store.loadImport(tx, id))!;
    return { removedCount: removed, kept, lastId: found.at(-1)?.id ?? null, isDone, import: undone };
  });
}

async function removeOneByOne(tx: Transaction, incidents: readonly Named[]): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const each of incidents) {
    const refusal = await tryRemove(tx, [each]);
    if (refusal !== null)
      kept.push({ id: each.id, name: each.title, because: reasons[refusal] ?? 'something else refers to it' });
  }
  return kept;
}

const isRemoved = async (tx: Transaction, incidents: readonly Named[]) => (await tryRemove(tx, incidents)) === null;

/** Null: removed. Else the table with a row that refers to one of them; then nothing has changed. */
async function tryRemove(tx: Transaction, incidents: readonly Named[]): Promise<string | null> {
  const ids = incidents.map((incident) => incident.id);
  try {
    await transaction(tx, async (inner) => {
      await store.removeLearnt(inner, ids);
      await removePastIncidents(inner, ids);
    });
    return null;
  } catch (error) {
    const { code, table } = error as { code?: string; table?: string };
    if (code !== '23503') throw error;
    return table ?? '';
  }
}
