import { getSprintCalendar, readMeasures, readMeasureTrend } from '../../../contract/measure/measures.ts';
import { listSprintCalendars, type SavedSprintCalendar } from '../../../contract/measure/sprint-calendars.ts';

/** What shows sprints. */
export const sprintReads = [listSprintCalendars, getSprintCalendar, readMeasures, readMeasureTrend];

export const originWords: Record<Exclude<SavedSprintCalendar['origin'], 'length'>, string> = {
  ical: 'from an iCalendar file',
  csv: 'from CSV',
  jira: 'from Jira',
};
