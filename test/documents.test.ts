/** The documents lead somewhere: what they link to, and the files and folders of the code that they name, are there. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('every file, folder and link that a document names is there', () => {
  const { stdout, status } = spawnSync(process.execPath, ['bin/check-documents.mjs'], { encoding: 'utf8' });
  expect([stdout, status]).toEqual(['', 0]);
});
