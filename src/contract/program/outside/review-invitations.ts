/** The meeting of a quarterly review, and the invitations to it: a calendar entry by mail, and a link to read and answer. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, instantInput, line, noContent } from '../../endpoint.ts';
import { linkPage } from './link-page.ts';

/** How long the links work after the meeting. */
export const reviewLinkDays = 30;

export const reviewMeetingInput = z
  .strictObject({
    startsAt: instantInput,
    endsAt: instantInput,
    place: line(300).nullable().default(null).describe('A room, or the address of a call'),
  })
  .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), {
    path: ['endsAt'],
    error: 'The end must be after the start.',
  });
export type ReviewMeetingInput = z.output<typeof reviewMeetingInput>;

export const reviewInvitation = z.object({
  id,
  name: z.string(),
  department: z.string(),
  isOutside: z.boolean().describe('By an e-mail address, without an account'),
  answer: z.enum(['yes', 'no']).nullable(),
  answeredAt: instant.nullable(),
  revokedAt: instant.nullable().describe('Since when its link does nothing'),
  delivery: z.object({
    state: z.enum(['pending', 'sending', 'sent', 'failed', 'void']),
    outcome: z.string().nullable(),
  }),
});
export type ReviewInvitation = z.output<typeof reviewInvitation>;

export const reviewMeeting = z
  .object({
    startsAt: instant.nullable().describe('Null until a time is set'),
    endsAt: instant.nullable(),
    place: z.string().nullable(),
    canceledAt: instant.nullable(),
    invitations: z.array(reviewInvitation).describe('Those that were revoked last'),
    uninvited: z.array(z.string()).describe('Attendees with an account or an address who were not invited yet'),
    unreachable: z.array(z.string()).describe('Attendees with neither an account nor an address'),
    hasMail: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'ReviewMeeting' });
export type ReviewMeeting = z.output<typeof reviewMeeting>;

const common = { tag: 'program' } as const;

export const readReviewMeeting = endpoint({
  ...common,
  name: 'readReviewMeeting',
  method: 'GET',
  path: '/api/v1/reviews/:id/meeting',
  permission: 'program.read',
  summary: 'Read when a review is held, who is invited and what they answered',
  params: idParams,
  output: reviewMeeting,
});

export const replaceReviewMeeting = endpoint({
  ...common,
  name: 'replaceReviewMeeting',
  method: 'PUT',
  path: '/api/v1/reviews/:id/meeting',
  permission: 'program.manage',
  summary: 'Set when and where a review is held; whoever is invited gets the change',
  params: idParams,
  body: reviewMeetingInput,
  output: reviewMeeting,
});

export const inviteToReview = endpoint({
  ...common,
  name: 'inviteToReview',
  method: 'POST',
  path: '/api/v1/reviews/:id/meeting/invitations',
  permission: 'program.manage',
  summary: 'Invite every attendee of the review who has an account or an address and was not invited yet',
  params: idParams,
  output: reviewMeeting,
  versionIsOfElse: true,
});

export const revokeReviewInvitation = endpoint({
  ...common,
  name: 'revokeReviewInvitation',
  method: 'DELETE',
  path: '/api/v1/reviews/:id/meeting/invitations/:invitationId',
  permission: 'program.manage',
  summary: 'Revoke an invitation: its link does nothing, and its calendar entry is cancelled',
  params: idParams.extend({ invitationId: id }),
  output: noContent,
  status: 204,
});

export const cancelReviewMeeting = endpoint({
  ...common,
  name: 'cancelReviewMeeting',
  method: 'DELETE',
  path: '/api/v1/reviews/:id/meeting',
  permission: 'program.manage',
  summary: 'Cancel the meeting; whoever is invited gets the cancellation',
  params: idParams,
  output: noContent,
  status: 204,
});

export const showReviewInvitation = endpoint({
  ...linkPage,
  name: 'showReviewInvitation',
  method: 'GET',
  path: '/review/:token',
  summary: 'Show a review to somebody who is invited to it, with buttons to answer',
});

export const answerReviewInvitation = endpoint({
  ...linkPage,
  name: 'answerReviewInvitation',
  method: 'POST',
  path: '/review/:token/answer',
  summary: 'Answer an invitation; the latest answer counts',
  body: z.object({ answer: z.string().max(5).default('') }),
  form: 'fields',
});
