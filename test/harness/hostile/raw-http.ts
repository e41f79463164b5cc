import { connect } from 'node:net';

export type RawOptions = {
  /** Ends our side right after sending, as a sender that dies does. */
  endAfterSend?: boolean;
  /** Sent again and again while the server listens. */
  drip?: string;
  dripEveryMs?: number;
  /** Whether what came back is enough; one whole answer, when left out. */
  isEnough?: (received: string) => boolean;
};

/** Sends text as it is over a socket and returns what came back when that is enough or the server has closed it. */
export function sendRaw(url: string, text: string, options: RawOptions = {}): Promise<string> {
  const { hostname, port } = new URL(url);
  const { isEnough = isWholeAnswer } = options;
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(text, 'latin1');
      if (options.endAfterSend) socket.end();
    });
    const dripping = options.drip ? setInterval(() => socket.write(options.drip!), options.dripEveryMs) : undefined;
    socket.setEncoding('latin1');
    socket.on('data', (data: string) => {
      received += data;
      // A connection that is kept alive would keep us waiting for a close that never comes.
      if (isEnough(received)) socket.destroy();
    });
    // A reset after the answer is how a server says that it will not read the rest.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(dripping);
      resolve(received);
    });
  });
}

function isWholeAnswer(received: string): boolean {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const [head, body] = [received.slice(0, end), received.slice(end + 4)];
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length);
  return /^transfer-encoding: *chunked/im.test(head)
    ? body.endsWith('0\r\n\r\n')
    : /^HTTP\/1\.1 (1|204|304)/.test(head);
}
