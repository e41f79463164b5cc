import type { SprintCalendarInput } from '../../../contract/measure/measures.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';

export async function loadSprintCalendar(db: Queryable) {
  const { value, version } = await readSetting(db, settings.sprintCalendar);
  return { ...value, version };
}

/** Replaces the calendar that holds before any other; `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateSprintCalendar(ctx: Context, input: SprintCalendarInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await loadSprintCalendar(tx);
    await writeSetting(tx, ctx, settings.sprintCalendar, input, ifMatch, { before, after: input });
    return loadSprintCalendar(tx);
  });
}
