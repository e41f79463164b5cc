// What every form of the product is made of: the built program, its papers, and the packages that it runs with.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bootstrap.mjs';

const built = ['bin/evenkeel', 'dist/cli.js', 'dist/chunks', 'dist/web', 'migrations', 'content'];
const papers = ['README.md', 'CHANGELOG.md', 'SECURITY.md', 'LICENSE'];
const kept = ['name', 'version', 'description', 'license', 'type', 'engines', 'bin', 'dependencies'];

const whole = read('package.json');
export const manifest = Object.fromEntries(kept.map((name) => [name, whole[name]]));

/** The packages of the lock file that run, by their path, without those that build and test. */
export const packages = Object.fromEntries(
  Object.entries(read('package-lock.json').packages).filter(([path, { dev }]) => path !== '' && !dev),
);

/** Copies the built program and its papers, with a package.json that names only what runs. */
export function copyProgram(folder) {
  for (const path of [...built, ...papers]) cpSync(join(root, path), join(folder, path), { recursive: true });
  write(join(folder, 'package.json'), manifest);
}

/** Copies the packages as they are installed here; those for other platforms are not here and not needed. */
export function copyPackages(folder) {
  for (const [path, { optional }] of Object.entries(packages)) {
    const from = join(root, path);
    if (optional && !existsSync(from)) continue;
    const nested = join(from, 'node_modules');
    cpSync(from, join(folder, path), { recursive: true, verbatimSymlinks: true, filter: (each) => each !== nested });
  }
}

/** One line for each package: its name, version and licence. */
export function licences() {
  const lines = Object.entries(packages).map(
    ([path, { version, license }]) => `${path.split('node_modules/').at(-1)} ${version}: ${license ?? 'not stated'}`,
  );
  return `${[...new Set(lines)].sort().join('\n')}\n`;
}

export function write(path, value) {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

function read(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
