import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { InboundRequest } from '../provider.ts';
import { isSignedByTwilio } from './signature.ts';

/** The example of Twilio's documentation of request validation. */
const token = '12345';
const documented = {
  url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
  form: 'CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234&From=%2B12349013030&To=%2B18005551212',
  signature: '0/KCTR6DLpKmkAf8muzZqo1nDgQ=',
};

const request = (changes: { url?: string; form?: string; signature?: string | undefined }): InboundRequest => {
  const { url, form, signature } = { ...documented, ...changes };
  return {
    method: 'POST',
    url,
    query: new URL(url).searchParams,
    headers: signature === undefined ? {} : { 'x-twilio-signature': signature },
    body: Buffer.from(form),
  };
};

test('the documented example is signed, and nothing that differs from it', () => {
  expect(isSignedByTwilio(request({}), [token])).toBe(true);
  expect(isSignedByTwilio(request({}), ['other', token])).toBe(true);
  expect(isSignedByTwilio(request({}), ['54321'])).toBe(false);
  expect(isSignedByTwilio(request({ form: `${documented.form}1` }), [token])).toBe(false);
  expect(isSignedByTwilio(request({ url: `${documented.url}&x=1` }), [token])).toBe(false);
  expect(isSignedByTwilio(request({ signature: undefined }), [token])).toBe(false);
  expect(isSignedByTwilio(request({ signature: 'short' }), [token])).toBe(false);
});

test('the standard port may stand in the address that was signed', () => {
  const withPort = 'https://mycompany.com:443/myapp.php?foo=1&bar=2';
  expect(isSignedByTwilio(request({ url: withPort }), [token])).toBe(true);
});

test('a JSON body is bound by its hash in the address', () => {
  const form = '{"a":1}';
  const url = `https://evenkeel.test/hooks/twilio/1?bodySHA256=${createHash('sha256').update(form).digest('hex')}`;
  const signature = createHmac('sha1', token).update(url).digest('base64');
  expect(isSignedByTwilio(request({ url, form, signature }), [token])).toBe(true);
  expect(isSignedByTwilio(request({ url, form: '{"a":2}', signature }), [token])).toBe(false);
});
