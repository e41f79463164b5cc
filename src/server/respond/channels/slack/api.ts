/** Slack's web API, which tells of failures inside a 200: https://docs.slack.dev/apis/web-api */
import type { Outcome, Reference } from '../channel.ts';
import { classifyReply, exchange, type ProviderReply, providerRefused, textAt } from '../exchange.ts';
import type { ChangedMessage, Message } from '../message.ts';
import type { ProviderIo } from '../provider.ts';
import { plainMessage, slackMessage } from './blocks.ts';
import type { SlackSettings, SlackTo } from './settings.ts';

type Io = ProviderIo<SlackSettings>;

export function callSlack(io: Io, method: string, token: string, json: object): Promise<ProviderReply> {
  return exchange(io, {
    url: `${io.settings.apiUrl.replace(/\/+$/, '')}/${method}`,
    headers: { authorization: `Bearer ${token}` },
    body: { json },
  });
}

export async function send(message: Message, { to }: SlackTo, io: Io): Promise<Outcome> {
  let place: object = { channel: to, ...threadOf(message) };
  const post = (content: object) => callSlack(io, 'chat.postMessage', io.settings.botToken, { ...place, ...content });
  let content =
    message.kind === 'plain' && message.thread
      ? plainMessage(message)
      : slackMessage(message, { canPress: canPress(io.settings) });
  let reply = await post(content);
  const hasFailedBy = (problems: Set<string>) => problems.has(textAt(reply.json, 'error') ?? '');
  // Somebody may have deleted what it follows.
  if (message.thread && hasFailedBy(threadProblems)) {
    place = { channel: to };
    reply = await post(content);
  }
  // Better without its form than not at all.
  if (hasFailedBy(formProblems)) {
    content = plainMessage(message);
    reply = await post(content);
  }
  const channel = textAt(reply.json, 'channel') ?? to;
  const ts = textAt(reply.json, 'ts');
  return classify(reply, ts === undefined ? {} : { messageId: `${channel} ${ts}`, reference: { channel, ts } });
}

function threadOf({ thread }: Message) {
  return thread ? { thread_ts: thread.reference.ts, reply_broadcast: thread.isShown } : {};
}

export async function update(message: ChangedMessage, reference: Reference, _to: SlackTo, io: Io): Promise<Outcome> {
  const { channel, ts } = reference;
  const changed = slackMessage(message, { canPress: canPress(io.settings) });
  const reply = await callSlack(io, 'chat.update', io.settings.botToken, { channel, ts, ...changed });
  return classify(reply, { messageId: `${channel} ${ts}`, reference });
}

/** Slack knows no empty group. */
export async function setUserGroup(usergroup: string, members: string[], io: Io): Promise<Outcome> {
  const users = members.join(',');
  return classify(await callSlack(io, 'usergroups.users.update', io.settings.botToken, { usergroup, users }), {});
}

export const canPress = ({ appToken, signingSecret }: SlackSettings) =>
  appToken !== undefined || signingSecret !== undefined;

/** Slack's errors, where they say more than the status. */
const refusals: Record<string, string> = {
  invalid_auth: 'Slack refused the bot token',
  not_authed: 'Slack refused the bot token',
  account_inactive: 'Slack has disabled the app or its workspace',
  token_revoked: 'the bot token was revoked',
  token_expired: 'the bot token has expired',
  missing_scope: 'the Slack app lacks a permission: install it again from the manifest',
  not_allowed_token_type: 'this is not the bot token (xoxb-…)',
  ekm_access_denied: 'an administrator of the Slack workspace has blocked the app',
  org_login_required: 'the Slack workspace is being moved',
  team_access_not_granted: 'the Slack app may not work in this workspace',
};
const failures: Record<string, string> = {
  channel_not_found: 'Slack knows no such person or channel, or it is private and the app was not invited',
  not_in_channel: 'the Slack app is not in this channel: invite it',
  is_archived: 'this Slack channel is archived',
  user_not_found: 'Slack knows no such person',
  users_not_found: 'Slack knows no such person',
  user_disabled: 'this Slack account is deactivated',
  cannot_dm_bot: 'this Slack account is a bot',
  messages_tab_disabled: 'the Slack app takes no direct messages: install it again from the manifest',
  no_such_subteam: 'Slack knows no such user group, or it is disabled',
  permission_denied: 'the workspace does not let the app change user groups',
  invalid_users: 'Slack does not take one of the accounts as a member',
  plan_upgrade_required: 'the workspace’s plan has no user groups',
  restricted_action: 'the workspace does not let the app write here',
  msg_too_long: 'the message is too long for Slack',
  msg_blocks_too_long: 'the message is too long for Slack',
};
const formProblems = new Set(['invalid_blocks', 'invalid_blocks_format', 'invalid_arguments', 'msg_blocks_too_long']);
const threadProblems = new Set([
  'thread_not_found',
  'invalid_thread_ts',
  'message_not_found',
  'cannot_reply_to_message',
]);
const passing = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded', 'service_unavailable']);
/** Something of it may have been done. */
const halfDone = new Set(['internal_error', 'fatal_error', 'request_timeout']);

function classify(reply: ProviderReply, sent: { messageId?: string; reference?: Reference }): Outcome {
  const isOk = textAt(reply.json, 'ok');
  const error = /^[a-z_]{1,60}$/.exec(textAt(reply.json, 'error') ?? '')?.[0];
  if (reply.status >= 300 || isOk === 'true') return classifyReply(reply, sent);
  if (error === undefined) return { outcome: 'failed', reason: 'this is not Slack’s reply', isProviderFault: true };
  if (refusals[error]) return providerRefused(refusals[error]);
  if (passing.has(error) || halfDone.has(error)) {
    const busy = classifyReply({ ...reply, status: 429 });
    const outcome = { ...busy, reason: `Slack is busy (${error})`, isProviderFault: true } as Outcome;
    return halfDone.has(error) ? ({ ...outcome, mayHaveArrived: true } as Outcome) : outcome;
  }
  return { outcome: 'failed', reason: failures[error] ?? `Slack refused the message (${error})` };
}
