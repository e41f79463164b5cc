import { z } from 'zod';
import { dateInput, line } from '../../endpoint.ts';

/** A wall-clock time of day, `00:00` to `23:59`. */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 09:00');

/** The closing time of a window: like {@link clockTime}, and `24:00` for the end of the day. */
export const closingTime = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected a time such as 17:00 or 24:00');

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export const isoWeekday = z.int().min(1).max(7);

const calendarDate = dateInput.refine((date) => date >= '1970-01-01' && date <= '2199-12-31', {
  error: 'expected a date between 1970 and 2199',
});

/**
 * How often the turn passes to the next participant.
 * `handoffTime` is a wall-clock time in the schedule's zone; it stays the same across daylight saving changes.
 * A weekly rotation hands off on `handoffWeekday`, or on the weekday of the layer's `startsOn` when that is left out.
 */
export const rotation = z
  .strictObject({
    unit: z.enum(['day', 'week']),
    every: z.int().min(1).max(365),
    handoffTime: clockTime,
    handoffWeekday: isoWeekday.optional(),
  })
  .refine((value) => value.unit === 'week' || value.handoffWeekday === undefined, {
    path: ['handoffWeekday'],
    error: 'only a weekly rotation has a handoff weekday',
  });

/** Hours on some days of the week. */
export const weekdayHours = {
  weekdays: z
    .array(isoWeekday)
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, { error: 'a weekday is named twice' }),
  from: clockTime,
  to: closingTime,
};

/**
 * The hours in which a layer is on call at all. `weekdays` are the days on which the window opens.
 * A window whose `to` is not after its `from` runs over midnight; equal times make a window of a whole day.
 */
export const restriction = z.strictObject(weekdayHours);

/** The name that the final timeline gives to hours taken over by an override; no layer may bear it. */
export const OVERRIDE_LAYER = 'override';

/** The most people whom one layer has on call at once. */
export const MOST_AT_ONCE = 10;

function layer<Person extends z.ZodType>(person: Person) {
  return z
    .strictObject({
      name: line(100).refine((value) => value.toLowerCase() !== OVERRIDE_LAYER, {
        error: 'this name is reserved for overrides',
      }),
      rotation,
      /** The first handoff happens on this date, or on the first handoff weekday after it. */
      startsOn: calendarDate,
      /** The layer ends at its handoff time on this date, where a following layer may start without gap or overlap. */
      endsOn: calendarDate.optional(),
      /** In turn order. `null` is a turn that is left open on purpose. */
      participants: z.array(person.nullable()).min(1).max(100),
      /** How many are on call at once: whoever has the turn, and those who come next in the order. Left out, one. */
      atOnce: z.int().min(1).max(MOST_AT_ONCE).optional(),
      restrictions: z.array(restriction).max(50).optional(),
      /** Turns that meet no hour of `restrictions` are not counted: whoever is next comes on call with the next hours. */
      skipEmptyTurns: z.boolean().optional(),
    })
    .refine((value) => value.endsOn === undefined || value.endsOn > value.startsOn, {
      path: ['endsOn'],
      error: 'a layer ends after the day it starts on',
    });
}

/**
 * The document that describes a schedule: its layers, lowest first.
 * A higher (later) layer covers a lower one where it has somebody on call; elsewhere the lower layer shows through.
 *
 * @param person how people are referred to: a person id in the stored form, an e-mail address in a configuration file.
 */
export function scheduleDefinition<Person extends z.ZodType>(person: Person) {
  return z.strictObject({
    layers: z
      .array(layer(person))
      .max(20)
      .refine((layers) => new Set(layers.map(({ name }) => name)).size === layers.length, {
        error: 'two layers have the same name',
      }),
  });
}

/** The stored form: people are person ids. */
export const storedScheduleDefinition = scheduleDefinition(z.int().positive());

export type ScheduleDefinition = z.infer<typeof storedScheduleDefinition>;
export type Layer = ScheduleDefinition['layers'][number];
export type Rotation = z.infer<typeof rotation>;
export type Restriction = z.infer<typeof restriction>;
