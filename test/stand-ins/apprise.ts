/** Stands in for an Apprise API: URLs go along, or a stored configuration is named by its key. */
import { startService } from './http-service.ts';

export async function startApprise({ stored = {} as Record<string, string[]> } = {}) {
  const notified: { urls?: string; key?: string; tag?: string; title: string; body: string; type: string }[] = [];
  const service = await startService(({ path, json }) => {
    const key = /^\/notify\/([^/]+)\/?$/.exec(path)?.[1];
    if (!['info', 'success', 'warning', 'failure'].includes(json?.type) || !json.body)
      return { status: 400, body: { error: 'Bad request' } };
    if (key !== undefined && !(stored[key] && (!json.tag || stored[key].includes(json.tag)))) return { status: 204 };
    if (key === undefined && !json.urls?.includes('://')) return { status: 400, body: { error: 'No URLs' } };
    notified.push({ ...json, ...(key === undefined ? {} : { key }) });
    return json.urls?.includes('broken') ? { status: 424, body: { error: 'at least one failed' } } : {};
  });
  return { ...service, notified };
}
