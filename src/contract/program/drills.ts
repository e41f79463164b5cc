import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, listOf, named, pageQuery, text } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';
import { roleKeys } from '../respond/severities.ts';
import { severity } from '../severity.ts';
import { whose } from '../whose.ts';
import { drillFormatKeys, scoreKeys } from './drill-keys.ts';

const points = z.literal([0, 1, 2, 3]).nullable();
const marks = z.partialRecord(z.enum(scoreKeys), points).describe('Null: not applicable, so it does not count');

const proof = z.strictObject({
  backup: text(300).describe('Which backup was restored'),
  minutes: z.number().int().min(0).max(100_000).nullable().describe('How long it took until the data could be used'),
  checked: text(2_000).describe('What was checked in the restored data'),
});

const sandbox = z.object({
  agreed: z.array(named).describe('People who agreed to be notified for real'),
  kept: z
    .array(
      z.object({
        notificationId: id,
        pageId: id,
        title: z.string(),
        at: instant,
        afterSeconds: z.number().min(0).describe('Since the page was opened'),
        stepIndex: z.number().int(),
        round: z.number().int(),
        name: z.string().describe('The person, or the chat room'),
        personId: id.nullable(),
        channel: z.string(),
      }),
    )
    .nullable()
    .describe('Who would have been notified, by what and when; only when one drill is read'),
  besides: z
    .array(
      z.object({
        way: z.enum(['outgoing-webhook', 'notice', 'reminder']),
        name: z.string().describe('The outgoing webhook, or the person'),
        title: z.string(),
        at: instant.describe('The first time'),
        count: z.number().int(),
      }),
    )
    .nullable()
    .describe('What else would have gone out; only when one drill is read'),
});

const followUp = z.object({
  id,
  title: z.string(),
  owner: named.nullable(),
  dueAt: instant.nullable(),
  isOverdue: z.boolean(),
  state: z.enum(['open', 'done', 'wont_do']),
});

/** What the screen of one drill shows besides. */
const drillConsole = z.object({
  clock: z
    .object({ elapsedSeconds: z.number().min(0), isRunning: z.boolean() })
    .nullable()
    .describe('Without its pauses; null before the start and after a cancellation'),
  cast: z
    .array(
      z.object({
        role: z.enum(roleKeys),
        name: z.string(),
        purpose: z.string(),
        does: z.array(z.string()),
        planned: z.array(named).describe('Who is to take it'),
        holders: z.array(named).describe('Who has taken it in the incident'),
      }),
    )
    .describe('The roles that the severity asks for, and those that players are to take'),
  players: z.array(z.object({ id, name: z.string(), role: z.enum(roleKeys).nullable() })),
  observers: z.array(named).describe('They read along and write notes; they lead nothing'),
  mayNote: z.boolean().describe('Whether you may write notes'),
  notes: z
    .array(
      z.object({
        id,
        at: instant,
        atSecond: z.number().int(),
        text: z.string(),
        person: named,
        mayRemove: z.boolean(),
      }),
    )
    .describe('Of observers and the leader, on the clock of the drill; players see them after the end'),
  proposals: z
    .array(
      z.object({
        key: z.enum(scoreKeys),
        points: points.describe('Null: the record cannot tell, so it counts only when the leader sets it'),
        reason: z.string(),
        rows: z.array(z.object({ at: instant.nullable(), text: z.string() })),
      }),
    )
    .nullable()
    .describe('What the record says about each item of the scorecard; only for whoever leads'),
  followUps: z.array(followUp).describe('The action items of its incident'),
  stillOpen: z
    .array(followUp.extend({ drill: z.object({ id, title: z.string() }) }))
    .describe('Open action items of earlier drills of the same scenario'),
});

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
    sandbox: sandbox.nullable().describe('Its pages are kept there instead of sent; null: they go out for real'),
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
          toldSecond: z.number().int().nullable().describe('On the clock of the drill'),
          skippedAt: instant.nullable(),
          isAdded: z.boolean().describe('Added while it was running'),
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
    report: z.string().nullable().describe('Markdown; of a finished drill, only when one drill is read'),
    proof: proof.nullable().describe('Of a restore that was rehearsed'),
    pausedAt: instant.nullable(),
    beforeWebhook: named
      .nullable()
      .describe('Called before the start and waited for: where it fails, the drill does not start'),
    afterWebhook: named.nullable().describe('Called after the end, also of one that was aborted or could not start'),
    startProblem: z.string().nullable().describe('Why it did not start the last time'),
    console: drillConsole.nullable().describe('Only when one drill is read'),
    mayLead: z.boolean().describe('Whether you may start, score and finish it'),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'Drill', description: 'An exercise: an incident of kind drill with a scenario and a scorecard.' });
