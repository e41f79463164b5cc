import { request as ask, createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { freePort } from '../../src/server/platform/db/embedded/cluster.ts';

/**
 * A reverse proxy that shows a server below `/evenkeel` and nothing else of its host: whatever is asked for outside of
 * it is remembered. The path is passed on as it came.
 */
export async function startPrefixProxy() {
  const strays: string[] = [];
  let target = '';
  const server = createServer((request, response) => {
    const path = request.url!;
    if (!/^\/evenkeel(?:[/?]|$)/.test(path)) {
      if (path !== '/favicon.ico') strays.push(path);
      response.writeHead(404).end();
      return;
    }
    const onward = ask(target + path, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  const port = await freePort();
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    publicUrl: `http://127.0.0.1:${port}/evenkeel`,
    /** What was asked for that is not below the prefix. */
    strays,
    showing(url: string) {
      target = url;
    },
  };
}
