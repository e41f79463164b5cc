import { lateUpdates } from '../../../domain/program/drill-report.ts';
import { type DrillFacts, proposeMarks, type ScoreMarks } from '../../../domain/program/drills.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { loadRule } from '../../respond/severities/actions.ts';
import { loadRecord, type RecordRow } from './store.ts';

/** The marks that can be read from the record of a drill's incident. */
export async function marksFromRecord(db: Queryable, incidentId: number): Promise<ScoreMarks> {
  const record = await loadRecord(db, incidentId);
  const rule = await loadRule(db, record.severity);
  const updates = record.updatesAt.map((at) => at.getTime());
  return proposeMarks({
    ...rolesOf(record, rule.rolesNeeded),
    declaredAt: record.declaredAt.getTime(),
    commanderAssignedAt: record.commanderAssignedAt?.getTime() ?? null,
    firstPublicDraftAt: record.firstPublicDraftAt?.getTime() ?? null,
    tasks: record.tasks,
    tasksWithOwner: record.tasksWithOwner,
    updates: updates.length,
    lateUpdates: lateUpdates(
      updates,
      record.declaredAt.getTime(),
      record.endedAt.getTime(),
      rule.internalUpdateMinutes,
    ),
  });
}

/** Doubled: one person held two of the needed roles. */
function rolesOf(
  { roles }: RecordRow,
  needed: readonly string[],
): Pick<DrillFacts, `roles${string}` & keyof DrillFacts> {
  const held = roles.filter(({ role }) => needed.includes(role));
  const people = new Set(held.map(({ personId }) => personId));
  const filled = new Set(held.map(({ role }) => role)).size;
  return { rolesNeeded: needed.length, rolesFilled: filled, rolesDoubled: people.size < filled };
}
