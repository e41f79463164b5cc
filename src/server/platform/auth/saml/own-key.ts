/** The key that signs our requests, made when it is needed first, with a certificate that vouches for itself. */
import { createPrivateKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Database } from '../../db/database.ts';
import { readNow } from '../../db/now.ts';
import { SecretProblem } from '../../secret-problem.ts';
import type { Keyring } from '../../secrets.ts';
import { secretNames } from '../../settings/registry.ts';
import { isStored, readOrMake } from '../../settings/store.ts';
import { SamlFailure } from './failure.ts';

/** `certificate`: base64 of DER. */
export type OwnKey = { privateKey: string; certificate: string };

const context = `settings.value.${secretNames.samlKeys}`;

/** The same on all nodes. @throws SamlFailure when the key that sealed it is lost */
export async function loadOwnKey(db: Database, keyring: Keyring): Promise<OwnKey> {
  try {
    // Making one takes a while, and is done once.
    const fresh = (await isStored(db, secretNames.samlKeys)) ? null : await makeKey(await readNow(db));
    const stored = await readOrMake(db, secretNames.samlKeys, () => ({
      certificate: fresh!.certificate,
      sealedPrivateKey: keyring.seal(fresh!.privateKey, context),
    }));
    return { certificate: stored.certificate, privateKey: keyring.open(stored.sealedPrivateKey, context).reveal() };
  } catch (error) {
    if (!(error instanceof SecretProblem)) throw error;
    throw new SamlFailure(
      'The key that signs requests cannot be opened: bring the secret key back, or turn signing off.',
    );
  }
}

async function makeKey(now: Date): Promise<OwnKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { privateKey, certificate: selfSigned(publicKey, createPrivateKey(privateKey), now).toString('base64') };
}

const years = 20;
const sequence = 0x30;
const sha256WithRsa = der(sequence, Buffer.from('06092a864886f70d01010b0500', 'hex'));
const commonName = Buffer.from('0603550403', 'hex');

/** X.509 in its plainest form (RFC 5280): providers take the key out of it, and trust it because it was given to them. */
function selfSigned(publicKey: Buffer, privateKey: KeyObject, now: Date): Buffer {
  const name = der(sequence, der(0x31, der(sequence, commonName, der(0x0c, Buffer.from('Evenkeel')))));
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  const version3 = der(0xa0, Buffer.from('020102', 'hex'));
  const serial = der(0x02, Buffer.from([1]));
  const parts = [version3, serial, sha256WithRsa, name, der(sequence, timeOf(now), timeOf(end)), name, publicKey];
  const signed = der(sequence, ...parts);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', signed, privateKey));
  return der(sequence, signed, sha256WithRsa, signature);
}

/** Years have two digits until 2049, and four from 2050 on. */
function timeOf(at: Date): Buffer {
  const text = `${at.toISOString().slice(0, 19).replaceAll(/\D/g, '')}Z`;
  return at.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}
