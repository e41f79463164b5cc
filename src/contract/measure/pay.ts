/** What is due for being on call: rates that an organisation sets, and the sheet of a month. Money moves nowhere. */
import { z } from 'zod';
import { csvType, endpoint, id, named } from '../endpoint.ts';

const rate = z.number().min(0).max(100_000).multipleOf(0.01);
const byKind = (amount: z.ZodType<number, number>) =>
  z.strictObject({ weekday: amount, night: amount, weekend: amount, holiday: amount });

const rates = {
  currency: z.string().regex(/^[A-Z]{3}$/, 'Write a currency such as EUR.'),
  hourly: byKind(rate).describe('For an hour on call'),
  perShift: rate.describe('For a shift that ended in the month'),
  perCallOut: byKind(rate).describe('For a page that they acknowledged'),
  roundToMinutes: z.union([z.literal(1), z.literal(15), z.literal(30), z.literal(60)]),
  rounding: z.enum(['up', 'nearest']),
};
export const payRatesInput = z.strictObject(rates);
export type PayRatesInput = z.output<typeof payRatesInput>;
const payRates = z
  .object({ ...rates, isSet: z.boolean().describe('False while nobody has set them'), version: z.number().int() })
  .meta({ id: 'PayRates' });

const counts = byKind(z.number());
const query = z.strictObject({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Write a month such as 2026-11.')
    .describe('By the clock of each person'),
  teamId: id.optional().describe('Of the schedules'),
});

const common = { tag: 'measures', permission: 'measures.read', method: 'GET' } as const;

export const readPaySheet = endpoint({
  ...common,
  name: 'readPaySheet',
  path: '/api/v1/measures/oncall/pay',
  summary: 'What is due for being on call in a month: of everybody for admins, else your own',
  query,
  output: z
    .object({
      month: z.string(),
      currency: z.string(),
      isSet: z.boolean(),
      isAll: z.boolean().describe('False: only your own'),
      isOver: z.boolean().describe('False while the month runs somewhere: then it is what is due so far'),
      rules: z.string(),
      total: z.number(),
      items: z.array(
        z.object({
          person: named,
          timeZone: z.string(),
          shifts: z.number().int(),
          minutes: counts.describe('Rounded'),
          callOuts: counts,
          standby: z.number(),
          forShifts: z.number(),
          forCallOuts: z.number(),
          total: z.number(),
        }),
      ),
    })
    .meta({ id: 'PaySheet' }),
});

export const exportPaySheet = endpoint({
  ...common,
  name: 'exportPaySheet',
  path: '/api/v1/measures/oncall/pay.csv',
  summary: 'The pay sheet of a month as CSV',
  query,
  output: z.string(),
  contentType: csvType,
});

export const getPayRates = endpoint({
  ...common,
  name: 'getPayRates',
  path: '/api/v1/measures/oncall/pay/rates',
  summary: 'Read the rates of the pay sheet',
  output: payRates,
});

export const updatePayRates = endpoint({
  ...common,
  name: 'updatePayRates',
  method: 'PUT',
  path: '/api/v1/measures/oncall/pay/rates',
  permission: 'platform.manage',
  summary: 'Change the rates of the pay sheet, also of past months. Send If-Match to guard against lost edits',
  body: payRatesInput,
  output: payRates,
});
