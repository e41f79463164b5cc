import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, listOf, named, pageQuery, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { severity } from '../severity.ts';

export const drillFormatKeys = [
  'page-test',
  'tabletop',
  'wheel',
  'game-day',
  'communications',
  'handover',
  'unannounced',
  'recovery',
] as const;

export const scoreKeys = [
  'commander',
  'roles',
  'severity',
  'first-post',
  'rhythm',
  'named-tasks',
  'plan-b',
  'timeline',
  'handover',
  'runbook',
  'debrief',
] as const;

const points = z.literal([0, 1, 2, 3]).nullable();
const marks = z.partialRecord(z.enum(scoreKeys), points).describe('Null: not applicable, so it does not count');

export const drill = z
  .object({
    id,
    title: z.string(),
    scenarioKey: z.string(),
    format: z.enum(drillFormatKeys),
    formatName: z.string(),
    story: z
      .string()
      .nullable()
      .describe('What is actually wrong; only the leader and administrators see it before the end'),
    severity,
    team: named.nullable(),
    services: z.array(named),
    leader: named.nullable(),
    source: named.nullable().describe('Its signals come in through this source'),
    consent: z.string().describe('Who agreed to an unannounced one'),
    state: z.enum(['planned', 'running', 'finished', 'canceled']),
    plannedFor: instant.nullable().describe('Of an unannounced one only the leader and administrators see it'),
    incidentId: id.nullable(),
    incidentKey: z.string().nullable(),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    injects: z
      .array(
        z.object({
          position: z.number().int(),
          atMinute: z.number().int().nullable(),
          dueAt: instant.nullable(),
          toldAt: instant.nullable(),
          tell: z.string(),
          hope: z.string().nullable(),
          signal: z
            .object({
              title: z.string(),
              severity: z.enum(['critical', 'error', 'warning', 'info']),
              state: z.enum(['firing', 'resolved']),
            })
            .nullable()
            .describe('Sent as a real alert when it is announced'),
          signalProblem: z.string().nullable().describe('Why its signal was not sent'),
        }),
      )
      .describe('Those already announced; the leader and administrators see all of them, with the expected response'),
    signalPages: z
      .array(
        z.object({
          alertId: id,
          title: z.string(),
          pageId: id.nullable().describe('Null: nobody was paged'),
          openedAt: instant.nullable(),
          acknowledgedAt: instant.nullable(),
          acknowledgedBy: actorName.nullable(),
        }),
      )
      .nullable()
      .describe('What its signals have opened, and who took it; only when one drill is read'),
    earlier: z
      .array(z.object({ id, title: z.string(), finishedAt: instant, share: z.number().nullable(), marks }))
      .nullable()
      .describe('The last finished drills of the same scenario, newest first; only when one drill is read'),
    marks,
    proposedMarks: marks.nullable().describe('From the record of the incident; only when its leader reads one drill'),
    score: z.object({
      points: z.number().int(),
      possible: z.number().int(),
      share: z.number().nullable(),
      weakest: z.array(z.enum(scoreKeys)),
      unmarked: z.array(z.enum(scoreKeys)),
    }),
    notes: z.string(),
    report: z.string().nullable().describe('Markdown; of a finished drill'),
    mayLead: z.boolean().describe('Whether you may start, score and finish it'),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'Drill', description: 'An exercise: an incident of kind drill with a scenario and a scorecard.' });
export type Drill = z.output<typeof drill>;

export const drillInput = z.strictObject({
  scenarioKey: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  title: line(200).optional().describe('Defaults to the title of the scenario'),
  teamId: id.nullable().default(null),
  serviceIds: z.array(id).max(50).default([]).describe('Their escalation policies are paged according to the severity'),
  leaderId: id.nullable().default(null),
  plannedFor: instantInput.nullable().default(null),
  sourceId: id.nullable().default(null).describe('Needed where the scenario sends signals'),
  consent: z.string().trim().max(300).default('').describe('Who agreed; needed for an unannounced drill'),
});
export type DrillInput = z.output<typeof drillInput>;

const common = { tag: 'program' } as const;

