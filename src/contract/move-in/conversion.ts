import { z } from 'zod';
import { endpoint, slug } from '../endpoint.ts';

/** The tools that can be left. */
export const movableTools = ['opsgenie', 'pagerduty', 'oncall', 'goalert', 'squadcast'] as const;
export type MovableTool = (typeof movableTools)[number];

export const toolTitles: Record<MovableTool, string> = {
  opsgenie: 'Opsgenie',
  pagerduty: 'PagerDuty',
  oncall: 'Grafana OnCall',
  goalert: 'GoAlert',
  squadcast: 'Squadcast',
};

const finding = z
  .object({
    outcome: z.enum(['kept', 'changed', 'impossible']),
    kind: z.string(),
    id: z.string(),
    name: z.string(),
    message: z.string(),
    pagesTheSame: z.boolean().optional().describe('It looks different here, and pages the same people'),
  })
  .meta({ id: 'MoveInFinding', description: 'What becomes of one thing of the tool that is left.' });

const things = z.array(z.record(z.string(), z.unknown()));

export const convertExport = endpoint({
  name: 'convertExport',
  method: 'POST',
  path: '/api/v1/move-in/:tool/conversion',
  permission: 'configuration.apply',
  summary: 'Read an export of another tool as a configuration document; nothing is changed',
  tag: 'configuration',
  largeBody: true,
  params: z.object({ tool: z.enum(movableTools) }),
  body: z.strictObject({
    files: z
      .array(z.strictObject({ path: z.string().max(1_000), text: z.string().max(16_000_000) }))
      .min(1)
      .max(5_000)
      .describe(
        'JSON files with their paths: of Opsgenie those of its backup tool, of every tool the lists of its API',
      ),
    addOnly: z.boolean().default(false).describe('Leave out whatever is here already'),
  }),
  output: z.object({
    content: z.record(z.string(), things).describe('The export as it was understood'),
    document: z.record(z.string(), z.unknown()).describe('To be planned and applied'),
    moved: z.record(z.string(), things).describe('The whole of it, with what is here already'),
    findings: z.array(finding),
    schedulesOf: z.record(z.string(), z.array(slug)).describe('The schedules here, by the id of the one there'),
    serviceOf: z
      .record(z.string(), slug)
      .describe('The service here, by the id of what took alerts there: a team, a service or an integration'),
  }),
});
