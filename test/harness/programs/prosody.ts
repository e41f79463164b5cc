/** Prosody, a real XMPP server, with WebSockets. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../../../src/server/platform/db/embedded/cluster.ts';
import { eventually } from '../eventually.ts';
import { findProgram } from './find-program.ts';
import { startProgram } from './program.ts';

export const prosodyPath = findProgram('Prosody', 'EVENKEEL_TEST_PROSODY', [
  '/usr/bin/prosody',
  '/usr/local/bin/prosody',
]);

/** Stops with the test. @param accounts passwords by user name, at the host `example.test` */
export async function startProsody(accounts: Record<string, string>) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-prosody-'));
  const [port, clientPort] = [await freePort(), await freePort()];
  const configuration = path.join(folder, 'prosody.cfg.lua');
  await writeFile(
    configuration,
    `run_as_root = true
data_path = "${folder}"
pidfile = "${folder}/prosody.pid"
log = { info = "*console" }
plugin_paths = {}
modules_enabled = { "roster", "saslauth", "disco", "ping", "websocket", "offline" }
modules_disabled = { "s2s", "tls" }
c2s_require_encryption = false
consider_websocket_secure = true
authentication = "internal_hashed"
c2s_ports = { ${clientPort} }
c2s_interfaces = { "127.0.0.1" }
http_ports = { ${port} }
http_interfaces = { "127.0.0.1" }
https_ports = {}
VirtualHost "example.test"
  http_host = "127.0.0.1"
`,
  );
  for (const [user, password] of Object.entries(accounts)) {
    const control = path.join(path.dirname(prosodyPath!), 'prosodyctl');
    const added = await startProgram(control, ['--config', configuration, 'register', user, 'example.test', password]);
    if ((await added.ended) !== 0) throw new Error(`prosodyctl could not register ${user}: ${added.output()}`);
  }
  const server = await startProgram(prosodyPath!, ['--config', configuration, '-F']);
  onTestFinished(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const place = `127.0.0.1:${port}/xmpp-websocket`;
  await eventually(async () => (await fetch(`http://${place}`).catch(() => null))?.ok === true);
  return {
    url: `ws://${place}`,
    account: (user: string) => ({ jid: `${user}@example.test`, password: accounts[user]! }),
  };
}
