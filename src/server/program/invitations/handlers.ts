import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../../contract/errors.ts';
import * as contract from '../../../contract/program/outside/review-invitations.ts';
import { takeAttempt } from '../../platform/auth/attempts.ts';
import { networkOf } from '../../platform/auth/network.ts';
import type { Context } from '../../platform/context.ts';
import type { Database } from '../../platform/db/database.ts';
import { barePageHeaders } from '../../platform/http/bare-page.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import type { SignedLinks } from '../../platform/signed-links.ts';
import { getReview } from '../reviews/actions.ts';
import * as actions from './actions.ts';
import { deadLinkPage, reviewPage, tooManyPage } from './pages.ts';
import { loadMeeting, loadOpenInvitation } from './store.ts';
import { reviewTitle } from './title.ts';

export type InvitationRouteOptions = { db: Database; links: SignedLinks; hasMail: boolean; wakeMails: () => void };

/** What the links in invitations are signed for. */
export const linkPurpose = 'review invitation';

export function invitationHandlers({ db, links, hasMail, wakeMails }: InvitationRouteOptions): Handler[] {
  const thenSend = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    wakeMails();
    return result;
  };
  /** Null for a link that was not made here, was revoked or has expired. */
  const find = async (token: string) => {
    const [id] = links.read(linkPurpose, token, 1) ?? [];
    return id === undefined ? null : loadOpenInvitation(db, id);
  };
  return [
    implement(contract.readReviewMeeting, (ctx, { params }) => actions.readMeeting(ctx, params.id, hasMail)),
    implement(contract.replaceReviewMeeting, (ctx, { params, body, ifMatch }) =>
      thenSend(actions.replaceMeeting(ctx, params.id, body, hasMail, ifMatch)),
    ),
    implement(contract.inviteToReview, (ctx, { params }) => thenSend(actions.inviteAttendees(ctx, params.id, hasMail))),
    implement(contract.revokeReviewInvitation, (ctx, { params }) =>
      thenSend(actions.revokeInvitation(ctx, params.id, params.invitationId)),
    ),
    implement(contract.cancelReviewMeeting, (ctx, { params }) => thenSend(actions.cancelMeeting(ctx, params.id))),

    implement(contract.showReviewInvitation, async (_ctx, { params, request, reply }) => {
      if (!(await mayAsk(db, request))) return show(reply, 429, tooManyPage());
      const found = await find(params.token);
      const meeting = found && (await loadMeeting(db, found.reviewId));
      if (!found || !meeting) return show(reply, 404, deadLinkPage());
      const review = await getReview({ db } as Context, found.reviewId);
      const { timeZone, composed } = review;
      const page = { title: reviewTitle(review), timeZone, meeting, name: found.name, answer: found.answer, composed };
      return show(reply, 200, reviewPage(page, `/review/${params.token}`));
    }),
    implement(contract.answerReviewInvitation, async (_ctx, { params, body, request, reply }) => {
      if (!(await mayAsk(db, request))) return show(reply, 429, tooManyPage());
      const found = await find(params.token);
      if (!found) return show(reply, 404, deadLinkPage());
      if (body.answer === 'yes' || body.answer === 'no') await actions.answer(db, found, body.answer);
      // After a press the browser stands on a page that may be read again without pressing again.
      return show(reply.header('location', `/review/${params.token}`), 303, '');
    }),
  ];
}

async function mayAsk(db: Database, request: FastifyRequest): Promise<boolean> {
  try {
    await takeAttempt(db, [{ purpose: 'review link', of: networkOf(request.ip, true), most: 60, windowSeconds: 600 }]);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'too_many_requests') return false;
    throw error;
  }
}

function show(reply: FastifyReply, status: number, html: string): string {
  reply.headers(barePageHeaders).status(status).header('content-type', 'text/html; charset=utf-8').send(html);
  return '';
}
