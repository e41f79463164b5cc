/** Opsgenie's API as far as it is read: pages, its key header, its answers, and how it says that it has had enough. */
import type { OpsgenieDump } from '../../src/domain/move-in/opsgenie/organisation-for-tests.ts';
import { type ApiRequest, startReadOnlyApi } from './read-only-api.ts';

type Json = Record<string, unknown>;

export function startOpsgenieApi(dump: OpsgenieDump, key: string, pageSize = 100) {
  const without = (thing: Json, ...fields: string[]) =>
    Object.fromEntries(Object.entries(thing).filter(([field]) => !fields.includes(field)));
  const find = (list: Json[], id: string | undefined) =>
    list.find((thing) => thing.id === decodeURIComponent(id ?? ''));

  const policies = (type: string, query: URLSearchParams) =>
    dump.policies
      .filter((each) => each.type === type && (each.teamId ?? null) === query.get('teamId'))
      .map(({ id, name, type: kind, enabled, order }) => ({ id, name, type: kind, enabled, order }));

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
    '/v1/maintenance': () => dump.maintenance.map((each) => without(each, 'rules')),
    '/v2/policies/alert': (query) => policies('alert', query),
    '/v2/policies/notification': (query) => policies('notification', query),
  };

  const single = (path: string, query: URLSearchParams): unknown => {
    const [, , kind, id, part, partId, steps] = path.split('/');
    if (path === '/v2/heartbeats') return { heartbeats: dump.heartbeats };
    if (kind === 'policies') return find(dump.policies, id);
    if (kind === 'maintenance') return find(dump.maintenance, id);
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

  function answer({ path, query, headers }: ApiRequest): unknown {
    const whole = lists[path]?.(query);
    const told = { took: 0.01, requestId: 'r1' };
    if (whole === undefined) {
      const data = single(path, query);
      return data === undefined ? undefined : { data, ...told };
    }
    const [limit, offset] = [Math.min(Number(query.get('limit') ?? 20), pageSize), Number(query.get('offset') ?? 0)];
    const more = new URLSearchParams(query);
    more.set('offset', String(offset + limit));
    more.set('limit', String(limit));
    const paging = offset + limit < whole.length ? { next: `http://${headers.host}${path}?${more}` } : {};
    return { data: whole.slice(offset, offset + limit), paging, totalCount: whole.length, ...told };
  }

  return startReadOnlyApi({
    isAllowed: ({ headers }) => headers.authorization === `GenieKey ${key}`,
    answer,
    refusal: (status) => ({ message: refusals[status] ?? 'Not found' }),
  });
}

const refusals: Record<number, string> = {
  401: 'Could not authenticate',
  403: 'You are not authorized to perform this action.',
  429: 'You are making too many requests!',
};
