/** The file with the keys that seal secrets: its form, and how it comes to be. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { SecretProblem } from './secret-problem.ts';

const keyBytes = 32;

/** The keys of a text: 32 bytes each in base64 or hex, separated by commas or line breaks; `#` starts a comment. */
export function parseKeys(text: string): Buffer[] {
  const words = text
    .split('\n')
    .map((line) => line.replace(/#.*/, ''))
    .flatMap((line) => line.split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return words.map((word, index) => {
    const isHex = /^[0-9a-f]{64}$/i.test(word);
    const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(word);
    const key = isHex ? Buffer.from(word, 'hex') : isBase64 ? Buffer.from(word, 'base64') : Buffer.alloc(0);
    // The position is all that may be said about a key that is not understood.
    if (key.length !== keyBytes)
      throw new SecretProblem('key_invalid', `key ${index + 1} is not 32 bytes in base64 or hex`);
    return key;
  });
}

/** Reads the file; when it is missing, makes it with a fresh key, readable by its owner only. */
export function readOrCreateKeyFile(path: string): string {
  try {
    return readKeyFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Written aside, forced to disk and linked into place: a crash leaves no half key, and of two processes that start
  // at once one wins and the other reads the winner's key. Losing this key later means losing every sealed value.
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `# Opens the secrets stored in the database. Back it up apart from the database.\n`);
    writeSync(file, `${randomBytes(keyBytes).toString('base64')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
  return readKeyFile(path);
}

/**
 * A file on a read-only mount has the mode that an orchestrator gave it, and is taken as it is.
 * @throws SecretProblem `key_exposed` when others may read it and that cannot be changed
 */
export function readKeyFile(path: string): string {
  const text = readFileSync(path, 'utf8');
  // Windows has no such bits. Group access stays possible: orchestrators mount secrets that way.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o007) !== 0) {
    try {
      chmodSync(path, 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EROFS') return text;
      throw new SecretProblem('key_exposed', `everyone on this machine may read ${path}; restrict it to its owner`);
    }
  }
  return text;
}
