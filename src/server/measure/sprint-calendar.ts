import { type SprintCalendarInput, sprintCalendarInput } from '../../contract/measures.ts';
import type { Context } from '../platform/context.ts';
import { type Queryable, transaction } from '../platform/db/database.ts';
import { loadSetting, storeSetting } from '../platform/db/settings.ts';
import { changedMeanwhile } from '../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../platform/events/record.ts';

const settingName = 'sprint_calendar';

/** Two weeks from a Monday on, until somebody says otherwise. */
const usual: SprintCalendarInput = { startDate: '2024-01-01', lengthDays: 14, zone: 'UTC' };

export async function loadSprintCalendar(db: Queryable) {
  const stored = await loadSetting(db, settingName);
  const parsed = sprintCalendarInput.safeParse(stored?.value);
  return { ...(parsed.success ? parsed.data : usual), version: stored?.version ?? 0 };
}

/** Replaces the calendar; `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateSprintCalendar(ctx: Context, input: SprintCalendarInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await loadSprintCalendar(tx);
    if (!(await storeSetting(tx, settingName, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'sprintCalendar', null);
    }
    await recordEvent(tx, ctx.actor, 'sprintCalendar.updated', null, { before, after: input });
    return loadSprintCalendar(tx);
  });
}
