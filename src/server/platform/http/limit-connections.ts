import type { Server } from 'node:http';
import { networkOfAddress } from './caller-network.ts';

const maxConnections = 10_000;
/** Browsers and senders keep a handful each; a site behind one address has many of them. */
const maxPerNetwork = 4_000;

/** Keeps anybody from taking all connections there are. Behind a proxy all come from it, and it has to see to this. */
export function limitConnections(server: Server, trustedProxies: number): void {
  server.maxConnections = maxConnections;
  if (trustedProxies > 0) return;
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const network = networkOfAddress(socket.remoteAddress ?? '');
    const count = (open.get(network) ?? 0) + 1;
    open.set(network, count);
    socket.once('close', () => {
      const left = open.get(network)! - 1;
      if (left === 0) open.delete(network);
      else open.set(network, left);
    });
    if (count > maxPerNetwork) socket.destroy();
  });
}
