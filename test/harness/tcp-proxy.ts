import { connect, createServer, type Socket } from 'node:net';

export type TcpProxy = {
  port: number;
  /** From now on nothing passes through the connections that exist, and neither end is told; new ones work. */
  freeze(): void;
  stop(): Promise<void>;
};

/** Stands between a client and a server on this machine, as a firewall does that may forget its connections. */
export async function startTcpProxy(targetPort: number, port = 0): Promise<TcpProxy> {
  const pairs = new Set<[Socket, Socket]>();
  const server = createServer((inside) => {
    const outside = connect(targetPort, '127.0.0.1');
    const pair: [Socket, Socket] = [inside, outside];
    pairs.add(pair);
    inside.pipe(outside);
    outside.pipe(inside);
    for (const socket of pair) {
      socket.on('error', () => {});
      socket.on('close', () => {
        if (!pairs.delete(pair)) return;
        for (const end of pair) end.destroy();
      });
    }
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    port: (server.address() as { port: number }).port,
    freeze() {
      for (const [inside, outside] of pairs) {
        inside.unpipe(outside).pause();
        outside.unpipe(inside).pause();
      }
    },
    async stop() {
      for (const ends of pairs) for (const end of ends) end.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
