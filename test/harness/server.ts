import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Logger, pino } from 'pino';
import { afterAll, onTestFinished } from 'vitest';
import { type Client, createClient } from '../../src/client/client.ts';
import { readConfig } from '../../src/server/config.ts';
import type { Decoration } from '../../src/server/decoration.ts';
import { type RunningServer, startServer } from '../../src/server/main.ts';
import type { Egress } from '../../src/server/platform/egress/egress.ts';
import { type AtEnd, createTestDatabase, type TestDatabase } from './database.ts';
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
  /** Stands in for addresses of others. */
  egress?: Egress;
  /** Takes what is logged; silent when left out. */
  log?: Logger;
};

/** The whole product in this process, on a free port and a database of its own; stopped when the test ends. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  return start(options, onTestFinished);
}

/**
 * One such server for several tests of a file, started by the first of them that asks and stopped after the last: for
 * tests that look at nothing but what they made themselves, and leave the clock and what holds for everybody as it is.
 * Call it outside of tests, and what it returns inside of them.
 */
export function sharedServer(options: TestServerOptions = {}): () => Promise<TestServer> {
  const ends: (() => Promise<void>)[] = [];
  let started: Promise<TestServer> | undefined;
  afterAll(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  return () => {
    started ??= start(options, (end) => ends.push(end));
    return started;
  };
}

async function start(options: TestServerOptions, atEnd: AtEnd): Promise<TestServer> {
  const database = options.database ?? (await createTestDatabase(atEnd));
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
  const { decoration, egress } = options;
  const server = await startServer({ config, home, version: 'test', decoration, egress, log });
  atEnd(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${server.port}`;
  const as = (token?: string) => createClient(token === undefined ? { baseUrl: url } : { baseUrl: url, token });
  return { ...database, url, server, admin: as(adminToken), as };
}
