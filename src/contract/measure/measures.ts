/** The four measures of the mission with their companions: each with its definition, its n and the way to its rows. */
import { z } from 'zod';
import { dateInput, endpoint, id, instant, instantInput, listOf, timeZone } from '../endpoint.ts';
import { instantKeys } from '../respond/incidents/incident.ts';

export const longestPeriodDays = 3_660;
export const durationKeys = ['restore', 'mitigate', 'detect', 'acknowledge'] as const;
export const rowSets = [
  ...durationKeys,
  'declared',
  'false-alarms',
  'postmortems',
  'due-postmortems',
  'missing-postmortems',
  'recurrences',
  'open',
] as const;

export const dimensions = ['severity', 'service', 'team', 'time-of-day', 'weekday', 'cause'] as const;

export const period = {
  from: instantInput.optional().describe('Included; defaults to 90 days before `to`'),
  to: instantInput.optional().describe('Excluded; defaults to now'),
};
const filters = {
  ...period,
  teamId: id.optional().describe('Of an affected service'),
  serviceId: id.optional(),
  includeImported: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Drills and tests never count, whatever you request'),
};
export const isPeriod = ({ from, to }: { from?: string | undefined; to?: string | undefined }, days: number) =>
  from === undefined ||
  to === undefined ||
  (Date.parse(from) < Date.parse(to) && Date.parse(to) - Date.parse(from) <= days * 86_400_000);

const measureFilter = <T extends z.ZodRawShape>(others: T) =>
  z
    .strictObject({ ...filters, ...others })
    .refine(
      (query) => isPeriod(query as { from?: string; to?: string }, longestPeriodDays),
      `The period ends after it begins and has at most ten years.`,
    );

export const measureQuery = measureFilter({});
export type MeasureQuery = z.output<typeof measureQuery>;

const interval = z.object({ low: z.number(), high: z.number() }).nullable().describe('95% interval');
const trend = z
  .object({ verdict: z.enum(['lower', 'higher', 'cannot-tell']), explanation: z.string() })
  .describe('Compared with the previous period of the same length');
const rowsHref = z
  .string()
  .describe('The API path of exactly the rows that were counted; for a recurrence rate, the recurrences');

const figures = z.object({
  n: z.number().int(),
  medianSeconds: z.number().nullable(),
  p90Seconds: z.number().nullable(),
  meanSeconds: z.number().nullable(),
  interval: interval.describe('95% interval of the median, seconds'),
  isEnoughForTrend: z.boolean().describe('False below ten: then show the rows and claim no trend'),
  previous: z.object({ n: z.number().int(), medianSeconds: z.number().nullable() }),
  trend,
  rowsHref,
});

export const durationMeasure = z
  .object({
    key: z.enum(durationKeys),
    shortName: z.string().describe('MTTR, TTD …'),
    name: z.string(),
    definition: z.string(),
    fromInstant: z.enum(instantKeys),
    toInstant: z.enum(instantKeys),
    all: figures,
    bySeverity: z.array(figures.extend({ severity: z.number().int() })).length(5),
    unusableCount: z.number().int().describe('Ended in the period, but the start is missing or after the end'),
    points: z
      .array(
        z.object({
          incidentId: id,
          severity: z.number().int(),
          seconds: z.number(),
          endedAt: instant,
          isImported: z.boolean().describe('It came from another tool'),
        }),
      )
      .describe('The latest 500, to draw each incident'),
  })
  .meta({ id: 'DurationMeasure' });
export type DurationMeasure = z.output<typeof durationMeasure>;

const share = z.object({
  n: z.number().int().describe('Of how many'),
  count: z.number().int(),
  share: z.number().nullable().describe('count ÷ n, 0 to 1'),
  interval,
  previous: z.object({ n: z.number().int(), share: z.number().nullable() }),
  trend,
  rowsHref,
});

const sprintCount = z.object({
  number: z.number().int().describe('Counted from 1 within its calendar'),
  name: z.string().describe('Its number, where sprints go by length'),
  firstDate: z.string(),
  lastDate: z.string(),
  startAt: instant,
  endAt: instant,
  isWhole: z.boolean().describe('False when only part of it is in the period: then its number is not comparable'),
  n: z.number().int(),
  bySeverity: z.array(z.number().int()).length(5).describe('SEV1 first'),
  falseAlarmCount: z.number().int(),
  customerFoundCount: z.number().int(),
  rowsHref,
});

export const sprintCalendarInput = z.strictObject({
  startDate: dateInput.describe('First day of sprint 1'),
  lengthDays: z.int().min(5).max(90),
  zone: timeZone,
});
export type SprintCalendarInput = z.output<typeof sprintCalendarInput>;
const sprintCalendar = sprintCalendarInput
  .extend({ version: z.number().int().describe('0 until somebody has edited it') })
  .meta({ id: 'SprintCalendar' });

