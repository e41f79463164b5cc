import type { OncallExport, OncallSchedule, OncallShift } from '../../../contract/move-in/oncall.ts';
import type { Findings } from '../finding.ts';
import type { Slugs } from '../slugs.ts';
import { isZone, lineOf } from '../things.ts';

/** What every part of a conversion needs to know. */
export type Conversion = {
  content: OncallExport;
  findings: Findings;
  slugs: Slugs;
  nowMs: number;
  /** The e-mail address of a user of the export by id; null for one that it does not hold. */
  personOf(id: string): string | null;
  /** The slug of a team of the export by id. */
  teamOf(id: string | null | undefined): string | null;
};

/** The clocks that a shift keeps to. Shifts that were made in the browser keep to UTC, whatever zone the schedule shows. */
export function zoneOfShift(schedule: OncallSchedule, shift: OncallShift): string {
  const zone = shift.time_zone ?? (schedule.type === 'web' ? 'UTC' : (schedule.time_zone ?? 'UTC'));
  return isZone(zone) ? zone : 'UTC';
}

export const nameOfShift = (shift: OncallShift): string => lineOf(shift.name, 60, shift.id);
