/** Whatever the texts, a message goes out: an outcome of `failed` would be a page that nobody gets. */
import { expect, test } from 'vitest';
import { startApprise } from '../../../../test/stand-ins/apprise.ts';
import { startGotify } from '../../../../test/stand-ins/gotify.ts';
import { startMatrix } from '../../../../test/stand-ins/matrix.ts';
import { startNtfy } from '../../../../test/stand-ins/ntfy.ts';
import { startPushover } from '../../../../test/stand-ins/pushover.ts';
import { startSignal } from '../../../../test/stand-ins/signal.ts';
import { startTelegram } from '../../../../test/stand-ins/telegram.ts';
import { tryKind } from './io-for-tests.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from './message-samples-for-tests.ts';
import type { ProviderKind } from './provider.ts';
import { findProviderKind } from './registry.ts';

type Settings = Record<string, unknown>;
/** What each kind of provider is set up with here, and to whom it sends. */
const worlds: Record<string, () => Promise<[Settings, Settings]>> = {
  apprise: async () => [{ url: (await startApprise()).url }, { target: 'json://example.test' }],
  async gotify() {
    const { url, token } = await startGotify();
    return [{ url }, { token }];
  },
  async matrix() {
    const { url, accessToken } = await startMatrix();
    return [{ homeserver: url, accessToken }, { to: '!room:example.test' }];
  },
  ntfy: async () => [{ url: (await startNtfy()).url }, { topic: 'evenkeel-ana' }],
  async pushover() {
    const { url, token, user } = await startPushover();
    return [{ apiUrl: url, token }, { user }];
  },
  async signal() {
    const { url, number } = await startSignal();
    return [{ url, number }, { number: '+491701234567' }];
  },
  async telegram() {
    const { url, botToken } = await startTelegram();
    return [{ apiUrl: url, botToken }, { chatId: '1001' }];
  },
};

test.each(Object.keys(worlds))('%s sends every kind of message, and hostile texts as texts', async (name) => {
  const [settings, to] = await worlds[name]!();
  const { send } = tryKind(findProviderKind(name) as ProviderKind, settings);
  for (const message of oneOfEachKind())
    expect([message.kind, (await send(message, to)).outcome]).toEqual([message.kind, 'sent']);
  for (const [what, text] of hostileTexts) {
    const page = pageMessage({
      title: text,
      summary: [text, '<b>&amp;</b> @everyone <!channel>'],
      serviceName: text.slice(0, 80),
    });
    expect([what, (await send(page, to)).outcome]).toEqual([what, 'sent']);
  }
});
