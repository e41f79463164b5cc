import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, inspect } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SecretProblem } from './secret-problem.ts';
import { loadKeyring, Secret } from './secrets.ts';

/** A mount of the folder $1 over itself that nobody may write to, for the command that follows. */
const mountReadOnly = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"';
const mayMount = spawnSync('unshare', ['-rm', 'sh', '-c', mountReadOnly, 'sh', tmpdir(), 'true']).status === 0;
if (!mayMount) console.warn('SKIPPING the test of key files on read-only mounts: this user may not mount.');

const newKey = () => randomBytes(32).toString('base64');
const context = 'contact_methods.settings.01995f';

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SecretProblem) return error.code;
    throw error;
  }
  return 'no problem';
}

describe('sealing', () => {
  test('a sealed value opens in its own context and does not contain the plaintext', () => {
    const keyring = loadKeyring({ key: newKey() });
    const sealed = keyring.seal('whsec_canary-¢-😀', context);
    expect(sealed).not.toContain('canary');
    expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('canary');
    expect(keyring.open(sealed, context).reveal()).toBe('whsec_canary-¢-😀');
    expect(keyring.open(Buffer.from(sealed), context).reveal()).toBe('whsec_canary-¢-😀');
    expect(keyring.open(keyring.seal('', context), context).reveal()).toBe('');
  });

  test('the same value is sealed differently each time', () => {
    const keyring = loadKeyring({ key: newKey() });
    expect(keyring.seal('x', context)).not.toBe(keyring.seal('x', context));
  });

  test('a value moved to another row or column does not open', () => {
    const keyring = loadKeyring({ key: newKey() });
    const sealed = keyring.seal('x', context);
    expect(problemOf(() => keyring.open(sealed, 'contact_methods.settings.01995e'))).toBe('unreadable');
  });

  test('a change of any single character is noticed', () => {
    const keyring = loadKeyring({ key: newKey() });
    const sealed = keyring.seal('attack at dawn', context);
    for (let at = 0; at < sealed.length - 1; at += 1) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(
        problemOf(() => keyring.open(changed, context)),
        `position ${at}`,
      ).toMatch(/unreadable|key_unknown/);
    }
  });

  test.each([
    '',
    's1',
    's1..',
    's1.abc.',
    's2.a.b',
    'plain text',
    's1.a.b.c',
    '....',
  ])('%j is unreadable, not a crash', (text) => {
    expect(problemOf(() => loadKeyring({ key: newKey() }).open(text, context))).toBe('unreadable');
  });
});

describe('keys', () => {
  test('an old key still opens, new values use the new key, and a lost key is named', () => {
    const [oldKey, newerKey] = [newKey(), newKey()];
    const before = loadKeyring({ key: oldKey });
    const after = loadKeyring({ key: `${newerKey},${oldKey}` });
    const sealed = before.seal('x', context);
    expect(after.open(sealed, context).reveal()).toBe('x');
    expect(after.isOutdated(sealed)).toBe(true);
    const resealed = after.seal(after.open(sealed, context), context);
    expect(after.isOutdated(resealed)).toBe(false);
    expect(loadKeyring({ key: newerKey }).open(resealed, context).reveal()).toBe('x');
    expect(problemOf(() => loadKeyring({ key: newerKey }).open(sealed, context))).toBe('key_unknown');
  });

  test('hex and base64 of the same key are the same key', () => {
    const key = randomBytes(32);
    const sealed = loadKeyring({ key: key.toString('hex') }).seal('x', context);
    expect(
      loadKeyring({ key: new Secret(key.toString('base64url')) })
        .open(sealed, context)
        .reveal(),
    ).toBe('x');
  });

  test('a key of a wrong length is refused without being repeated', () => {
    const short = randomBytes(16).toString('base64');
    expect(() => loadKeyring({ key: short })).toThrow('key 1 is not 32 bytes');
    expect(() => loadKeyring({ key: short })).not.toThrow(short);
    expect(problemOf(() => loadKeyring({}))).toBe('key_invalid');
  });

  test('the key file is created once, for its owner only, and used again', () => {
    const keyFile = join(newFolder(), 'data', 'secret.key');
    const sealed = loadKeyring({ keyFile }).seal('x', context);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(loadKeyring({ keyFile }).open(sealed, context).reveal()).toBe('x');
    expect(readdirSync(join(keyFile, '..'))).toEqual(['secret.key']);
  });

  test('a key file open to everyone is closed', () => {
    const keyFile = join(newFolder(), 'secret.key');
    writeFileSync(keyFile, newKey());
    chmodSync(keyFile, 0o644);
    loadKeyring({ keyFile });
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  test.skipIf(!mayMount)('a key file on a read-only mount is taken whatever its mode, as secrets are mounted', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'secret.key'), newKey(), { mode: 0o444 });
    const script = `import { readKeyFile } from ${JSON.stringify(join(import.meta.dirname, 'key-file.ts'))};
      console.log(readKeyFile(${JSON.stringify(join(folder, 'secret.key'))}).trim());`;
    const read = spawnSync(
      'unshare',
      [
        '-rm',
        'sh',
        '-c',
        mountReadOnly,
        'sh',
        folder,
        process.execPath,
        '--import',
        'tsx',
        '--input-type=module',
        '--eval',
        script,
      ],
      { encoding: 'utf8' },
    );
    expect([read.stderr, read.stdout]).toEqual(['', `${readFileSync(join(folder, 'secret.key'), 'utf8')}\n`]);
  });

  test('an empty key file is an error, never a silent new key', () => {
    const keyFile = join(newFolder(), 'secret.key');
    writeFileSync(keyFile, '\n', { mode: 0o600 });
    expect(problemOf(() => loadKeyring({ keyFile }))).toBe('key_invalid');
    expect(readFileSync(keyFile, 'utf8')).toBe('\n');
  });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyring-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a secret shows itself nowhere', () => {
  const secret = new Secret('canary');
  const shown = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ deep: { secret } }, { depth: 9, showHidden: true }),
    format('%s %o %j', secret, secret, secret),
    JSON.stringify(Object.entries(secret)),
    ['canary:', secret].join(' ').slice(7),
  ].join('\n');
  expect(shown).not.toContain('canary');
  expect(secret.reveal()).toBe('canary');
});
