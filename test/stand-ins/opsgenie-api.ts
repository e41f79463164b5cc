/** Opsgenie's API as far as it is read: pages, its key header, its answers, and how it says that it has had enough. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OpsgenieDump } from '../../src/domain/move-in/opsgenie/organisation-for-tests.ts';

type Json = Record<string, unknown>;

export type OpsgenieStandIn = {
  url: string;
  requests: { method: string; path: string; key: string | undefined }[];
  /** Answers so many of the next requests with 429. */
  isBusyFor(requests: number): void;
  /** Refuses what begins with this path. */
  forbids(path: string): void;
  stop(): Promise<void>;
};

export async function startOpsgenieApi(dump: OpsgenieDump, key: string, pageSize = 100): Promise<OpsgenieStandIn> {
  const requests: OpsgenieStandIn['requests'] = [];
  const forbidden: string[] = [];
  let busy = 0;
  const without = (thing: Json, ...fields: string[]) =>
    Object.fromEntries(Object.entries(thing).filter(([field]) => !fields.includes(field)));
  const find = (list: Json[], id: string | undefined) =>
    list.find((thing) => thing.id === decodeURIComponent(id ?? ''));

  const lists: Record<string, (query: URLSearchParams) => Json[]> = {
    '/v2/users': () => dump.users.map((user) => without(user, 'userContacts', 'notificationRules')),
    '/v2/teams': () => dump.teams.map((team) => without(team, 'members', 'routingRules')),
    '/v2/schedules': (query) =>
      dump.schedules.map((each) =>
        without(each, 'overrides', ...(query.get('expand') === 'rotation' ? [] : ['rotations'])),
      ),
    '/v2/escalations': () => dump.escalations,
    '/v2/integrations': () => dump.integrations,
    '/v1/services': () => [],
    '/v2/forwarding-rules': () => dump.forwardingRules,
    '/v1/maintenance': () => [],
    '/v2/policies/alert': () => [],
  };

  const single = (path: string, query: URLSearchParams): unknown => {
    const [, , kind, id, part, partId, steps] = path.split('/');
    if (path === '/v2/heartbeats') return { heartbeats: dump.heartbeats };
    if (kind === 'users') {
      const user = find(dump.users, id);
      const rules = (user?.notificationRules ?? []) as Json[];
      if (part === undefined)
        return user && without(user, 'notificationRules', ...(query.get('expand') ? [] : ['userContacts']));
      if (steps === 'steps') return rules.find((rule) => rule.id === decodeURIComponent(partId!))?.steps;
      return rules.map((rule) => without(rule, 'steps'));
    }
    if (kind === 'teams') {
      const team = find(dump.teams, id);
      return part === 'routing-rules' ? team?.routingRules : team && without(team, 'routingRules');
    }
    if (kind === 'schedules' && part === 'overrides') return find(dump.schedules, id)?.overrides;
    return undefined;
  };

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://opsgenie.invalid');
    const given = /^GenieKey (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    requests.push({ method: request.method!, path: pathname, key: given });
    const answer = (status: number, body: Json, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify({ ...body, took: 0.01, requestId: `r${requests.length}` }));
    };
    if (busy > 0) {
      busy -= 1;
      return answer(
        429,
        { message: 'You are making too many requests!' },
        { 'retry-after': '0', 'x-ratelimit-state': 'THROTTLED' },
      );
    }
    if (given !== key) return answer(401, { message: 'Could not authenticate' });
    if (forbidden.some((path) => pathname.startsWith(path)))
      return answer(403, { message: 'You are not authorized to perform this action.' });
    const whole = lists[pathname]?.(searchParams);
    if (whole === undefined) {
      const data = single(pathname, searchParams);
      return data === undefined ? answer(404, { message: 'Not found' }) : answer(200, { data });
    }
    const [limit, offset] = [
      Math.min(Number(searchParams.get('limit') ?? 20), pageSize),
      Number(searchParams.get('offset') ?? 0),
    ];
    const more = new URLSearchParams(searchParams);
    more.set('offset', String(offset + limit));
    more.set('limit', String(limit));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const paging = offset + limit < whole.length ? { next: `${address}${pathname}?${more}` } : {};
    answer(200, { data: whole.slice(offset, offset + limit), paging, totalCount: whole.length });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    isBusyFor(count) {
      busy = count;
    },
    forbids: (path) => void forbidden.push(path),
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
