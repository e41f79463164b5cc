/** What an hour of impact costs in a service, where the assumption by severity alone would be wrong. */
import { z } from 'zod';
import { endpoint, id } from '../../endpoint.ts';
import { severity } from '../../severity.ts';

const minorUnits = z.int().min(0).max(1_000_000_000_000);

/** What stays the same where the service is named by its slug. */
export const impactRate = z.strictObject({
  severity: severity.nullable().describe('Null: of every severity that has no rate of its own in this service'),
  perHour: z
    .strictObject({ low: minorUnits, high: minorUnits })
    .refine(({ low, high }) => low <= high, 'Low must not be above high.')
    .describe('Lost per hour of impact, in minor units of the currency'),
});

export const impactRatesCurrency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'Use a currency code such as EUR.')
  .describe('Rates in another currency than the cost assumptions are not used');

export const mostImpactRates = 200;

export const impactRatesInput = z.strictObject({
  currency: impactRatesCurrency,
  rates: z
    .array(z.strictObject({ serviceId: id, ...impactRate.shape }))
    .max(mostImpactRates)
    .refine(
      (rates) => new Set(rates.map(({ serviceId, severity }) => `${serviceId}:${severity}`)).size === rates.length,
      'List each service and severity once.',
    ),
});
export type ImpactRatesInput = z.output<typeof impactRatesInput>;

const impactRates = z
  .object({
    currency: z.string(),
    rates: z.array(z.object({ serviceId: id, serviceName: z.string(), ...impactRate.shape })),
    version: z.number().int().describe('0 until somebody has edited it'),
  })
  .meta({ id: 'ImpactRates', description: 'What an hour of impact costs in a service, by severity.' });

export const readImpactRates = endpoint({
  name: 'readImpactRates',
  method: 'GET',
  path: '/api/v1/program/impact-rates',
  permission: 'program.read',
  summary: 'Read the impact rates of services, which go before those of the cost assumptions',
  tag: 'program',
  output: impactRates,
});

export const updateImpactRates = endpoint({
  name: 'updateImpactRates',
  method: 'PUT',
  path: '/api/v1/program/impact-rates',
  permission: 'program.manage',
  summary: 'Replace the impact rates of services; send If-Match to guard against lost edits',
  tag: 'program',
  body: impactRatesInput,
  output: impactRates,
});
