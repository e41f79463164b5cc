/** What package.json declares and what the code imports are the same packages. */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { expect, test } from 'vitest';

type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> };
const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

/** Named by tools rather than imported. */
const namedElsewhere: Record<string, string> = {
  '@biomejs/biome': 'run by bin/check.mjs',
  '@types/node': 'types of Node itself',
  '@fontsource-variable/geist': 'imported by a style sheet',
  '@fontsource-variable/geist-mono': 'imported by a style sheet',
  knip: 'run by bin/check.mjs',
  tsx: 'run by the scripts and the bench',
  typescript: 'run by bin/check.mjs',
};

type Import = { file: string; package: string };

const imports = ['src', 'test', 'bench', 'bin', '.'].flatMap((folder): Import[] =>
  readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' })
    .map((name) => (folder === '.' ? name : `${folder}/${name}`))
    .filter((name) => /\.(ts|tsx|mjs|css)$/.test(name))
    .flatMap((file) => packagesOf(readFileSync(file, 'utf8')).map((name) => ({ file, package: name }))),
);

function packagesOf(text: string): string[] {
  const named = text.matchAll(
    /(?:^|\n)(?:import|export)\b[^;'"`]*?\bfrom\s*['"]([^'"\n]+)['"]|(?:^|\n)import ['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)|@import ['"]([^'"\n]+)['"]|\b(?:require|require\.resolve|meta\.resolve|createRequire\([^)]*\)\.resolve)\(\s*['"]([^'"\n]+)['"]/g,
  );
  return [...named].flatMap(([, ...places]) => {
    const name = places.find((place) => place !== undefined)!;
    if (/^[./#]|^(?:node|https?|virtual|data):/.test(name) || builtinModules.includes(name)) return [];
    return [
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    ];
  });
}

/** Whose types or command are used without its name. */
function isNamed(name: string): boolean {
  if (name in namedElsewhere) return true;
  if (imports.some((one) => one.package === name)) return true;
  return name.startsWith('@types/') && imports.some((one) => one.package === name.slice('@types/'.length));
}

test('every declared package is used', () => {
  expect([...Object.keys(dependencies), ...Object.keys(devDependencies)].filter((name) => !isNamed(name))).toEqual([]);
});

test('every package that is imported is declared, and what the server needs is installed without the tools', () => {
  const runs = /^src\/(server|cli|client|contract|domain)\/(?!.*(\.test|-for-tests|\.fixture)\.)/;
  const missing = imports.filter(({ file, package: name }) => {
    if (name in dependencies) return false;
    return runs.test(file) || !(name in devDependencies);
  });
  expect(missing).toEqual([]);
});
