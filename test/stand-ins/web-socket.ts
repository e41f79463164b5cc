/** The other end of a WebSocket (RFC 6455), written out by hand: text frames, pings and closing, nothing compressed. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

export type ServerSocket = {
  send(text: string): void;
  onText(hear: (text: string) => void): void;
  /** Told of each ping, after it was answered. */
  onPing(notice: () => void): void;
  /** Says good-bye as a server does. */
  close(): void;
  /** Answers nothing more, as a machine that has lost its network. */
  fallSilent(): void;
  /** Breaks the connection off. */
  destroy(): void;
};

/** Takes the upgrade of an HTTP server: `server.on('upgrade', …)`. */
export function acceptSocket(request: IncomingMessage, socket: Duplex): ServerSocket {
  const key = request.headers['sec-websocket-key'];
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const protocol = request.headers['sec-websocket-protocol']?.split(',')[0];
  socket.write(
    [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept}`,
      ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
      '\r\n',
    ].join('\r\n'),
  );
  socket.on('error', () => {});
  socket.on('end', () => socket.end());
  let hear = (_text: string) => {};
  let notice = () => {};
  let isSilent = false;
  let received = Buffer.alloc(0);
  const write = (opcode: number, payload: Buffer) => {
    if (!socket.writable) return;
    const { length } = payload;
    const head =
      length < 126 ? Buffer.from([0x80 | opcode, length]) : Buffer.from([0x80 | opcode, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
    if (length >= 126) head.writeBigUInt64BE(BigInt(length), 2);
    socket.write(Buffer.concat([head, payload]));
  };
  socket.on('data', (chunk: Buffer) => {
    if (isSilent) return;
    received = Buffer.concat([received, chunk]);
    for (let frame = takeFrame(received); frame !== null; frame = takeFrame(received)) {
      received = frame.rest;
      if (frame.opcode === 1) hear(frame.payload.toString('utf8'));
      if (frame.opcode === 9) {
        write(10, frame.payload);
        notice();
      }
      if (frame.opcode === 8) {
        write(8, frame.payload);
        socket.end();
      }
    }
  });
  return {
    send: (text) => write(1, Buffer.from(text)),
    onText(listener) {
      hear = listener;
    },
    onPing(listener) {
      notice = listener;
    },
    fallSilent() {
      isSilent = true;
    },
    close: () => write(8, Buffer.from([3, 0xe8])),
    destroy: () => void socket.destroy(),
  };
}

/** The first whole frame; a client's frames are masked. */
function takeFrame(bytes: Buffer): { opcode: number; payload: Buffer; rest: Buffer<ArrayBuffer> } | null {
  if (bytes.length < 6) return null;
  const short = bytes[1]! & 0x7f;
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
  if (bytes.length < 6 + lengthBytes) return null;
  const length = lengthBytes === 0 ? short : Number(BigInt(`0x${bytes.subarray(2, 2 + lengthBytes).toString('hex')}`));
  const start = 6 + lengthBytes;
  if (bytes.length < start + length) return null;
  const mask = bytes.subarray(start - 4, start);
  const payload = Buffer.from(bytes.subarray(start, start + length).map((byte, place) => byte ^ mask[place % 4]!));
  return { opcode: bytes[0]! & 0x0f, payload, rest: Buffer.from(bytes.subarray(start + length)) };
}
