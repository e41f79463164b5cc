/** What was changed in how we work, read from what happened; to stand beside the measures. */
import { z } from 'zod';
import {
  dateInput,
  endpoint,
  id,
  idParams,
  instant,
  instantInput,
  line,
  listOf,
  named,
  noContent,
  pageQuery,
} from '../endpoint.ts';
import type { EventKind } from '../events/catalogue.ts';

/** The events that tell of one. */
export const practiceKinds = [
  'goal.created',
  'goal.dropped',
  'drill.finished',
  'pilot.created',
  'pilot.ended',
  'review.held',
  'playbook.published',
  'severityMatrix.updated',
  'protocol.created',
  'protocol.updated',
  'protocol.reset',
  'escalationPolicy.created',
  'escalationPolicy.updated',
  'escalationPolicy.deleted',
  'schedule.created',
  'schedule.updated',
  'schedule.deleted',
  'messageTemplate.updated',
  'messageTemplate.reset',
] as const satisfies readonly EventKind[];
export type PracticeKind = (typeof practiceKinds)[number];

export const practiceChange = z
  .object({
    id: id.describe('Of the event; of what was written by hand its own'),
    at: instant.describe('The last time, where it happened several times on one day; by hand: noon of the day, UTC'),
    kind: z.enum([...practiceKinds, 'byHand']),
    words: z.string(),
    times: z.number().int().describe('How often that day (UTC)'),
    subjectId: id.nullable(),
    key: z.string().nullable().describe('Of a message template'),
    team: named.nullable().describe('None: it holds for everybody'),
    by: z.string().nullable(),
  })
  .meta({ id: 'PracticeChange', description: 'A change of how incidents are handled.' });
export type PracticeChange = z.output<typeof practiceChange>;

export const practiceChangeInput = z.strictObject({
  day: dateInput,
  words: line(200).describe('What changed, such as “Canary releases for checkout”'),
  teamId: id.nullable().default(null).describe('Null: it holds for everybody'),
});
export type PracticeChangeInput = z.output<typeof practiceChangeInput>;

export const ownPracticeChange = z
  .object({
    id,
    day: z.string(),
    words: z.string(),
    team: named.nullable(),
    by: z.string(),
    version: z.number().int(),
  })
  .meta({ id: 'OwnPracticeChange', description: 'A change of practice that somebody wrote down.' });
export type OwnPracticeChange = z.output<typeof ownPracticeChange>;

const common = { tag: 'program', permission: 'program.manage' } as const;

export const getPracticeChange = endpoint({
  ...common,
  name: 'getPracticeChange',
  method: 'GET',
  path: '/api/v1/practice-changes/:id',
  permission: 'program.read',
  summary: 'Read a change of practice that was written by hand',
  params: idParams,
  output: ownPracticeChange,
});

export const addPracticeChange = endpoint({
  ...common,
  name: 'addPracticeChange',
  method: 'POST',
  path: '/api/v1/practice-changes',
  summary: 'Write down a change of practice that no event tells of',
  body: practiceChangeInput,
  output: ownPracticeChange,
  status: 201,
});

export const updatePracticeChange = endpoint({
  ...common,
  name: 'updatePracticeChange',
  method: 'PUT',
  path: '/api/v1/practice-changes/:id',
  summary: 'Edit a change of practice that was written by hand',
  params: idParams,
  body: practiceChangeInput,
  output: ownPracticeChange,
});

export const removePracticeChange = endpoint({
  ...common,
  name: 'removePracticeChange',
  method: 'DELETE',
  path: '/api/v1/practice-changes/:id',
  summary: 'Remove a change of practice that was written by hand; it can be restored',
  params: idParams,
  output: noContent,
  status: 204,
});

export const restorePracticeChange = endpoint({
  ...common,
  name: 'restorePracticeChange',
  method: 'POST',
  path: '/api/v1/practice-changes/:id/restoration',
  summary: 'Restore a removed change of practice',
  params: idParams,
  output: ownPracticeChange,
});

export const listPracticeChanges = endpoint({
  name: 'listPracticeChanges',
  method: 'GET',
  path: '/api/v1/practice-changes',
  permission: 'program.read',
  tag: 'program',
  summary: 'List changes of practice, such as a goal that was set or a policy that was changed, newest first',
  query: pageQuery.extend({
    from: instantInput.optional().describe('Included'),
    to: instantInput.optional().describe('Excluded'),
    teamId: id.optional().describe('Of this team, and those that hold for everybody'),
  }),
  output: listOf(practiceChange),
});
