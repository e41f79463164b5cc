/**
 * Secrets at rest: what a database dump must not reveal (signing secrets, tokens, push keys) is stored sealed with
 * AES-256-GCM under a key that never enters the database. The context (`table.column.id`) is authenticated with the
 * value, so a sealed value copied to another row or column does not open. Each value names its key, so several keys
 * can live side by side while values are resealed under a new one.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
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
import { inspect } from 'node:util';

const format = 's1';
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

/** A value that prints as `[secret]` in logs, errors, JSON and templates; `reveal()` is the only way to read it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [Symbol.toPrimitive](): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}

/**
 * Why a secret cannot be used. `key_invalid`: the configured key is not 32 bytes. `key_exposed`: other users of the
 * machine can read the key file. `key_unknown`: sealed under a key that is not in the keyring (a lost or not yet
 * distributed key). `unreadable`: damaged, tampered with, or sealed for another context.
 */
export class SecretProblem extends Error {
  readonly code: 'key_invalid' | 'key_exposed' | 'key_unknown' | 'unreadable';

  constructor(code: SecretProblem['code'], detail: string) {
    super(detail);
    this.name = 'SecretProblem';
    this.code = code;
  }
}

/** Seals and opens values. `context` is `table.column.id` of the place the value is stored in. */
export interface Keyring {
  /** The id of the key new values are sealed under. */
  readonly currentKeyId: string;
  /** @returns one line of ASCII, `s1.<key id>.<base64url>`, for a text or bytea column. Differs on every call. */
  seal(plaintext: string | Secret, context: string): string;
  /** Takes what `seal` gave, also as the bytes of a bytea column. @throws SecretProblem `key_unknown` or `unreadable` */
  open(sealed: string | Uint8Array, context: string): Secret;
  /** Whether the value is sealed under an old key and should be resealed: `seal(open(value))`. */
  isOutdated(sealed: string | Uint8Array): boolean;
}

/** Where the keys come from: `key` holds them as text (an environment variable), else `keyFile` is read or created. */
export interface KeyringOptions {
  key?: string | Secret | undefined;
  keyFile?: string | undefined;
}

/**
 * Loads the keys. Text and file have the same form: 32-byte keys in base64 or hex, separated by commas or line breaks,
 * `#` starts a comment; the first is current, the others only open. To rotate, put a new key in front.
 * A missing `keyFile` is created with a fresh key, readable by its owner only.
 * @throws SecretProblem `key_invalid` or `key_exposed`; the file system's errors pass through.
 */
export function loadKeyring(options: KeyringOptions): Keyring {
  const given = options.key instanceof Secret ? options.key.reveal() : options.key;
  if (given?.trim()) return keyringOf(parseKeys(given));
  if (!options.keyFile) throw new SecretProblem('key_invalid', 'neither a key nor a key file is configured');
  return keyringOf(parseKeys(readOrCreateKeyFile(options.keyFile)));
}

function keyringOf(keys: Buffer[]): Keyring {
  const byId = new Map(keys.map((key) => [keyIdOf(key), key]));
  const current = keys[0];
  if (!current) throw new SecretProblem('key_invalid', 'the keyring is empty');
  const currentKeyId = keyIdOf(current);

  return {
    currentKeyId,
    seal(plaintext, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', current, nonce, { authTagLength: tagBytes });
      cipher.setAAD(authenticated(currentKeyId, context));
      const text = plaintext instanceof Secret ? plaintext.reveal() : plaintext;
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${format}.${currentKeyId}.${sealed.toString('base64url')}`;
    },
    open(sealed, context) {
      const [version, keyId, body, ...rest] = textOf(sealed).split('.');
      const bytes = Buffer.from(body ?? '', 'base64url');
      if (version !== format || !keyId || rest.length > 0 || bytes.length < nonceBytes + tagBytes) {
        throw new SecretProblem('unreadable', `the sealed value of ${context} is damaged`);
      }
      const key = byId.get(keyId);
      if (!key) throw new SecretProblem('key_unknown', `${context} is sealed under key ${keyId}, which is not loaded`);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
      decipher.setAAD(authenticated(keyId, context));
      decipher.setAuthTag(bytes.subarray(-tagBytes));
      try {
        const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
        return new Secret(text.toString('utf8'));
      } catch {
        throw new SecretProblem('unreadable', `the sealed value of ${context} was changed or belongs elsewhere`);
      }
    },
    isOutdated: (sealed) => textOf(sealed).split('.')[1] !== currentKeyId,
  };
}

function textOf(sealed: string | Uint8Array): string {
  return typeof sealed === 'string' ? sealed : Buffer.from(sealed).toString('latin1');
}

function authenticated(keyId: string, context: string): Buffer {
  return Buffer.from(`${format}.${keyId}.${context}`, 'utf8');
}

/** A short public name of a key. One-way: it says which key without saying anything about it. */
function keyIdOf(key: Buffer): string {
  return createHash('sha256').update('evenkeel key id').update(key).digest('hex').slice(0, 12);
}

function parseKeys(text: string): Buffer[] {
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

function readOrCreateKeyFile(path: string): string {
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

function readKeyFile(path: string): string {
  const text = readFileSync(path, 'utf8');
  // Windows has no such bits. Group access stays possible: orchestrators mount secrets that way.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o007) !== 0) {
    try {
      chmodSync(path, 0o600);
    } catch {
      throw new SecretProblem('key_exposed', `everyone on this machine may read ${path}; restrict it to its owner`);
    }
  }
  return text;
}
