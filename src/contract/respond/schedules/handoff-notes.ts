import { z } from 'zod';
import { endpoint, id, idParams, instant, listOf, noContent, pageQuery, text } from '../../endpoint.ts';
import { whose } from '../../whose.ts';
import { page } from '../pages/page.ts';

/** How many characters a handoff note may have. */
export const LONGEST_HANDOFF_NOTE = 10_000;

export const handoffNote = z
  .object({
    id,
    scheduleId: id,
    scheduleName: z.string(),
    authorId: id,
    authorName: z.string(),
    text: z.string().describe('Markdown'),
    createdAt: instant,
    readBy: z
      .array(z.object({ personId: id, name: z.string(), readAt: instant }))
      .describe('Who has said that they read it, in that order; at most 50'),
  })
  .meta({ id: 'HandoffNote', description: 'What somebody on call leaves for whoever is on call next.' });
export type HandoffNote = z.output<typeof handoffNote>;

const noteParams = z.strictObject({ id, noteId: id });

export const listHandoffNotes = endpoint({
  name: 'listHandoffNotes',
  method: 'GET',
  path: '/api/v1/schedules/:id/handoff-notes',
  permission: 'oncall.read',
  summary: 'List the handoff notes of a schedule, the newest first',
  tag: 'handoff notes',
  params: idParams,
  query: pageQuery.extend({ limit: z.coerce.number().int().min(1).max(50).default(10) }),
  output: listOf(handoffNote),
});

export const writeHandoffNote = endpoint({
  name: 'writeHandoffNote',
  method: 'POST',
  path: '/api/v1/schedules/:id/handoff-notes',
  permission: 'oncall.override',
  teams: [whose('schedule')],
  summary: 'Leave a note for whoever is on call next; they get it as their shift begins',
  tag: 'handoff notes',
  params: idParams,
  body: z.strictObject({ text: text(LONGEST_HANDOFF_NOTE).trim().min(1) }),
  output: handoffNote,
  status: 201,
});

export const takeBackHandoffNote = endpoint({
  name: 'takeBackHandoffNote',
  method: 'DELETE',
  path: '/api/v1/schedules/:id/handoff-notes/:noteId',
  permission: 'oncall.override',
  teams: [whose('schedule')],
  summary: 'Take back a note of your own that nobody has read yet',
  tag: 'handoff notes',
  params: noteParams,
  output: noContent,
  status: 204,
});

export const markHandoffNoteRead = endpoint({
  name: 'markHandoffNoteRead',
  method: 'POST',
  path: '/api/v1/schedules/:id/handoff-notes/:noteId/reading',
  permission: 'oncall.read',
  summary: 'Say that you have read a handoff note',
  tag: 'handoff notes',
  params: noteParams,
  output: handoffNote,
});

export const readMyHandoffs = endpoint({
  name: 'readMyHandoffs',
  method: 'GET',
  path: '/api/v1/me/handoffs',
  permission: 'signed-in',
  summary: 'What the handoffs of your shifts need: notes for you to read, and shifts of yours that are about to end',
  tag: 'handoff notes',
  output: z.object({
    notes: z
      .array(handoffNote)
      .describe(
        'Unread notes of others for a shift of yours that runs or begins within an hour: written since you were last on call there, at most the newest five of each schedule',
      ),
    ending: z
      .array(
        z.object({
          scheduleId: id,
          scheduleName: z.string(),
          startsAt: instant,
          endsAt: instant,
          nextPersonName: z.string().nullable().describe('Who is on call next; null for nobody within a day'),
        }),
      )
      .describe('Shifts of yours that end within four hours or ended up to two hours ago, and have no note of yours'),
  }),
});

export const openWork = z
  .object({
    pages: z
      .array(
        page
          .pick({ id: true, title: true, severity: true, state: true, openedAt: true })
          .extend({ acknowledgedByName: z.string().nullable(), snoozedUntil: instant.nullable() }),
      )
      .describe('Unresolved pages that notify through this schedule, snoozed ones too, the newest first; at most 20'),
    pageCount: z.number().int().describe('How many there are, up to 1,000'),
    incidents: z
      .array(
        z.object({
          id,
          title: z.string(),
          severity: z.number().int(),
          lifecycle: z.enum(['triage', 'active', 'stable']),
        }),
      )
      .describe(
        'Open incidents with such a page, or of a service whose escalation policy uses this schedule, the newest first; at most 20. Empty for whoever may not read incidents',
      ),
    incidentCount: z.number().int(),
  })
  .meta({ id: 'OpenWork', description: 'What whoever is on call on a schedule hands over.' });
export type OpenWork = z.output<typeof openWork>;

export const readOpenWork = endpoint({
  name: 'readOpenWork',
  method: 'GET',
  path: '/api/v1/schedules/:id/open-work',
  permission: 'alerts.read',
  summary: 'The unresolved pages and open incidents of whoever is on call on a schedule',
  tag: 'handoff notes',
  params: idParams,
  output: openWork,
});
