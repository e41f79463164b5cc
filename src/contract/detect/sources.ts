import { z } from 'zod';
import { endpoint, id, idParams, instant, line, listOf, nameQuery, noContent, slug, timeZone } from '../endpoint.ts';
import { whose } from '../whose.ts';

const heartbeatSchedule = z.strictObject({
  cron: line(100).describe('Minute, hour, day of the month, month and day of the week, as in a crontab'),
  timeZone: timeZone.describe('Whose clocks it follows'),
});

const heartbeatSettings = z.strictObject({
  intervalSeconds: z
    .int()
    .min(10)
    .max(2_678_400)
    .optional()
    .describe('How long after a ping the next one is due; needed unless a schedule says when'),
  graceSeconds: z.int().min(0).max(2_678_400),
  schedule: heartbeatSchedule.nullable().default(null).describe('When pings are expected, instead of an interval'),
});
export type HeartbeatSettings = z.output<typeof heartbeatSettings>;

const heartbeat = z.object({
  intervalSeconds: z.int().describe('With a schedule: the longest time between two of its times'),
  graceSeconds: z.int(),
  schedule: z.object({ cron: z.string(), timeZone: z.string() }).nullable(),
  expectedAt: instant.nullable().describe('The time of the schedule that is waited for; null without one'),
  armedAt: instant.nullable().describe('Since when its silence counts; set by the first ping or by hand'),
  pausedAt: instant.nullable(),
  lastPingAt: instant.nullable(),
  dueAt: instant.nullable().describe('When the alert is raised unless it reports before'),
  lateSince: instant.nullable(),
});

const messageLabels = z
  .array(line(100))
  .min(1)
  .max(30)
  .nullable()
  .describe(
    'Names of the labels that messages show, in this order; null for all. What looks like a secret is left out',
  );

export const source = z
  .object({
    id,
    slug,
    name: z.string(),
    type: z.string(),
    sender: z.string().nullable().describe('What sends to it, for its setup steps; null: its type says enough'),
    settings: z.record(z.string(), z.unknown()),
    serviceId: id.nullable().describe('The service of its alerts, unless a route says otherwise'),
    pagesNobody: z.boolean().describe('Its alerts page nobody, unless a route names a service'),
    messageLabels,
    pausedAt: instant.nullable().describe('While paused, its alerts are kept and page nobody'),
    isBuiltIn: z.boolean().describe('The source through which Evenkeel reports on itself'),
    firstSignalAt: instant.nullable(),
    lastSignalAt: instant.nullable(),
    signalCount: z.number().int(),
    oddCount: z.number().int().describe('Accepted requests that did not follow their protocol'),
    droppedCount: z.number().int().describe('Signals that its mapping has dropped'),
    lastDroppedAt: instant.nullable(),
    refusedCount: z.number().int().describe('Requests that had a valid key and were rejected'),
    lastRefusedAt: instant.nullable(),
    lastRefusal: z.string().nullable().describe('Why the last of them was refused'),
    heartbeat: heartbeat.nullable(),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'Source', description: 'An inbound endpoint with its key and type.' });
export type Source = z.output<typeof source>;

const sourceKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,128}$/, {
    error: 'A key has 16 to 128 letters, digits, hyphens and underscores.',
    abort: true,
  })
  .refine((key) => !isGuessable(key), 'This key is easy to guess. Use a random one.');

/** Few different characters, the same part again and again, or characters that follow one another. */
function isGuessable(key: string): boolean {
  const follows = [...key].filter((_, at) => at > 0 && key.charCodeAt(at) - key.charCodeAt(at - 1) === 1).length;
  return new Set(key).size < 8 || /^(.+?)\1+$/.test(key) || follows > key.length / 2;
}

export const sourceInput = z.strictObject({
  slug,
  name: line(120),
  type: z.string().max(100).describe('One of the source types; it never changes'),
  sender: z
    .string()
    .max(60)
    .nullable()
    .default(null)
    .describe('One of the senders that the type reads, for its setup steps'),
  settings: z
    .record(z.string().max(100), z.unknown())
    .default({})
    .describe('Settings, as the source type declares them'),
  serviceId: id.nullable().default(null),
  pagesNobody: z
    .boolean()
    .default(false)
    .describe('Its alerts page nobody, unless a route names a service; only for a source without a service'),
  messageLabels: messageLabels.default(null),
  heartbeat: heartbeatSettings.nullable().default(null).describe('For heartbeats, which need it; null for all others'),
  key: sourceKey
    .optional()
    .describe('A key that senders already use. Without it, one is generated; an update without it keeps the key'),
});
export type SourceInput = z.output<typeof sourceInput>;

const setupStep = z.object({
  title: z.string(),
  text: z.string(),
  code: z.string().optional(),
  language: z.string().optional(),
});

const setup = z
  .object({
    key: z.string(),
    sender: z.string().nullable().describe('Whose steps they are'),
    endpoints: z.array(z.object({ method: z.string(), url: z.string(), description: z.string() })),
    steps: z.array(setupStep),
  })
  .meta({ id: 'SourceSetup', description: 'How to point a sender here, with the key filled in.' });

