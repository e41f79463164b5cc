import { z } from 'zod';
import { endpoint, instant } from '../endpoint.ts';

/** `fault`: something does not work. `warning`: it works, and yet somebody may not be reached. */
export const examination = z
  .object({
    check: z.string(),
    result: z.enum(['ok', 'warning', 'fault']),
    sentence: z.string().describe('What was found and, unless it is fine, what to do'),
  })
  .meta({ id: 'Examination', description: 'What one check of the installation found.' });
export type Examination = z.output<typeof examination>;

export const examineInstallation = endpoint({
  name: 'examineInstallation',
  method: 'GET',
  path: '/api/v1/platform/doctor',
  permission: 'platform.read',
  summary: 'Look for whatever could keep a page from arriving',
  tag: 'platform',
  output: z.object({
    examinedAt: instant,
    isHealthy: z.boolean().describe('No faults and no warnings'),
    items: z.array(examination),
  }),
});
