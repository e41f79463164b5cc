/** What was changed in how we work, read from what happened; to stand beside the measures. */
import { z } from 'zod';
import { endpoint, id, instant, instantInput, listOf, named, pageQuery } from '../endpoint.ts';
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
    id,
    at: instant.describe('The last time, where it happened several times on one day'),
    kind: z.enum(practiceKinds),
    words: z.string(),
    times: z.number().int().describe('How often that day (UTC)'),
    subjectId: id.nullable(),
    key: z.string().nullable().describe('Of a message template'),
    team: named.nullable().describe('None: it holds for everybody'),
    by: z.string().nullable(),
  })
  .meta({ id: 'PracticeChange', description: 'A change of how incidents are handled.' });
export type PracticeChange = z.output<typeof practiceChange>;

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
