// The Debian package: the tree in /opt/evenkeel, a hardened service, its settings in /etc/evenkeel.
import { chmodSync, copyFileSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../bootstrap.mjs';
import { manifest } from './contents.mjs';
import { output } from './output.mjs';

const architectures = { x64: 'amd64', arm64: 'arm64' };
const settingsFile = '/etc/evenkeel/evenkeel.env';

/** @returns {string} the name of the file made in `target` */
export function makeDebianPackage(tree, workFolder, target) {
  const stage = join(workFolder, 'debian');
  mkdirSync(join(stage, 'opt'), { recursive: true });
  renameSync(tree, join(stage, 'opt', 'evenkeel'));
  put(stage, 'evenkeel.service', '/usr/lib/systemd/system/evenkeel.service', 0o644);
  put(stage, 'debian/evenkeel.env', settingsFile, 0o640);
  mkdirSync(join(stage, 'usr', 'bin'), { recursive: true });
  symlinkSync('/opt/evenkeel/bin/evenkeel', join(stage, 'usr', 'bin', 'evenkeel'));
  for (const script of ['postinst', 'prerm', 'postrm']) put(stage, `debian/${script}`, `/DEBIAN/${script}`, 0o755);
  writeFileSync(join(stage, 'DEBIAN', 'conffiles'), `${settingsFile}\n`);
  const architecture = architectures[process.arch] ?? process.arch;
  const kilobytes = output('du', ['-sk', '--exclude=DEBIAN', stage]).split('\t')[0];
  writeFileSync(join(stage, 'DEBIAN', 'control'), control(architecture, kilobytes));
  const file = `${manifest.name}_${manifest.version}_${architecture}.deb`;
  output('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z6', '--build', stage, join(target, file)]);
  renameSync(join(stage, 'opt', 'evenkeel'), tree);
  return file;
}

/** Node is recommended, not required: it may come from elsewhere than a package, and the start says when it is missing. */
function control(architecture, kilobytes) {
  const oldestNode = manifest.engines.node.replace('>=', '');
  return `Package: ${manifest.name}
Version: ${manifest.version}
Architecture: ${architecture}
Maintainer: The Evenkeel contributors <evenkeel@localhost>
Installed-Size: ${kilobytes}
Depends: libc6
Recommends: nodejs (>= ${oldestNode})
Section: net
Priority: optional
Description: self-hosted incident management
 ${manifest.description}
`;
}

function put(stage, from, to, mode) {
  const path = join(stage, to);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(join(root, 'packaging', from), path);
  chmodSync(path, mode);
}
