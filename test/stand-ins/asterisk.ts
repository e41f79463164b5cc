/** Stands in for Asterisk: its REST interface with the socket of events; people pick up, press keys, hang up as told. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { acceptSocket, type ServerSocket } from './web-socket.ts';

// biome-ignore lint/suspicious/noExplicitAny: bodies as they were sent.
type Sent = any;

export async function startAsterisk(audio = 'http://tts.test/say.wav?text={text}') {
  const [username, password] = ['evenkeel', 'a-password'];
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const calls: Sent[] = [];
  const alive = new Set<string>();
  const plays: { channel: string; media: string[]; playbackId: string }[] = [];
  const playing = new Set<string>();
  let fault: { status: number; headers?: Record<string, string> } | null = null;
  let socket: ServerSocket | null = null;

  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { pathname } = new URL(request.url!, 'http://pbx.test');
    const answer = (status: number, body: object = {}, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(status === 204 ? '' : JSON.stringify(body));
    if (request.headers.authorization !== basic) return answer(401, { error: 'Unauthorized' });
    if (pathname === '/ari/applications/evenkeel') return socket ? answer(200, { name: 'evenkeel' }) : answer(404);
    if (fault) return answer(fault.status, {}, fault.headers);
    const json = text ? JSON.parse(text) : {};
    if (request.method === 'POST' && pathname === '/ari/channels') {
      if (alive.has(json.channelId)) return answer(409, { error: 'Channel with given unique ID already exists' });
      alive.add(json.channelId);
      calls.push(json);
      return answer(200, { id: json.channelId, state: 'Down' });
    }
    const [, channel, isPlay] = /^\/ari\/channels\/([^/]+)(\/play)?$/.exec(pathname) ?? [];
    if (channel) {
      if (!alive.has(channel)) return answer(404, { error: 'Channel not found' });
      if (isPlay) {
        plays.push({ channel, ...json });
        playing.add(json.playbackId);
        return answer(201, { id: json.playbackId, state: 'queued' });
      }
      answer(204);
      return ends(channel, 16);
    }
    const [, playback] = /^\/ari\/playbacks\/([^/]+)$/.exec(pathname) ?? [];
    if (!playback || !playing.has(playback)) return answer(404);
    answer(204);
    finishes(playback);
  });
  server.on('upgrade', (request, stream) => {
    if (request.headers.authorization !== basic) return stream.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
    const accepted = acceptSocket(request, stream);
    socket = accepted;
    stream.on('close', () => {
      if (socket === accepted) socket = null;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });

  const tell = (event: object) => socket!.send(JSON.stringify({ application: 'evenkeel', ...event }));
  function ends(id: string, cause: number) {
    if (alive.delete(id)) tell({ type: 'ChannelDestroyed', channel: { id }, cause, cause_txt: 'x' });
  }
  function finishes(id: string, state = 'done') {
    if (playing.delete(id))
      tell({ type: 'PlaybackFinished', playback: { id, target_uri: `channel:${id.replace(/-\d+$/, '')}`, state } });
  }

  return {
    settings: {
      ...{ username, password, audio, endpoint: 'PJSIP/{number}@trunk' },
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    ...{ calls, plays, ends, tell },
    isAlive: (id: string) => alive.has(id),
    isListenedTo: () => socket !== null,
    drop: () => socket?.destroy(),
    picksUp: ({ channelId, appArgs }: Sent) =>
      tell({ type: 'StasisStart', args: [appArgs], channel: { id: channelId } }),
    presses: ({ channelId }: Sent, digit: string) =>
      tell({ type: 'ChannelDtmfReceived', digit, channel: { id: channelId } }),
    /** What plays now is over. */
    finish: (state?: string) => finishes(plays.at(-1)!.playbackId, state),
    setFault: (next: typeof fault) => {
      fault = next;
    },
  };
}
