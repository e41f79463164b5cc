/** Squadcast's API as far as it is read: an access token for a refresh token, lists of a team, pages by cursor. */
import type { SquadcastDump } from '../../src/domain/move-in/squadcast/organisation-for-tests.ts';
import { type ApiRequest, startReadOnlyApi } from './read-only-api.ts';

type Json = Record<string, unknown>;

const accessToken = 'an-access-token';

export function startSquadcastApi(dump: SquadcastDump, refreshToken: string, pageSize = 100) {
  const without = (thing: Json, ...fields: string[]) =>
    Object.fromEntries(Object.entries(thing).filter(([field]) => !fields.includes(field)));
  const page = (things: readonly unknown[], query: URLSearchParams) => {
    const begin = Number(query.get('cursor') ?? 0);
    const end = begin + Math.min(Number(query.get('pageSize') ?? 10), pageSize);
    const hasNext = end < things.length;
    return {
      data: things.slice(begin, end),
      pageInfo: { pageSize, hasNext, hasPrevious: begin > 0, ...(hasNext && { nextCursor: String(end) }) },
    };
  };
  const ofTeam = (things: (Json & { owner: Json })[], { query }: ApiRequest) => ({
    data: things.filter(({ owner }) => owner.id === query.get('owner_id')),
  });
  const [schedule, service, user] = [
    /^\/v4\/schedules\/(\d+)\/(\w+)$/,
    /^\/v3\/services\/(\w+)\/([a-z-]+)$/,
    /^\/v3\/users\/(\w+)$/,
  ];

  function answer(request: ApiRequest): unknown {
    const { path, query } = request;
    if (path === '/oauth/access-token') return { data: { access_token: accessToken, type: 'bearer' } };
    if (path === '/v3/users') return { data: dump.users.map((each) => without(each, 'contact', 'notification_rules')) };
    if (path === '/v3/teams') return { data: dump.teams };
    if (path === '/v4/squads') return { data: dump.squads.filter(({ team_id }) => team_id === query.get('team_id')) };
    if (path === '/v3/escalation-policies') return ofTeam(dump.escalation_policies, request);
    if (path === '/v3/services')
      return ofTeam(
        dump.services.map((each) => ({ ...without(each, 'maintenance', 'deduplication_rules'), owner: each.owner })),
        request,
      );
    if (path === '/v3/schedules')
      return { data: query.get('owner_id') === dump.teams[0]?.id ? dump.legacy_schedules : [] };
    if (path === '/v3/webforms') return { data: query.get('owner_id') === dump.teams[0]?.id ? dump.webforms : [] };
    if (path === '/v3/global-event-rules') return { data: [] };
    if (path === '/v4/schedules')
      return page(
        dump.schedules
          .filter(({ teamID }) => teamID === query.get('teamID'))
          .map((each) => without(each, 'rotations', 'overrides')),
        query,
      );
    const [, userId] = user.exec(path) ?? [];
    if (userId) return { data: dump.users.find(({ id }) => id === userId) };
    const [, scheduleId, part] = schedule.exec(path) ?? [];
    const found = dump.schedules.find(({ id }) => String(id) === scheduleId);
    if (found && part === 'rotations') return { data: found.rotations };
    if (found && part === 'overrides' && query.has('startTime') && query.has('endTime'))
      return page(found.overrides, query);
    const [, serviceId, rules] = service.exec(path) ?? [];
    const owner = dump.services.find(({ id }) => id === serviceId);
    if (owner && rules === 'maintenance') return { data: owner.maintenance ?? [] };
    if (owner && rules)
      return { data: { id: 'rules', service_id: serviceId, rules: owner[rules.replace('-', '_')] ?? [] } };
    return undefined;
  }

  return startReadOnlyApi({
    isAllowed: ({ path, headers }) =>
      path === '/oauth/access-token'
        ? headers['x-refresh-token'] === refreshToken
        : headers.authorization === `Bearer ${accessToken}`,
    answer,
    refusal: (status, message) => ({ meta: { status, error_message: message } }),
  });
}