export const understoodSignal = z
  .object({
    action: z.enum(['trigger', 'acknowledge', 'unacknowledge', 'resolve', 'update', 'change']),
    dedupKey: z.string(),
    title: z.string(),
    description: z.string(),
    severity: z.number().int().nullable(),
    labels: z.record(z.string(), z.string()),
    links: z.array(z.object({ href: z.string(), text: z.string() })),
    occurredAt: instant.nullable(),
    expiresAt: instant.nullable(),
  })
  .meta({ id: 'Signal', description: 'One signal of a request, interpreted with the current settings and mapping.' });

export const oddPart = z.object({ part: z.string(), reason: z.string() });

export const receivedRequest = z
  .object({
    position: z.string().describe('Its place in the log of signals'),
    receivedAt: instant,
    method: z.string(),
    path: z.string().describe('What followed the key, or the whole path where the key is in the body'),
    query: z.record(z.string(), z.string()),
    contentType: z.string(),
    userAgent: z.string().nullable(),
    body: z.string().describe('As it arrived, at most 64 KiB; the key of the source is blanked out'),
    bodyBytes: z.number().int(),
    isBase64: z.boolean().describe('The body is not text and is given as base64'),
    isCut: z.boolean(),
    isPing: z.boolean(),
    isTest: z.boolean(),
    odd: z.array(oddPart).describe('What did not follow the protocol'),
    signalCount: z.number().int(),
    understood: z.array(understoodSignal).describe('At most the first 20 signals of the request'),
    dropped: z
      .array(z.object({ rule: z.number().int().describe('The number of the rule, from 1'), title: z.string() }))
      .describe('The first 20 signals that the mapping dropped when the request was accepted'),
    droppedCount: z.number().int(),
    refusal: z.string().nullable().describe('Why the body would be rejected with the current settings'),
  })
  .meta({ id: 'ReceivedRequest', description: 'One accepted request of a sender, raw and as interpreted.' });

export const listSourceTypes = endpoint({
  name: 'listSourceTypes',
  method: 'GET',
  path: '/api/v1/source-types',
  permission: 'sources.read',
  summary: 'List the source types with their settings, and the senders that they read',
  tag: 'sources',
  output: z.object({
    items: z.array(
      z.object({
        type: z.string(),
        title: z.string(),
        description: z.string(),
        endpoints: z.array(z.object({ method: z.string(), path: z.string(), description: z.string() })),
        fields: z.array(z.object({ key: z.string(), label: z.string(), kind: z.string(), help: z.string() })),
      }),
    ),
    senders: z
      .array(
        z.object({
          name: z.string(),
          title: z.string(),
          group: z.enum(['metrics', 'clouds', 'hosts', 'applications', 'on-call tools', 'own']),
          type: z.string().describe('The source type that reads it'),
          words: z.array(z.string()).describe('Other and earlier names'),
          description: z.string(),
        }),
      )
      .describe('In the order they are offered'),
  }),
});

export const listSources = endpoint({
  name: 'listSources',
  method: 'GET',
  path: '/api/v1/sources',
  permission: 'sources.read',
  summary: 'List sources by name',
  tag: 'sources',
  query: nameQuery.extend({ slug: slug.optional(), type: z.string().max(100).optional(), serviceId: id.optional() }),
  output: listOf(source),
});

export const getSource = endpoint({
  name: 'getSource',
  method: 'GET',
  path: '/api/v1/sources/:id',
  permission: 'sources.read',
  summary: 'Read one source',
  tag: 'sources',
  params: idParams,
  output: source,
});

export const createSource = endpoint({
  name: 'createSource',
  method: 'POST',
  path: '/api/v1/sources',
  permission: 'sources.manage',
  teams: [whose('service', 'body.serviceId')],
  summary: 'Create a source; its set-up shows the key',
  tag: 'sources',
  body: sourceInput,
  output: source,
  status: 201,
});

export const updateSource = endpoint({
  name: 'updateSource',
  method: 'PUT',
  path: '/api/v1/sources/:id',
  permission: 'sources.manage',
  teams: [whose('source'), whose('service', 'body.serviceId')],
  summary: 'Replace a source; send If-Match to guard against lost edits',
  tag: 'sources',
  params: idParams,
  body: sourceInput,
  output: source,
});

export const deleteSource = endpoint({
  name: 'deleteSource',
  method: 'DELETE',
  path: '/api/v1/sources/:id',
  permission: 'sources.manage',
  teams: [whose('source')],
  summary: 'Delete a source that never raised an alert; pause one that did',
  tag: 'sources',
  params: idParams,
  output: noContent,
  status: 204,
});

export const readSourceSetup = endpoint({
  name: 'readSourceSetup',
  method: 'GET',
  path: '/api/v1/sources/:id/setup',
  permission: 'sources.manage',
  teams: [whose('source')],
  summary: 'Read how to point a sender here, with the key filled in',
  tag: 'sources',
  confirms: true,
  params: idParams,
  query: z.strictObject({
    sender: z.string().max(60).optional().describe('Whose steps; those of the source when left out'),
  }),
  output: setup,
});

