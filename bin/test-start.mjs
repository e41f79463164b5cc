// Starts the built app as an operator would, on an empty data folder, and stops it again.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cacheFolder, npm, root, run, withProgress } from './bootstrap.mjs';

const newerMajor = 24;
const platformsOnNpm = ['linux-x64', 'linux-arm64', 'darwin-x64'];
const readyMs = 90_000;
const stopMs = 30_000;

/**
 * A Node of the newer release line, taken from npm into a cache.
 * @returns {Promise<{version: string, path?: string, reason?: string}>}
 */
export async function newerNode() {
  const platform = `${process.platform}-${process.arch}`;
  const version = String(newerMajor);
  if (!platformsOnNpm.includes(platform)) return { version, reason: `npm has none for ${platform}` };
  const folder = cacheFolder(`node-${version}`);
  const path = join(folder, 'node_modules', `node-${platform}`, 'bin', 'node');
  if (!existsSync(path)) {
    console.log(`  Fetching Node ${version} from npm ...`);
    const args = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
    await withProgress('still fetching', () => run(npm, [...args, `node-${platform}@${version}`], { cwd: folder }));
  }
  const shown = spawnSync(path, ['--version'], { encoding: 'utf8' });
  if (shown.status !== 0) return { version, reason: 'it could not be fetched from npm' };
  return { version: shown.stdout.trim().slice(1), path };
}

/** @returns {Promise<string | undefined>} what went wrong, or undefined when the app started and stopped well */
export async function startSmoke(node) {
  const dataDir = mkdtempSync(join(tmpdir(), 'evenkeel smoke '));
  const port = await freePort();
  const app = spawn(node, [join(root, 'bin', 'evenkeel'), 'start'], {
    cwd: dataDir,
    env: smokeEnvironment(join(dataDir, 'data'), port),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [app.stdout, app.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-8_000);
    });
  }
  const ended = new Promise((resolve) => {
    app.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    app.once('error', (error) => resolve(error.message));
  });
  try {
    const failure = await startAndStop(app, ended, port);
    if (failure) console.log(output.trimEnd());
    return failure;
  } finally {
    app.kill('SIGKILL');
    await endDatabase(join(dataDir, 'data'));
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function startAndStop(app, ended, port) {
  const early = await Promise.race([ended, untilReady(port)]);
  if (early !== 'ready') return early === 'late' ? `not ready within ${readyMs / 1000} s` : `it ended with ${early}`;
  app.kill('SIGTERM');
  const end = await Promise.race([ended, wait(stopMs, 'late', { ref: false })]);
  if (end === 'late') return `not stopped within ${stopMs / 1000} s after SIGTERM`;
  return end === 'exit code 0' ? undefined : `it ended with ${end} after SIGTERM`;
}

async function untilReady(port) {
  const deadline = performance.now() + readyMs;
  while (performance.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return 'ready';
    await wait(100);
  }
  return 'late';
}

/** An app that had to be killed leaves its database running. */
async function endDatabase(dataFolder) {
  const pidFile = join(dataFolder, 'postgres', 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  process.kill(Number.parseInt(readFileSync(pidFile, 'utf8'), 10), 'SIGINT');
  for (let waited = 0; existsSync(pidFile) && waited < 10_000; waited += 100) await wait(100);
}

/** Whatever the environment configures for a real installation must not reach this one. */
function smokeEnvironment(dataDir, port) {
  const plain = Object.entries(process.env).filter(([name]) => !name.startsWith('EVENKEEL_'));
  return {
    ...Object.fromEntries(plain),
    EVENKEEL_HOST: '127.0.0.1',
    EVENKEEL_PORT: String(port),
    EVENKEEL_DATA_DIR: dataDir,
  };
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
