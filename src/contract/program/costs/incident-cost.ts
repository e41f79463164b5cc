/** What one incident cost: people's time, impact and credits, always as a range with what it was calculated with. */
import { z } from 'zod';
import { csvType, endpoint, id, idParams, instant, instantInput, text } from '../../endpoint.ts';
import { whose } from '../../whose.ts';

const amount = z
  .object({ low: z.number().int(), high: z.number().int() })
  .meta({ id: 'CostRange', description: 'In minor units of the currency, such as cents. Never a single number.' });

export const incidentCost = z
  .object({
    incidentId: id,
    currency: z.string(),
    total: amount.nullable().describe('Null: no part of it is known'),
    isAtLeast: z.boolean().describe('A part is not known, or the impact goes on: the incident cost at least this'),
    parts: z.array(
      z.object({
        key: z.enum(['people', 'impact', 'credits']),
        amount: amount.nullable().describe('Null: not known'),
        text: z.string().describe('What it was calculated with, or why it is not known'),
      }),
    ),
    assumedAt: instant
      .nullable()
      .describe('When the assumptions were written that it is calculated with. Later ones change no closed incident'),
    isSettled: z.boolean().describe('It is closed: editing the assumptions does not change it'),
    credits: z
      .object({ ...amount.shape, currency: z.string(), note: z.string() })
      .nullable()
      .describe('As entered by hand; null: nobody has'),
    version: z.number().int().describe('Of the credits; 0 until somebody has entered any'),
  })
  .meta({ id: 'IncidentCost' });
export type IncidentCost = z.output<typeof incidentCost>;

export const readIncidentCost = endpoint({
  name: 'readIncidentCost',
  method: 'GET',
  path: '/api/v1/incidents/:id/cost',
  permission: 'measures.read',
  summary: 'Read what an incident cost, as a range with its assumptions; not of drills and tests',
  tag: 'measures',
  params: idParams,
  output: incidentCost,
});

const minorUnits = z.int().min(0).max(1_000_000_000_000);
export const creditsInput = z
  .strictObject({
    currency: z.string().regex(/^[A-Z]{3}$/, 'Use a currency code such as EUR.'),
    low: minorUnits,
    high: minorUnits,
    note: text(500).default(''),
  })
  .refine(({ low, high }) => low <= high, 'Low must not be above high.');
export type CreditsInput = z.output<typeof creditsInput>;

export const setIncidentCredits = endpoint({
  name: 'setIncidentCredits',
  method: 'PUT',
  path: '/api/v1/incidents/:id/credits',
  permission: 'incidents.respond',
  teams: [whose('incident')],
  summary: 'Enter credits and other costs of an incident by hand; send If-Match to guard against lost edits',
  tag: 'measures',
  params: idParams,
  body: creditsInput,
  output: incidentCost,
});

export const listIncidentCosts = endpoint({
  name: 'listIncidentCosts',
  method: 'GET',
  path: '/api/v1/incident-costs',
  permission: 'measures.read',
  summary: 'Read what up to 100 incidents cost; drills and tests are left out',
  tag: 'measures',
  query: z.strictObject({ ids: z.union([id, z.array(id).max(100)]) }),
  output: z.object({ items: z.array(incidentCost) }),
});

export const exportIncidentCosts = endpoint({
  name: 'exportIncidentCosts',
  method: 'GET',
  path: '/api/v1/incident-costs.csv',
  permission: 'measures.read',
  summary: 'What every incident cost as CSV, newest first; drills and tests are left out',
  tag: 'measures',
  query: z.strictObject({
    declaredFrom: instantInput.optional().describe('Included'),
    declaredBefore: instantInput.optional(),
  }),
  output: z.string(),
  contentType: csvType,
});
