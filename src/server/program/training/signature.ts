/**
 * Signs what a certificate says, so that whoever keeps the statement and the public key can check it without asking this
 * installation. The signature is made when it is asked for and stored nowhere: Ed25519 gives the same one each time.
 */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { CourseHead } from '../../../contract/program/documents.ts';
import { practiceWords } from '../../../domain/program/practice.ts';
import { singleLine } from '../../../domain/text.ts';
import type { Database } from '../../platform/db/database.ts';
import { loadInstallationSecret } from '../../platform/installation-secret.ts';
import type { Keyring, Secret } from '../../platform/secrets.ts';
import { secretNames } from '../../platform/settings/registry.ts';

export type Signer = {
  /** PEM. */
  publicKey: string;
  /** The signature of these words in base64. */
  sign(statement: string): string;
};

/** Null while the key of this installation cannot be opened: what stands in for it would prove nothing. */
export async function loadSigner(db: Database, keyring: Keyring): Promise<Signer | null> {
  const { current, isStandIn } = await loadInstallationSecret(db, keyring, secretNames.certificates);
  return isStandIn ? null : signerOf(current);
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param secret 32 bytes in base64 */
export function signerOf(secret: Secret): Signer {
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8, Buffer.from(secret.reveal(), 'base64')]),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    publicKey: createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString(),
    sign: (statement) => sign(null, Buffer.from(statement), key).toString('base64'),
  };
}

export type Certified = {
  code: string;
  personName: string;
  courseTitle: string;
  issuedAt: Date;
  expiresAt: Date;
  practice: CourseHead['practice'];
};

/** The facts of a certificate, one a line. */
export function statementOf(certificate: Certified, publicUrl: string): string {
  const { code, personName, courseTitle, issuedAt, expiresAt, practice } = certificate;
  const facts = {
    Certificate: code,
    'Issued by': publicUrl,
    'Issued to': singleLine(personName, 200),
    Course: singleLine(courseTitle, 200),
    Practised: practice.length === 0 ? 'nothing besides the quiz' : practice.map(practiceWords).join(', '),
    Issued: issuedAt.toISOString(),
    'Valid until': expiresAt.toISOString(),
  };
  return Object.entries(facts)
    .map(([name, fact]) => `${name}: ${fact}\n`)
    .join('');
}
