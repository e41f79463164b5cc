import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Logger, pino } from 'pino';
import { onTestFinished } from 'vitest';
import { type Client, createClient } from '../../src/client/client.ts';
import { readConfig } from '../../src/server/config.ts';
import type { Decoration } from '../../src/server/decoration.ts';
import { type RunningServer, startServer } from '../../src/server/main.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { hashPasswordsQuickly } from './quick-passwords.ts';

hashPasswordsQuickly();

export const adminToken = 'test-admin-token-0123456789abcdef';
export const testSecretKey = Buffer.alloc(32, 7).toString('base64');

export type TestServer = TestDatabase & {
  url: string;
  server: RunningServer;
  /** Speaks as the operator's automation, with all permissions. */
  admin: Client;
  /** A client with another token, or none. */
  as(token?: string): Client;
};

export type TestServerOptions = {
  /** Share a database with another server: two nodes of one installation. */
  database?: TestDatabase;
  environment?: Record<string, string>;
  /** Filled with the demo. */
  decoration?: Decoration;
  /** Takes what is logged; silent when left out. */
  log?: Logger;
};

/** The whole product in this process, on a free port and a database of its own; stopped when the test ends. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = options.database ?? (await createTestDatabase());
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-test-'));
  const config = readConfig({
    EVENKEEL_HOST: '127.0.0.1',
    EVENKEEL_PORT: '0',
    EVENKEEL_DATA_DIR: dataDir,
    EVENKEEL_DATABASE_URL: database.databaseUrl,
    EVENKEEL_ADMIN_TOKEN: adminToken,
    EVENKEEL_SECRET_KEY: testSecretKey,
    EVENKEEL_EGRESS_ALLOW: '127.0.0.0/8,localhost',
    EVENKEEL_LOG_LEVEL: 'silent',
    // Tests move the clock, and ask what is there.
    EVENKEEL_CANARY: 'off',
    ...options.environment,
  });
  const log = options.log ?? pino({ level: process.env.EVENKEEL_TEST_LOG ?? 'silent' });
  const home = path.resolve('.');
  const server = await startServer({ config, home, version: 'test', decoration: options.decoration, log });
  onTestFinished(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${server.port}`;
  const as = (token?: string) => createClient(token === undefined ? { baseUrl: url } : { baseUrl: url, token });
  return { ...database, url, server, admin: as(adminToken), as };
}
