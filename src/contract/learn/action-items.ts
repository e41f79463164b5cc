/** What was decided to change after an incident, by whom and until when. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, listOf, named, pageQuery, text } from '../endpoint.ts';
import { httpUrl } from '../respond/incidents/changes.ts';
import { actorName } from '../respond/pages/page.ts';
import { whose } from '../whose.ts';

export const actionItemKinds = ['prevent', 'detect', 'mitigate', 'respond'] as const;
export const actionItemStates = ['open', 'done', 'wont_do'] as const;

export const actionItem = z
  .object({
    id,
    incident: z.object({ id, key: z.string(), title: z.string(), severity: z.number().int() }),
    title: z.string(),
    kind: z.enum(actionItemKinds).describe('Prevents it, detects it sooner, reduces its impact, or helps to respond'),
    owner: named.nullable(),
    dueAt: instant.nullable(),
    isOverdue: z.boolean(),
    state: z.enum(actionItemStates),
    reason: z.string().describe('Why it will not be done'),
    trackerUrl: z.string().nullable(),
    createdBy: actorName,
    createdAt: instant,
    finishedAt: instant.nullable(),
    finishedBy: actorName.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'ActionItem', description: 'A change that prevents a recurrence or reduces its impact.' });
export type ActionItem = z.output<typeof actionItem>;

const fields = {
  title: line(300),
  kind: z.enum(actionItemKinds),
  ownerId: id.nullable(),
  dueAt: instantInput.nullable(),
  trackerUrl: httpUrl.nullable(),
};

export const actionItemInput = z.strictObject({
  incidentId: id,
  title: fields.title,
  kind: fields.kind.default('prevent'),
  ownerId: fields.ownerId.default(null),
  dueAt: fields.dueAt.optional().describe('If omitted, the severity’s default; null: no due date'),
  trackerUrl: fields.trackerUrl.default(null),
});
export type ActionItemInput = z.output<typeof actionItemInput>;

export const actionItemPatch = z
  .strictObject({ ...fields, state: z.enum(actionItemStates), reason: text(1_000).describe('Required for `wont_do`') })
  .partial();
export type ActionItemPatch = z.output<typeof actionItemPatch>;

const common = { tag: 'action-items' } as const;

export const listActionItems = endpoint({
  ...common,
  name: 'listActionItems',
  method: 'GET',
  path: '/api/v1/action-items',
  permission: 'incidents.read',
  summary: 'List action items, soonest due first',
  query: pageQuery.extend({
    state: z.enum(['all', 'overdue', ...actionItemStates]).default('all'),
    kind: z.enum(actionItemKinds).optional(),
    incidentId: id.optional(),
    ownerId: id.optional(),
    teamId: id.optional().describe('Of an affected service'),
    serviceId: id.optional(),
  }),
  output: listOf(actionItem),
});

export const getActionItem = endpoint({
  ...common,
  name: 'getActionItem',
  method: 'GET',
  path: '/api/v1/action-items/:id',
  permission: 'incidents.read',
  summary: 'Read one action item',
  params: idParams,
  output: actionItem,
});

export const createActionItem = endpoint({
  ...common,
  name: 'createActionItem',
  method: 'POST',
  path: '/api/v1/action-items',
  permission: 'incidents.respond',
  teams: [whose('incident', 'body.incidentId')],
  summary: 'Add an action item to an incident',
  body: actionItemInput,
  output: actionItem,
  status: 201,
});

export const updateActionItem = endpoint({
  ...common,
  name: 'updateActionItem',
  method: 'PATCH',
  path: '/api/v1/action-items/:id',
  permission: 'incidents.respond',
  teams: [whose('actionItem')],
  summary: 'Change, complete or reopen an action item; omitted fields are kept',
  params: idParams,
  body: actionItemPatch,
  output: actionItem,
});
