import { z } from 'zod';
import { routeExplanation } from '../detect/alerts.ts';
import { mappingRules } from '../detect/mapping.ts';
import { oddPart, understoodSignal } from '../detect/sources.ts';
import { endpoint, id, instant, instantInput, line, named } from '../endpoint.ts';
import { urgencies } from '../severity.ts';
import { ladderPreview } from './escalation-policies.ts';

const severity = z.number().int().min(1).max(5);

const senders = [
  z.strictObject({
    kind: z.literal('body'),
    sourceId: id,
    body: z
      .string()
      .max(256 * 1024)
      .describe('As a sender would send it'),
    contentType: line(200).default('application/json'),
    path: z
      .string()
      .max(300)
      .default('')
      .describe('What follows the key of the source in the address, such as `/api/v2/alerts`'),
    query: z.record(z.string().max(100), z.string().max(1000)).default({}),
  }),
  z.strictObject({
    kind: z.literal('received'),
    sourceId: id,
    position: z
      .string()
      .regex(/^\d+\.\d+$/)
      .describe('Of a request that the source has received'),
    mapping: mappingRules
      .optional()
      .describe('Rules to try instead of those of the source; needs the permission sources.manage'),
  }),
  z.strictObject({
    kind: z.literal('alert'),
    sourceId: id,
    title: line(500),
    severity: severity.nullable().default(null).describe('As the sender says; null when it says none'),
    labels: z.record(z.string().max(200), z.string().max(2000)).default({}),
  }),
] as const;
const simulatedSender = z.discriminatedUnion('kind', senders);
export type SimulatedSender = z.output<typeof simulatedSender>;

const simulationInput = z.strictObject({
  of: z.discriminatedUnion('kind', [
    ...senders,
    z.strictObject({ kind: z.literal('service'), serviceId: id, severity: severity.max(4).default(1) }),
    z.strictObject({ kind: z.literal('policy'), policyId: id, severity: severity.max(4).default(1) }),
  ]),
  at: instantInput.optional().describe('When it would arrive; now when left out'),
});
export type SimulationInput = z.output<typeof simulationInput>;

export const simulatedAlert = z.object({
  title: z.string(),
  severity,
  state: z.enum(['triggered', 'acknowledged', 'resolved']),
  dedupKey: z.string(),
  labels: z.record(z.string(), z.string()),
  route: named.nullable().describe('The route that takes it; null when none does'),
  routes: z.array(routeExplanation).describe('Every route in order, the first 50'),
  service: named.nullable(),
  notPaged: z
    .object({ because: z.string(), sentence: z.string() })
    .nullable()
    .describe('Why it would page nobody; null when it pages'),
  openAlertId: id.nullable().describe('An alert with the same key that is open now: the signal would be counted on it'),
  page: z.number().int().nullable().describe('The place of its page in `pages`, from 0'),
});
export type SimulatedAlert = z.output<typeof simulatedAlert>;

export const simulatedPage = z.object({
  title: z.string(),
  severity,
  urgency: z.enum(urgencies),
  service: named.nullable(),
  policy: named.nullable().describe('Null: no policy, so nobody is notified'),
  alertCount: z.number().int(),
  sharesTurns: z
    .boolean()
    .describe('A round robin goes on from page to page: of several pages here, each is shown as if it were the first'),
  openPageId: id.nullable().describe('A page of the same group that is open now: the alerts would join it'),
  preview: ladderPreview,
});

export const simulation = z
  .object({
    at: instant,
    reading: z
      .object({
        outcome: z.enum(['signals', 'ping', 'rejected']),
        detail: z.string().nullable().describe('Why it is rejected, or what the ping says'),
        odd: z.array(oddPart).describe('What did not follow the protocol'),
        signals: z.array(understoodSignal).describe('At most the first 20'),
        signalCount: z.number().int(),
      })
      .nullable()
      .describe('Null for a service or a policy'),
    alerts: z.array(simulatedAlert).describe('At most the first 50'),
    alertCount: z.number().int(),
    pages: z.array(simulatedPage).describe('At most the first 20'),
    pageCount: z.number().int(),
  })
  .meta({ id: 'Simulation', description: 'What would happen to a signal, up to the last message. Nothing is kept.' });
export type Simulation = z.output<typeof simulation>;

export const simulate = endpoint({
  name: 'simulate',
  method: 'POST',
  path: '/api/v1/simulation',
  permission: 'sources.read',
  summary: 'Say how a signal would be read and routed, and who would be notified when; nothing is kept or sent',
  tag: 'coverage',
  body: simulationInput,
  output: simulation,
});
