/** PagerDuty's REST API as far as it is read: pages by offset and by cursor, its key header, and how it says that it has had enough. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PagerdutyDump } from '../../src/domain/move-in/pagerduty/organisation-for-tests.ts';

type Json = Record<string, unknown>;

export type PagerdutyStandIn = {
  url: string;
  requests: { method: string; path: string; accept: string | undefined }[];
  /** Answers so many of the next requests with 429. */
  isBusyFor(requests: number): void;
  /** Refuses what begins with this path. */
  forbids(path: string): void;
  stop(): Promise<void>;
};

export async function startPagerdutyApi(dump: PagerdutyDump, token: string, pageSize = 100): Promise<PagerdutyStandIn> {
  const requests: PagerdutyStandIn['requests'] = [];
  const forbidden: string[] = [];
  let busy = 0;
  const without = (thing: Json, ...fields: string[]) =>
    Object.fromEntries(Object.entries(thing).filter(([field]) => !fields.includes(field)));
  const find = (list: Json[], id: string | undefined) => list.find((thing) => thing.id === id);

  type Lists = Record<string, (query: URLSearchParams) => [string, Json[]]>;
  const lists: Lists = {
    '/users': (query) => {
      const included = query.getAll('include[]');
      const hidden = ['contact_methods', 'notification_rules'].filter((field) => !included.includes(field));
      return ['users', dump.users.map((user) => without(user, ...hidden))];
    },
    '/teams': () => ['teams', dump.teams.map((team) => without(team, 'members'))],
    '/schedules': () => ['schedules', dump.schedules.map((each) => without(each, 'schedule_layers', 'overrides'))],
    '/v3/schedules': () => ['schedules', []],
    '/escalation_policies': () => ['escalation_policies', dump.escalation_policies],
    '/services': (query) => [
      'services',
      dump.services.map((service) =>
        query.getAll('include[]').includes('integrations') ? service : without(service, 'integrations'),
      ),
    ],
    '/maintenance_windows': () => ['maintenance_windows', dump.maintenance_windows],
    '/event_orchestrations': () => [
      'orchestrations',
      dump.event_orchestrations.map((each) => without(each, 'integrations', 'router')),
    ],
    '/rulesets': () => ['rulesets', []],
    '/business_services': () => ['business_services', dump.business_services],
    '/priorities': () => ['priorities', dump.priorities],
    '/extensions': () => ['extensions', dump.extensions],
    '/webhook_subscriptions': () => ['webhook_subscriptions', []],
  };
  /** Those that are paged by cursor. */
  const byCursor = new Set(['/business_services', '/extensions']);

  const single = (path: string, query: URLSearchParams): Json | undefined => {
    const [, kind, id, part] = path.split('/');
    if (kind === 'schedules') {
      const schedule = find(dump.schedules, id);
      if (part === 'overrides') return query.has('since') && schedule ? { overrides: schedule.overrides } : undefined;
      // Its own zone unless another is asked for, which the times of restrictions are then told in as well.
      const zone = query.get('time_zone');
      return schedule && { schedule: { ...without(schedule, 'overrides'), ...(zone !== null && { time_zone: zone }) } };
    }
    if (kind === 'event_orchestrations') {
      const orchestration = find(dump.event_orchestrations, id);
      if (part === 'router') return orchestration && { orchestration_path: orchestration.router };
      return orchestration && { orchestration: without(orchestration, 'router') };
    }
    return undefined;
  };

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://pagerduty.invalid');
    const given = /^Token token=(.+)$/.exec(request.headers.authorization ?? '')?.[1];
    requests.push({ method: request.method!, path: pathname, accept: request.headers.accept });
    const answer = (status: number, body: Json, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    };
    const refuse = (status: number, message: string, headers: Record<string, string> = {}) =>
      answer(status, { error: { message, code: 2_000 + status } }, headers);
    if (busy > 0) {
      busy -= 1;
      return refuse(429, 'Rate Limit Exceeded', busy % 2 === 0 ? { 'retry-after': '0' } : { 'ratelimit-reset': '0' });
    }
    if (given !== token) return refuse(401, 'Unauthorized');
    if (request.method !== 'GET') return refuse(403, 'Access Denied');
    if (forbidden.some((path) => pathname.startsWith(path))) return refuse(403, 'Access Denied');
    const team = /^\/teams\/(\w+)\/members$/.exec(pathname)?.[1];
    const members = team === undefined ? undefined : dump.teams.find(({ id }) => id === team)?.members;
    const [name, whole] = members ? ['members', members] : (lists[pathname]?.(searchParams) ?? ['', null]);
    if (whole === null) {
      const found = single(pathname, searchParams);
      return found === undefined ? refuse(404, 'Not Found') : answer(200, found);
    }
    const isByCursor = byCursor.has(pathname);
    const limit = Math.min(Number(searchParams.get('limit') ?? 25), pageSize);
    const offset = Number(searchParams.get(isByCursor ? 'cursor' : 'offset') ?? 0);
    const more = offset + limit < whole.length;
    const items = whole.slice(offset, offset + limit);
    answer(200, {
      [name]: items,
      limit,
      ...(isByCursor ? { next_cursor: more ? String(offset + limit) : null } : { offset, more, total: null }),
    });
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