export type Drill = z.output<typeof drill>;

/** What goes out of a drill and what is called around it; a series hands it to each of its drills. */
export const drillSurroundings = {
  inSandbox: z
    .boolean()
    .default(false)
    .describe('Pages are kept in a sandbox instead of sent: the drill shows who would have been notified'),
  agreedIds: z
    .array(id)
    .max(50)
    .default([])
    .describe('People who agreed to be notified for real all the same; only with `inSandbox`'),
  beforeWebhookId: id
    .nullable()
    .default(null)
    .describe('An outgoing webhook that is called before the start and waited for'),
  afterWebhookId: id
    .nullable()
    .default(null)
    .describe('An outgoing webhook that is called after the end, however it ends'),
};

export const drillInput = z.strictObject({
  scenarioKey: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  title: line(200).optional().describe('Defaults to the title of the scenario'),
  teamId: id.nullable().default(null),
  serviceIds: z.array(id).max(50).default([]).describe('Their escalation policies are paged according to the severity'),
  leaderId: id.nullable().default(null),
  plannedFor: instantInput.nullable().default(null),
  sourceId: id.nullable().default(null).describe('Needed where the scenario sends signals'),
  consent: z.string().trim().max(300).default('').describe('Who agreed; needed for an unannounced drill'),
  ...drillSurroundings,
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

export const draftDrillScenario = endpoint({
  ...common,
  name: 'draftDrillScenario',
  method: 'GET',
  path: '/api/v1/incidents/:id/drill-scenario',
  permission: 'program.manage',
  summary:
    'Draw a scenario from the timeline of an incident that is over, without people, addresses and machines; nothing is saved',
  params: idParams,
  output: z.object({
    key: z.string().describe('Proposed'),
    source: z.string().describe('The whole file, to be edited'),
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

export const getDrillOfIncident = endpoint({
  ...common,
  name: 'getDrillOfIncident',
  method: 'GET',
  path: '/api/v1/incidents/:id/drill',
  permission: 'program.read',
  summary: 'Read which drill an incident is',
  params: idParams,
  output: z.object({
    drill: z
      .object({ id, title: z.string(), observes: z.boolean().describe('Whether you observe it, and so take no role') })
      .nullable()
      .describe('Null: it is none'),
  }),
});

export const rescheduleDrill = endpoint({
  ...common,
  name: 'rescheduleDrill',
  method: 'PUT',
  path: '/api/v1/drills/:id/schedule',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary:
    'Move a drill that has not started to another time, or to none (its leader, or an administrator). Send If-Match to guard against lost edits',
  params: idParams,
  body: z.strictObject({ plannedFor: instantInput.nullable() }),
  output: drill,
});

export const startDrill = endpoint({
  ...common,
  name: 'startDrill',
  method: 'POST',
  path: '/api/v1/drills/:id/start',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary: 'Start a drill (its leader, or an administrator): declares the incident and pages people for real',
  params: idParams,
  output: drill,
});

export const markDrill = endpoint({
  ...common,
  name: 'markDrill',
  method: 'PUT',
  path: '/api/v1/drills/:id/marks',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary: 'Fill in the scorecard and the notes, also after the end. Send If-Match to guard against lost edits',
  params: idParams,
  body: z.strictObject({
    marks,
    notes: text(20_000).default(''),
    proof: proof.nullable().optional().describe('If omitted, it is kept'),
  }),
  output: drill,
});

export const finishDrill = endpoint({
  ...common,
  name: 'finishDrill',
  method: 'POST',
  path: '/api/v1/drills/:id/finish',
  permission: 'incidents.respond',
  teams: [whose('drill')],
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
  teams: [whose('drill')],
  summary: 'Cancel a drill; one in progress is aborted and not scored',
  params: idParams,
  output: drill,
});
