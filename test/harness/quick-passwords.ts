import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Makes the hash of a password cheap in this process. It is slow on purpose, and hundreds of people sign in during a test
 * run; that the product's own cost is paid is left to the stories, which run it as a process.
 */
export function hashPasswordsQuickly(): void {
  const { scrypt } = crypto;
  if (scrypt === quickScrypt) return;
  slowScrypt = scrypt as SlowScrypt;
  crypto.scrypt = quickScrypt as typeof scrypt;
  syncBuiltinESMExports();
}

type Callback = (error: Error | null, key: Buffer) => void;
type SlowScrypt = (
  password: string,
  salt: string,
  length: number,
  options: crypto.ScryptOptions,
  done: Callback,
) => void;

let slowScrypt: SlowScrypt;

const quickScrypt: SlowScrypt = (password, salt, length, options, done) =>
  slowScrypt(password, salt, length, { ...options, N: 2 }, done);
