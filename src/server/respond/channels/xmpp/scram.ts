/** SCRAM (RFC 5802, RFC 7677) without channel binding: the password never goes over the wire, and the server proves itself. */
import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

const hashes = { 'SCRAM-SHA-256': 'sha256', 'SCRAM-SHA-1': 'sha1' } as const;
export type ScramMechanism = keyof typeof hashes;

/** More would hold up the whole process. */
const mostIterations = 200_000;
const leastIterations = 4_096;

/** @param nonce for the test vectors */
export function scram(
  mechanism: ScramMechanism,
  { user, password }: { user: string; password: string },
  nonce = randomBytes(18).toString('base64'),
) {
  const hash = hashes[mechanism];
  const digest = (data: Buffer) => createHash(hash).update(data).digest();
  const mac = (key: Buffer, data: string) => createHmac(hash, key).update(data).digest();
  const bare = `n=${user.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=${nonce}`;
  let serverSignature: Buffer;
  return {
    first: `n,,${bare}`,
    /** @param challenge of the server @throws Error for one that is not an answer to ours */
    final(challenge: string): string {
      const { r = '', s = '', i = '' } = attributes(challenge);
      const iterations = Number(i);
      if (!r.startsWith(nonce) || r === nonce || s === '') throw new Error('the challenge is not for us');
      if (!(iterations >= leastIterations && iterations <= mostIterations)) throw new Error('the iterations are odd');
      const salt = Buffer.from(s, 'base64');
      const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, digest(Buffer.alloc(0)).length, hash);
      const clientKey = mac(salted, 'Client Key');
      const withoutProof = `c=biws,r=${r}`;
      const message = `${bare},${challenge},${withoutProof}`;
      const signature = mac(digest(clientKey), message);
      const proof = Buffer.from(clientKey.map((byte, place) => byte ^ signature[place]!));
      serverSignature = mac(mac(salted, 'Server Key'), message);
      return `${withoutProof},p=${proof.toString('base64')}`;
    },
    /** Whether the server knows the password as well. */
    isProven(success: string): boolean {
      const given = Buffer.from(attributes(success).v ?? '', 'base64');
      return given.length === serverSignature?.length && timingSafeEqual(given, serverSignature);
    },
  };
}

function attributes(text: string): Record<string, string> {
  return Object.fromEntries(text.split(',').map((part) => [part.slice(0, 1), part.slice(2)]));
}
