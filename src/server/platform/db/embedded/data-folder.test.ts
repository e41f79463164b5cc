import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tightenFolder } from './data-folder.ts';

test.skipIf(process.platform === 'win32')(
  'a data folder and the passwords of its database are taken away from everybody else',
  () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'evenkeel-folder-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const passwords = path.join(folder, 'database.json');
    writeFileSync(passwords, '{}');
    chmodSync(folder, 0o777);
    chmodSync(passwords, 0o666);

    expect(tightenFolder(folder)).toBeNull();
    expect([statSync(folder).mode & 0o777, statSync(passwords).mode & 0o777]).toEqual([0o771, 0o660]);
  },
);