export const listDrillScenarios = endpoint({
  ...common,
  name: 'listDrillScenarios',
  method: 'GET',
  path: '/api/v1/drill-scenarios',
  permission: 'program.read',
  summary: 'Read the formats, the library of scenarios (without giving away what is wrong) and the scorecard',
  output: z.object({
    formats: z.array(
      z.object({
        key: z.enum(drillFormatKeys),
        name: z.string(),
        minutes: z.number().int(),
        rhythm: z.string(),
        trains: z.string(),
        care: z.string(),
      }),
    ),
    scenarios: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        format: z.enum(drillFormatKeys),
        difficulty: z.enum(['easy', 'medium', 'hard']),
        severity,
        teaches: z.array(z.string()).describe('For administrators only'),
        sendsSignals: z.boolean().describe('It needs a source'),
        isOwn: z.boolean().describe('Written or changed by you'),
        source: z
          .object({ title: z.string(), url: z.string().optional() })
          .nullable()
          .describe('The public outage it is drawn from; for administrators only'),
        injectCount: z.number().int(),
        lengthMinutes: z.number().int(),
        story: z.string().nullable().describe('For administrators only'),
        timesHeld: z.number().int(),
      }),
    ),
    scoreCard: z.array(z.object({ key: z.enum(scoreKeys), name: z.string(), marks: z.array(z.string()).length(4) })),
  }),
});

export const listDrills = endpoint({
  ...common,
  name: 'listDrills',
  method: 'GET',
  path: '/api/v1/drills',
  permission: 'program.read',
  summary: 'List drills, newest first',
  query: pageQuery.extend({
    limit: z.coerce.number().int().min(1).max(50).default(20),
    state: z.enum(['all', 'planned', 'running', 'finished', 'canceled']).default('all'),
  }),
  output: listOf(drill),
});

export const planDrill = endpoint({
  ...common,
  name: 'planDrill',
  method: 'POST',
  path: '/api/v1/drills',
  permission: 'program.manage',
  summary: 'Plan a drill from a scenario',
  body: drillInput,
  output: drill,
  status: 201,
});

export const getDrill = endpoint({
  ...common,
  name: 'getDrill',
  method: 'GET',
  path: '/api/v1/drills/:id',
  permission: 'program.read',
  summary: 'Read one drill',
  params: idParams,
  output: drill,
});

export const startDrill = endpoint({
  ...common,
  name: 'startDrill',
  method: 'POST',
  path: '/api/v1/drills/:id/start',
  permission: 'incidents.respond',
  summary: 'Start a drill (its leader, or an administrator): declares the incident and pages people for real',
  params: idParams,
  output: drill,
});

export const tellDrillInject = endpoint({
  ...common,
  name: 'tellDrillInject',
  method: 'POST',
  path: '/api/v1/drills/:id/injects/:position/telling',
  permission: 'incidents.respond',
  summary: 'Announce an inject now instead of at its minute',
  params: idParams.extend({ position: z.coerce.number().int().min(0).max(1_000) }),
  output: drill,
});

export const markDrill = endpoint({
  ...common,
  name: 'markDrill',
  method: 'PUT',
  path: '/api/v1/drills/:id/marks',
  permission: 'incidents.respond',
  summary: 'Fill in the scorecard and the notes, also after the end. Send If-Match to guard against lost edits',
  params: idParams,
  body: z.strictObject({ marks, notes: text(20_000).default('') }),
  output: drill,
});

export const finishDrill = endpoint({
  ...common,
  name: 'finishDrill',
  method: 'POST',
  path: '/api/v1/drills/:id/finish',
  permission: 'incidents.respond',
  summary: 'Finish a drill: closes its incident; missing marks are taken from the record',
  params: idParams,
  output: drill,
});

export const cancelDrill = endpoint({
  ...common,
  name: 'cancelDrill',
  method: 'POST',
  path: '/api/v1/drills/:id/cancel',
  permission: 'incidents.respond',
  summary: 'Cancel a drill; one in progress is aborted and not scored',
  params: idParams,
  output: drill,
});
