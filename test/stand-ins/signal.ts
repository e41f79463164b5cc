/** Stands in for signal-cli-rest-api, in its mode `json-rpc` (a WebSocket) or `native` (asked, and what is told is gone). */
import { startService } from './http-service.ts';
import { acceptSocket, type ServerSocket } from './web-socket.ts';

export async function startSignal(mode: 'json-rpc' | 'native' = 'native') {
  const number = '+4930123456';
  const sent: { recipients: string[]; message: string; timestamp: string }[] = [];
  const sockets: ServerSocket[] = [];
  let queue: object[] = [];
  let waiting: (() => void)[] = [];
  let clock = 1_700_000_000_000;

  const service = await startService(async ({ method, path, json }) => {
    if (path === '/v1/about') return { body: { versions: ['v1', 'v2'], mode, version: '0.95' } };
    if (path === '/v2/send' && method === 'POST') {
      if (json.number !== number) return { status: 400, body: { error: `User ${json.number} is not registered.` } };
      if (json.recipients[0] === '+4915100000000') return { status: 400, body: { error: 'Unregistered user' } };
      if (json.recipients[0] === '+4915100000001') return { status: 400, body: { error: '[429] Rate Limited' } };
      clock += 1;
      sent.push({ ...json, timestamp: String(clock) });
      return { status: 201, body: { timestamp: String(clock) } };
    }
    if (decodeURIComponent(path) === `/v1/receive/${number}` && mode === 'native') {
      if (queue.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      const body = queue;
      queue = [];
      return { body };
    }
    return { status: 404, body: { error: 'not found' } };
  });
  service.server.on('upgrade', (request, stream) => {
    if (decodeURIComponent(request.url!) !== `/v1/receive/${number}`) return stream.destroy();
    const socket = acceptSocket(request, stream);
    sockets.push(socket);
    for (const each of queue.splice(0)) socket.send(JSON.stringify(each));
  });

  function receive(envelope: object) {
    clock += 1;
    const received = { envelope: { timestamp: clock, ...envelope }, account: number };
    if (mode === 'json-rpc' && sockets.length > 0) return sockets.at(-1)!.send(JSON.stringify(received));
    queue.push(received);
    for (const wake of waiting) wake();
    waiting = [];
  }

  return {
    ...service,
    number,
    sent,
    sockets,
    receive,
    write: (sourceNumber: string | null, message: string, quote?: string) =>
      receive({ sourceNumber, dataMessage: { message, ...(quote ? { quote: { id: Number(quote) } } : {}) } }),
    react: (sourceNumber: string, emoji: string, target: string, isRemove = false) =>
      receive({
        sourceNumber,
        dataMessage: { message: null, reaction: { emoji, targetSentTimestamp: Number(target), isRemove } },
      }),
    deliver: (sourceNumber: string, ...timestamps: string[]) =>
      receive({
        sourceNumber,
        receiptMessage: { isDelivery: true, isRead: false, timestamps: timestamps.map(Number) },
      }),
  };
}
