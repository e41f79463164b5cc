/** Messages as Amazon SNS signs them, with a certificate of our own. */
import { execFileSync } from 'node:child_process';
import { createSign, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export type Signer = { key: string; cert: string };

/** An RSA key with a certificate that vouches for itself, made by openssl. */
export function makeSigner(days = 30): Signer {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'evenkeel-sns-'));
  try {
    const file = (name: string) => path.join(folder, name);
    const out = ['-keyout', file('key.pem'), '-out', file('cert.pem')];
    const subject = ['-subj', '/CN=sns.amazonaws.com'];
    const kind = ['-newkey', 'rsa:2048', '-nodes'];
    execFileSync('openssl', ['req', '-x509', ...kind, '-days', String(days), ...subject, ...out], { stdio: 'ignore' });
    return { key: readFileSync(file('key.pem'), 'utf8'), cert: readFileSync(file('cert.pem'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const snsHost = 'https://sns.eu-west-1.amazonaws.com';
export const topicArn = 'arn:aws:sns:eu-west-1:123456789012:alarms';

export type SnsBody = Record<string, string>;

/** @param more replaces fields before they are signed; version 1 is SHA-1, 2 is SHA-256 */
export function snsMessage(signer: Signer, more: SnsBody = {}, version: '1' | '2' = '2'): SnsBody {
  const body: SnsBody = {
    Type: 'Notification',
    MessageId: randomUUID(),
    TopicArn: topicArn,
    Message: JSON.stringify({ AlarmName: 'disk', NewStateValue: 'ALARM', NewStateReason: 'It is full' }),
    Timestamp: new Date().toISOString(),
    SignatureVersion: version,
    SigningCertURL: `${snsHost}/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem`,
    ...more,
  };
  const names =
    body.Type === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const text = names.flatMap((name) => (body[name] === undefined ? [] : [`${name}\n${body[name]}\n`])).join('');
  const signature = createSign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256')
    .update(text, 'utf8')
    .sign(signer.key, 'base64');
  return { ...body, Signature: signature };
}

export function subscriptionConfirmation(signer: Signer, more: SnsBody = {}): SnsBody {
  return snsMessage(signer, {
    Type: 'SubscriptionConfirmation',
    Token: 'token-1',
    Message: 'You have chosen to subscribe to the topic.',
    SubscribeURL: `${snsHost}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=token-1`,
    ...more,
  });
}
