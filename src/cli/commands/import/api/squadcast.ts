import { type ApiReading, createApiReader, type Json, mostPages, objectOf, readWhole, thingsOf } from './reader.ts';

/** As far ahead as overrides are told. */
const overridesMs = 365 * 86_400_000;

const rulesOfServices = ['routing_rules', 'tagging_rules', 'deduplication_rules', 'suppression_rules'];

/**
 * Reads everything that moves from Squadcast's API, team by team.
 *
 * @param base https://api.squadcast.com or https://api.eu.squadcast.com
 * @param refreshToken is changed for an access token, which nothing is kept of
 * @throws CommandProblem when users, teams, squads, schedules, escalation policies or services cannot be read
 */
export async function readSquadcastApi(
  base: string,
  refreshToken: string,
  nowMs: number,
  progress: (what: string) => void,
): Promise<ApiReading> {
  return readWhole('Squadcast', async () => {
    const auth = createApiReader(base.replace('//api.', '//auth.'), { 'x-refresh-token': refreshToken }, progress);
    const { access_token: token } = objectOf((await auth.get('/oauth/access-token')).data);
    const headers = { authorization: `Bearer ${String(token)}`, accept: 'application/json' };
    const { get, optional, skipped } = createApiReader(base, headers, progress);
    const list = async (path: string) => thingsOf((await get(path)).data);
    const paged = async (path: string) => {
      const found: Json[] = [];
      let cursor = '';
      for (let page = 0; page < mostPages; page++) {
        const answer = await get(`${path}${path.includes('?') ? '&' : '?'}pageSize=100${cursor}`);
        found.push(...thingsOf(answer.data));
        const { hasNext, nextCursor } = objectOf(answer.pageInfo);
        if (hasNext !== true || typeof nextCursor !== 'string') break;
        cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
      }
      return found;
    };
    const idOf = ({ id }: Json) => encodeURIComponent(String(id));

    progress('users');
    const users: Json[] = [];
    // A list need not tell how somebody is reached.
    for (const user of await list('/v3/users'))
      users.push(user.contact ? user : { ...user, ...objectOf((await get(`/v3/users/${idOf(user)}`)).data) });
    progress('teams');
    const teams = await list('/v3/teams');
    /** Everything belongs to a team; what belongs to several is read once. */
    const ofTeams = async (read: (team: string) => Promise<Json[]>) => {
      const found = new Map<unknown, Json>();
      for (const team of teams) for (const thing of await read(idOf(team))) found.set(thing.id, thing);
      return [...found.values()];
    };
    progress('squads');
    const squads = await ofTeams((team) => list(`/v4/squads?team_id=${team}`));
    progress('schedules');
    const at = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
    const schedules: Json[] = [];
    for (const schedule of await ofTeams((team) => paged(`/v4/schedules?teamID=${team}`))) {
      const path = `/v4/schedules/${idOf(schedule)}`;
      const range = `startTime=${at(nowMs)}&endTime=${at(nowMs + overridesMs)}`;
      schedules.push({
        ...schedule,
        rotations: await list(`${path}/rotations`),
        overrides: await paged(`${path}/overrides?${range}`),
      });
    }
    progress('escalation policies');
    const policies = await ofTeams((team) => list(`/v3/escalation-policies?owner_id=${team}`));
    progress('services');
    const services = await ofTeams((team) => list(`/v3/services?owner_id=${team}`));
    progress('rules of services');
    for (const service of services) {
      const path = `/v3/services/${idOf(service)}`;
      const own = (what: string, read: () => Promise<Json[]>) => optional(`${what} of ${String(service.name)}`, read);
      service.maintenance = await own('maintenance', () => list(`${path}/maintenance`));
      for (const rules of rulesOfServices)
        service[rules] = await own(rules.replace('_', ' '), async () =>
          thingsOf(objectOf((await get(`${path}/${rules.replace('_', '-')}`)).data).rules),
        );
    }
    const named = (what: string, path: string) =>
      optional(what, () => ofTeams((team) => list(`${path}?owner_id=${team}`)));
    return {
      dump: {
        ...{ users, teams, squads, schedules, services, escalation_policies: policies },
        legacy_schedules: await named('schedules of the older kind', '/v3/schedules'),
        global_event_rules: await named('global event rules', '/v3/global-event-rules'),
        webforms: await named('webforms', '/v3/webforms'),
      },
      skipped,
    };
  });
}
