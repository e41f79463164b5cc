// `npm run build`: src/cli/main.ts and all it loads becomes dist/cli.js, src/web becomes dist/web.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  alone,
  clearBuildStamp,
  ensureDependencies,
  requireNode,
  root,
  seconds,
  sourcesHash,
  writeBuildStamp,
} from './bootstrap.mjs';

requireNode();
await ensureDependencies();
// A test that builds must not get the development build of React.
process.env.NODE_ENV = 'production';
const startedAt = performance.now();
await alone(async () => {
  const hash = sourcesHash();
  clearBuildStamp();
  await Promise.all([buildServer(), buildWeb()]);
  writeBuildStamp(hash);
});
console.log(`Built in ${seconds(startedAt)}.`);

async function buildServer() {
  const { build } = await import('esbuild');
  rmSync(join(root, 'dist', 'chunks'), { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    // No source maps: Node reads the whole map, standing still meanwhile, when the first error is shown. The code is
    // not shortened, and above each module stands its file.
    legalComments: 'none',
    logLevel: 'warning',
  });
  console.log(`  server   ${seconds(startedAt)}   dist/cli.js`);
}

async function buildWeb() {
  if (!existsSync(join(root, 'src', 'web', 'index.html'))) {
    console.log('  web      skipped: there is no src/web/index.html yet');
    return;
  }
  const { build } = await import('vite');
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  console.log(`  web      ${seconds(startedAt)}   dist/web`);
}
