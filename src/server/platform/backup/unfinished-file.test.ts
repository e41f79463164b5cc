import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { fileProblem, openUnfinished } from './unfinished-file.ts';
import { writeBackup } from './write.ts';

function folder(): string {
  const made = mkdtempSync(path.join(os.tmpdir(), 'evenkeel unfinished '));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test('a file appears whole, readable by its owner alone, or not at all', async () => {
  const file = path.join(folder(), 'a.backup');
  const first = await openUnfinished(file);
  first.stream.end('whole');
  await new Promise((resolve) => first.stream.once('close', resolve));
  expect(readdirSync(path.dirname(file))).not.toContain('a.backup');
  expect(await first.finish()).toBe(5);
  expect(readFileSync(file, 'utf8')).toBe('whole');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const second = await openUnfinished(file);
  second.stream.destroy();
  await second.discard();
  expect(readdirSync(path.dirname(file))).toEqual(['a.backup']);
});

test('what dead backups of the same file on this machine left is removed, and nothing else', async () => {
  const file = path.join(folder(), 'a.backup');
  const left = (name: string) => writeFileSync(path.join(path.dirname(file), name), 'x');
  left(`a.backup.${os.hostname()}-999999999-boot1.unfinished`);
  left(`a.backup.${os.hostname()}-${process.pid}-anotherboot.unfinished`);
  const others = [
    `a.backup.other-machine-999999999-boot1.unfinished`,
    `b.backup.${os.hostname()}-999999999-boot1.unfinished`,
    'a.backup.unfinished',
    'a.backup.note',
  ];
  others.forEach(left);
  const running = await openUnfinished(file);
  running.stream.write('x');
  const names = readdirSync(path.dirname(file)).filter((name) => !others.includes(name));
  expect(names).toEqual([expect.stringContaining(`a.backup.${os.hostname()}-${process.pid}-`)]);
  expect(readdirSync(path.dirname(file))).toEqual(expect.arrayContaining(others));
  running.stream.destroy();
  await running.discard();
});

test('a place where nothing can be written is told in one sentence', async () => {
  const place = folder();
  mkdirSync(path.join(place, 'taken'));
  writeFileSync(path.join(place, 'file'), '');
  await expect(openUnfinished(path.join(place, 'no', 'x'))).rejects.toThrow(/cannot be written: there is no folder/);
  await expect(openUnfinished(path.join(place, 'taken'))).rejects.toThrow(/is a folder; name a file in it/);
  await expect(openUnfinished(path.join(place, 'file', 'x'))).rejects.toThrow(/is not a folder/);
  await expect(openUnfinished(path.join(place, 'n'.repeat(300)))).rejects.toThrow(/the name is too long/);
  const closed = path.join(place, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o500);
  // The superuser may write everywhere.
  if (process.getuid?.() !== 0) {
    await expect(openUnfinished(path.join(closed, 'x'))).rejects.toThrow(/this user may not write there/);
  }
});

test('a disk that becomes full ends a backup with its reason, at whatever moment', async () => {
  const { databaseUrl } = await createTestDatabase();
  for (const room of [0, 1, 2_000]) {
    let written = 0;
    const target = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written += chunk.length;
        setImmediate(
          done,
          written > room ? Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' }) : null,
        );
      },
    });
    const error = await writeBackup(databaseUrl, target, { version: 'test', secretKeyId: 'k1' }).catch((e: Error) => e);
    expect(error).toMatchObject({ code: 'ENOSPC' });
    expect(fileProblem('/b', error as Error).message).toBe(
      '/b cannot be written: the disk is full. What was written of it is removed.',
    );
  }
});
