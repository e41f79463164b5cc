/** What Amazon SNS signs, and where its certificates and confirmations are. Pure. */
import { createVerify, X509Certificate } from 'node:crypto';
import { readUrl } from '../../platform/url.ts';
import { asObject, field, type JsonObject } from '../source-types/reading/json-value.ts';

export type SnsMessage = {
  type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  topicArn: string;
  sentAt: number;
  /** What is signed, byte for byte. */
  signed: string;
  signature: string;
  algorithm: 'RSA-SHA1' | 'RSA-SHA256';
  certificateUrl: string;
  subscribeUrl: string | null;
};

const types = ['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation'] as const;
const algorithms = { '1': 'RSA-SHA1', '2': 'RSA-SHA256' } as const;

/** The names of a region, so that no bucket or load balancer can be called so. */
const snsHost = /^sns\.[a-z]{2,}(?:-[a-z]+)+-\d{1,2}\.amazonaws\.com(?:\.cn)?$/;

/** Whether an address is one of SNS itself, spelled plainly. */
export function isOfSns(address: string): boolean {
  const url = readUrl(address);
  if (url === null || url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '')
    return false;
  return snsHost.test(url.hostname) && address.startsWith(`https://${url.hostname}/`);
}

/** @returns a sentence where it is no message that SNS signs */
export function readSnsMessage(value: unknown): SnsMessage | string {
  const body = asObject(value);
  const text = (name: string) => {
    const found = body && field(body, name);
    return typeof found === 'string' ? found : null;
  };
  const type = types.find((one) => one === text('Type'));
  if (body === null || type === undefined) {
    return 'It is no message of Amazon SNS. With raw message delivery SNS signs nothing: turn that off for the subscription.';
  }
  const signature = text('Signature');
  const algorithm = algorithms[(text('SignatureVersion') ?? '') as '1'] ?? null;
  const certificateUrl = text('SigningCertURL') ?? text('SigningCertUrl');
  const topicArn = text('TopicArn');
  const sentAt = Date.parse(text('Timestamp') ?? '');
  if (signature === null || algorithm === null || certificateUrl === null)
    return 'Signature, SignatureVersion (1 or 2) or SigningCertURL are missing.';
  const signed = signedText(body, type);
  if (topicArn === null || Number.isNaN(sentAt) || signed === null) return 'The message of Amazon SNS is not complete.';
  const subscribeUrl = text('SubscribeURL') ?? text('SubscribeUrl');
  return { type, topicArn, sentAt, signed, signature, algorithm, certificateUrl, subscribeUrl };
}

function signedText(body: JsonObject, type: SnsMessage['type']): string | null {
  const names =
    type === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  let signed = '';
  for (const name of names) {
    const value = field(body, name) ?? (name === 'SubscribeURL' ? field(body, 'SubscribeUrl') : undefined);
    if (name === 'Subject' && (value === undefined || value === null)) continue;
    if (typeof value !== 'string') return null;
    signed += `${name}\n${value}\n`;
  }
  return signed;
}

/** @param certificate PEM @returns a sentence where the signature is not of this certificate, else null */
export function faultOfSignature(message: SnsMessage, certificate: string, nowMs: number): string | null {
  let found: X509Certificate;
  try {
    found = new X509Certificate(certificate);
  } catch {
    return 'What stands at SigningCertURL is no certificate.';
  }
  if (nowMs < Date.parse(found.validFrom) || nowMs > Date.parse(found.validTo))
    return 'The certificate of the signature is not valid now.';
  if (found.publicKey.asymmetricKeyType !== 'rsa') return 'The certificate of the signature has no RSA key.';
  const isSigned = createVerify(message.algorithm)
    .update(message.signed, 'utf8')
    .verify(found.publicKey, message.signature, 'base64');
  return isSigned ? null : 'The signature does not match the message.';
}
