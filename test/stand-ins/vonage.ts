/** Stands in for Vonage: the SMS API that always says 200, the Messages API, the Voice API, and their signed reports. */
import { createHash, createHmac, generateKeyPairSync, randomUUID, verify } from 'node:crypto';
import { type ServiceReply, startService } from './http-service.ts';

// biome-ignore lint/suspicious/noExplicitAny: bodies as they were sent.
type Sent = any;

/** Slow to make: one for all tests of a file. */
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

export async function startVonage() {
  const applicationId = randomUUID();
  const [apiSecret, signatureSecret]: [string, string] = [randomUUID(), randomUUID()];
  const texts: Sent[] = [];
  const calls: Sent[] = [];
  const ended: string[] = [];
  let statuses: string[] = ['0'];
  const refused: ServiceReply = { status: 401, body: { title: 'Unauthorized' } };

  function isApplication(header = ''): boolean {
    const [head, claims, signature] = header.replace(/^Bearer /, '').split('.');
    if (!head || !claims || !signature) return false;
    const { application_id: id, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    const isSigned = verify('sha256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url'));
    return isSigned && id === applicationId && exp > Date.now() / 1000;
  }

  const service = await startService(({ method, path, headers, text, json }) => {
    if (path === '/sms/json') {
      const form = Object.fromEntries(new URLSearchParams(text));
      const given = form.api_secret === apiSecret ? statuses : ['4'];
      const isBad = given.includes('23') && !form.callback;
      const parts = isBad ? ['0'] : given;
      if (parts.every((status) => status === '0')) texts.push(form);
      const messages = parts.map((status) => ({
        status,
        ...(status === '0' ? { 'message-id': randomUUID() } : { 'error-text': 'x' }),
      }));
      return { body: { 'message-count': String(messages.length), messages } };
    }
    const basic = `Basic ${Buffer.from(`abcd1234:${apiSecret}`).toString('base64')}`;
    const isKnown = isApplication(headers.authorization);
    if (path === '/v1/messages') {
      if (!isKnown && headers.authorization !== basic) return refused;
      texts.push(json);
      return { status: 202, body: { message_uuid: randomUUID() } };
    }
    if (!isKnown) return refused;
    if (method === 'PUT') {
      ended.push(path);
      return { status: 204, body: '' };
    }
    const uuid = randomUUID();
    calls.push({ ...json, uuid });
    return { status: 201, body: { uuid, status: 'started' } };
  });

  /** A report of today: JSON, and a token that binds it. */
  function signed(
    report: object,
    { seconds = 0, secret = signatureSecret, hashOf = JSON.stringify(report), alg = 'HS256' } = {},
  ) {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const iat = Math.floor(Date.now() / 1000) - seconds;
    const hash = createHash('sha256').update(hashOf).digest('hex');
    const text = `${encode({ alg, typ: 'JWT' })}.${encode({ iat, jti: randomUUID(), iss: 'Vonage', payload_hash: hash })}`;
    const token = `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    return {
      body: JSON.stringify(report),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    };
  }

  /** A report of the older API: a form with a signature among its fields. */
  function signedForm(fields: Record<string, string>, { seconds = 0, hash = 'sha256' } = {}) {
    const all: Record<string, string> = {
      ...fields,
      timestamp: String(Math.floor(Date.now() / 1000) - seconds),
      nonce: 'n&=1',
    };
    const names = Object.keys(all).sort();
    const text = names.map((name) => `&${name}=${all[name]!.replaceAll('&', '_').replaceAll('=', '_')}`).join('');
    const sig =
      hash === 'md5'
        ? createHash('md5')
            .update(text + signatureSecret)
            .digest('hex')
        : createHmac(hash, signatureSecret).update(text).digest('hex').toUpperCase();
    return {
      body: new URLSearchParams({ ...all, sig }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  }

  return {
    settings: {
      ...{ account: 'abcd1234', apiSecret, signatureSecret, from: '+493012345', applicationId },
      privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      ...{ smsUrl: service.url, apiUrl: service.url },
    },
    ...{ texts, calls, ended, signed, signedForm, setFault: service.setFault },
    setStatuses: (...next: string[]) => {
      statuses = next;
    },
  };
}
