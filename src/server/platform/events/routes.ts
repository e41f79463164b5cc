import type { FastifyReply } from 'fastify';
import * as contract from '../../../contract/live.ts';
import { implement, type Route } from '../http/route.ts';
import { coalesce } from './coalesce.ts';
import type { FollowedEvent, Follower } from './follow.ts';

/** A named event rather than a comment: browsers can only notice a dead connection by the absence of what they see. */
const beatMs = 15_000;
const replayLimit = 1_000;

/** The stream of changes for browsers; resumable, and honest when it cannot resume. */
export function liveRoutes(follower: Follower): Route[] {
  return [
    implement(contract.followLive, async (_ctx, { request, reply }) => {
      const lastSeen = request.headers['last-event-id'];
      reply.hijack();
      const stream = open(reply);
      const buffered: FollowedEvent[] = [];
      let replaying = true;
      const gathered = coalesce(stream.send);
      const stopListening = follower.listen((event) => (replaying ? buffered.push(event) : gathered.add(event)));
      const missed = typeof lastSeen === 'string' ? await follower.since(lastSeen, replayLimit) : [];
      if (missed === null) stream.reset();
      for (const event of missed ?? []) stream.send(event);
      const seen = new Set((missed ?? []).map((event) => event.position));
      for (const event of buffered) if (!seen.has(event.position)) stream.send(event);
      replaying = false;
      const beating = setInterval(() => stream.beat(), beatMs);
      reply.raw.on('close', () => {
        clearInterval(beating);
        gathered.stop();
        stopListening();
      });
      return '';
    }),
  ];
}

function open(reply: FastifyReply) {
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  raw.write('retry: 2000\n\n');
  return {
    send({ position, kind, subjectKind, subjectId }: FollowedEvent) {
      raw.write(`id: ${position}\nevent: change\ndata: ${JSON.stringify({ kind, subjectKind, subjectId })}\n\n`);
    },
    reset: () => raw.write('event: reset\ndata: {}\n\n'),
    beat: () => raw.write('event: beat\ndata: {}\n\n'),
  };
}