export const measures = z
  .object({
    from: instant,
    to: instant,
    previousFrom: instant,
    excluded: z.string(),
    percentile: z.string(),
    restore: durationMeasure,
    mitigate: durationMeasure,
    detect: durationMeasure,
    acknowledge: durationMeasure,
    sprints: z.object({
      definition: z.string(),
      calendar: sprintCalendarInput.describe('The one that holds before any other'),
      rule: z.string().describe('What the sprints of the period are'),
      outsideCount: z.number().int().describe('Incidents between sprints, in none'),
      items: z.array(sprintCount),
    }),
    postmortems: z.object({
      definition: z.string(),
      completed: share.describe('Of those required'),
      onTime: share.describe('Of those required whose deadline has passed'),
      blamelessCount: z
        .number()
        .int()
        .describe('Of the completed ones, those in whose words the blameless check finds nothing'),
      medianDaysToComplete: z.number().nullable(),
      missingHref: z.string(),
    }),
    recurrence: z.object({
      definition: z.string(),
      windows: z.array(
        share.extend({
          windowDays: z.number().int(),
          countBySignature: z.number().int().describe('Confirmed or only suggested'),
          shareBySignature: z.number().nullable(),
          medianDaysToRecurrence: z.number().nullable(),
        }),
      ),
    }),
    open: z.object({
      n: z.number().int(),
      items: z
        .array(z.object({ incidentId: id, severity: z.number().int(), ageSeconds: z.number() }))
        .describe('The oldest 20'),
      rowsHref,
    }),
    actionItems: z.object({
      open: z.number().int(),
      overdue: z.number().int(),
      withoutOwner: z.number().int(),
      oldestOpenDays: z.number().int().nullable(),
      onTimeShare: z.number().nullable().describe('Of those that were due'),
    }),
  })
  .meta({ id: 'Measures' });
export type Measures = z.output<typeof measures>;

export const measuredIncident = z
  .object({
    incidentId: id,
    key: z.string(),
    title: z.string(),
    severity: z.number().int(),
    kind: z.string(),
    declaredAt: instant,
    resolvedAt: instant.nullable(),
    startedAt: instant.nullable().describe('Where the duration begins'),
    endedAt: instant.nullable(),
    seconds: z.number().nullable(),
  })
  .meta({ id: 'MeasuredIncident', description: 'An incident behind a number.' });
export type MeasuredIncident = z.output<typeof measuredIncident>;

const rowsQuery = {
  ...filters,
  measure: z.enum(rowSets),
  severity: z.coerce.number().int().min(1).max(5).optional(),
  windowDays: z.coerce.number().int().min(1).max(365).default(90).describe('For recurrences'),
  sliceBy: z.enum(dimensions).optional().describe('With `slice`: of one row of a breakdown'),
  slice: z.string().min(1).max(120).optional(),
};
const validRows = <T extends z.ZodType<{ from?: string | undefined; to?: string | undefined }>>(query: T) =>
  query.refine(
    (given) => isPeriod(given, longestPeriodDays),
    'The period must end after it starts and may span at most ten years.',
  );
const rowsOnly = validRows(z.strictObject(rowsQuery));
export type RowsQuery = z.output<typeof rowsOnly>;

const common = { tag: 'measures', permission: 'measures.read', method: 'GET' } as const;

export const readMeasures = endpoint({
  ...common,
  name: 'readMeasures',
  path: '/api/v1/measures',
  summary: 'Read the four main measures and the related ones over a period',
  query: measureQuery,
  output: measures,
});

export const trendMeasures = ['restore', 'acknowledge', 'incidents', 'postmortems', 'recurrence'] as const;

/** A point of a trend is one of these. */
export const trendSteps = ['week', 'month', 'sprint'] as const;

const trendQuery = validRows(
  z.strictObject({
    ...filters,
    measure: z.enum(trendMeasures),
    by: z.enum(trendSteps).default('month').describe('Weeks and months in the time zone of the sprint calendar'),
    severity: z.coerce.number().int().min(1).max(5).optional().describe('The severity that incidents ended with'),
    baseFrom: instantInput.optional().describe('With `baseTo`: what the limits come from; else the first half'),
    baseTo: instantInput.optional().describe('Excluded'),
  }),
);
export type TrendQuery = z.output<typeof trendQuery>;

