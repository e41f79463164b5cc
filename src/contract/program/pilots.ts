import { z } from 'zod';
import { endpoint, id, idParams, instant, line, listOf, named, pageQuery, text, timeZone } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';

export const calendarDate = z.iso
  .date()
  .refine((date) => date >= '2000-01-01' && date <= '2199-12-31', 'Use a date from 2000 to 2199.');

export const pilotPhaseKeys = ['assess', 'define-goals', 'build-plan', 'execute', 'iterate'] as const;
export const planKinds = ['pilot', 'roll-out', 'recovery'] as const;
export const milestoneStatuses = ['not-started', 'in-progress', 'blocked', 'done'] as const;
export const pilotOutcomes = ['completed', 'extended', 'adapted', 'stopped'] as const;

export const sponsor = z.strictObject({
  name: line(120),
  title: line(120),
  isVicePresidentOrAbove: z.boolean().describe('Senior enough to protect the budget'),
});

export const riskLevels = ['low', 'medium', 'high'] as const;
export const riskStates = ['open', 'accepted', 'occurred', 'closed'] as const;

const riskShape = {
  title: line(200).describe('What may happen'),
  likelihood: z.enum(riskLevels),
  impact: z.enum(riskLevels),
  response: text(2_000).describe('What is done about it'),
  state: z.enum(riskStates).describe('`accepted`: it is known and nothing is done; `occurred`: it has happened'),
};

/** One measure of a baseline. */
export const baselineMeasure = z.object({
  key: z.string(),
  name: z.string(),
  unit: z.enum(['seconds', 'count', 'share']),
  better: z.enum(['lower', 'higher']),
  value: z.number().nullable(),
  n: z.number().int(),
});

