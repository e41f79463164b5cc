/** Passwords as scrypt hashes: `salt:key`, both in hexadecimal; the salt is hashed as that text. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const cost = { N: 16_384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 };
const keyBytes = 64;
/** What the password of somebody unknown is compared with, so that it takes as long as any other. */
const nobodys = `${'0'.repeat(32)}:${'0'.repeat(keyBytes * 2)}`;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16).toString('hex');
  return `${salt}:${(await keyOf(password, salt)).toString('hex')}`;
}

/** @param hash null for nobody's: takes as long and is false */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const [salt = '', key = ''] = (hash ?? nobodys).split(':');
  const [given, expected] = [await keyOf(password, salt), Buffer.from(key, 'hex')];
  return given.length === expected.length && timingSafeEqual(given, expected) && hash !== null;
}

function keyOf(password: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
