import { z } from 'zod';
import { endpoint, id, idParams, instant, named, noContent, timeZone } from '../endpoint.ts';
import { storedChatRoom } from '../respond/escalation-definition.ts';

export const digestParts = ['measures', 'on-call-load', 'open-work', 'program', 'your-work'] as const;
export type DigestPart = (typeof digestParts)[number];

export const digestRhythms = ['weekly', 'monthly', 'sprint'] as const;
export type DigestRhythm = (typeof digestRhythms)[number];

/** How many digests one person may have, and all chat rooms together. */
export const mostDigests = 50;

const content = {
  parts: z
    .array(z.enum(digestParts))
    .min(1)
    .max(digestParts.length)
    .refine((parts) => new Set(parts).size === parts.length, { error: 'a part is named twice' })
    .describe('`your-work`: the shifts and action items of its reader, so not for a chat room'),
  teamId: id.nullable().default(null).describe('Null for the whole organisation'),
  rhythm: z
    .enum(digestRhythms)
    .describe('Tells of the seven days, the calendar month or the sprint before; `monthly` goes out on the first'),
  sprintTeamId: id
    .nullable()
    .default(null)
    .describe('Whose sprints a digest of sprints follows; null for those of the organisation'),
  weekday: z.int().min(1).max(7).default(1).describe('Of a weekly digest: 1 is Monday'),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time such as 09:00.'),
  timeZone,
};

const place = {
  contactMethodId: id.nullable().default(null).describe('Null for the e-mail address of the account'),
  chatRoom: storedChatRoom.nullable().default(null).describe('Instead of the person; needs `platform.manage`'),
};

export const digestInput = z.strictObject({ ...content, ...place, isPaused: z.boolean().default(false) });
export type DigestInput = z.output<typeof digestInput>;

export const digest = z
  .object({
    id,
    person: named.describe('Who set it up, and who gets it unless it goes to a chat room'),
    parts: z.array(z.enum(digestParts)),
    team: named.nullable(),
    rhythm: z.enum(digestRhythms),
    sprintTeam: named.nullable().describe('Whose sprints it follows; null for those of the organisation'),
    weekday: z.number().int(),
    at: z.string(),
    timeZone: z.string(),
    contactMethodId: id.nullable(),
    chatRoom: storedChatRoom.nullable(),
    isPaused: z.boolean(),
    dueAt: instant
      .nullable()
      .describe('When it goes out next, unless it is paused; null while no sprint ends within a year'),
    last: z
      .object({
        wantedAt: instant,
        state: z.enum(['pending', 'sending', 'sent', 'failed', 'void']),
        outcome: z.string().nullable(),
      })
      .nullable(),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'Digest', description: 'Figures and open work that go to a person or a chat room regularly.' });
export type Digest = z.output<typeof digest>;

/** What a digest would say now. */
const composed = z.object({
  subject: z.string(),
  sections: z.array(z.object({ title: z.string(), lines: z.array(z.string()) })),
});

const common = { permission: 'signed-in', tag: 'digests' } as const;

export const listDigests = endpoint({
  ...common,
  name: 'listDigests',
  method: 'GET',
  path: '/api/v1/digests',
  summary: 'List your digests, and those of chat rooms if you may manage them',
  output: z.object({
    items: z.array(digest),
    hasMail: z.boolean().describe('Whether this installation has a mail server'),
  }),
});

export const readDigest = endpoint({
  ...common,
  name: 'readDigest',
  method: 'GET',
  path: '/api/v1/digests/:id',
  summary: 'Read one of your digests',
  params: idParams,
  output: digest,
});

export const createDigest = endpoint({
  ...common,
  name: 'createDigest',
  method: 'POST',
  path: '/api/v1/digests',
  summary: 'Set up a digest to yourself or to a chat room',
  body: digestInput,
  output: digest,
  status: 201,
});

export const replaceDigest = endpoint({
  ...common,
  name: 'replaceDigest',
  method: 'PUT',
  path: '/api/v1/digests/:id',
  summary: 'Replace a digest; send If-Match to guard against lost edits',
  params: idParams,
  body: digestInput,
  output: digest,
});

export const deleteDigest = endpoint({
  ...common,
  name: 'deleteDigest',
  method: 'DELETE',
  path: '/api/v1/digests/:id',
  summary: 'Delete a digest',
  params: idParams,
  output: noContent,
  status: 204,
});

const previewInput = z.strictObject({ ...content });
export type DigestContent = z.output<typeof previewInput>;

export const previewDigest = endpoint({
  ...common,
  name: 'previewDigest',
  method: 'POST',
  path: '/api/v1/digests/preview',
  summary: 'Show what such a digest would say if it went out now',
  body: previewInput,
  output: composed,
});

export const sendDigestToMe = endpoint({
  ...common,
  name: 'sendDigestToMe',
  method: 'POST',
  path: '/api/v1/digests/send-to-me',
  summary: 'Send such a digest to your own e-mail address, once and now',
  body: previewInput,
  output: noContent,
  status: 204,
});
