import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSigner, snsMessage, subscriptionConfirmation } from '../../../../test/stand-ins/amazon-sns.ts';
import { faultOfSignature, isOfSns, readSnsMessage } from './sns-message.ts';

const [signer, other] = [makeSigner(), makeSigner()];

function faultOf(body: object, certificate = signer.cert, nowMs = Date.now()): string | null {
  const message = readSnsMessage(body);
  return typeof message === 'string' ? message : faultOfSignature(message, certificate, nowMs);
}

test('messages of both versions of the signature are verified, with and without a subject', () => {
  for (const version of ['1', '2'] as const) {
    expect(faultOf(snsMessage(signer, {}, version))).toBeNull();
    expect(faultOf(snsMessage(signer, { Subject: 'ALARM: "disk" in Zürich' }, version))).toBeNull();
  }
  expect(faultOf(subscriptionConfirmation(signer))).toBeNull();
  expect(faultOf(snsMessage(signer), other.cert)).toContain('does not match');
});

test('any changed value that is signed is refused', () => {
  const message = snsMessage(signer, { Subject: 'Disk' });
  const confirmation = subscriptionConfirmation(signer);
  const signedOf = (body: Record<string, string>) =>
    Object.keys(body).filter((name) => !['SignatureVersion', 'SigningCertURL', 'Signature', 'Type'].includes(name));
  const cases = [message, confirmation].flatMap((body) => signedOf(body).map((name) => ({ body, name })));
  fc.assert(
    fc.property(fc.constantFrom(...cases), fc.nat(), fc.integer({ min: 1, max: 126 }), ({ body, name }, at, code) => {
      const value = body[name]!;
      const place = at % value.length;
      const changed = value.slice(0, place) + String.fromCharCode(code) + value.slice(place + 1);
      fc.pre(changed !== value);
      expect(faultOf({ ...body, [name]: changed })).not.toBeNull();
      expect(faultOf({ ...body, [name]: `${value}\n` })).not.toBeNull();
    }),
  );
  expect(faultOf({ ...message, Subject: undefined })).not.toBeNull();
  expect(faultOf({ ...message, SignatureVersion: '1' })).not.toBeNull();
});

test('a certificate that has ended, or is none, proves nothing', () => {
  const message = snsMessage(signer);
  expect(faultOf(message, signer.cert, Date.now() + 60 * 86_400_000)).toContain('not valid now');
  expect(faultOf(message, 'no certificate')).toContain('no certificate');
});

test('raw delivery is refused with what to do about it', () => {
  expect(readSnsMessage({ AlarmName: 'disk', NewStateValue: 'ALARM' })).toContain('raw message delivery');
  expect(readSnsMessage(null)).toContain('raw message delivery');
});

test('only addresses of SNS itself are visited', () => {
  for (const address of [
    'https://sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.us-gov-west-1.amazonaws.com/a.pem',
    'https://sns.cn-north-1.amazonaws.com.cn/a.pem',
  ])
    expect([address, isOfSns(address)]).toEqual([address, true]);
  for (const address of [
    'http://sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com.evil.example/a.pem',
    'https://sns.s3-eu-west-1.amazonaws.com/a.pem',
    'https://evil.s3.amazonaws.com/a.pem',
    'https://user@sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com:8443/a.pem',
    'https://sns.eu-west-1.amazonaws.com\\@evil.example/a.pem',
    'https:/sns.eu-west-1.amazonaws.com/a.pem',
    'https://evil.example/https://sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.org/a.pem',
    'file:///etc/passwd',
    '',
  ])
    expect([address, isOfSns(address)]).toEqual([address, false]);
});
