import { z } from 'zod';
import { dateInput, timeZone } from './endpoint.ts';
import { weekdayHours } from './respond/schedules/schedule-definition.ts';

const endsLater = ({ from, to }: { from: string; to: string }) => to > from;
const order = { path: ['to'], error: 'the hours end after they start' };

/** Hours on some weekdays, from 1 (Monday); `24:00` is the end of the day. */
const hoursWindow = z.strictObject(weekdayHours).refine(endsLater, order);
export type HoursWindow = z.output<typeof hoursWindow>;

const hoursOfWeek = {
  timeZone,
  ...weekdayHours,
  also: z.array(hoursWindow).min(1).max(13).optional().describe('Further hours, such as shorter ones on Fridays'),
};

/** When a team works, by the clocks of `timeZone`. Its holidays are those of its calendars. */
export const teamHours = z
  .strictObject(hoursOfWeek)
  .refine(endsLater, order)
  .meta({ id: 'TeamHours', description: 'When a team works; its holiday calendars say which days it has off.' });
export type TeamHours = z.output<typeof teamHours>;

/** The most days off that working hours name. */
export const MOST_HOLIDAYS = 366;

/** The hours in which people work, by the clocks of `timeZone`; `holidays` are whole days off. */
export const workingHours = z
  .strictObject({ ...hoursOfWeek, holidays: z.array(dateInput).max(MOST_HOLIDAYS).default([]) })
  .refine(endsLater, order);
export type WorkingHours = z.output<typeof workingHours>;
