import { z } from 'zod';
import { endpoint, id, idParams, instant, line, listOf, nameQuery, noContent, slug, text } from '../endpoint.ts';
import { whose } from '../whose.ts';
import { teamHours } from '../working-hours.ts';

/** What a team asks of the contact methods of each of its members. */
export const reachRule = z
  .strictObject({
    ways: z.int().min(1).max(5).describe('How many different channels each member needs'),
    wakes: z.boolean().describe('At least one of them must wake'),
  })
  .meta({ id: 'ReachRule' });
export type ReachRule = z.output<typeof reachRule>;

export const team = z
  .object({
    id,
    slug,
    name: z.string(),
    description: z.string(),
    members: z.array(
      z.object({ personId: id, name: z.string(), isLead: z.boolean().describe('Sees the on-call load of the others') }),
    ),
    reachRule: reachRule.nullable().describe('What each member needs to be reached; null asks nothing'),
    workingHours: teamHours.nullable().describe('Null: the team has none'),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'Team', description: 'People who own services and share the on-call work.' });
export type Team = z.output<typeof team>;

export const teamInput = z
  .strictObject({
    slug,
    name: line(120),
    description: text(2000).default(''),
    memberIds: z.array(id).max(500).default([]),
    leadIds: z.array(id).max(500).optional().describe('Who of the members leads it; left out: as it is'),
    reachRule: reachRule.nullable().default(null),
    workingHours: teamHours.nullable().default(null),
  })
  .refine(({ memberIds, leadIds = [] }) => leadIds.every((lead) => memberIds.includes(lead)), {
    path: ['leadIds'],
    message: 'A lead must be a member of the team.',
  });
export type TeamInput = z.output<typeof teamInput>;

export const listTeams = endpoint({
  name: 'listTeams',
  method: 'GET',
  path: '/api/v1/teams',
  permission: 'directory.read',
  summary: 'List teams by name',
  tag: 'teams',
  query: nameQuery,
  output: listOf(team),
});

export const getTeam = endpoint({
  name: 'getTeam',
  method: 'GET',
  path: '/api/v1/teams/:id',
  permission: 'directory.read',
  summary: 'Read one team',
  tag: 'teams',
  params: idParams,
  output: team,
});

export const createTeam = endpoint({
  name: 'createTeam',
  method: 'POST',
  path: '/api/v1/teams',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Create a team',
  tag: 'teams',
  body: teamInput,
  output: team,
  status: 201,
});

export const updateTeam = endpoint({
  name: 'updateTeam',
  method: 'PUT',
  path: '/api/v1/teams/:id',
  permission: 'directory.manage',
  teams: [whose('team')],
  summary: 'Replace a team; send If-Match to guard against lost edits',
  tag: 'teams',
  params: idParams,
  body: teamInput,
  output: team,
});

export const deleteTeam = endpoint({
  name: 'deleteTeam',
  method: 'DELETE',
  path: '/api/v1/teams/:id',
  permission: 'directory.manage',
  teams: [whose('team')],
  summary: 'Delete a team that nothing refers to',
  tag: 'teams',
  params: idParams,
  output: noContent,
  status: 204,
});
