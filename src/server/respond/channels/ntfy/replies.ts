/** For networks that phones cannot call into: the button writes to a topic of the ntfy server, which is read as a stream. */
import { textAt } from '../exchange.ts';
import type { Happening, Listening } from '../provider.ts';

type Settings = { url: string; token?: string | undefined; replyTopic: string };

/** The server says every 45 seconds that it is there, unless it is told otherwise. */
const longestSilenceMs = 150_000;
const mostLineBytes = 16 * 1024;
const pauseMs = 1_000;

/** What the button writes. @param identity of the contact method that has the button */
export const replyOf = (token: string, identity: string) => `acknowledge ${token} ${identity}`;

export async function listenToReplies(listening: Listening<Settings>): Promise<void> {
  const { settings, egress, signal } = listening;
  const { url, token, replyTopic } = settings;
  // What came while nobody listened is still kept there.
  const since = textAt(listening.state, 'lastId') ?? '1h';
  const { status, lines } = await egress.stream({
    url: `${url.replace(/\/*$/, '/')}${replyTopic}/json?since=${encodeURIComponent(since)}`,
    headers: token ? { authorization: `Bearer ${token}` } : {},
    idleMs: longestSilenceMs,
    maxLineBytes: mostLineBytes,
    signal,
  });
  for await (const line of lines) {
    if (status !== 200) break;
    const message = parsed(line);
    const id = textAt(message, 'id');
    if (textAt(message, 'event') !== 'message' || id === undefined) continue;
    const press = pressOf(id, textAt(message, 'message') ?? '');
    if (press) await listening.heard(press);
    await listening.remember({ lastId: id });
  }
  if (status !== 200) throw new Error(`the ntfy server answered ${status} to our subscription`);
  await listening.pause(pauseMs);
}

function pressOf(id: string, text: string): Happening | null {
  const [, token, identity] = /^acknowledge ([\w.-]{1,60}) ([\w-]{22})$/.exec(text.trim()) ?? [];
  if (token === undefined || identity === undefined) return null;
  return { kind: 'press', key: `reply ${id}`, action: 'acknowledge', token, by: { channel: 'ntfy', identity } };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
