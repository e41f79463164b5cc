/** The public page as files, so that any web server can go on serving it when this program does not run. */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RenderedFiles } from './render.ts';

/** Writes what has changed since `before`, each file at once, and removes what is no longer there. */
export async function writeFiles(folder: string, files: RenderedFiles, before: RenderedFiles): Promise<void> {
  for (const [name, file] of files) {
    if (before.get(name)?.etag === file.etag) continue;
    const target = path.join(folder, ...name.split('/'));
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(`${target}.new`, file.body);
    await rename(`${target}.new`, target);
  }
  for (const name of await existing(folder)) {
    if (!files.has(name)) await rm(path.join(folder, ...name.split('/')), { force: true });
  }
}

async function existing(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
