// Shared by the scripts behind the npm commands. Uses nothing but Node, because in a fresh clone there is nothing else.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

const oldestNode = [20, 19];
const dependencyStamp = join(root, 'node_modules', '.evenkeel-stamp');
const buildStamp = join(root, 'dist', 'build-stamp');

/** What the build reads: files and folders below the root. */
const buildInputs = ['src', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json', 'bin/build.mjs'];

/** Ends the process with one sentence when this Node is too old. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  fail(`Evenkeel needs Node.js ${oldestNode.join('.')} or newer, but this is ${process.versions.node}.`);
}

/** Prints one sentence and ends the process with exit code 1. */
export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Installs the packages of package-lock.json unless exactly they are there already. */
export async function ensureDependencies() {
  const wanted = hashOf(readFileSync(join(root, 'package-lock.json')), process.platform, process.arch);
  if (readOrEmpty(dependencyStamp) === wanted) return;
  await alone(async () => {
    if (readOrEmpty(dependencyStamp) === wanted) return;
    if (!installedMatchesLock()) {
      const first = !existsSync(join(root, 'node_modules'));
      console.log(first ? 'Installing packages (first start, about a minute) ...' : 'Packages changed, installing ...');
      // No package needs a script of its own to be installed; what none may run, none can misuse.
      const args = [
        'ci',
        '--ignore-scripts',
        '--include=dev',
        '--include=optional',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ];
      const code = await withProgress('still installing', () => run(npm, args));
      if (code !== 0) fail(`Packages could not be installed: "npm ci" ended with exit code ${code} in ${root}.`);
    }
    writeFileSync(dependencyStamp, wanted);
  });
}

/** Builds server and web unless dist was built from exactly these sources. */
export async function ensureBuild() {
  if (isBuilt()) return;
  await alone(async () => {
    if (isBuilt()) return;
    console.log(existsSync(buildStamp) ? 'Sources changed, building ...' : 'Building (first start) ...');
    const code = await run(process.execPath, [join(root, 'bin', 'build.mjs')]);
    if (code !== 0) fail('The build failed; see the error above.');
  });
}

function isBuilt() {
  return readOrEmpty(buildStamp) === sourcesHash();
}

/** Forgets the build while it is under way, so that one broken off is not taken for whole. */
export function clearBuildStamp() {
  rmSync(buildStamp, { force: true });
}

/** @param {string} hash the sources as they were when the build began */
export function writeBuildStamp(hash) {
  writeFileSync(buildStamp, hash);
}

/** One hash over the names and contents of everything the build reads. */
export function sourcesHash() {
  const hash = createHash('sha256');
  const add = (name) => {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(root, name)))
      .update('\0');
  };
  for (const input of buildInputs) {
    if (!existsSync(join(root, input))) continue;
    if (input.includes('.')) add(input);
    else for (const name of sourceFiles(input)) add(name);
  }
  return hash.digest('hex');
}

function sourceFiles(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourceFiles(name);
      return /\.test\.tsx?$/.test(name) ? [] : [name];
    });
}

/**
 * Whether node_modules holds what the lock file wants, going by the list that npm keeps there. Packages for other
 * platforms are left out of that list, so a missing optional one means nothing.
 */
function installedMatchesLock() {
  const installedText = readOrEmpty(join(root, 'node_modules', '.package-lock.json'));
  if (!installedText) return false;
  const installed = JSON.parse(installedText).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    return installed[path] ? installed[path].version === version : optional === true;
  });
}

/** Lets one process at a time, with its children, install or build in this folder; the others wait for it. */
export async function alone(work) {
  if (process.env.EVENKEEL_SETUP_HELD) return work();
  const path = join(tmpdir(), `evenkeel-setup-${hashOf(root).slice(0, 16)}.lock`);
  for (let told = false; ; ) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isAlive(Number(readOrEmpty(path)))) {
      rmSync(path, { force: true });
      continue;
    }
    if (!told) console.log('Waiting for another process to prepare this folder ...');
    told = true;
    await wait(300);
  }
  const leave = () => rmSync(path, { force: true });
  process.once('exit', leave);
  process.env.EVENKEEL_SETUP_HELD = '1';
  try {
    return await work();
  } finally {
    delete process.env.EVENKEEL_SETUP_HELD;
    process.off('exit', leave);
    leave();
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * Runs a program in the root folder with this terminal.
 * @returns {Promise<number>} its exit code; 1 when a signal ended it, 127 when it could not be run
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', shell: program.endsWith('.cmd'), ...options });
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Prints a line every ten seconds while the work goes on. */
export async function withProgress(what, work) {
  const startedAt = performance.now();
  const timer = setInterval(() => console.log(`  ${what} (${seconds(startedAt)}) ...`), 10_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

export function seconds(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}

/** A folder outside the source tree for things that are dear to fetch again. */
export function cacheFolder(name) {
  const home = process.env.XDG_CACHE_HOME ?? join(process.env.HOME ?? tmpdir(), '.cache');
  const folder = join(home, 'evenkeel', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function hashOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
