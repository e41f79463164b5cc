import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const folder = new URL('../dist/web/', import.meta.url);
const manifestFile = new URL('.vite/manifest.json', folder);
const budgetKilobytes = 200;

type Chunk = { file: string; imports?: string[]; css?: string[] };
type Manifest = Record<string, Chunk>;

/** Everything that a browser needs before the first route can draw: the entry, its static imports, their styles. */
function shellFiles(manifest: Manifest): string[] {
  const chunks = new Set<string>();
  const visit = (name: string) => {
    const chunk = manifest[name];
    if (!chunk || chunks.has(name)) return;
    chunks.add(name);
    chunk.imports?.forEach(visit);
  };
  visit('index.html');
  return [...new Set([...chunks].flatMap((name) => [manifest[name]!.file, ...(manifest[name]!.css ?? [])]))];
}

describe.skipIf(!existsSync(manifestFile))('the built web', () => {
  it(`sends a shell of at most ${budgetKilobytes} KB, scripts and styles, gzipped`, () => {
    const files = shellFiles(JSON.parse(readFileSync(manifestFile, 'utf8')));
    const sizes = files.map((file) => ({
      file,
      kilobytes: gzipSync(readFileSync(new URL(file, folder)), { level: 9 }).length / 1000,
    }));
    const total = sizes.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
    const breakdown = sizes.map(({ file, kilobytes }) => `${file} ${kilobytes.toFixed(1)}`).join(', ');
    console.info(`shell ${total.toFixed(1)} KB gzip: ${breakdown}`);
    expect(files.some((file) => file.endsWith('.css'))).toBe(true);
    expect(total, breakdown).toBeLessThanOrEqual(budgetKilobytes);
  });
});
