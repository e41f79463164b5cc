/** Stands in for Slack: its web API with failures inside a 200, signed interactions and Socket Mode. */
import { createHmac, randomBytes } from 'node:crypto';
import { type ServiceReply, startService } from './http-service.ts';
import { acceptSocket, type ServerSocket } from './web-socket.ts';

type Posted = {
  method: string;
  channel: string;
  /** Which message it changes, or the one that it became. */
  ts: string;
  thread_ts?: string;
  reply_broadcast?: boolean;
  text: string;
  blocks: Block[];
  mrkdwn?: boolean;
};
type Element = { action_id?: string; value?: string; url?: string; text: unknown };
// biome-ignore lint/suspicious/noExplicitAny: blocks differ by type.
type Block = { type: string; text?: any; elements?: Element[] };

export async function startSlack() {
  const botToken = `xoxb-${randomBytes(12).toString('hex')}`;
  const appToken = `xapp-${randomBytes(12).toString('hex')}`;
  const signingSecret = randomBytes(16).toString('hex');
  const posted: Posted[] = [];
  const told: { path: string; text: string; response_type: string; replace_original: boolean }[] = [];
  const confirmed: string[] = [];
  /** What commands were answered with. */
  const answers: unknown[] = [];
  const sockets: ServerSocket[] = [];
  /** User groups and their members; Slack knows no empty one. */
  const groups = new Map<string, string[]>([['S0ONCALL0', ['U0SOMEBODY']]]);
  let groupCalls = 0;
  let failure: ServiceReply | string | null = null;
  let takesBlocks = true;

  const service = await startService(({ path, headers, json }) => {
    if (path.startsWith('/response/')) {
      told.push({ path, ...json });
      return { body: 'ok' };
    }
    const method = path.replace('/api/', '');
    const token = method.startsWith('apps.') ? appToken : botToken;
    if (headers.authorization !== `Bearer ${token}`) return { body: { ok: false, error: 'invalid_auth' } };
    if (typeof failure === 'string') return { body: { ok: false, error: failure } };
    if (failure) return failure;
    if (method === 'apps.connections.open')
      return { body: { ok: true, url: `${service.url}/link?ticket=1`.replace('http', 'ws') } };
    if (method === 'usergroups.users.update') {
      groupCalls += 1;
      const users = String(json.users ?? '')
        .split(',')
        .filter(Boolean);
      if (!groups.has(json.usergroup)) return { body: { ok: false, error: 'no_such_subteam' } };
      if (users.length === 0 || users.some((user: string) => !/^[UW]\w+$/.test(user)))
        return { body: { ok: false, error: 'invalid_users' } };
      groups.set(json.usergroup, users);
      return { body: { ok: true, usergroup: { id: json.usergroup, users } } };
    }
    if (!/^[UCDGW]\w+$/.test(json.channel)) return { body: { ok: false, error: 'channel_not_found' } };
    if (json.blocks && !takesBlocks) return { body: { ok: false, error: 'invalid_blocks' } };
    const isReply = json.thread_ts !== undefined;
    if (isReply && !posted.some(({ ts, thread_ts }) => ts === json.thread_ts && thread_ts === undefined))
      return { body: { ok: false, error: 'thread_not_found' } };
    const ts = json.ts ?? `1700000000.${String(posted.length + 1).padStart(6, '0')}`;
    posted.push({ ...json, method, ts });
    const channel = json.channel.replace(/^[UW]/, 'D');
    return { body: { ok: true, channel, ts } };
  });
  service.server.on('upgrade', (request, stream) => {
    const socket = acceptSocket(request, stream);
    sockets.push(socket);
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
    socket.onText((text) => {
      const { envelope_id, payload } = JSON.parse(text);
      confirmed.push(envelope_id);
      if (payload) answers.push(payload);
    });
  });

  /** What Slack sends for a press, signed as it documents; `changes` forge it. */
  function press(element: Element, user: string, responseUrl = `${service.url}/response/1`) {
    return {
      type: 'block_actions',
      user: { id: user, team_id: 'T1' },
      container: { type: 'message', message_ts: '1700000000.000001', channel_id: 'D1' },
      trigger_id: '1.2.3',
      response_url: responseUrl,
      actions: [
        { ...element, type: 'button', block_id: 'b', action_ts: `1700000001.${randomBytes(2).readUInt16BE()}` },
      ],
    };
  }

  function signed(body: string, { secret = signingSecret, seconds = Math.floor(Date.now() / 1000) } = {}) {
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;
    return {
      body,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': String(seconds) },
    };
  }

  return {
    apiUrl: `${service.url}/api`,
    ...{ botToken, appToken, signingSecret, posted, told, confirmed, answers, sockets, press, signed },
    form: (payload: object) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    setFailure: (next: typeof failure) => {
      failure = next;
    },
    refuseBlocks: () => {
      takesBlocks = false;
    },
    groups,
    groupCalls: () => groupCalls,
    requests: service.requests,
  };
}

/** The button of a posted message. */
export function buttonOf({ blocks }: Posted, actionId: string): Element {
  const found = blocks.flatMap(({ elements = [] }) => elements).find(({ action_id }) => action_id === actionId);
  if (!found) throw new Error(`the message has no button ${actionId}`);
  return found;
}
