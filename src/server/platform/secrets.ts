/**
 * Secrets at rest: what a database dump must not reveal (signing secrets, tokens, push keys) is stored sealed with
 * AES-256-GCM under a key that never enters the database. The context (`table.column.id`) is authenticated with the
 * value, so a sealed value copied to another row or column does not open. Each value names its key, so several keys
 * can live side by side while values are resealed under a new one.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { parseKeys, readKeyFile, readOrCreateKeyFile } from './key-file.ts';
import { SecretProblem } from './secret-problem.ts';

const format = 's1';
const nonceBytes = 12;
const tagBytes = 16;

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

/** Seals and opens values. `context` is `table.column.id` of the place the value is stored in. */
export type Keyring = {
  /** The id of the key new values are sealed under; null when no key is there at all. */
  readonly currentKeyId: string | null;
  /** Whether values that name this key can be opened. */
  has(keyId: string): boolean;
  /**
   * @returns one line of ASCII, `s1.<key id>.<base64url>`, for a text or bytea column. Differs on every call.
   * @throws SecretProblem `key_missing` when no key is there
   */
  seal(plaintext: string | Secret, context: string): string;
  /** Takes what `seal` gave, also as the bytes of a bytea column. @throws SecretProblem `key_unknown`, `key_missing` or `unreadable` */
  open(sealed: string | Uint8Array, context: string): Secret;
  /** Whether the value is sealed under an old key and should be resealed: `seal(open(value))`. */
  isOutdated(sealed: string | Uint8Array): boolean;
};

/** Where the keys come from: `key` holds them as text (an environment variable), else `keyFile` is read or created. */
export type KeyringOptions = {
  key?: string | Secret | undefined;
  keyFile?: string | undefined;
  /** False when something is sealed already: a file that is not there is then a lost key, not a first start. */
  mayCreate?: boolean;
};

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
  if (options.mayCreate === false) return keyringOf(parseKeys(readKeyFile(options.keyFile)));
  return keyringOf(parseKeys(readOrCreateKeyFile(options.keyFile)));
}

/**
 * As `loadKeyring` for a database in which something is sealed already. A key file that is gone or cannot be used then
 * leaves a keyring that opens and seals nothing, so that pages which need no secret still go out; making a new key
 * would look like a repair and lose everything that was sealed. A wrong `key` is still refused: the operator is there.
 */
export function loadKeyringOrNone(options: KeyringOptions): { keyring: Keyring; problem: SecretProblem | null } {
  try {
    return { keyring: loadKeyring({ ...options, mayCreate: false }), problem: null };
  } catch (error) {
    const given = options.key instanceof Secret ? options.key.reveal() : options.key;
    if (given?.trim()) throw error;
    const problem = error instanceof SecretProblem ? error : new SecretProblem('key_missing', reasonOf(error, options));
    return { keyring: noKeyring(problem.message), problem };
  }
}

function reasonOf(error: unknown, { keyFile }: KeyringOptions): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? `there is no ${keyFile}` : `${keyFile} cannot be read (${code ?? 'unknown error'})`;
}

function noKeyring(reason: string): Keyring {
  const refuse = (context: string): never => {
    throw new SecretProblem('key_missing', `${context} cannot be used: ${reason}`);
  };
  return {
    currentKeyId: null,
    has: () => false,
    seal: (_plaintext, context) => refuse(context),
    open: (_sealed, context) => refuse(context),
    isOutdated: () => false,
  };
}

function keyringOf(keys: Buffer[]): Keyring {
  const byId = new Map(keys.map((key) => [keyIdOf(key), key]));
  const current = keys[0];
  if (!current) throw new SecretProblem('key_invalid', 'the keyring is empty');
  const currentKeyId = keyIdOf(current);

  return {
    currentKeyId,
    has: (keyId) => byId.has(keyId),
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
