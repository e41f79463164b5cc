/** Who of a team holds which certificate, and what is missing. */
import { z } from 'zod';
import { endpoint, id, instant, listOf, pageQuery } from '../endpoint.ts';
import { certificateStates } from './training.ts';

export const skillGapKeys = ['on-call', 'commander', 'expiring'] as const;

export const teamSkills = z
  .object({
    teamId: id,
    teamName: z.string(),
    summary: z.string().describe('How many on call hold what they need, and how many commanders are certified'),
    onCall: z.object({
      people: z.number().int().describe('With turns on schedules of the team, or an override that is not over'),
      certified: z.number().int().describe('Of them, with a valid certificate of the course for being on call'),
    }),
    commanders: z
      .number()
      .int()
      .describe('Members and people on call with a valid certificate of the course for command'),
    gaps: z.array(
      z.object({
        key: z.enum(skillGapKeys),
        text: z.string(),
        personIds: z.array(id).describe('Whom it is about; empty where it is about nobody in particular'),
      }),
    ),
    courses: z
      .array(
        z.object({
          key: z.string(),
          title: z.string(),
          isFor: z.array(z.enum(['command', 'on-call'])).describe('What the course qualifies for here'),
        }),
      )
      .describe('Those for command and for being on call, and every one that somebody here has passed'),
    people: z
      .array(
        z.object({
          personId: id,
          personName: z.string(),
          isMember: z.boolean(),
          isOnCall: z.boolean(),
          certificates: z.array(
            z.object({ courseKey: z.string(), state: z.enum(certificateStates), expiresAt: instant }),
          ),
        }),
      )
      .describe('Those on call first, then by name'),
    morePeople: z.number().int().describe('People that are counted and not listed'),
  })
  .meta({ id: 'TeamSkills', description: 'Who of a team holds which certificate, and what is missing.' });
export type TeamSkills = z.output<typeof teamSkills>;

const teamFilter = { teamId: id.optional() };

export const listSkills = endpoint({
  name: 'listSkills',
  method: 'GET',
  path: '/api/v1/program/skills',
  permission: 'program.read',
  summary: 'List who holds which certificate, and what is missing, team by team',
  tag: 'training',
  query: pageQuery.extend({ ...teamFilter, limit: z.coerce.number().int().min(1).max(20).default(10) }),
  output: listOf(teamSkills),
});

export const exportSkills = endpoint({
  name: 'exportSkills',
  method: 'GET',
  path: '/api/v1/program/skills.csv',
  permission: 'program.read',
  summary: 'Who holds which certificate as CSV: a line for each person of a team and course',
  tag: 'training',
  query: z.strictObject(teamFilter),
  output: z.string(),
  contentType: 'text/csv; charset=utf-8',
});
