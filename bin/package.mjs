// `npm run package`: the product as it is installed elsewhere: an npm package of the built tree, what it consists of as
// CycloneDX, and the licences of that. They are put into packages/, or into the folder of `npm run package -- folder`.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureBuild, ensureDependencies, fail, npm, requireNode, root } from './bootstrap.mjs';

const built = ['bin/evenkeel', 'dist/cli.js', 'dist/chunks', 'dist/web', 'migrations', 'content'];
const papers = ['README.md', 'CHANGELOG.md', 'SECURITY.md', 'LICENSE'];
const kept = ['name', 'version', 'description', 'license', 'type', 'engines', 'bin', 'dependencies'];

requireNode();
await ensureDependencies();
await ensureBuild();
const target = resolve(process.argv[2] ?? join(root, 'packages'));
mkdirSync(target, { recursive: true });
const workFolder = mkdtempSync(join(tmpdir(), 'evenkeel-package-'));
// npm calls what it lists by the name of the folder.
const stage = join(workFolder, 'evenkeel');
try {
  for (const path of [...built, ...papers]) cpSync(join(root, path), join(stage, path), { recursive: true });
  const manifest = pick(read('package.json'), kept);
  const packages = packagesToRun(manifest);
  write(join(stage, 'package.json'), manifest);
  // With it whoever installs gets exactly the versions that were tested.
  const lock = { name: manifest.name, version: manifest.version, lockfileVersion: 3, requires: true, packages };
  write(join(stage, 'npm-shrinkwrap.json'), lock);
  const name = `${manifest.name}-${manifest.version}`;
  runNpm(['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', target]);
  writeFileSync(
    join(target, `${name}.cdx.json`),
    runNpm(['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application']),
  );
  writeFileSync(join(target, `${name}.licences.txt`), licences(packages));
  console.log(`Made in ${target}: ${name}.tgz, ${name}.cdx.json, ${name}.licences.txt`);
} finally {
  rmSync(workFolder, { recursive: true, force: true });
}

/** The packages of the lock file that run, without those that build and test. */
function packagesToRun(manifest) {
  const locked = Object.entries(read('package-lock.json').packages);
  return { '': manifest, ...Object.fromEntries(locked.filter(([path, { dev }]) => path !== '' && !dev)) };
}

/** One line for each package: its name, version and licence. */
function licences(packages) {
  const lines = Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(
      ([path, { version, license }]) => `${path.split('node_modules/').at(-1)} ${version}: ${license ?? 'not stated'}`,
    );
  return `${[...new Set(lines)].sort().join('\n')}\n`;
}

function runNpm(args) {
  const { status, stdout, stderr } = spawnSync(npm, args, {
    cwd: stage,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) fail(`"npm ${args[0]}" ended with exit code ${status}:\n${stderr}`);
  return stdout;
}

function read(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function write(path, value) {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

function pick(from, names) {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}
