/**
 * Presses of buttons. Mattermost signs nothing, but keeps a button's context to itself and hands it back; so the
 * context carries a code that only this server and the bot's token make. The link in the message is not enough.
 */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { parsedJson } from '../exchange.ts';
import { withLink } from '../markdown.ts';
import type { Inbound, InboundRequest, PageAction, ProviderIo } from '../provider.ts';
import { isSameText } from '../same-text.ts';
import type { MattermostSettings } from './settings.ts';

type Io = ProviderIo<MattermostSettings>;

const pressSchema = z.object({
  user_name: z.string().min(1).max(64),
  post_id: z.string().max(40).optional(),
  trigger_id: z.string().max(500).optional(),
  context: z.object({
    action: z.enum(['acknowledge', 'escalate', 'resolve']),
    token: z.string().max(100),
    code: z.string().max(100),
  }),
});

export function contextOf(action: PageAction, token: string, io: Io) {
  return { action, token, code: codeOf(action, token, io) };
}

function codeOf(action: PageAction, token: string, { settings, hookUrl }: Io): string {
  return createHmac('sha256', settings.botToken).update(`press ${hookUrl} ${action} ${token}`).digest('base64url');
}

export function receiveAs(channel: string) {
  return async (request: InboundRequest, io: Io): Promise<Inbound | null> => {
    const read = pressSchema.safeParse(parsedJson(request.body.toString('utf8')));
    if (request.method !== 'POST' || !read.success) return null;
    const { context, user_name, post_id, trigger_id } = read.data;
    const { action, token, code } = context;
    if (!isSameText(code, codeOf(action, token, io))) return null;
    const key = trigger_id ?? [post_id, user_name, action].join(' ');
    const identity = `@${user_name.toLowerCase()}`;
    return {
      happenings: [{ kind: 'press', key, action, token, by: { channel, identity }, isPrivate: true }],
      answer: ([handled]) => ({
        status: 200,
        contentType: 'application/json',
        body: JSON.stringify(handled?.text ? { ephemeral_text: withLink(handled), skip_slack_parsing: true } : {}),
      }),
    };
  };
}
