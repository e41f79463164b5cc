/** Stands in for 46elks: takes text messages; it signs nothing. */
import { randomBytes } from 'node:crypto';
import { startService } from './http-service.ts';

export async function startElks() {
  const username = `u${randomBytes(16).toString('hex')}`;
  const apiPassword = randomBytes(16).toString('hex').toUpperCase();
  const texts: Record<string, string>[] = [];
  const service = await startService(({ path, headers, text }) => {
    const basic = Buffer.from(`${username}:${apiPassword}`).toString('base64');
    if (path !== '/a1/sms') return { status: 404, body: 'Not found' };
    if (headers.authorization !== `Basic ${basic}`)
      return { status: 401, body: 'API access requires Basic HTTP authentication' };
    const form = Object.fromEntries(new URLSearchParams(text));
    const id = `s${randomBytes(16).toString('hex')}`;
    texts.push({ ...form, id });
    return { body: { id, status: 'created', direction: 'outgoing', from: form.from, to: form.to, parts: 1 } };
  });
  return {
    settings: {
      username,
      apiPassword,
      hookSecret: 'a-secret-of-the-address',
      from: '+46766861004',
      apiUrl: service.url,
    },
    texts,
    setFault: service.setFault,
  };
}
