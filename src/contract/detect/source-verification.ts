import { z } from 'zod';
import { endpoint, id, idParams, instant, line } from '../endpoint.ts';
import { whose } from '../whose.ts';

const headerName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9-]+$/, 'Write the name of a header: letters, digits and hyphens.');
const topicArn = z
  .string()
  .max(512)
  .regex(
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_.-]+$/,
    'Write an ARN such as arn:aws:sns:eu-west-1:123456789012:alarms.',
  );
const uuid = z.guid('Write an id such as 7f8f3a50-5a0e-4b43-9a0e-000000000001.').toLowerCase();

const secret = z
  .string()
  .min(12, 'A secret has at least 12 characters.')
  .max(500)
  .regex(/^[^\p{Cc}]*$/u, 'A secret is one line.')
  .optional()
  .describe('The secret that the sender has, too. Left out, the one of this method stays');

/** What Action Groups of Azure Monitor sign in with. */
export const azureActionGroups = '461e8683-5575-4561-ac7f-899cc907d62a';

const bySecret = {
  github: { method: z.literal('github').describe('`X-Hub-Signature-256`') },
  sentry: { method: z.literal('sentry').describe('`Sentry-Hook-Signature`, by the client secret') },
  grafana: {
    method: z.literal('grafana'),
    header: headerName.default('X-Grafana-Alerting-Signature'),
    timestampHeader: headerName.nullable().default(null).describe('As set in the contact point; null: none'),
  },
  pagerduty: { method: z.literal('pagerduty').describe('`X-PagerDuty-Signature` of webhooks v3') },
  standardWebhooks: {
    method: z.literal('standard-webhooks').describe('Standard Webhooks 1.0; the secret begins with `whsec_`'),
  },
  header: { method: z.literal('header').describe('The secret itself in a header'), header: headerName },
  basic: { method: z.literal('basic').describe('Basic authentication'), user: line(200) },
};
const byKeys = [
  z.strictObject({
    method: z
      .literal('sns')
      .describe('Signed by Amazon SNS; subscriptions of these topics are confirmed by themselves'),
    topicArns: z.array(topicArn).min(1).max(50),
  }),
  z.strictObject({
    method: z.literal('google').describe('The token of a Pub/Sub push subscription'),
    audience: line(500),
    email: line(320).describe('The service account of the subscription'),
  }),
  z.strictObject({
    method: z.literal('entra').describe('The token of a secure webhook of Azure Monitor'),
    tenant: uuid,
    audience: line(500).describe('The application that the webhook is for: its id or its URI'),
    caller: uuid
      .default(azureActionGroups)
      .describe('The application that calls; Action Groups of Azure when left out'),
  }),
] as const;
const none = z.strictObject({ method: z.literal('none').describe('The key is enough') });

const { github, sentry, grafana, pagerduty, standardWebhooks, header, basic } = bySecret;
const hidden = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape);
const given = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ ...shape, secret });

/** A rule as it is shown: without its secret. */
export const verificationRule = z.discriminatedUnion('method', [
  none,
  ...[hidden(github), hidden(sentry), hidden(grafana), hidden(pagerduty), hidden(standardWebhooks)],
  ...[hidden(header), hidden(basic)],
  ...byKeys,
]);
export type VerificationRule = z.output<typeof verificationRule>;
export type VerificationMethod = VerificationRule['method'];

export const verificationInput = z
  .discriminatedUnion('method', [
    none,
    ...[given(github), given(sentry), given(grafana), given(pagerduty), given(standardWebhooks)],
    ...[given(header), given(basic)],
    ...byKeys,
  ])
  .meta({ id: 'SourceVerificationRule', description: 'What a request has to carry besides the key.' });
export type VerificationInput = z.output<typeof verificationInput>;

export const sourceVerification = z
  .object({
    rule: verificationRule,
    hasSecret: z.boolean(),
    oldSecretUntil: instant.nullable().describe('Until then the secret before this one is taken, too'),
    subscription: z
      .object({ topicArn: z.string(), confirmedAt: instant })
      .nullable()
      .describe('The last subscription of Amazon SNS that was confirmed'),
    refused: z
      .object({ count: z.number().int(), since: instant, lastAt: instant, lastFrom: z.string() })
      .nullable()
      .describe('Requests with a valid key that did not prove who sent them, since the rule was changed'),
    version: z.number().int(),
  })
  .meta({ id: 'SourceVerification', description: 'How a source recognises its sender besides the key.' });
export type SourceVerification = z.output<typeof sourceVerification>;

export const getSourceVerification = endpoint({
  name: 'getSourceVerification',
  method: 'GET',
  path: '/api/v1/sources/:id/verification',
  permission: 'sources.read',
  summary: 'Read how a source verifies its sender; secrets are never shown',
  tag: 'sources',
  params: z.strictObject({ id }),
  output: sourceVerification,
});

export const setSourceVerification = endpoint({
  name: 'setSourceVerification',
  method: 'PUT',
  path: '/api/v1/sources/:id/verification',
  permission: 'sources.manage',
  teams: [whose('source')],
  summary: 'Replace how a source verifies its sender; what is not signed as it says is answered with 401',
  tag: 'sources',
  confirms: true,
  params: idParams,
  body: z.strictObject({
    rule: verificationInput,
    oldSecretHours: z
      .int()
      .min(0)
      .max(168)
      .optional()
      .describe('How long the secret that is replaced is still taken, 24 when left out; 0 ends an old one now'),
  }),
  output: sourceVerification,
});
