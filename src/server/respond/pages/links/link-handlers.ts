import type { FastifyReply } from 'fastify';
import { Problem } from '../../../../contract/errors.ts';
import * as contract from '../../../../contract/respond/pages/links.ts';
import type { Actor } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import type { Database } from '../../../platform/db/database.ts';
import { barePageHeaders } from '../../../platform/http/bare-page.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import type { LinkTokens } from '../../deliver/link-token.ts';
import * as actions from '../actions.ts';
import { deadLinkPage, linkPage, undoSeconds } from './link-page.ts';
import { type LinkedPage, loadLinkedPage } from './link-store.ts';

export type LinkRouteOptions = { db: Database; links: LinkTokens; wake: () => void };

/** What the holder of a notification's link may see and do: acknowledge, take that back, escalate, say what it came to. That page only. */
export function linkHandlers({ db, links, wake }: LinkRouteOptions): Handler[] {
  const show = async (token: string, reply: FastifyReply): Promise<string> => {
    reply.headers(barePageHeaders);
    const page = await findPage(db, links, token);
    if (typeof page !== 'string') return linkPage(page, `/a/${token}`);
    reply.status(404);
    return send(reply, deadLinkPage(page));
  };

  const press = async (
    token: string,
    reply: FastifyReply,
    act: (ctx: Context, page: PersonalPage) => Promise<unknown>,
  ) => {
    const page = await findPage(db, links, token);
    if (typeof page !== 'string') {
      try {
        await act({ db, actor: actorOf(page) }, page);
      } catch (error) {
        // Somebody else was faster; the page says so.
        if (!(error instanceof Problem && error.code === 'state_conflict')) throw error;
      }
    }
    // After a press the browser stands on a page that may be read again without pressing again.
    return send(reply.headers(barePageHeaders).status(303).header('location', `/a/${token}`), '');
  };

  return [
    implement(contract.showNotificationLink, (_ctx, { params, reply }) => show(params.token, reply)),
    implement(contract.acknowledgeByLink, (_ctx, { params, reply }) =>
      press(params.token, reply, (ctx, page) => actions.acknowledgeTogether(ctx, pageIdsOf(page))),
    ),
    implement(contract.unacknowledgeByLink, (_ctx, { params, reply }) =>
      press(params.token, reply, async (ctx, page) => {
        if (page.mineForSeconds === null || page.mineForSeconds > undoSeconds + 5) return;
        const others = page.others.filter(({ isMine }) => isMine).map(({ pageId }) => pageId);
        for (const id of [page.pageId, ...others]) await actions.unacknowledgePage(ctx, id);
        wake();
      }),
    ),
    implement(contract.escalateByLink, (_ctx, { params, reply }) =>
      press(params.token, reply, async (ctx, page) => {
        for (const id of pageIdsOf(page)) await actions.declinePage(ctx, id).catch(unlessTaken);
        wake();
      }),
    ),
    implement(contract.giveFeedbackByLink, (_ctx, { params, reply }) =>
      press(params.token, reply, (ctx, page) => actions.setPageFeedback(ctx, page.pageId, params.answer)),
    ),
  ];
}

/** All that the message told of. */
const pageIdsOf = ({ pageId, others }: LinkedPage) => [pageId, ...others.map((other) => other.pageId)];

function unlessTaken(error: unknown): void {
  if (!(error instanceof Problem && error.code === 'state_conflict')) throw error;
}

/** What went to a chat room is nobody's: its buttons act for whoever presses them, its link for nobody. */
type PersonalPage = LinkedPage & { personId: number };
const isOfPerson = (page: LinkedPage): page is PersonalPage => page.personId !== null;

/** The page, or why there is none. Wrong and old links look the same to somebody who guesses. */
async function findPage(db: Database, links: LinkTokens, token: string): Promise<PersonalPage | string> {
  const notificationId = links.read(token);
  const page = notificationId === null ? null : await loadLinkedPage(db, notificationId);
  if (page === null || page.expired || !isOfPerson(page))
    return 'It is older than a day, or it was not copied whole. Sign in to see your pages.';
  return page;
}

function actorOf(page: PersonalPage): Actor {
  return { kind: 'link', personId: page.personId, name: page.personName, notificationId: page.notificationId };
}

function send(reply: FastifyReply, body: string): string {
  reply.header('content-type', 'text/html; charset=utf-8').send(body);
  return '';
}
