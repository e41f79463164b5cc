import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Builds one page of the web into a folder of its own and returns that folder. */
export async function buildPage(page: 'index.html' | 'dev/samples.html'): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'evenkeel-web-'));
  await build({
    configFile: join(repository, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, rolldownOptions: { input: join(repository, 'src/web', page) } },
  });
  return outDir;
}
