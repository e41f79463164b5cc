import { z } from 'zod';
import { endpoint, id, idParams, instant, line, listOf, noContent, pageQuery, text } from '../../endpoint.ts';

/** How many characters a calendar file may have. */
export const LARGEST_CALENDAR_FILE = 500_000;

export const calendar = z
  .object({
    id,
    personId: id.nullable().describe('Whose absences it holds; null for a team’s'),
    teamId: id.nullable().describe('Whose holidays it holds; null for a person’s'),
    name: z.string(),
    host: z
      .string()
      .nullable()
      .describe('Where it is read from; the whole address is a secret. Null for a file, which was read once'),
    titleWords: z.array(z.string()).describe('Only events whose title has one of them; empty for all'),
    lastReadAt: instant.nullable(),
    problem: z.string().nullable().describe('Why it cannot be read now; what was read before stays'),
    failingSince: instant.nullable(),
    itemCount: z.number().int().describe('How many absences or holidays lie ahead, as it was last read'),
    leftOutCount: z
      .number()
      .int()
      .describe('Events that could not be used: they cannot be understood, are too long, or are too many'),
    createdAt: instant,
  })
  .meta({
    id: 'Calendar',
    description: 'An iCalendar address or file: a person’s events become absences, a team’s all-day events holidays.',
  });
export type Calendar = z.output<typeof calendar>;

/** How long a removed calendar can be restored. */
export const DAYS_TO_RESTORE_CALENDAR = 30;

export const removedCalendar = z
  .object({
    ...calendar.pick({ id: true, personId: true, teamId: true, name: true, host: true }).shape,
    removedAt: instant,
  })
  .meta({ id: 'RemovedCalendar', description: 'A calendar that was removed and can be restored.' });
export type RemovedCalendar = z.output<typeof removedCalendar>;

export const holiday = z.object({ date: z.iso.date(), name: z.string() }).meta({ id: 'Holiday' });
export type Holiday = z.output<typeof holiday>;

export const listCalendars = endpoint({
  name: 'listCalendars',
  method: 'GET',
  path: '/api/v1/calendars',
  permission: 'oncall.read',
  summary: 'List calendars of absences and holidays, the oldest first',
  tag: 'calendars',
  query: pageQuery.extend({ personId: id.optional(), teamId: id.optional() }),
  output: listOf(calendar),
});

export const getCalendar = endpoint({
  name: 'getCalendar',
  method: 'GET',
  path: '/api/v1/calendars/:id',
  permission: 'oncall.read',
  summary: 'Read one calendar',
  tag: 'calendars',
  params: idParams,
  output: calendar,
});

export const listHolidays = endpoint({
  name: 'listHolidays',
  method: 'GET',
  path: '/api/v1/teams/:id/holidays',
  permission: 'oncall.read',
  summary: 'The holidays of a team in the next 366 days, by date',
  tag: 'calendars',
  params: idParams,
  output: z.object({ items: z.array(holiday) }),
});

export const addCalendar = endpoint({
  name: 'addCalendar',
  method: 'POST',
  path: '/api/v1/calendars',
  permission: 'oncall.override',
  teams: 'own',
  summary:
    'Read absences from an iCalendar address or file: your own, or with `oncall.manage` anybody’s; a team’s calendar holds its holidays and needs `oncall.manage`. It is read at once, then every half hour; a file only once',
  tag: 'calendars',
  body: z
    .strictObject({
      personId: id.optional().describe('Left out with `teamId`, yourself'),
      teamId: id.optional(),
      name: line(100),
      address: line(2000).optional().describe('https, http or webcal; kept as a secret'),
      file: text(LARGEST_CALENDAR_FILE).min(1).optional().describe('The text of an .ics file'),
      titleWords: z.array(line(100)).max(10).default([]),
    })
    .refine(({ address, file }) => (address === undefined) !== (file === undefined), {
      path: ['address'],
      error: 'Give an address or a file.',
    })
    .refine(({ personId, teamId }) => personId === undefined || teamId === undefined, {
      path: ['teamId'],
      error: 'A calendar belongs to a person or to a team.',
    }),
  output: calendar,
  status: 201,
});

export const readCalendarNow = endpoint({
  name: 'readCalendarNow',
  method: 'POST',
  path: '/api/v1/calendars/:id/reading',
  permission: 'oncall.override',
  teams: 'own',
  summary: 'Read a calendar again now; `problem` of the reply says why it could not be read',
  tag: 'calendars',
  params: idParams,
  output: calendar,
});

export const removeCalendar = endpoint({
  name: 'removeCalendar',
  method: 'DELETE',
  path: '/api/v1/calendars/:id',
  permission: 'oncall.override',
  teams: 'own',
  summary: 'Remove a calendar with the absences or holidays that came from it; it can be restored for 30 days',
  tag: 'calendars',
  params: idParams,
  output: noContent,
  status: 204,
});

export const listRemovedCalendars = endpoint({
  name: 'listRemovedCalendars',
  method: 'GET',
  path: '/api/v1/calendars/removed',
  permission: 'oncall.read',
  summary: 'List calendars that were removed and can be restored, the last removed first',
  tag: 'calendars',
  query: pageQuery.extend({ personId: id.optional(), teamId: id.optional() }),
  output: listOf(removedCalendar),
});

export const restoreCalendar = endpoint({
  name: 'restoreCalendar',
  method: 'POST',
  path: '/api/v1/calendars/:id/restoration',
  permission: 'oncall.override',
  teams: 'own',
  summary: 'Restore a removed calendar with what came from it',
  tag: 'calendars',
  params: idParams,
  output: calendar,
});
