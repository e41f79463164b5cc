import { browser } from './browser/browser.ts';
import type { Channel } from './channel.ts';
import { email } from './email/email.ts';
import { tab } from './tab/tab.ts';
import { webhook } from './webhook/webhook.ts';

/** Every channel there is. To add one: a folder and a line here. */
export const channels: readonly Channel[] = [email, browser, tab, webhook];

export function findChannel(channel: string): Channel | undefined {
  return channels.find((each) => each.channel === channel);
}
