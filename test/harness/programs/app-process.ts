import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Client, createClient } from '../../../src/client/client.ts';
import { connectionUrl } from '../../../src/server/platform/db/embedded/app-database.ts';
import { clusterFolder, freePort } from '../../../src/server/platform/db/embedded/cluster.ts';
import { readPidFile, sendSignal } from '../../../src/server/platform/db/embedded/postmaster.ts';
import { eventually } from '../eventually.ts';
import { makeQuickFolder } from '../quick-folder.ts';
import { ensureCurrentBuild } from './current-build.ts';
import { type Program, startProgram } from './program.ts';

const adminToken = 'process-admin-token-0123456789abcdef';

export type AppOptions = {
  /** Share a PostgreSQL with other nodes; without it the app runs its own in its data folder. */
  databaseUrl?: string;
  environment?: Record<string, string>;
  /** Where its data folder is made; in memory where there is room when left out. */
  folder?: string;
  /** A data folder that is there already. */
  dataDir?: string;
  /** Another build than the one of this folder, to compare two of them. */
  executable?: string;
  /** What is run instead of the executable under this Node, e.g. an installed program, or one in a container. */
  command?: string[];
};

/** The built product as an operator runs it: a process of its own, which can be killed and started again in place. */
export type App = {
  url: string;
  host: string;
  admin: Client;
  dataDir: string;
  /** Of the embedded PostgreSQL, or the one that was given. */
  databaseUrl(): string;
  program(): Program;
  /** The process id of the embedded PostgreSQL's postmaster, while there is one. */
  postmasterPid(): number | null;
  isReady(): Promise<boolean>;
  /** Waits until it is ready; what it answered last and said in its log stands in the error. */
  becomesReady(withinMs: number): Promise<void>;
  /** Starts it again on the same data folder and port and returns how many milliseconds it took to be ready. */
  start(): Promise<number>;
  /** Ends the app and its embedded PostgreSQL and removes the data folder. */
  stop(): Promise<void>;
};

const readyWithinMs = 60_000;
const builtExecutable = path.resolve('bin/evenkeel');

export async function startApp(options: AppOptions = {}): Promise<App> {
  const dataDir = options.dataDir ?? (await makeDataFolder(options.folder));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [command, ...words] = options.command ?? [process.execPath, await executableOf(options), 'start'];
  let program: Program;

  let lastAnswer = '';
  const isReady = async () => {
    try {
      const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
      lastAnswer = `${answer.status} ${await answer.text()}`;
      return answer.ok;
    } catch (error) {
      lastAnswer = String(error);
      return false;
    }
  };

  const becomesReady = async (withinMs: number) => {
    const said = () => `/readyz: ${lastAnswer}\n${program.output().slice(-3_000)}`;
    await eventually(() => program.hasEnded() || isReady(), withinMs).catch((error: Error) => {
      throw new Error(`${error.message}\n${said()}`);
    });
    if (program.hasEnded()) throw new Error(`The app ended before it was ready:\n${said()}`);
  };

  const start = async () => {
    const startedAt = performance.now();
    program = await startProgram(command!, words, {
      cwd: dataDir,
      env: environmentOf(dataDir, port, options),
    });
    await becomesReady(readyWithinMs);
    return performance.now() - startedAt;
  };

  const postmasterPid = () => readPidFile(clusterFolder(dataDir))?.pid ?? null;
  const app: App = {
    url,
    host: `127.0.0.1:${port}`,
    admin: createClient({ baseUrl: url, token: adminToken }),
    dataDir,
    databaseUrl: () => options.databaseUrl ?? embeddedUrl(dataDir),
    program: () => program,
    postmasterPid,
    isReady,
    becomesReady,
    start,
    async stop() {
      await program.stop();
      await endDatabase(postmasterPid);
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
  try {
    await start();
  } catch (error) {
    await app.stop();
    throw error;
  }
  return app;
}

function makeDataFolder(parent?: string): Promise<string> {
  const prefix = 'evenkeel app ';
  return parent === undefined ? makeQuickFolder(prefix) : mkdtemp(path.join(parent, prefix));
}

async function executableOf({ executable }: AppOptions): Promise<string> {
  const named = executable ?? process.env.EVENKEEL_TEST_EXECUTABLE;
  if (named !== undefined) return named;
  await ensureCurrentBuild();
  return builtExecutable;
}

/** What the environment of the test run configures for a real installation must not reach this one. */
function environmentOf(dataDir: string, port: number, { databaseUrl, environment }: AppOptions) {
  const plain = Object.entries(process.env).filter(([name]) => !name.startsWith('EVENKEEL_'));
  return {
    ...Object.fromEntries(plain),
    NODE_ENV: 'production',
    EVENKEEL_HOST: '127.0.0.1',
    EVENKEEL_PORT: String(port),
    EVENKEEL_DATA_DIR: path.join(dataDir),
    EVENKEEL_DATABASE_URL: databaseUrl,
    EVENKEEL_ADMIN_TOKEN: adminToken,
    EVENKEEL_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    EVENKEEL_EGRESS_ALLOW: '127.0.0.0/8,localhost',
    EVENKEEL_PUBLIC_URL: `http://127.0.0.1:${port}`,
    EVENKEEL_LOG_LEVEL: 'warn',
    EVENKEEL_CANARY: 'off',
    ...environment,
  };
}

function embeddedUrl(dataDir: string): string {
  const access = JSON.parse(readFileSync(path.join(dataDir, 'database.json'), 'utf8')) as {
    port: number;
    appPassword: string;
  };
  return connectionUrl('evenkeel', access.appPassword, access.port);
}

/** An app that was killed leaves its PostgreSQL running. */
async function endDatabase(postmasterPid: () => number | null) {
  const pid = postmasterPid();
  if (pid === null || !existsSync(`/proc/${pid}`)) return;
  sendSignal(pid, 'SIGCONT');
  sendSignal(pid, 'SIGINT');
  await eventually(() => postmasterPid() === null, 20_000).catch(() => sendSignal(pid, 'SIGKILL'));
}
