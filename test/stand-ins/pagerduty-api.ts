/** PagerDuty's REST API as far as it is read: pages by offset and by cursor, its key header, and how it says that it has had enough. */
import type { PagerdutyDump } from '../../src/domain/move-in/pagerduty/organisation-for-tests.ts';
import { type ApiRequest, startReadOnlyApi } from './read-only-api.ts';

type Json = Record<string, unknown>;

export function startPagerdutyApi(dump: PagerdutyDump, token: string, pageSize = 100) {
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

  function answer({ path, query }: ApiRequest): unknown {
    const team = /^\/teams\/(\w+)\/members$/.exec(path)?.[1];
    const members = team === undefined ? undefined : dump.teams.find(({ id }) => id === team)?.members;
    const [name, whole] = members ? ['members', members] : (lists[path]?.(query) ?? ['', null]);
    if (whole === null) return single(path, query);
    const isByCursor = byCursor.has(path);
    const limit = Math.min(Number(query.get('limit') ?? 25), pageSize);
    const offset = Number(query.get(isByCursor ? 'cursor' : 'offset') ?? 0);
    const more = offset + limit < whole.length;
    return {
      [name]: whole.slice(offset, offset + limit),
      limit,
      ...(isByCursor ? { next_cursor: more ? String(offset + limit) : null } : { offset, more, total: null }),
    };
  }

  return startReadOnlyApi({
    isAllowed: ({ headers }) => headers.authorization === `Token token=${token}`,
    answer,
    refusal: (status, message) => ({
      error: { message: status === 403 ? 'Access Denied' : message, code: 2_000 + status },
    }),
  });
}