export const replaceSourceKey = endpoint({
  name: 'replaceSourceKey',
  method: 'POST',
  path: '/api/v1/sources/:id/key',
  permission: 'sources.manage',
  teams: [whose('source')],
  summary: 'Generate a new key; the old one stops working at once',
  tag: 'sources',
  confirms: true,
  params: idParams,
  output: setup,
  answersSecret: true,
});

const additionalKey = z
  .object({
    id,
    name: z.string(),
    createdAt: instant,
    lastUsedAt: instant
      .nullable()
      .describe('When it last let somebody in, to within ten seconds; null where no use of it is recorded'),
    watchedSince: instant.nullable().describe('From when its uses are recorded; null where the node records none'),
  })
  .meta({ id: 'AdditionalSourceKey', description: 'A further key of a source, which its senders already use.' });
export type AdditionalSourceKey = z.output<typeof additionalKey>;

export const listAdditionalKeys = endpoint({
  name: 'listAdditionalKeys',
  method: 'GET',
  path: '/api/v1/sources/:id/additional-keys',
  permission: 'sources.read',
  summary: 'List the additional keys of a source by name, with their last use; the keys themselves are not kept',
  tag: 'sources',
  params: idParams,
  output: z.object({
    items: z.array(additionalKey),
    ownKeyLastUsedAt: instant.nullable().describe('The same of the own key of the source'),
  }),
});

export const addAdditionalKey = endpoint({
  name: 'addAdditionalKey',
  method: 'POST',
  path: '/api/v1/sources/:id/additional-keys',
  permission: 'sources.manage',
  teams: [whose('source')],
  summary: 'Let a source be reached by a key that its senders already use; at most 20 for each source',
  tag: 'sources',
  confirms: true,
  params: idParams,
  body: z.strictObject({
    name: line(120).describe('Where the key comes from, such as the tool that made it'),
    key: sourceKey.describe('Unique among all sources; added again to the same source it changes the name only'),
  }),
  output: additionalKey,
  status: 201,
});

export const removeAdditionalKey = endpoint({
  name: 'removeAdditionalKey',
  method: 'DELETE',
  path: '/api/v1/sources/:id/additional-keys/:keyId',
  permission: 'sources.manage',
  teams: [whose('source')],
  summary: 'Remove an additional key: senders that still use it are rejected',
  tag: 'sources',
  params: z.strictObject({ id: idParams.shape.id, keyId: idParams.shape.id }),
  output: noContent,
  status: 204,
});

export const pauseSource = endpoint({
  name: 'pauseSource',
  method: 'POST',
  path: '/api/v1/sources/:id/pause',
  permission: 'sources.manage',
  teams: [whose('source')],
  summary: 'Keep what the source sends and page nobody for it; a heartbeat raises nothing',
  tag: 'sources',
  params: idParams,
  output: source,
});

export const resumeSource = endpoint({
  name: 'resumeSource',
  method: 'POST',
  path: '/api/v1/sources/:id/resume',
  permission: 'sources.manage',
  teams: [whose('source')],
  summary: 'Let the source page again; a heartbeat gets its whole interval from now on',
  tag: 'sources',
  params: idParams,
  output: source,
});

export const armHeartbeat = endpoint({
  name: 'armHeartbeat',
  method: 'POST',
  path: '/api/v1/sources/:id/arming',
  permission: 'sources.manage',
  teams: [whose('source')],
  summary: 'Wait for the next ping of a heartbeat from now on, also when none has come yet',
  tag: 'sources',
  params: idParams,
  output: source,
});

export const sendTestSignal = endpoint({
  name: 'sendTestSignal',
  method: 'POST',
  path: '/api/v1/sources/:id/test',
  permission: 'sources.manage',
  teams: [whose('source')],
  summary: 'Raise or resolve the test alert of a source, through the same log as every signal',
  tag: 'sources',
  params: idParams,
  body: z.strictObject({ action: z.enum(['trigger', 'resolve']).default('trigger') }),
  output: z.object({ position: z.string(), dedupKey: z.string() }),
  status: 202,
});

export const listSourceSignals = endpoint({
  name: 'listSourceSignals',
  method: 'GET',
  path: '/api/v1/sources/:id/signals',
  permission: 'sources.read',
  summary: 'List the latest requests of a source, newest first, raw and as interpreted',
  tag: 'sources',
  params: idParams,
  query: z.strictObject({
    odd: z.literal(['true', 'false']).optional().describe('`true`: only those that need attention'),
    dropped: z
      .literal(['true', 'false'])
      .optional()
      .describe('`true`: only those of which the mapping dropped something, of the last 50 such requests'),
    position: z
      .string()
      .regex(/^\d{1,15}\.\d{1,15}$/, 'A position is two numbers with a dot between them.')
      .optional()
      .describe('Only the request at this place in the log'),
    limit: z.coerce.number().int().min(1).max(20).default(10),
    cursor: z.string().max(500).optional(),
  }),
  output: listOf(receivedRequest),
});
