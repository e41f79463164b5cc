/** What is done while a drill runs: its clock, its injects, who takes part, and the notes of observers. */
import { z } from 'zod';
import { endpoint, id, idParams, line, noContent, text } from '../endpoint.ts';
import { roleKeys } from '../respond/severities.ts';
import { whose } from '../whose.ts';
import { drill } from './drills.ts';

const common = { tag: 'program' } as const;

const injectParams = idParams.extend({ position: z.coerce.number().int().min(0).max(1_000) });

export const tellDrillInject = endpoint({
  ...common,
  name: 'tellDrillInject',
  method: 'POST',
  path: '/api/v1/drills/:id/injects/:position/telling',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary: 'Announce an inject now instead of at its minute',
  params: injectParams,
  output: drill,
});

export const addDrillInject = endpoint({
  ...common,
  name: 'addDrillInject',
  method: 'POST',
  path: '/api/v1/drills/:id/injects',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary: 'Add an inject to a running drill, for now or for a later minute',
  params: idParams,
  body: z.strictObject({
    tell: line(1_000),
    hope: text(1_000).default(''),
    atMinute: z.number().int().min(0).max(1_000).nullable().default(null).describe('Null: announced now'),
  }),
  output: drill,
  status: 201,
});

export const skipDrillInject = endpoint({
  ...common,
  name: 'skipDrillInject',
  method: 'POST',
  path: '/api/v1/drills/:id/injects/:position/skip',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary: 'Leave an inject out',
  params: injectParams,
  output: drill,
});

export const restoreDrillInject = endpoint({
  ...common,
  name: 'restoreDrillInject',
  method: 'POST',
  path: '/api/v1/drills/:id/injects/:position/restoration',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary: 'Take a skipped inject back in; one whose minute has passed is announced',
  params: injectParams,
  output: drill,
});

export const delayDrillInject = endpoint({
  ...common,
  name: 'delayDrillInject',
  method: 'POST',
  path: '/api/v1/drills/:id/injects/:position/delay',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary: 'Move an inject to a later minute, or with negative minutes to an earlier one',
  params: injectParams,
  body: z.strictObject({ minutes: z.number().int().min(-600).max(600) }),
  output: drill,
});

export const pauseDrill = endpoint({
  ...common,
  name: 'pauseDrill',
  method: 'POST',
  path: '/api/v1/drills/:id/pause',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary: 'Stop the clock of a drill: no inject comes until it goes on',
  params: idParams,
  output: drill,
});

export const resumeDrill = endpoint({
  ...common,
  name: 'resumeDrill',
  method: 'POST',
  path: '/api/v1/drills/:id/resumption',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary: 'Let the clock of a paused drill go on',
  params: idParams,
  output: drill,
});

export const addDrillPerson = endpoint({
  ...common,
  name: 'addDrillPerson',
  method: 'POST',
  path: '/api/v1/drills/:id/people',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary:
    'Say that somebody plays, in which role, or observes; whoever takes part already is changed. Refused for an observer who holds a role in the incident',
  params: idParams,
  body: z.strictObject({
    personId: id,
    part: z.enum(['player', 'observer']),
    role: z.enum(roleKeys).nullable().default(null).describe('Which a player is to take; null: whichever comes up'),
  }),
  output: drill,
  status: 201,
});

export const removeDrillPerson = endpoint({
  ...common,
  name: 'removeDrillPerson',
  method: 'DELETE',
  path: '/api/v1/drills/:id/people/:personId',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary: 'Say that somebody does not take part after all (the leader, or that person themself)',
  params: idParams.extend({ personId: id }),
  output: noContent,
  status: 204,
});

export const noteDrill = endpoint({
  ...common,
  name: 'noteDrill',
  method: 'POST',
  path: '/api/v1/drills/:id/notes',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary: 'Write a note at this moment of a running drill (its observers and its leader)',
  params: idParams,
  body: z.strictObject({ text: line(1_000) }),
  output: drill,
  status: 201,
});

export const removeDrillNote = endpoint({
  ...common,
  name: 'removeDrillNote',
  method: 'DELETE',
  path: '/api/v1/drills/:id/notes/:noteId',
  permission: 'incidents.respond',
  teams: [whose('drill')],
  summary: 'Remove a note, as its author or as the leader',
  params: idParams.extend({ noteId: id }),
  output: noContent,
  status: 204,
});
