/** Presses of buttons and questions, whichever way Slack brings them. */
import { z } from 'zod';
import { readUrl } from '../../../platform/url.ts';
import { exchange, parsedJson } from '../exchange.ts';
import type { Handled, Happening, Inbound, InboundRequest, Listening, ProviderIo } from '../provider.ts';
import { callSlack } from './api.ts';
import { bareLink, escapeMrkdwn } from './blocks.ts';
import type { SlackSettings } from './settings.ts';
import { isSignedBySlack } from './signature.ts';

type Io = ProviderIo<SlackSettings>;

const pressSchema = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: z.string().max(40) }),
  container: z.object({ message_ts: z.string().max(40).optional() }).optional(),
  response_url: z.string().max(500).optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string().max(255),
        value: z.string().max(2000).optional(),
        action_ts: z.string().max(40).optional(),
      }),
    )
    .min(1)
    .max(10),
});

const actionSchema = z.enum(['acknowledge', 'escalate', 'resolve']);

type Press = { happening: Happening; responseUrl: string | undefined };

/** Null for what is not one of our buttons: Slack tells also of buttons that only open a link. */
export function pressOf(payload: unknown, channel: string): Press | null {
  const read = pressSchema.safeParse(payload);
  if (!read.success) return null;
  const { user, actions, container, response_url } = read.data;
  const [{ action_id, value, action_ts }] = actions as [(typeof actions)[0]];
  const action = actionSchema.safeParse(action_id);
  if (!action.success || value === undefined) return null;
  const key = [user.id, container?.message_ts, action_id, action_ts].join(' ');
  return {
    happening: {
      ...{ kind: 'press', key, action: action.data, token: value, by: { channel, identity: user.id } },
      isPrivate: true,
    },
    responseUrl: response_url,
  };
}

const commandSchema = z.object({
  command: z.string().max(100),
  text: z.string().max(500).default(''),
  user_id: z.string().max(40),
  trigger_id: z.string().max(200),
});

/** `/evenkeel checkout`: who is on call for it. */
function questionOf(fields: unknown, channel: string): Happening | null {
  const read = commandSchema.safeParse(fields);
  if (!read.success) return null;
  const { text, user_id, trigger_id } = read.data;
  return { kind: 'question', key: trigger_id, text, by: { channel, identity: user_id }, isPrivate: true };
}

/** Only the asker sees it. */
function privately({ text, link }: Handled = { isDone: true, text: 'Done.', isRepeat: false }) {
  return {
    response_type: 'ephemeral',
    text: [escapeMrkdwn(text || 'Done.'), ...(link ? [bareLink(link)] : [])].join('\n'),
  };
}

/** Slack calls us; it waits three seconds. */
export function receiveAs(channel: string) {
  return async (request: InboundRequest, io: Io): Promise<Inbound | null> => {
    const { signingSecret } = io.settings;
    if (signingSecret === undefined || !isSignedBySlack(request, signingSecret, io.wallNow())) return null;
    const text = request.body.toString('utf8');
    const form = new URLSearchParams(text);
    const question = questionOf(Object.fromEntries(form), channel);
    if (question)
      return {
        happenings: [question],
        answer: ([handled]) => ({
          status: 200,
          contentType: 'application/json',
          body: JSON.stringify(privately(handled)),
        }),
      };
    const payload = parsedJson(form.get('payload') ?? text);
    if (!form.has('payload')) return challenged(payload);
    const press = pressOf(payload, channel);
    if (!press) return { happenings: [], answer: () => ({ status: 200 }) };
    return {
      happenings: [press.happening],
      answer: () => ({ status: 200 }),
      async after([handled]) {
        const reply = await tell(io, press.responseUrl, handled);
        if (reply && reply.status >= 400) throw new Error(`Slack answered ${reply.status}`);
      },
    };
  };
}

/** Asked once, when the address is entered for events. */
function challenged(payload: unknown): Inbound | null {
  const asked = z.object({ type: z.literal('url_verification'), challenge: z.string().max(500) }).safeParse(payload);
  if (!asked.success) return null;
  return {
    happenings: [],
    answer: () => ({ status: 200, contentType: 'text/plain; charset=utf-8', body: asked.data.challenge }),
  };
}

const envelopeSchema = z.object({
  type: z.string(),
  envelope_id: z.string().max(200).optional(),
  payload: z.unknown().optional(),
  reason: z.string().max(100).optional(),
});

/** Socket Mode: nothing has to reach us from outside. Slack asks us to open a new socket every few hours. */
export function listenAs(channel: string) {
  return async (io: Listening<SlackSettings>): Promise<void> => {
    const opened = await callSlack(io, 'apps.connections.open', io.settings.appToken ?? '', {});
    const { ok, url, error } = z
      .object({ ok: z.boolean(), url: z.string().optional(), error: z.string().max(60).optional() })
      .catch({ ok: false })
      .parse(opened.json);
    if (!ok || url === undefined) throw new Error(`Slack opened no socket (${error ?? opened.status})`);
    const socket = await io.egress.openSocket({ url, signal: io.signal });
    try {
      for await (const text of socket.messages()) {
        const envelope = envelopeSchema.safeParse(parsedJson(text));
        if (!envelope.success) continue;
        const { type, envelope_id, payload, reason } = envelope.data;
        if (type === 'disconnect' && reason === 'link_disabled') throw new Error('Socket Mode is off in the Slack app');
        if (type === 'disconnect') return await io.pause(betweenSocketsMs);
        if (envelope_id === undefined) continue;
        const question = type === 'slash_commands' ? questionOf(payload, channel) : null;
        if (question) {
          const answer = privately(await io.heard(question));
          socket.send(JSON.stringify({ envelope_id, payload: answer }));
          continue;
        }
        const press = type === 'interactive' ? pressOf(payload, channel) : null;
        // What was not done is not confirmed: Slack brings it again.
        const handled = press && (await io.heard(press.happening));
        socket.send(JSON.stringify({ envelope_id }));
        if (press && handled) await io.reply(tell(io, press.responseUrl, handled));
      }
    } finally {
      socket.close();
    }
    if (!io.signal.aborted) throw new Error('Slack closed the socket');
  };
}

const betweenSocketsMs = 500;

const tellWithinMs = 2_000;

/** Only the presser sees it. */
async function tell(io: Io, responseUrl: string | undefined, handled: Handled | undefined) {
  if (!handled?.text || responseUrl === undefined || !isOfSlack(responseUrl, io.settings.apiUrl)) return undefined;
  return exchange(io, {
    url: responseUrl,
    timeoutMs: tellWithinMs,
    body: { json: { ...privately(handled), replace_original: false } },
  });
}

/** The address came with the request; only Slack itself is answered. */
function isOfSlack(text: string, apiUrl: string): boolean {
  const [url, api] = [readUrl(text), new URL(apiUrl)];
  if (!url) return false;
  return url.protocol === api.protocol && (url.host === api.host || url.host === `hooks.${api.host}`);
}
