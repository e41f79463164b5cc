import { demo } from '../../../src/server/demo/decoration.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../server.ts';

/**
 * The demo in this process, on a free port and a database of its own, ready to be looked at: `enterUrl` signs a browser
 * in, once, as the admin of the shop. Give the test a timeout of two minutes.
 */
export async function startDemo(
  options: Omit<TestServerOptions, 'decoration'> = {},
): Promise<TestServer & { enterUrl: string }> {
  const server = await startTestServer({ ...options, decoration: demo });
  return { ...server, enterUrl: server.server.signInUrl! };
}
