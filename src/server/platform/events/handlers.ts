import type { FastifyReply } from 'fastify';
import { problem } from '../../../contract/errors.ts';
import * as contract from '../../../contract/platform/live.ts';
import { hasSameRights, personIdOf } from '../auth/actor.ts';
import type { Authenticate } from '../auth/authenticate.ts';
import { type Handler, implement } from '../http/handler.ts';
import { coalesce } from './coalesce.ts';
import type { FollowedEvent, Follower } from './follow.ts';
import { isShownTo } from './visibility.ts';

/** A named event rather than a comment: browsers can only notice a dead connection by the absence of what they see. */
const beatMs = 15_000;
const replayLimit = 1_000;
/** Tabs and programs of one person on this node; more is a fault or an attack. */
const mostStreams = 50;

/**
 * The stream of changes for browsers; resumable, and honest when it cannot resume. It ends with the session or token it
 * was opened with, within a beat.
 */
export function liveHandlers(follower: Follower, authenticate: () => Authenticate): Handler[] {
  const streams = new Map<number | null, number>();
  return [
    implement(contract.followLive, async ({ actor }, { request, reply }) => {
      const personId = personIdOf(actor);
      const used = streams.get(personId) ?? 0;
      if (used >= mostStreams) throw problem('too_many_requests', 'Too many streams are open; close some tabs.');
      streams.set(personId, used + 1);
      const shows = (event: FollowedEvent) => isShownTo(actor, event);
      const lastSeen = request.headers['last-event-id'];
      reply.hijack();
      const stream = open(reply);
      const buffered: FollowedEvent[] = [];
      let replaying = true;
      const gathered = coalesce(stream.send);
      const stopListening = follower.listen((event) => {
        if (!shows(event)) return;
        if (replaying) buffered.push(event);
        else gathered.add(event);
      });
      const missed = typeof lastSeen === 'string' ? await follower.since(lastSeen, replayLimit) : [];
      if (missed === null) stream.reset();
      for (const event of missed ?? []) if (shows(event)) stream.send(event);
      const seen = new Set((missed ?? []).map((event) => event.position));
      for (const event of buffered) if (!seen.has(event.position)) stream.send(event);
      replaying = false;
      // With other rights, other changes are shown: whoever follows comes again with those.
      const isOver = async () => !hasSameRights(await authenticate()(request), actor);
      const beating = setInterval(() => {
        stream.beat();
        // Whose access cannot be looked up now is looked up at the next beat.
        isOver().then(
          (over) => over && reply.raw.end(),
          (error) => (error as { code?: string }).code === 'unauthenticated' && reply.raw.end(),
        );
      }, beatMs);
      reply.raw.on('close', () => {
        clearInterval(beating);
        gathered.stop();
        const open = (streams.get(personId) ?? 1) - 1;
        if (open > 0) streams.set(personId, open);
        else streams.delete(personId);
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
