import { startTestServer, type TestServer, type TestServerOptions } from './server.ts';

/**
 * The demo in this process, on a free port and a database of its own, ready to be looked at: `enterUrl` signs a browser
 * in, once, as the admin of the shop. Give the test a timeout of two minutes.
 */
export async function startDemo(
  options: Omit<TestServerOptions, 'isDemo'> = {},
): Promise<TestServer & { enterUrl: string }> {
  const demo = await startTestServer({ ...options, isDemo: true });
  return { ...demo, enterUrl: demo.server.signInUrl! };
}
