import { z } from 'zod';
import { endpoint, id, instant, listOf, named, pageQuery } from '../../endpoint.ts';
import { actorName } from './page.ts';
import { pageTarget } from './responses.ts';

export const testPage = z
  .object({
    id: id.describe('The id of its page'),
    person: named,
    askedBy: actorName,
    sentAt: instant,
    state: z
      .enum(['waiting', 'proved', 'acknowledged_otherwise', 'not_acknowledged'])
      .describe(
        '`proved`: the person acknowledged through a message. `acknowledged_otherwise`: in the app, or by somebody else, which proves no contact method',
      ),
    acknowledgedAt: instant.nullable(),
    afterSeconds: z.number().nullable().describe('From the first message to the acknowledgement'),
    channel: z.string().nullable().describe('The channel whose message was acknowledged'),
  })
  .meta({ id: 'TestPage', description: 'A page that asks one person whether pages reach them; no measure counts it.' });
export type TestPage = z.output<typeof testPage>;

const sent = z.object({
  items: z.array(testPage).describe('One for each person who was paged'),
  notPaged: z.array(z.object({ person: named, because: z.string() })),
});
export type SentTestPages = z.output<typeof sent>;

export const testPageInput = z.strictObject({ target: pageTarget });

export const sendTestPages = endpoint({
  name: 'sendTestPages',
  method: 'POST',
  path: '/api/v1/test-pages',
  permission: 'pages.create',
  summary:
    'Send a test page to a person, everybody in a team, whoever is on call on a schedule, or whom a policy notifies first',
  tag: 'test pages',
  body: testPageInput,
  output: sent,
  status: 201,
});

export const sendMyTestPage = endpoint({
  name: 'sendMyTestPage',
  method: 'POST',
  path: '/api/v1/me/test-page',
  permission: 'signed-in',
  summary: 'Send a test page to yourself, by your notification rules for high urgency',
  tag: 'test pages',
  output: sent,
  status: 201,
});

export const listTestPages = endpoint({
  name: 'listTestPages',
  method: 'GET',
  path: '/api/v1/test-pages',
  permission: 'oncall.read',
  summary: 'List test pages, newest first',
  tag: 'test pages',
  query: pageQuery.extend({ personId: id.optional() }),
  output: listOf(testPage),
});

export const testPageSettingsInput = z.strictObject({
  remindAfterDays: z
    .int()
    .min(1)
    .max(365)
    .nullable()
    .describe('Whoever can be paged and has acknowledged no test page for so long gets a weekly e-mail; null: nobody'),
});

export const testPageSettings = testPageSettingsInput.extend({
  version: z.number().int(),
});
export type TestPageSettings = z.output<typeof testPageSettings>;

export const readTestPageSettings = endpoint({
  name: 'readTestPageSettings',
  method: 'GET',
  path: '/api/v1/test-page-settings',
  permission: 'oncall.read',
  summary: 'Read after how many days people are reminded to send themselves a test page',
  tag: 'test pages',
  output: testPageSettings,
});

export const updateTestPageSettings = endpoint({
  name: 'updateTestPageSettings',
  method: 'PUT',
  path: '/api/v1/test-page-settings',
  permission: 'oncall.manage',
  teams: 'organisation',
  summary: 'Choose after how many days people are reminded to send themselves a test page; send If-Match',
  tag: 'test pages',
  body: testPageSettingsInput,
  output: testPageSettings,
});
