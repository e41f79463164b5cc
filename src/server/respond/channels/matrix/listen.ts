/** Reactions and replies, read from the stream of what happens in the bot's rooms. */
import { textAt } from '../exchange.ts';
import type { Happening, Listening, OpenMessage } from '../provider.ts';
import { actionOfReaction, actionOfWord, looksLikeReply } from '../short-answers.ts';
import type { MatrixSettings } from './matrix.ts';
import { call } from './send.ts';

const waitMs = 30_000;
const mostReplyBytes = 4 * 1024 * 1024;
const mostInvites = 20;

const none = { types: [] };
const filter = JSON.stringify({
  presence: none,
  account_data: none,
  room: {
    account_data: none,
    ephemeral: none,
    state: none,
    timeline: { types: ['m.room.message', 'm.reaction'], limit: 50 },
  },
});

type Event = { room: string; id: string; sender: string; type: string; content: Record<string, unknown> };

export const listenAs =
  (channel: string) =>
  async (listening: Listening<MatrixSettings>): Promise<void> => {
    const us = textAt((await need(listening, 'account/whoami')) ?? {}, 'user_id');
    while (!listening.signal.aborted) {
      const since = textAt(listening.state, 'since');
      const query = new URLSearchParams({
        filter,
        timeout: since === undefined ? '0' : String(waitMs),
        ...(since === undefined ? {} : { since }),
      });
      const synced = await need(listening, `sync?${query}`);
      // What was said before we listened for the first time was not said to us.
      if (since !== undefined) {
        const events = eventsOf(synced).filter(({ sender }) => sender !== us);
        const open = events.length > 0 ? await listening.openMessages() : [];
        for (const event of events) await hear(listening, channel, event, open);
      }
      for (const room of Object.keys(partOf(synced, 'rooms', 'invite')).slice(0, mostInvites))
        await call(listening, 'POST', `join/${encodeURIComponent(room)}`, {});
      await listening.remember({ since: textAt(synced, 'next_batch') });
    }
  };

async function hear(listening: Listening<MatrixSettings>, channel: string, event: Event, open: OpenMessage[]) {
  const happening = happeningOf(event, channel, open);
  if (!happening) return;
  const { isDone, text, isRepeat } = await listening.heard(happening);
  // The message itself changes when it was taken by a reaction.
  if (text === '' || isRepeat || (isDone && event.type === 'm.reaction')) return;
  const content = { msgtype: 'm.notice', body: text, 'm.mentions': {} };
  const path = `rooms/${encodeURIComponent(event.room)}/send/m.room.message/re-${event.id.replace(/\W/g, '')}`;
  await listening.reply(call(listening, 'PUT', path, content));
}

function happeningOf(event: Event, channel: string, open: OpenMessage[]): Happening | null {
  const { id, sender, type, content } = event;
  const key = `event ${id}`;
  const by = { channel, identity: sender };
  const relation = partOf(content, 'm.relates_to');
  const about = (eventId: unknown) => open.find(({ messageId }) => messageId === eventId);
  if (type === 'm.reaction') {
    const action = actionOfReaction(String(relation.key ?? ''));
    const message = about(relation.event_id);
    return action && message ? { kind: 'press', key, action, token: message.token, by } : null;
  }
  if (content.msgtype !== 'm.text' || relation.rel_type === 'm.replace') return null;
  const text = withoutQuotation(String(content.body ?? ''));
  const action = actionOfWord(text);
  const message = about(partOf(relation, 'm.in_reply_to').event_id);
  if (action && message) return { kind: 'press', key, action, token: message.token, by };
  return looksLikeReply(text) ? { kind: 'reply', key, text, by } : null;
}

/** Some apps put what is replied to before the reply, each line after `> `. */
const withoutQuotation = (text: string) => text.replace(/^(> ?[^\n]*\n)+\n?/, '').trim();

function eventsOf(synced: unknown): Event[] {
  const rooms = Object.entries(partOf(synced, 'rooms', 'join'));
  return rooms.flatMap(([room, joined]) => {
    const events = (partOf(joined, 'timeline') as { events?: unknown }).events;
    return (Array.isArray(events) ? events : []).flatMap((event) => {
      const [id, sender, type] = ['event_id', 'sender', 'type'].map((name) => textAt(event, name));
      return id && sender && type ? [{ room, id, sender, type, content: partOf(event, 'content') }] : [];
    });
  });
}

/** An object inside another; empty when there is none. */
function partOf(value: unknown, ...names: string[]): Record<string, unknown> {
  let found = value;
  for (const name of names) found = Object(found)[name];
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
}

async function need(listening: Listening<MatrixSettings>, path: string): Promise<unknown> {
  const reply = await call(listening, 'GET', path, undefined, {
    timeoutMs: waitMs + 15_000,
    maxResponseBytes: mostReplyBytes,
  });
  if (reply.status !== 200 || reply.json === undefined) throw new Error(`the homeserver answered ${reply.status}`);
  return reply.json;
}
