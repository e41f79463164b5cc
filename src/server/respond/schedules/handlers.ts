import * as oncall from '../../../contract/respond/schedules/oncall.ts';
import * as contract from '../../../contract/respond/schedules/schedule.ts';
import { getTimeline, previewSchedule } from '../../../contract/respond/schedules/timeline.ts';
import { type Handler, type HandlerInput, implement } from '../../platform/http/handler.ts';
import type { CertificateCheck } from '../certificates.ts';
import * as actions from './actions.ts';
import { createCertified, updateCertified } from './certified.ts';
import { type Feed, readFeed } from './feed/feed.ts';
import { listOnCall, readMyOnCall } from './on-call.ts';
import { readOverview } from './overview.ts';
import { listSchedules } from './store.ts';
import * as timeline from './timeline.ts';

/** Putting people on call may ask for a certificate. */
export function scheduleHandlers(check: CertificateCheck): Handler[] {
  return [
    implement(contract.listSchedules, (ctx, { query }) => listSchedules(ctx.db, query)),
    implement(contract.getSchedule, (ctx, { params }) => actions.getSchedule(ctx, params.id)),
    implement(contract.createSchedule, (ctx, { query, body }) => createCertified(ctx, check, body, query.waiverReason)),
    implement(contract.updateSchedule, (ctx, { params, query, body, ifMatch }) =>
      updateCertified(ctx, check, params.id, body, { ...query, ifMatch }),
    ),
    implement(contract.deleteSchedule, (ctx, { params }) => actions.deleteSchedule(ctx, params.id)),
    implement(contract.rotateFeedKey, (ctx, { params }) => actions.rotateFeedKey(ctx, params.id)),
    implement(contract.readScheduleFeed, async (ctx, { params, query, request, reply }) =>
      answerFeed(await readFeed(ctx, params.feedKey, query.person), request, reply),
    ),
    implement(getTimeline, (ctx, { params, query }) => timeline.readTimeline(ctx, params.id, query)),
    implement(previewSchedule, (ctx, { body }) => timeline.previewSchedule(ctx, body)),
    implement(oncall.listOnCall, (ctx, { query }) => listOnCall(ctx, query)),
    implement(oncall.readMyOnCall, (ctx) => readMyOnCall(ctx)),
    implement(oncall.readOnCallOverview, (ctx, { query }) => readOverview(ctx, query)),
  ];
}

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
