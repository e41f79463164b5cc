import { connect } from 'node:net';

export type RawOptions = {
  /** Ends our side right after sending, as a sender that dies does. */
  endAfterSend?: boolean;
  /** Sent again and again while the server listens. */
  drip?: string;
  dripEveryMs?: number;
};

/** Sends text as it is over a socket and answers all that came back when the server has closed it. */
export function sendRaw(url: string, text: string, options: RawOptions = {}): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let received = '';
    let answered: NodeJS.Timeout | undefined;
    const socket = connect(Number(port), hostname, () => {
      socket.write(text, 'latin1');
      if (options.endAfterSend) socket.end();
    });
    const dripping = options.drip ? setInterval(() => socket.write(options.drip!), options.dripEveryMs) : undefined;
    socket.setEncoding('latin1');
    socket.on('data', (data: string) => {
      received += data;
      // A connection that is kept alive would keep us waiting for a close that never comes.
      answered ??= setTimeout(() => socket.destroy(), 500);
    });
    // A reset after the answer is how a server says that it will not read the rest.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(dripping);
      clearTimeout(answered);
      resolve(received);
    });
  });
}
