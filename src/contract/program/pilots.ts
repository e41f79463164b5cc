import { z } from 'zod';
import { endpoint, id, idParams, instant, line, listOf, named, pageQuery, text, timeZone } from '../endpoint.ts';
import { actorName } from '../respond/pages/page.ts';

export const calendarDate = z.iso
  .date()
  .refine((date) => date >= '2000-01-01' && date <= '2199-12-31', 'Use a date from 2000 to 2199.');

export const pilotPhaseKeys = ['assess', 'define-goals', 'build-plan', 'execute', 'iterate'] as const;
export const pilotOutcomes = ['completed', 'extended', 'adapted', 'stopped'] as const;

export const sponsor = z.strictObject({
  name: line(120),
  title: line(120),
  isVicePresidentOrAbove: z.boolean().describe('Senior enough to protect the budget'),
});

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
    team: named,
    sponsor: sponsor.nullable(),
    startsOn: z.string().describe('YYYY-MM-DD'),
    endsOn: z.string(),
    timeZone: z.string(),
    state: z
      .enum(['planned', 'running', 'over', 'ended'])
      .describe('`over`: the ninety days have passed and no outcome is set'),
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
        state: z.enum(['done', 'overdue', 'next', 'open']),
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
  .meta({ id: 'Pilot', description: 'Ninety days in which one team adopts the program.' });
export type Pilot = z.output<typeof pilot>;

export const pilotInput = z.strictObject({
  teamId: id,
  sponsor: sponsor.nullable().default(null),
  startsOn: calendarDate,
  timeZone,
});
export type PilotInput = z.output<typeof pilotInput>;

const common = { tag: 'program' } as const;
const milestoneParams = idParams.extend({ key: z.string().regex(/^[a-z-]{1,63}$/) });

export const listPilots = endpoint({
  ...common,
  name: 'listPilots',
  method: 'GET',
  path: '/api/v1/pilots',
  permission: 'program.read',
  summary: 'List pilots, newest first',
  query: pageQuery.extend({ limit: z.coerce.number().int().min(1).max(50).default(20) }),
  output: listOf(pilot),
});

export const createPilot = endpoint({
  ...common,
  name: 'createPilot',
  method: 'POST',
  path: '/api/v1/pilots',
  permission: 'program.manage',
  summary: 'Plan a pilot from the template; a team has one at a time',
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
  summary: 'Read one pilot with its milestones',
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
  summary: 'Change owner or date of a milestone, or mark it done or not done; omitted fields are kept',
  params: milestoneParams,
  body: z.strictObject({
    ownerId: id.nullable().optional(),
    dueOn: calendarDate.optional(),
    isDone: z.boolean().optional(),
  }),
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
