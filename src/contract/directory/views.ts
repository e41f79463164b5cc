/** Saved views: a list with its filters, order and columns, under a name. */
import { z } from 'zod';
import { endpoint, id, idParams, line, named, noContent } from '../endpoint.ts';

export const listNames = ['alerts', 'incidents', 'pages', 'action-items'] as const;
export type ListName = (typeof listNames)[number];

const search = z
  .string()
  .max(2_000)
  .regex(/^[^\p{Cc}#?]*$/u, 'Write the search of an address, such as state=triggered&severity=1.')
  .describe('The search of the address, such as `state=triggered&severity=1`');

const sharing = {
  sharedWith: z.enum(['nobody', 'team', 'everyone']),
  teamId: id.nullable().default(null).describe('The team that it is shared with'),
};

export const view = z
  .object({
    id,
    list: z.enum(listNames),
    name: z.string(),
    search: z.string(),
    sharedWith: sharing.sharedWith,
    team: named.nullable(),
    owner: named,
    mayChange: z.boolean().describe('Its owner may change it, and an administrator if it is shared'),
    isDefault: z.boolean().describe('Whether the list opens with it for you'),
    version: z.number().int(),
  })
  .meta({ id: 'View', description: 'A list with its filters, order and columns, under a name.' });
export type View = z.output<typeof view>;

export const viewInput = z.strictObject({ list: z.enum(listNames), name: line(60), search, ...sharing });
export type ViewInput = z.output<typeof viewInput>;

export const viewPatch = z.strictObject({
  name: line(60).optional(),
  search: search.optional(),
  sharedWith: sharing.sharedWith.optional(),
  teamId: id.nullable().optional(),
});
export type ViewPatch = z.output<typeof viewPatch>;

export const listViews = endpoint({
  name: 'listViews',
  method: 'GET',
  path: '/api/v1/views',
  permission: 'signed-in',
  summary: 'List your views and those shared with you, by name; at most 200',
  tag: 'views',
  query: z.strictObject({ list: z.enum(listNames).optional() }),
  output: z.object({ items: z.array(view) }),
});

export const getView = endpoint({
  name: 'getView',
  method: 'GET',
  path: '/api/v1/views/:id',
  permission: 'signed-in',
  summary: 'Read one view',
  tag: 'views',
  params: idParams,
  output: view,
});

export const createView = endpoint({
  name: 'createView',
  method: 'POST',
  path: '/api/v1/views',
  permission: 'signed-in',
  summary: 'Save a view',
  tag: 'views',
  body: viewInput,
  output: view,
  status: 201,
});

export const updateView = endpoint({
  name: 'updateView',
  method: 'PATCH',
  path: '/api/v1/views/:id',
  permission: 'signed-in',
  summary: 'Change a view; fields left out stay. Send If-Match to guard against lost edits',
  tag: 'views',
  params: idParams,
  body: viewPatch,
  output: view,
});

export const deleteView = endpoint({
  name: 'deleteView',
  method: 'DELETE',
  path: '/api/v1/views/:id',
  permission: 'signed-in',
  summary: 'Delete a view; it can be restored for 30 days',
  tag: 'views',
  params: idParams,
  output: noContent,
  status: 204,
});

export const restoreView = endpoint({
  name: 'restoreView',
  method: 'POST',
  path: '/api/v1/views/:id/restoration',
  permission: 'signed-in',
  summary: 'Restore a deleted view',
  tag: 'views',
  params: idParams,
  output: view,
});

export const chooseDefaultView = endpoint({
  name: 'chooseDefaultView',
  method: 'PUT',
  path: '/api/v1/views/defaults/:list',
  permission: 'signed-in',
  summary: 'Choose the view that a list opens with for you, or none',
  tag: 'views',
  params: z.strictObject({ list: z.enum(listNames) }),
  body: z.strictObject({ viewId: id.nullable() }),
  output: noContent,
  status: 204,
});
