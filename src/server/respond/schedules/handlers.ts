import * as coverContract from '../../../contract/respond/covers.ts';
import * as oncall from '../../../contract/respond/oncall.ts';
import * as contract from '../../../contract/respond/schedules.ts';
import { type Handler, type HandlerInput, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import * as covers from './covers.ts';
import { listRequests } from './covers-store.ts';
import { type Feed, readFeed } from './feed.ts';
import { listOnCall, readMyOnCall } from './on-call.ts';
import * as overrides from './overrides.ts';
import { listComing } from './overrides-store.ts';
import { readOverview } from './overview.ts';
import { listSchedules } from './store.ts';
import { swapShifts } from './swap.ts';
import { previewSchedule, readTimeline } from './timeline.ts';

export const scheduleHandlers: Handler[] = [
  implement(contract.listSchedules, (ctx, { query }) => listSchedules(ctx.db, query)),
  implement(contract.getSchedule, (ctx, { params }) => actions.getSchedule(ctx, params.id)),
  implement(contract.createSchedule, (ctx, { body }) => actions.createSchedule(ctx, body)),
  implement(contract.updateSchedule, (ctx, { params, query, body, ifMatch }) =>
    actions.updateSchedule(ctx, params.id, body, ifMatch, query.turns),
  ),
  implement(contract.deleteSchedule, (ctx, { params }) => actions.deleteSchedule(ctx, params.id)),
  implement(contract.getTimeline, (ctx, { params, query }) => readTimeline(ctx, params.id, query)),
  implement(contract.previewSchedule, (ctx, { body }) => previewSchedule(ctx, body)),
  implement(contract.rotateFeedKey, (ctx, { params }) => actions.rotateFeedKey(ctx, params.id)),
  implement(contract.listOverrides, async (ctx, { params, query }) => {
    await actions.getSchedule(ctx, params.id);
    return listComing(ctx.db, params.id, query);
  }),
  implement(contract.createOverride, (ctx, { params, body }) => overrides.createOverride(ctx, params.id, body)),
  implement(contract.updateOverride, (ctx, { params, body, ifMatch }) =>
    overrides.updateOverride(ctx, params.id, params.overrideId, body, ifMatch),
  ),
  implement(contract.takeOver, (ctx, { params, body }) => overrides.takeOver(ctx, params.id, body)),
  implement(contract.swapShifts, (ctx, { params, body }) => swapShifts(ctx, params.id, body)),
  implement(contract.deleteOverride, (ctx, { params }) => overrides.deleteOverride(ctx, params.id, params.overrideId)),
  implement(contract.readScheduleFeed, async (ctx, { params, query, request, reply }) =>
    answerFeed(await readFeed(ctx, params.feedKey, query.person), request, reply),
  ),
];

export const oncallHandlers: Handler[] = [
  implement(oncall.listOnCall, (ctx, { query }) => listOnCall(ctx, query)),
  implement(oncall.readMyOnCall, (ctx) => readMyOnCall(ctx)),
  implement(oncall.readOnCallOverview, (ctx, { query }) => readOverview(ctx, query)),
  implement(coverContract.listCoverRequests, (ctx, { query }) => listRequests(ctx.db, query)),
  implement(coverContract.getCoverRequest, (ctx, { params }) => covers.getCoverRequest(ctx, params.id)),
  implement(coverContract.requestCover, (ctx, { body }) => covers.requestCover(ctx, body)),
  implement(coverContract.acceptCover, (ctx, { params }) => covers.acceptCover(ctx, params.id)),
  implement(coverContract.declineCover, (ctx, { params }) => covers.declineCover(ctx, params.id)),
  implement(coverContract.withdrawCover, (ctx, { params }) => covers.withdrawCover(ctx, params.id)),
];

type Exchange = HandlerInput<typeof contract.readScheduleFeed>;

/** Calendars ask again and again: an unchanged feed costs them and us nothing but the question. */
async function answerFeed(feed: Feed, request: Exchange['request'], reply: Exchange['reply']): Promise<string> {
  const headers = { etag: feed.etag, 'cache-control': 'private, no-cache' };
  const seen = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (seen.includes(feed.etag)) {
    reply.hijack();
    reply.raw.writeHead(304, headers).end();
    return '';
  }
  reply.headers(headers);
  return feed.render();
}
