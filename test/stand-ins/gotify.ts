/** Stands in for a Gotify server with one application. */
import { startService } from './http-service.ts';

export async function startGotify() {
  const token = 'AbCdEf123456789';
  // biome-ignore lint/suspicious/noExplicitAny: what its API takes.
  const messages: any[] = [];
  const service = await startService(({ path, headers, json }) => {
    if (path !== '/message') return { status: 404, body: { error: 'Not Found', errorCode: 404 } };
    if (headers['x-gotify-key'] !== token) return { status: 401, body: { error: 'Unauthorized', errorCode: 401 } };
    if (!json?.message) return { status: 400, body: { error: 'Bad Request', errorCode: 400 } };
    messages.push(json);
    return { body: { ...json, id: messages.length, appid: 1, date: '2026-01-01T00:00:00Z' } };
  });
  return { ...service, token, messages };
}
