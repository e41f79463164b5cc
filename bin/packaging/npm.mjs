// The npm package, and beside it what it consists of as CycloneDX and the licences of that.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from '../bootstrap.mjs';
import { copyProgram, licences, manifest, packages, write } from './contents.mjs';
import { output } from './output.mjs';

/** @returns {string[]} the names of the files made in `target` */
export function makeNpmPackage(workFolder, target) {
  // npm calls what it lists by the name of the folder.
  const stage = join(workFolder, manifest.name);
  copyProgram(stage);
  // With it whoever installs gets exactly the versions that were tested.
  const lock = { name: manifest.name, version: manifest.version, lockfileVersion: 3, requires: true };
  write(join(stage, 'npm-shrinkwrap.json'), { ...lock, packages: { '': manifest, ...packages } });
  const name = `${manifest.name}-${manifest.version}`;
  output(npm, ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', target], { cwd: stage });
  const bill = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'];
  writeFileSync(join(target, `${name}.cdx.json`), output(npm, bill, { cwd: stage }));
  writeFileSync(join(target, `${name}.licences.txt`), licences());
  return [`${name}.tgz`, `${name}.cdx.json`, `${name}.licences.txt`];
}
