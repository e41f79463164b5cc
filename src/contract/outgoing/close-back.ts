import { z } from 'zod';
import { endpoint, idParams, instant } from '../endpoint.ts';
import { whose } from '../whose.ts';

export const closeBackKinds = ['none', 'alertmanager', 'grafana', 'pagerduty', 'opsgenie'] as const;

const shape = {
  kind: z
    .enum(closeBackKinds)
    .describe('What is told when somebody acknowledges or resolves an alert of the source here'),
  silenceMinutes: z
    .int()
    .min(5)
    .max(1_440)
    .default(60)
    .describe('Of Alertmanager and Grafana: how long a silence lasts unless it is ended before'),
};

const closeBack = z
  .object({
    ...shape,
    url: z.string().nullable(),
    hasCredential: z.boolean(),
    waiting: z.number().int().describe('Calls that are still to be made'),
    failed: z.number().int().describe('Calls that were given up within the last week'),
    failingSince: instant.nullable(),
    lastOutcome: z.string().nullable(),
    lastOutcomeAt: instant.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'CloseBack', description: 'Telling the sender of alerts what people did about them here.' });
export type CloseBack = z.output<typeof closeBack>;

export const closeBackInput = z
  .strictObject({
    ...shape,
    url: z
      .url({ protocol: /^https?$/, error: 'Write an http or https address.' })
      .max(500)
      .nullable()
      .default(null)
      .describe('Of Alertmanager, or of Grafana itself; of the others null is their usual address'),
    credential: z
      .string()
      .trim()
      .max(500)
      .nullable()
      .optional()
      .describe(
        'PagerDuty: the integration key. Opsgenie: the API key. Grafana: the token of a service account. Alertmanager: what its proxy asks for in `Authorization`, or null. Left out, it stays',
      ),
  })
  .superRefine(({ kind, url }, context) => {
    if (kind === 'alertmanager' && url === null)
      context.addIssue({ code: 'custom', path: ['url'], message: 'Write the address of Alertmanager.' });
    if (kind === 'grafana' && url === null)
      context.addIssue({ code: 'custom', path: ['url'], message: 'Write the address of Grafana.' });
    if (url !== null && /^https?:\/\/[^/?#]*@/.test(url))
      context.addIssue({ code: 'custom', path: ['url'], message: 'Write the credential below, not into the address.' });
  });
export type CloseBackInput = z.output<typeof closeBackInput>;

export const getCloseBack = endpoint({
  name: 'getCloseBack',
  method: 'GET',
  path: '/api/v1/sources/:id/close-back',
  permission: 'sources.read',
  summary: 'Read what the sender of a source is told, without the credential',
  tag: 'sources',
  params: idParams,
  output: closeBack,
});

export const updateCloseBack = endpoint({
  name: 'updateCloseBack',
  method: 'PUT',
  path: '/api/v1/sources/:id/close-back',
  permission: 'sources.manage',
  teams: [whose('source')],
  summary: 'Choose what the sender of a source is told; send If-Match to guard against lost edits',
  tag: 'sources',
  params: idParams,
  body: closeBackInput,
  output: closeBack,
});
