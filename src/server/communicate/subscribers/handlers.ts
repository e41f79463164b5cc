import type { FastifyReply, FastifyRequest } from 'fastify';
import * as contract from '../../../contract/communicate/subscribers.ts';
import { Problem } from '../../../contract/errors.ts';
import { takeAttempt } from '../../platform/auth/attempts.ts';
import { networkOf } from '../../platform/auth/network.ts';
import type { Database } from '../../platform/db/database.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { loadPage } from '../status-page/store.ts';
import * as actions from './actions.ts';
import * as pages from './pages.ts';
import { countConfirmed, findToConfirm, listSubscribers } from './store.ts';
import type { SubscriberTokens } from './tokens.ts';

export type SubscriberRouteOptions = { db: Database; tokens: SubscriberTokens; wakeMails: () => void };

export function subscriberHandlers({ db, tokens, wakeMails }: SubscriberRouteOptions): Handler[] {
  const managed = async (token: string, reply: FastifyReply, isSaved: boolean) => {
    const id = tokens.readManage(token);
    const subscription = id === null ? null : await actions.readSubscription(db, id);
    if (subscription === null) return show(reply, 404, pages.deadLinkPage());
    return show(reply, 200, pages.managePage(token, subscription.email, subscription.choices, isSaved));
  };

  return [
    implement(contract.listSubscribers, async (ctx, { query }) => ({
      ...(await listSubscribers(ctx.db, query)),
      confirmedCount: await countConfirmed(ctx.db),
    })),
    implement(contract.deleteSubscriber, (ctx, { params }) => actions.removeSubscriber(ctx, params.id)),

    implement(contract.subscribe, async (_ctx, { body, request, reply }) => {
      if (!(await mayAsk(db, request))) return show(reply, 429, pages.tooManyPage());
      if (!(await loadPage(db)).enabled) return show(reply, 404, pages.deadLinkPage());
      if (body.website !== '') return show(reply, 200, pages.askedPage());
      if (!(await actions.ask(db, body.email, body.component))) return show(reply, 400, pages.addressRefusedPage());
      wakeMails();
      return show(reply, 200, pages.askedPage());
    }),
    implement(contract.showConfirmation, async (_ctx, { params, reply }) => {
      const read = tokens.readConfirm(params.token);
      const found = read && (await findToConfirm(db, read.subscriberId, read.generation));
      if (!read || !found) return show(reply, 404, pages.deadLinkPage());
      if (found.isConfirmed) return show(reply, 200, pages.confirmedPage(tokens.manageToken(read.subscriberId)));
      return show(reply, 200, pages.confirmPage(params.token));
    }),
    implement(contract.confirmSubscription, async (_ctx, { params, reply }) => {
      const read = tokens.readConfirm(params.token);
      const isConfirmed = read !== null && (await actions.confirm(db, read.subscriberId, read.generation));
      if (!isConfirmed) return show(reply, 404, pages.deadLinkPage());
      return show(reply, 200, pages.confirmedPage(tokens.manageToken(read.subscriberId)));
    }),
    implement(contract.showSubscription, (_ctx, { params, reply }) => managed(params.token, reply, false)),
    implement(contract.changeSubscription, async (_ctx, { params, body, reply }) => {
      const id = tokens.readManage(params.token);
      if (id !== null) await actions.choose(db, id, body.component);
      return managed(params.token, reply, true);
    }),
    implement(contract.showUnsubscription, async (_ctx, { params, reply }) => {
      if (tokens.readManage(params.token) === null) return show(reply, 404, pages.deadLinkPage());
      return show(reply, 200, pages.endPage(params.token));
    }),
    implement(contract.unsubscribe, async (_ctx, { params, reply }) => {
      const id = tokens.readManage(params.token);
      if (id === null) return show(reply, 404, pages.deadLinkPage());
      await actions.end(db, id);
      return show(reply, 200, pages.endedPage());
    }),
  ];
}

/** Somebody who makes this installation write to strangers is stopped soon; a crowd after an incident is not. */
async function mayAsk(db: Database, request: FastifyRequest): Promise<boolean> {
  const limit = (of: string, most: number) => ({ purpose: 'subscription', of, most, windowSeconds: 600 });
  try {
    // One after the other: what a flooding network is refused must not be taken from all.
    await takeAttempt(db, [limit(networkOf(request.ip, true), 10)]);
    await takeAttempt(db, [limit('everybody', 2_000)]);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'too_many_requests') return false;
    throw error;
  }
}

function show(reply: FastifyReply, status: number, html: string): string {
  reply.headers(pages.subscriberHeaders).status(status).header('content-type', 'text/html; charset=utf-8').send(html);
  return '';
}
