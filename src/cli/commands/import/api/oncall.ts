import { type ApiReading, createApiReader, type Json, mostPages, readWhole, thingsOf } from './reader.ts';

/** Without these nothing can be proven; what else a token may not read is left out. */
const required = ['users', 'schedules', 'on_call_shifts', 'escalation_chains', 'escalation_policies', 'integrations'];
const further = [
  ...['teams', 'user_groups', 'shift_swaps', 'personal_notification_rules', 'routes', 'outgoing_webhooks'],
];

/**
 * Reads the lists of Grafana OnCall's public API, page by page.
 *
 * @param base the address of OnCall, without /api/v1
 * @param grafanaUrl goes with the token of a service account of Grafana
 * @throws CommandProblem when one of the lists that decide who is paged cannot be read
 */
export async function readOncallApi(
  base: string,
  token: string,
  grafanaUrl: string | undefined,
  progress: (what: string) => void,
): Promise<ApiReading> {
  const headers = {
    ...{ authorization: token, accept: 'application/json' },
    ...(grafanaUrl && { 'x-grafana-url': grafanaUrl }),
  };
  const { get, optional, skipped } = createApiReader(base, headers, progress);
  const list = async (name: string): Promise<Json[]> => {
    const found: Json[] = [];
    for (let page = 1; page <= mostPages; page++) {
      const { results, next } = await get(`/api/v1/${name}/?page=${page}`);
      found.push(...thingsOf(results));
      // Its address may be of another host: only that there is one counts.
      if (typeof next !== 'string') break;
    }
    return found;
  };
  return readWhole('Grafana OnCall', async () => {
    const dump: ApiReading['dump'] = {};
    for (const name of required) {
      progress(name.replaceAll('_', ' '));
      dump[name] = await list(name);
    }
    for (const name of further) dump[name] = await optional(name.replaceAll('_', ' '), () => list(name));
    return { dump, skipped };
  });
}
