/** Stands in for a Matrix homeserver: rooms, transactions, edits, and `/sync` as a long poll. */
import { startService } from './http-service.ts';

type Content = Record<string, unknown>;
type Event = { event_id: string; room: string; sender: string; type: string; content: Content };

export async function startMatrix() {
  const accessToken = 'syt_of_the_bot';
  const bot = '@evenkeel:example.test';
  const events: Event[] = [];
  const members = new Map([['!room:example.test', new Map([[bot, 'join']])]]);
  const invitations = new Set<string>();
  const joined: string[] = [];
  const transactions = new Map<string, string>();
  let direct: Record<string, string[]> | null = null;
  let waiting: (() => void)[] = [];

  const no = (status: number, errcode: string) => ({ status, body: { errcode, error: errcode } });

  function add(room: string, sender: string, type: string, content: Content) {
    const event = { event_id: `$${events.length + 1}`, room, sender, type, content };
    events.push(event);
    for (const wake of waiting) wake();
    waiting = [];
    return event;
  }

  const service = await startService(async ({ method, path, query, headers, json, text }) => {
    if (headers.authorization !== `Bearer ${accessToken}`) return no(401, 'M_UNKNOWN_TOKEN');
    const parts = path.replace('/_matrix/client/v3/', '').split('/').map(decodeURIComponent);
    const [what, name = '', action, kind = '', last = ''] = parts;
    if (what === 'account') return { body: { user_id: bot } };
    if (what === 'user') {
      if (method === 'PUT') direct = json;
      return direct ? { body: direct } : no(404, 'M_NOT_FOUND');
    }
    if (what === 'directory')
      return parts[2] === '#ops:example.test' ? { body: { room_id: '!room:example.test' } } : no(404, 'M_NOT_FOUND');
    if (what === 'createRoom') {
      const room = `!dm${members.size}:example.test`;
      members.set(
        room,
        new Map([[bot, 'join'], ...json.invite.map((each: string) => [each, 'invite'])] as [string, string][]),
      );
      return { body: { room_id: room } };
    }
    if (what === 'join') {
      joined.push(name);
      invitations.delete(name);
      return { body: { room_id: name } };
    }
    if (what === 'rooms' && action === 'state') {
      const membership = members.get(name)?.get(last);
      return membership ? { body: { membership } } : no(404, 'M_NOT_FOUND');
    }
    if (what === 'rooms' && action === 'send') {
      if (!members.has(name)) return no(403, 'M_FORBIDDEN');
      if (Buffer.byteLength(text) > 60_000) return no(413, 'M_TOO_LARGE');
      const known = transactions.get(last);
      if (known) return { body: { event_id: known } };
      const { event_id } = add(name, bot, kind, json);
      transactions.set(last, event_id);
      return { body: { event_id } };
    }
    if (what === 'sync') {
      const since = Number(query.get('since') ?? 0);
      const isFirst = query.get('since') === null;
      if (!isFirst && events.length <= since && invitations.size === 0)
        await new Promise<void>((resolve) => waiting.push(resolve));
      const rooms: Record<string, { timeline: { events: Event[] } }> = {};
      for (const event of events.slice(since)) {
        rooms[event.room] ??= { timeline: { events: [] } };
        rooms[event.room]!.timeline.events.push(event);
      }
      const invite = Object.fromEntries([...invitations].map((room) => [room, { invite_state: { events: [] } }]));
      return { body: { next_batch: String(events.length), rooms: { join: rooms, invite } } };
    }
    return no(404, 'M_UNRECOGNIZED');
  });

  return {
    ...service,
    accessToken,
    events,
    members,
    joined,
    react: ({ room, event_id }: Event, sender: string, key: string) =>
      add(room, sender, 'm.reaction', { 'm.relates_to': { rel_type: 'm.annotation', event_id, key } }),
    say: (room: string, sender: string, body: string, replyTo?: string) =>
      add(room, sender, 'm.room.message', {
        msgtype: 'm.text',
        body,
        ...(replyTo ? { 'm.relates_to': { 'm.in_reply_to': { event_id: replyTo } } } : {}),
      }),
    invite: (room: string) => {
      invitations.add(room);
      for (const wake of waiting) wake();
      waiting = [];
    },
  };
}