export const pilot = z
  .object({
    id,
    kind: z.enum(planKinds),
    team: named,
    rollOut: z
      .object({ id, name: z.string(), wave: z.number().int() })
      .nullable()
      .describe('The roll-out that it is a part of'),
    sponsor: sponsor.nullable(),
    startsOn: z.string().describe('YYYY-MM-DD'),
    endsOn: z.string(),
    timeZone: z.string(),
    state: z
      .enum(['planned', 'running', 'over', 'ended'])
      .describe('`over`: its last day has passed and no outcome is set'),
    outcome: z.enum(pilotOutcomes).nullable(),
    outcomeNote: z.string(),
    endedAt: instant.nullable(),
    baseline: z.object({
      from: instant,
      to: instant,
      frozenAt: instant.nullable(),
      measures: z.array(baselineMeasure).describe('Empty until it is frozen'),
    }),
    phases: z.array(
      z.object({
        key: z.enum(pilotPhaseKeys),
        name: z.string(),
        purpose: z.string(),
        firstDate: z.string(),
        lastDate: z.string(),
      }),
    ),
    milestones: z.array(
      z.object({
        key: z.string(),
        phase: z.enum(pilotPhaseKeys),
        title: z.string(),
        dueOn: z.string(),
        sign: z.string().nullable().describe('What in the data completes it automatically'),
        owner: named.nullable(),
        state: z.enum(['done', 'overdue', 'next', 'open']).describe('By its date'),
        status: z
          .enum(milestoneStatuses)
          .describe('The column of the board. Begun before what it waits for is done, it is `blocked`'),
        blockedReason: z.string(),
        waitsForKeys: z.array(z.string()).describe('Milestones that come first'),
        goals: z.array(named).describe('The goals that it is meant to reach'),
        doneAt: instant.nullable(),
        doneBy: actorName.nullable(),
        checklist: z.array(
          z.object({
            position: z.number().int(),
            text: z.string(),
            doneAt: instant.nullable(),
            doneBy: actorName.nullable(),
          }),
        ),
      }),
    ),
    risks: z.array(z.object({ id, ...riskShape, owner: named.nullable() })).describe('The worst first'),
    progress: z.object({
      day: z.number().int().describe('0 on the first day; negative before'),
      phase: z.enum(pilotPhaseKeys).nullable(),
      done: z.number().int(),
      total: z.number().int(),
      overdueKeys: z.array(z.string()),
      nextKey: z.string().nullable(),
    }),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({
    id: 'Pilot',
    description:
      'A plan of one team: a pilot, its part of a roll-out, or a recovery. The path is from when each plan was a pilot.',
  });
export type Pilot = z.output<typeof pilot>;

export const pilotInput = z.strictObject({
  teamId: id,
  kind: z.enum(['pilot', 'recovery']).default('pilot'),
  sponsor: sponsor.nullable().default(null),
  startsOn: calendarDate,
  timeZone,
});
export type PilotInput = z.output<typeof pilotInput>;

const milestoneShape = {
  title: line(200),
  phase: z.enum(pilotPhaseKeys),
  dueOn: calendarDate,
  ownerId: id.nullable(),
  checklist: z.array(line(300)).max(30).describe('An item whose text stays keeps its tick'),
  waitsForKeys: z.array(z.string().max(63)).max(50).describe('Milestones that come first; a circle is refused'),
  goalIds: z.array(id).max(20).describe('The goals that it is meant to reach'),
};

export const milestoneInput = z.strictObject({
  ...milestoneShape,
  ownerId: milestoneShape.ownerId.default(null),
  checklist: milestoneShape.checklist.default([]),
  waitsForKeys: milestoneShape.waitsForKeys.default([]),
  goalIds: milestoneShape.goalIds.default([]),
});
export type MilestoneInput = z.output<typeof milestoneInput>;

export const milestoneChange = z.strictObject({
  ...z.object(milestoneShape).partial().shape,
  moveFollowing: z
    .boolean()
    .default(false)
    .describe('With `dueOn`: the open milestones that wait for it move by as many days'),
  status: z.enum(milestoneStatuses).optional(),
  blockedReason: line(300).optional().describe('With the status `blocked`'),
});
export type MilestoneChange = z.output<typeof milestoneChange>;

const { title: riskTitle, likelihood, impact, response, state: riskState } = riskShape;
const ownerId = id.nullable();

export const riskInput = z.strictObject({
  title: riskTitle,
  likelihood,
  impact,
  response: response.default(''),
  state: riskState.default('open'),
  ownerId: ownerId.default(null),
});
export type RiskInput = z.output<typeof riskInput>;

export const riskChange = z
  .strictObject({ title: riskTitle, likelihood, impact, response, state: riskState, ownerId })
  .partial();
export type RiskChange = z.output<typeof riskChange>;

const common = { tag: 'program' } as const;
const milestoneParams = idParams.extend({ key: z.string().regex(/^[a-z0-9-]{1,63}$/) });

export const listPilots = endpoint({
  ...common,
  name: 'listPilots',
  method: 'GET',
  path: '/api/v1/pilots',
  permission: 'program.read',
  summary: 'List the plans of teams, newest first',
  query: pageQuery.extend({ limit: z.coerce.number().int().min(1).max(50).default(20) }),
  output: listOf(pilot),
});

export const createPilot = endpoint({
  ...common,
  name: 'createPilot',
  method: 'POST',
  path: '/api/v1/pilots',
  permission: 'program.manage',
  summary: 'Plan a pilot or a recovery from its template; a team has one plan at a time',
  body: pilotInput,
  output: pilot,
  status: 201,
});

export const getPilot = endpoint({
  ...common,
  name: 'getPilot',
  method: 'GET',
  path: '/api/v1/pilots/:id',
  permission: 'program.read',
  summary: 'Read one plan with its milestones and risks',
  params: idParams,
  output: pilot,
});

export const setPilotSponsor = endpoint({
  ...common,
  name: 'setPilotSponsor',
  method: 'PUT',
  path: '/api/v1/pilots/:id/sponsor',
  permission: 'program.manage',
  summary: 'Set or clear the executive sponsor',
  params: idParams,
  body: z.strictObject({ sponsor: sponsor.nullable() }),
  output: pilot,
});

export const updateMilestone = endpoint({
  ...common,
  name: 'updateMilestone',
  method: 'PATCH',
  path: '/api/v1/pilots/:id/milestones/:key',
  permission: 'program.manage',
  summary: 'Change a milestone; omitted fields are kept',
  params: milestoneParams,
  body: milestoneChange,
  output: pilot,
});

export const addMilestone = endpoint({
  ...common,
  name: 'addMilestone',
  method: 'POST',
  path: '/api/v1/pilots/:id/milestones',
  permission: 'program.manage',
  summary: 'Add a milestone of your own to a plan',
  params: idParams,
  body: milestoneInput,
  output: pilot,
  status: 201,
});

export const removeMilestone = endpoint({
  ...common,
  name: 'removeMilestone',
  method: 'DELETE',
  path: '/api/v1/pilots/:id/milestones/:key',
  permission: 'program.manage',
  summary: 'Remove a milestone from a plan; it can be restored',
  params: milestoneParams,
  output: pilot,
});

export const restoreMilestone = endpoint({
  ...common,
  name: 'restoreMilestone',
  method: 'POST',
  path: '/api/v1/pilots/:id/milestones/:key/restore',
  permission: 'program.manage',
  summary: 'Restore a milestone that was removed',
  params: milestoneParams,
  output: pilot,
});

const riskParams = idParams.extend({ riskId: id });

export const addRisk = endpoint({
  ...common,
  name: 'addRisk',
  method: 'POST',
  path: '/api/v1/pilots/:id/risks',
  permission: 'program.manage',
  summary: 'Add a risk to a plan',
  params: idParams,
  body: riskInput,
  output: pilot,
  status: 201,
});

export const updateRisk = endpoint({
  ...common,
  name: 'updateRisk',
  method: 'PATCH',
  path: '/api/v1/pilots/:id/risks/:riskId',
  permission: 'program.manage',
  summary: 'Change a risk of a plan; omitted fields are kept',
  params: riskParams,
  body: riskChange,
  output: pilot,
});

export const removeRisk = endpoint({
  ...common,
  name: 'removeRisk',
  method: 'DELETE',
  path: '/api/v1/pilots/:id/risks/:riskId',
  permission: 'program.manage',
  summary: 'Remove a risk from a plan; it can be restored',
  params: riskParams,
  output: pilot,
});

export const restoreRisk = endpoint({
  ...common,
  name: 'restoreRisk',
  method: 'POST',
  path: '/api/v1/pilots/:id/risks/:riskId/restore',
  permission: 'program.manage',
  summary: 'Restore a risk that was removed',
  params: riskParams,
  output: pilot,
});

export const tickMilestoneItem = endpoint({
  ...common,
  name: 'tickMilestoneItem',
  method: 'PATCH',
  path: '/api/v1/pilots/:id/milestones/:key/checklist/:position',
  permission: 'program.manage',
  summary: 'Tick or untick an item of a milestone',
  params: milestoneParams.extend({ position: z.coerce.number().int().min(0).max(100) }),
  body: z.strictObject({ isDone: z.boolean() }),
  output: pilot,
  versionIsOfElse: true,
});

export const endPilot = endpoint({
  ...common,
  name: 'endPilot',
  method: 'POST',
  path: '/api/v1/pilots/:id/end',
  permission: 'program.manage',
  summary: 'End a pilot with its outcome',
  params: idParams,
  body: z.strictObject({ outcome: z.enum(pilotOutcomes), note: text(5_000).default('') }),
  output: pilot,
});

export const reopenPilot = endpoint({
  ...common,
  name: 'reopenPilot',
  method: 'POST',
  path: '/api/v1/pilots/:id/reopening',
  permission: 'program.manage',
  summary: 'Reopen a plan that has ended; its outcome is gone, its dates stay',
  params: idParams,
  output: pilot,
});
