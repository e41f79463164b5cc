import { z } from 'zod';
import { endpoint, id, line, text } from '../endpoint.ts';
import { severity, severityUrgencies } from '../severity.ts';

export const roleKeys = [
  'commander',
  'deputy',
  'scribe',
  'communications',
  'internal-liaison',
  'resolver',
  'team-lead',
  'observer',
] as const;

const minutes = z.int().min(1).max(100_000).nullable();

export const severityRule = z
  .strictObject({
    severity,
    name: line(60),
    meaning: text(500),
    tests: z.array(line(300)).max(20).describe('Any one of these being true is enough'),
    urgency: z.enum(severityUrgencies),
    pages: z.array(z.enum(['owning-team', 'affected-teams', 'commander', 'communications', 'executives'])).max(5),
    rolesNeeded: z.array(z.enum(roleKeys)).max(roleKeys.length),
    coordinated: z.boolean().describe('This severity always gets a commander and a war room'),
    ackTargetMinutes: minutes,
    ackTargetWorkDays: minutes,
    firstPublicPostMinutes: minutes,
    firstPublicPostWhen: z.enum(['always', 'visible', 'never']),
    publicUpdateMinutes: minutes,
    internalUpdateMinutes: minutes,
    longIncidentAfterMinutes: minutes,
    postmortem: z.strictObject({
      demand: z.enum(['required', 'light', 'optional', 'none']),
      form: z.enum(['full', 'light']).nullable(),
      due: z.strictObject({ days: z.int().min(1).max(365), kind: z.enum(['calendar', 'business']) }).nullable(),
    }),
    fullPostmortemAfterMinutes: minutes,
    actionItemDueDays: z.int().min(1).max(1_000).nullable(),
    protocolId: z.string().min(1).max(63),
  })
  .meta({ id: 'SeverityRule', description: 'What one severity means, and what it sets going.' });
export type SeverityRuleInput = z.output<typeof severityRule>;

const policyId = id.nullable().default(null);

export const severityMatrixInput = z.strictObject({
  rules: z.array(severityRule).length(5),
  policies: z
    .strictObject({
      commander: policyId.describe('Notified when a severity pages the commander'),
      commanderBackup: policyId.describe('Notified when nobody took command in five minutes'),
      communications: policyId,
      executives: policyId,
    })
    .prefault({})
    .describe('Escalation policies for roles that are not a service’s team; null pages nobody'),
});
export type SeverityMatrixInput = z.output<typeof severityMatrixInput>;

export const severityMatrix = z
  .object({ ...severityMatrixInput.shape, version: z.number().int().describe('0 until somebody has edited it') })
  .meta({ id: 'SeverityMatrix', description: 'SEV1 to SEV5: what each means and what it drives.' });
export type SeverityMatrix = z.output<typeof severityMatrix>;

export const getSeverities = endpoint({
  name: 'getSeverities',
  method: 'GET',
  path: '/api/v1/severities',
  permission: 'incidents.read',
  summary: 'Read the severity matrix',
  tag: 'severities',
  output: severityMatrix,
});

export const updateSeverities = endpoint({
  name: 'updateSeverities',
  method: 'PUT',
  path: '/api/v1/severities',
  permission: 'incidents.manage',
  summary: 'Replace the severity matrix; send If-Match to guard against lost edits',
  tag: 'severities',
  body: severityMatrixInput,
  output: severityMatrix,
});
