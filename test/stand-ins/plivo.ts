/** Stands in for Plivo: takes messages and calls, and asks and reports with signatures of version 3. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { startService } from './http-service.ts';

// biome-ignore lint/suspicious/noExplicitAny: bodies as they were sent.
type Sent = any;

export async function startPlivo() {
  const authId = `MA${randomBytes(9).toString('hex').toUpperCase()}`;
  const authToken = randomBytes(20).toString('hex');
  const texts: Sent[] = [];
  const calls: Sent[] = [];
  const ended: string[] = [];
  const service = await startService(({ method, path, headers, json }) => {
    const basic = Buffer.from(`${authId}:${authToken}`).toString('base64');
    if (headers.authorization !== `Basic ${basic}`) return { status: 401, body: 'Could not verify your access level' };
    const resource = path.replace(`/v1/Account/${authId}/`, '');
    if (method === 'DELETE') {
      ended.push(resource);
      return { status: 204, body: '' };
    }
    if (resource === 'Message/') {
      const id = randomUUID();
      texts.push({ ...json, id });
      return { status: 202, body: { message: 'message(s) queued', message_uuid: [id], api_id: randomUUID() } };
    }
    const id = randomUUID();
    calls.push({ ...json, id });
    return { status: 201, body: { message: 'call fired', request_uuid: id, api_id: randomUUID() } };
  });

  /** The address and its decoded query in order, a dot, the fields in order, a dot, the nonce. */
  function signed(url: string, fields: Record<string, string>, token = authToken) {
    const nonce = randomBytes(10).toString('hex');
    const { origin, pathname, searchParams } = new URL(url);
    searchParams.sort();
    const query = [...searchParams].map(([name, value]) => `${name}=${value}`).join('&');
    const body = Object.keys(fields)
      .sort()
      .map((name) => name + fields[name]);
    const text = `${origin}${pathname}?${query}${query && body.length > 0 ? '.' : ''}${body.join('')}.${nonce}`;
    const signature = createHmac('sha256', token).update(text).digest('base64');
    return {
      body: new URLSearchParams(fields).toString(),
      headers: { 'x-plivo-signature-v3': `b2xkIHRva2Vu,${signature}`, 'x-plivo-signature-v3-nonce': nonce },
    };
  }

  return {
    settings: { authId, authToken, from: '+493012345', apiUrl: service.url },
    ...{ texts, calls, ended, signed, setFault: service.setFault },
  };
}