export const readMeasureTrend = endpoint({
  ...common,
  name: 'readMeasureTrend',
  path: '/api/v1/measures/trend',
  summary: 'One measure by week, month or sprint, of all or of one severity, at most 130 points',
  query: trendQuery,
  output: z
    .object({
      from: instant,
      to: instant,
      measure: z.enum(trendMeasures),
      by: z.enum(trendSteps),
      zone: z.string(),
      definition: z.string(),
      trend: trend.describe('The later half of the time of the points compared with the earlier one'),
      points: z
        .array(
          z.object({
            name: z.string().describe('`2026-11`, the Monday of a week, or the name of the sprint'),
            from: instant,
            to: instant,
            isWhole: z.boolean().describe('False when only part of it is in the period'),
            n: z.number().int(),
            value: z.number().nullable().describe('Seconds (the median), a count, or a share of 0 to 1'),
            interval,
            isEnoughForTrend: z.boolean().describe('False below ten incidents; of a count, when it is not whole'),
            center: z.number().nullable().describe('The level of the base period; of a count for as many days'),
            limits: z
              .object({ low: z.number(), high: z.number().nullable() })
              .nullable()
              .describe(
                'Within them it moves by itself; null where one point alone is not judged. `high` null: no end',
              ),
            signal: z.enum(['outside-above', 'outside-below', 'run-above', 'run-below']).nullable(),
            rowsHref,
          }),
        )
        .describe('Oldest first, from the first one that has incidents'),
      control: z
        .object({
          definition: z.string(),
          base: z.object({ from: instant, to: instant, points: z.number().int(), isStated: z.boolean() }).nullable(),
          explanation: z.string().describe('What the limits say, or why there are none'),
        })
        .describe('Whether a point is more than the measure moves by itself'),
    })
    .meta({ id: 'MeasureTrend' }),
});

export const exportMeasureTrend = endpoint({
  ...common,
  name: 'exportMeasureTrend',
  path: '/api/v1/measures/trend.csv',
  summary: 'The points of a trend as CSV',
  query: trendQuery,
  output: z.string(),
  contentType: 'text/csv; charset=utf-8',
});

const breakdownQuery = measureFilter({
  by: z.enum(dimensions).describe('Time of day and weekday: when the incident was declared, in the zone of the answer'),
});
export type BreakdownQuery = z.output<typeof breakdownQuery>;

const cell = z.object({
  n: z.number().int().describe('Incidents'),
  value: z.number().nullable().describe('Seconds (the median), a count, or a share of 0 to 1'),
  interval: interval.describe('95% interval; of a count, as if incidents came independently of one another'),
  isEnough: z.boolean().describe('False below ten incidents: then nothing can be told from the value'),
  rowsHref,
});
const cells = z.object({ restore: cell, incidents: cell, postmortems: cell, recurrence: cell });

export const readMeasureBreakdown = endpoint({
  ...common,
  name: 'readMeasureBreakdown',
  path: '/api/v1/measures/breakdown',
  summary: 'The four measures side by side: of each severity, service, team, time of day, weekday or cause',
  query: breakdownQuery,
  output: z
    .object({
      from: instant,
      to: instant,
      by: z.enum(dimensions),
      zone: z.string(),
      definition: z.string(),
      isPartition: z.boolean().describe('Every incident is in exactly one slice: they add up to the whole'),
      all: cells,
      slices: z
        .array(z.object({ key: z.string().describe('An id, a severity, a word, or `none`'), name: z.string(), cells }))
        .describe('At most the 50 services, teams or causes with the most incidents, and those without one'),
      hiddenCount: z.number().int().describe('Those beyond the 50: ask for them by filter, or as CSV'),
    })
    .meta({ id: 'MeasureBreakdown' }),
});

export const exportMeasureBreakdown = endpoint({
  ...common,
  name: 'exportMeasureBreakdown',
  path: '/api/v1/measures/breakdown.csv',
  summary: 'The four measures side by side as CSV, at most 5,000 slices',
  query: breakdownQuery,
  output: z.string(),
  contentType: 'text/csv; charset=utf-8',
});

export const exportMeasures = endpoint({
  ...common,
  name: 'exportMeasures',
  path: '/api/v1/measures.csv',
  summary: 'The figures of a period as CSV',
  query: measureQuery,
  output: z.string(),
  contentType: 'text/csv; charset=utf-8',
});

export const listMeasuredIncidents = endpoint({
  ...common,
  name: 'listMeasuredIncidents',
  path: '/api/v1/measures/incidents',
  summary: 'The incidents behind a number, newest first',
  query: validRows(
    z.strictObject({
      ...rowsQuery,
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(500).optional(),
    }),
  ),
  output: listOf(measuredIncident),
});

export const exportMeasuredIncidents = endpoint({
  ...common,
  name: 'exportMeasuredIncidents',
  path: '/api/v1/measures/incidents.csv',
  summary: 'The incidents behind a number as CSV, at most 100,000',
  query: rowsOnly,
  output: z.string(),
  contentType: 'text/csv; charset=utf-8',
});

export const getSprintCalendar = endpoint({
  ...common,
  name: 'getSprintCalendar',
  path: '/api/v1/sprint-calendar',
  summary: 'Read when sprints start and how long they are where no other calendar holds',
  output: sprintCalendar,
});

export const updateSprintCalendar = endpoint({
  name: 'updateSprintCalendar',
  method: 'PUT',
  path: '/api/v1/sprint-calendar',
  permission: 'incidents.manage',
  tag: 'measures',
  summary:
    'Change the calendar that holds before any other; its sprints are recounted. Send If-Match to guard against lost edits',
  body: sprintCalendarInput,
  output: sprintCalendar,
});
