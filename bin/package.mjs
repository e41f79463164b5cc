// `npm run package`: the product as it is installed elsewhere, into packages/ or into the folder of
// `npm run package -- folder`: the npm package, a tarball that runs by itself, and on Debian a Debian package.
// `npm run package -- --only=tarball,deb` makes only those.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild, ensureDependencies, fail, requireNode, root } from './bootstrap.mjs';

requireNode();
const forms = ['npm', 'tarball', 'deb'];
const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
const hasDebian = spawnSync('dpkg-deb', ['--version']).status === 0;
const wanted = values.only?.split(',') ?? ['npm', 'tarball', ...(hasDebian ? ['deb'] : [])];
const unknown = wanted.find((form) => !forms.includes(form));
if (unknown !== undefined) fail(`--only takes ${forms.join(', ')}, separated by commas, and not "${unknown}".`);
if (wanted.includes('deb') && !hasDebian) fail('A Debian package is made by dpkg-deb, which is not here.');
await ensureDependencies();
await ensureBuild();

const { makeNpmPackage } = await import('./packaging/npm.mjs');
const { makeTarball, makeTree } = await import('./packaging/tree.mjs');
const { makeDebianPackage } = await import('./packaging/debian.mjs');
const target = resolve(positionals[0] ?? join(root, 'packages'));
mkdirSync(target, { recursive: true });
const workFolder = mkdtempSync(join(tmpdir(), 'evenkeel-package-'));
const made = [];
let failure;
try {
  if (wanted.includes('npm')) made.push(...makeNpmPackage(join(workFolder, 'npm'), target));
  if (wanted.some((form) => form !== 'npm')) {
    const tree = makeTree(workFolder);
    if (wanted.includes('tarball')) made.push(makeTarball(tree, target));
    if (wanted.includes('deb')) made.push(makeDebianPackage(tree, workFolder, target));
  }
  console.log(`Made in ${target}: ${made.join(', ')}`);
} catch (error) {
  failure = error;
} finally {
  rmSync(workFolder, { recursive: true, force: true });
}
if (failure) fail(failure.message);
