import { fortySixElks } from './46elks/46elks.ts';
import { apprise, appriseServer } from './apprise/apprise.ts';
import { asterisk } from './asterisk/asterisk.ts';
import { browser } from './browser/browser.ts';
import type { Channel } from './channel.ts';
import { custom, customHttp } from './custom/custom.ts';
import { discord, discordApplication } from './discord/discord.ts';
import { discordChannel, discordWebhook } from './discord/webhook.ts';
import { email } from './email/email.ts';
import { gammu } from './gammu/gammu.ts';
import { googleChat, googleChatWebhook } from './google-chat/google-chat.ts';
import { gotify, gotifyServer } from './gotify/gotify.ts';
import { matrix, matrixServer } from './matrix/matrix.ts';
import { mattermost, mattermostServer } from './mattermost/mattermost.ts';
import { ntfy, ntfyServer } from './ntfy/ntfy.ts';
import { plivo } from './plivo/plivo.ts';
import type { ProviderKind } from './provider.ts';
import { pushover, pushoverApp } from './pushover/pushover.ts';
import { rocketChat, rocketChatServer } from './rocket-chat/rocket-chat.ts';
import { signal, signalGateway } from './signal/signal.ts';
import { slack, slackWorkspace } from './slack/slack.ts';
import { sms } from './sms/sms.ts';
import { tab } from './tab/tab.ts';
import { teamsBot, teamsBotAccount } from './teams/bot.ts';
import { teams, teamsWorkflow } from './teams/teams.ts';
import { telegram, telegramBot } from './telegram/telegram.ts';
import { telnyx } from './telnyx/telnyx.ts';
import { twilio } from './twilio/twilio.ts';
import { voice } from './voice/voice.ts';
import { vonage } from './vonage/vonage.ts';
import { webhook } from './webhook/webhook.ts';
import { xmpp, xmppAccount } from './xmpp/xmpp.ts';

/** Every channel there is, in the order people are offered them. To add one: a folder and a line here. */
export const channels: readonly Channel[] = [
  email,
  sms,
  voice,
  slack,
  mattermost,
  teams,
  teamsBot,
  discord,
  discordChannel,
  googleChat,
  rocketChat,
  telegram,
  matrix,
  signal,
  xmpp,
  ntfy,
  pushover,
  gotify,
  browser,
  tab,
  webhook,
  apprise,
  custom,
];

/** Every kind of provider there is. To add one: a folder and a line here. */
export const providerKinds: readonly ProviderKind[] = [
  slackWorkspace,
  mattermostServer,
  teamsWorkflow,
  teamsBotAccount,
  discordApplication,
  discordWebhook,
  googleChatWebhook,
  rocketChatServer,
  telegramBot,
  matrixServer,
  signalGateway,
  xmppAccount,
  ntfyServer,
  pushoverApp,
  gotifyServer,
  twilio,
  telnyx,
  vonage,
  plivo,
  fortySixElks,
  gammu,
  asterisk,
  appriseServer,
  customHttp,
];

/** The channel that reaches the address of an account. */
export const accountChannel = email.channel;

export function findChannel(channel: string): Channel | undefined {
  return channels.find((each) => each.channel === channel);
}

export function findProviderKind(kind: string): ProviderKind | undefined {
  return providerKinds.find((each) => each.kind === kind);
}

/** The kinds of providers that carry the channel. */
export function kindsCarrying(channel: string): ProviderKind[] {
  return providerKinds.filter(({ carries }) => carries.some((each) => each.channel.channel === channel));
}
