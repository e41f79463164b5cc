import type { HoursWindow, TeamHours } from '../../../contract/working-hours.ts';
import { windowsOf } from '../../../domain/respond/escalation/working-hours.ts';

/** `Mon–Thu, 09:00 to 17:00; Fri, 09:00 to 14:00; Europe/Berlin; except 2026-12-25` */
export function hoursText({ timeZone, holidays = [], ...hours }: TeamHours & { holidays?: string[] }): string {
  const except = holidays.length > 0 ? [`except ${holidays.join(', ')}`] : [];
  return [...windowsOf(hours).map(windowText), timeZone, ...except].join('; ');
}

const windowText = ({ weekdays, from, to }: HoursWindow) => `${daysText(weekdays)}, ${from} to ${to}`;

/** Days that follow each other as a range. */
function daysText(weekdays: readonly number[]): string {
  const days = [...weekdays].sort();
  const first = days[0]! - 1;
  const last = days.at(-1)! - 1;
  const isRange = days.length > 2 && last - first === days.length - 1;
  return isRange ? `${shortDays[first]}–${shortDays[last]}` : days.map((day) => shortDays[day - 1]).join(', ');
}

const shortDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
