/** What happens in our calls: somebody picks up, hears the page, presses a key, hangs up. */
import { setMaxListeners } from 'node:events';
import { z } from 'zod';
import type { Happening, Listening } from '../provider.ts';
import { callReasons } from '../reports.ts';
import { keyPressed, menu, nothingPressed, sayAgain, sayDone } from '../voice/script.ts';
import { ask, authorizationOf, type CallState, canSpeak, channelPath, isOurs, readState, spoken } from './ari.ts';
import type { AsteriskSettings } from './settings.ts';

const eventSchema = z.object({
  type: z.string(),
  channel: z.object({ id: z.string(), state: z.string().optional() }).optional(),
  args: z.array(z.string()).optional(),
  digit: z.string().optional(),
  cause: z.number().optional(),
  playback: z.object({ id: z.string(), target_uri: z.string(), state: z.string() }).optional(),
});
type Event = z.infer<typeof eventSchema>;

/** `turn` names what plays now; what has been cut off says nothing when it ends. */
type Call = { state: CallState; turn: number; isSilent?: boolean; next: 'again' | 'nothing pressed' | 'hang up' };
type Calls = Map<string, Call>;
type Listener = Listening<AsteriskSettings>;

export async function listen(listening: Listener): Promise<void> {
  const { settings, egress, signal } = listening;
  const socket = await egress.openSocket({
    url: `${settings.url.replace(/^http/, 'ws')}/ari/events?app=${settings.app}`,
    headers: { authorization: authorizationOf(settings) },
    signal,
  });
  // Each request of each call listens to it.
  setMaxListeners(0, signal);
  const calls: Calls = new Map();
  const working = new Set<Promise<void>>();
  let problem: unknown;
  // A receipt may wait for its message to be written down; a key in another call must not wait for it.
  for await (const text of socket.messages()) {
    const event = read(text);
    if (event === null) continue;
    const work = happen(event, calls, listening).catch((error: unknown) => {
      problem ??= error;
      socket.close();
    });
    working.add(work);
    void work.finally(() => working.delete(work));
  }
  await Promise.all(working);
  if (problem !== undefined) throw problem;
}

function read(text: string): Event | null {
  try {
    return eventSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function happen(event: Event, calls: Calls, listening: Listener): Promise<void> {
  const id = event.channel?.id ?? event.playback?.target_uri.replace(/^channel:/, '') ?? '';
  if (!isOurs(id)) return;
  switch (event.type) {
    case 'StasisStart':
      return pickedUp(id, event, calls, listening);
    case 'ChannelDtmfReceived':
      return key(id, event.digit ?? '', calls, listening);
    case 'PlaybackFinished':
      return played(id, event.playback!, calls, listening);
    case 'ChannelDestroyed':
      return ended(id, event, calls, listening);
  }
}

async function pickedUp(id: string, { args }: Event, calls: Calls, listening: Listener): Promise<void> {
  const state = readState(args?.[0]);
  if (state === null) return;
  calls.set(id, { state, turn: 0, next: 'again' });
  await tell(id, calls, listening);
}

/** Many phones swallow the first second. */
async function tell(id: string, calls: Calls, listening: Listener, pauseSeconds = 1): Promise<void> {
  const call = calls.get(id)!;
  const { settings } = listening;
  const { state, next } = call;
  if (state.code !== undefined && !canSpeak(settings)) {
    await play(id, call, [`sound:silence/${pauseSeconds}`, `digits:${state.code}`], listening);
    return;
  }
  const words = [...state.sentences, ...(state.token === undefined ? [] : [menu])].join(' ');
  const wait = next === 'again' ? [] : ['sound:silence/10'];
  await play(id, call, [`sound:silence/${pauseSeconds}`, spoken(settings, words), ...wait], listening);
}

async function play(id: string, call: Call, media: string[], listening: Listener): Promise<void> {
  call.turn += 1;
  await ask(listening, 'POST', `${channelPath(id)}/play`, { media, playbackId: playbackOf(id, call.turn) });
}

const playbackOf = (id: string, turn: number) => `${id}-${turn}`;

async function cutOff(id: string, { turn }: Call, listening: Listener): Promise<void> {
  await ask(listening, 'DELETE', `playbacks/${encodeURIComponent(playbackOf(id, turn))}`);
}

/** Twice with a pause between, then ten seconds for a key. */
async function played(
  id: string,
  playback: NonNullable<Event['playback']>,
  calls: Calls,
  listening: Listener,
): Promise<void> {
  const call = calls.get(id);
  if (!call || playback.id !== playbackOf(id, call.turn)) return;
  if (playback.state === 'failed') {
    call.isSilent = true;
    await listening.heard(failure(id, 'silent', 'Asterisk could not play the message'));
    await ask(listening, 'DELETE', channelPath(id));
    return;
  }
  if (call.next === 'again') {
    call.next = call.state.token === undefined ? 'hang up' : 'nothing pressed';
    return tell(id, calls, listening, 3);
  }
  if (call.next === 'nothing pressed' && canSpeak(listening.settings)) {
    call.next = 'hang up';
    return play(id, call, [spoken(listening.settings, nothingPressed)], listening);
  }
  await ask(listening, 'DELETE', channelPath(id));
}

async function key(id: string, digit: string, calls: Calls, listening: Listener): Promise<void> {
  const call = calls.get(id) ?? (await fromBefore(id, listening));
  if (call?.state.token === undefined || call.next === 'hang up') return;
  calls.set(id, call);
  const { state } = call;
  const press = keyPressed(digit, state.token!, state.number, id);
  if (press === null) {
    const playing = { ...call };
    Object.assign(call, { next: 'again', state: { ...state, sentences: sayAgain(digit, state.sentences) } });
    await tell(id, calls, listening);
    return cutOff(id, playing, listening);
  }
  const playing = { ...call };
  call.next = 'hang up';
  const handled = await listening.heard(press);
  const words = sayDone(handled).join(' ');
  await play(id, call, [canSpeak(listening.settings) ? spoken(listening.settings, words) : 'sound:beep'], listening);
  await cutOff(id, playing, listening);
}

/** The call began while somebody else listened. */
async function fromBefore(id: string, listening: Listener): Promise<Call | undefined> {
  const open = (await listening.openMessages()).find(({ messageId }) => messageId === id);
  const { number } = (open?.to ?? {}) as { number?: unknown };
  if (!open || typeof number !== 'string') return undefined;
  return { state: { token: open.token, number, sentences: [] }, turn: 0, next: 'again' };
}

/** Q.850 causes. What rang until its time was over ends as any call (16), or without a cause. */
const unheard = new Map<number, string>([
  [0, callReasons.noAnswer],
  [1, 'the number does not exist'],
  [16, callReasons.noAnswer],
  [17, callReasons.busy],
  [18, callReasons.noAnswer],
  [19, callReasons.noAnswer],
  [21, callReasons.rejected],
]);

async function ended(id: string, { channel, cause = 0 }: Event, calls: Calls, listening: Listener): Promise<void> {
  const call = calls.get(id);
  calls.delete(id);
  if (call?.isSilent) return;
  const wasHeard = call !== undefined || channel?.state === 'Up';
  await listening.heard(
    wasHeard
      ? { kind: 'receipt', key: `${id} ended`, messageId: id, state: 'delivered' }
      : failure(id, 'ended', unheard.get(cause) ?? callReasons.failed),
  );
}

const failure = (messageId: string, what: string, reason: string): Happening => ({
  ...{ kind: 'receipt', key: `${messageId} ${what}`, messageId, state: 'failed', reason },
});
