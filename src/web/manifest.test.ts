import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const folder = path.join(import.meta.dirname, 'public');

it('the installed app has icons of the sizes that its manifest says, one of them for any shape', () => {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.webmanifest'), 'utf8'));
  const icons = manifest.icons as { src: string; sizes: string; purpose?: string }[];
  for (const { src, sizes } of icons) {
    const png = readFileSync(path.join(folder, src));
    expect([src, `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`]).toEqual([src, sizes]);
  }
  expect(icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  expect(readFileSync(path.join(import.meta.dirname, 'index.html'), 'utf8')).toContain('href="/manifest.webmanifest"');
});
