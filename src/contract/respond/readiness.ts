import { z } from 'zod';
import { endpoint, id, idParams, instant, listOf, named, pageQuery } from '../endpoint.ts';
import { testPage } from './pages/test-pages.ts';

const results = ['ready', 'nobody', 'does_not_wake', 'catch_all_only'] as const;

export const readinessGap = z.object({
  problem: z
    .enum(['nobody', 'does_not_wake', 'catch_all_only'])
    .describe('It reaches nobody; whom it reaches nothing wakes; only the catch-all is reached'),
  startsAt: instant,
  endsAt: instant,
  sentence: z.string(),
  mend: z.object({ text: z.string(), path: z.string() }),
});

const practisedResult = z
  .enum(['practised', 'long-ago', 'never', 'unknown'])
  .describe('Within 90 days; before that; not once; it could not be found out. None of them keeps a page away');

const lastDrill = z.object({ id, title: z.string(), finishedAt: instant });

export const serviceReadiness = z
  .object({
    service: z.object({ id, name: z.string(), slug: z.string() }),
    result: z.enum(results).describe('`ready`, or the worst of its gaps'),
    gaps: z.array(readinessGap).describe('In order of time, the first 20'),
    routes: z.array(named).describe('Enabled routes that give it their alerts'),
    sources: z.array(named).describe('Sources whose alerts it owns where no route says otherwise'),
    computedAt: instant.describe('Changes since then are not in it'),
    until: instant,
    practised: z
      .object({
        result: practisedResult,
        sentence: z.string(),
        drill: lastDrill.nullable(),
      })
      .describe('When its people last finished a drill: of the service, or of its team'),
  })
  .meta({
    id: 'ServiceReadiness',
    description: 'Whether an alert of a service would wake somebody at any time of the next 30 days.',
  });
export type ServiceReadiness = z.output<typeof serviceReadiness>;

export const listReadiness = endpoint({
  name: 'listReadiness',
  method: 'GET',
  path: '/api/v1/readiness',
  permission: 'oncall.read',
  summary: 'List services with what would keep a page from waking somebody in the next 30 days',
  tag: 'coverage',
  query: pageQuery.extend({
    result: z
      .enum([...results, 'not-ready'])
      .optional()
      .describe('`not-ready`: every service with a gap'),
    teamId: id.optional(),
  }),
  output: listOf(serviceReadiness),
});

export const readServiceReadiness = endpoint({
  name: 'readServiceReadiness',
  method: 'GET',
  path: '/api/v1/services/:id/readiness',
  permission: 'oncall.read',
  summary: 'Say whether an alert of a service would wake somebody at any time of the next 30 days; computed now',
  tag: 'coverage',
  params: idParams,
  output: serviceReadiness,
});

export const teamReadiness = z
  .object({
    team: named,
    services: z.object({
      count: z.number().int(),
      notReady: z.number().int().describe('Those with a gap in the next 30 days'),
    }),
    practised: z
      .object({
        result: practisedResult,
        sentence: z.string(),
        drill: lastDrill
          .extend({
            formatName: z.string(),
            share: z.number().nullable().describe('0 to 1: how well; null where nothing was scored'),
          })
          .nullable(),
      })
      .describe('The last drill it finished: its own, or one of a service that it owned then'),
    nextDrill: z
      .object({ id, title: z.string(), plannedFor: instant })
      .nullable()
      .describe('The next one with a time; unannounced ones are left out'),
  })
  .meta({ id: 'TeamReadiness', description: 'The services of a team that have a gap, and when it practises.' });
export type TeamReadiness = z.output<typeof teamReadiness>;

export const listTeamReadiness = endpoint({
  name: 'listTeamReadiness',
  method: 'GET',
  path: '/api/v1/readiness/teams',
  permission: 'oncall.read',
  summary: 'List teams with their services that are not ready, the drill they finished last, and the next one',
  tag: 'coverage',
  query: pageQuery.extend({
    teamId: id.optional(),
    result: z
      .enum(['not-ready'])
      .optional()
      .describe('Teams that own services and have one with a gap, or have finished no drill within 90 days'),
  }),
  output: listOf(teamReadiness),
});

export const listUnroutedSources = endpoint({
  name: 'listUnroutedSources',
  method: 'GET',
  path: '/api/v1/readiness/sources',
  permission: 'oncall.read',
  summary: 'List sources whose alerts have no service and fall to the default escalation policy, or to nobody',
  tag: 'coverage',
  output: z.object({
    items: z.array(
      z.object({ source: named, sentence: z.string(), mend: z.object({ text: z.string(), path: z.string() }) }),
    ),
  }),
});

export const exportReadiness = endpoint({
  name: 'exportReadiness',
  method: 'GET',
  path: '/api/v1/readiness.csv',
  permission: 'oncall.read',
  summary: 'The gaps of every service as CSV, one a line',
  tag: 'coverage',
  output: z.string(),
  contentType: 'text/csv; charset=utf-8',
});

export const personReadiness = z
  .object({
    person: named,
    channels: z
      .array(z.object({ channel: z.string(), wakes: z.boolean() }))
      .describe('Those of verified and enabled contact methods that work here'),
    lastProof: testPage.nullable().describe('The newest test page that the person acknowledged through a message'),
    lastTest: testPage.nullable().describe('The newest test page, whatever came of it'),
    isProofDue: z.boolean().describe('Reminders are on, and the last proof is older than they allow, or there is none'),
    brokenRules: z
      .array(z.object({ team: named, missing: z.array(z.string()) }))
      .describe('The rules of their teams that their contact methods do not meet, and what is missing'),
  })
  .meta({
    id: 'PersonReadiness',
    description: 'Whether somebody who can be paged is reached, and when that was last shown.',
  });
export type PersonReadiness = z.output<typeof personReadiness>;

export const listPeopleReadiness = endpoint({
  name: 'listPeopleReadiness',
  method: 'GET',
  path: '/api/v1/readiness/people',
  permission: 'oncall.read',
  summary: 'List people who can be paged with their last test page and the team rules that they do not meet',
  tag: 'coverage',
  query: pageQuery.extend({
    personId: id.optional().describe('This person, whether or not anything pages them'),
    teamId: id.optional().describe('The members of this team'),
    result: z
      .enum(['not-ready', 'unproved', 'breaks-rule'])
      .optional()
      .describe(
        '`unproved`: no test page acknowledged, or longer ago than reminders allow; `breaks-rule`: a rule of a team is not met; `not-ready`: either, or no contact method that works',
      ),
  }),
  output: listOf(personReadiness),
});
