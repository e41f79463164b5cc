/** PgBouncer, the pooler that stands before many a PostgreSQL, configured as the guide says. */
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../../../src/server/platform/db/embedded/cluster.ts';
import { waitForDatabase } from '../../../src/server/platform/db/wait-for-database.ts';
import { findProgram } from './find-program.ts';
import { startProgram } from './program.ts';

export const pgbouncerPath = findProgram('PgBouncer', 'EVENKEEL_TEST_PGBOUNCER', ['/usr/sbin/pgbouncer']);

/** Stops with the test. @returns the address of the same database through the pooler */
export async function startPgbouncer(databaseUrl: string, poolMode: 'session' | 'transaction'): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-pgbouncer-'));
  const file = path.join(folder, 'pgbouncer.ini');
  const port = await freePort();
  const direct = new URL(databaseUrl);
  const recipe = readFileSync('docs/guide/running-it.md', 'utf8').split('```ini\n')[1]!.split('```')[0]!;
  const mode = recipe.replace('pool_mode = session', `pool_mode = ${poolMode}`);
  await writeFile(
    file,
    `[databases]
* = host=127.0.0.1 port=${direct.port} user=${direct.username}
${mode}
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
`,
  );
  await chmod(folder, 0o755);
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const program = await startProgram(pgbouncerPath!, [...user, file]);
  onTestFinished(async () => {
    await program.stop();
    await rm(folder, { recursive: true, force: true });
  });
  direct.host = `127.0.0.1:${port}`;
  await waitForDatabase(direct.href, { limitMs: 20_000, pauseMs: 50, progress: () => {} }).catch((error: Error) => {
    throw new Error(`${error.message}\n${program.output()}`);
  });
  return direct.href;
}
