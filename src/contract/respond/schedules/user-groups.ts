import { z } from 'zod';
import { endpoint, id, idParams, instant, named, noContent } from '../../endpoint.ts';
import { whose } from '../../whose.ts';

export const userGroup = z
  .object({
    id,
    scheduleId: id,
    provider: named,
    groupId: z.string().describe('What the chat calls the group, such as `S0123ABCD`'),
    createdBy: z.string(),
    setAt: instant.nullable().describe('When its members were last set; null: not yet'),
    unlinked: z.array(named).describe('People who are on call now and have linked no account, so they are not in it'),
    problem: z.string().nullable().describe('Why its members may not be those on call'),
    failingSince: instant.nullable(),
  })
  .meta({ id: 'UserGroup', description: 'A group of a chat whose members are whoever is on call on the schedule.' });
export type UserGroup = z.output<typeof userGroup>;

export const listUserGroups = endpoint({
  name: 'listUserGroups',
  method: 'GET',
  path: '/api/v1/schedules/:id/user-groups',
  permission: 'oncall.read',
  summary: 'List the user groups of chats that follow a schedule',
  tag: 'schedules',
  params: idParams,
  output: z.object({
    items: z.array(userGroup),
    providers: z
      .array(named.extend({ help: z.string().describe('Where to find the ID of a group'), placeholder: z.string() }))
      .describe('Those whose groups can follow a schedule'),
  }),
});

export const addUserGroup = endpoint({
  name: 'addUserGroup',
  method: 'POST',
  path: '/api/v1/schedules/:id/user-groups',
  permission: 'oncall.manage',
  teams: [whose('schedule')],
  summary: 'Let a user group of a chat follow a schedule: its members are replaced by whoever is on call',
  tag: 'schedules',
  params: idParams,
  body: z.strictObject({ providerId: id, groupId: z.string().trim().min(1).max(40) }),
  output: userGroup,
  status: 201,
});

export const removeUserGroup = endpoint({
  name: 'removeUserGroup',
  method: 'DELETE',
  path: '/api/v1/schedules/:id/user-groups/:userGroupId',
  permission: 'oncall.manage',
  teams: [whose('schedule')],
  summary: 'Stop a user group from following the schedule; its members stay as they are',
  tag: 'schedules',
  params: z.strictObject({ id, userGroupId: id }),
  output: noContent,
  status: 204,
});
