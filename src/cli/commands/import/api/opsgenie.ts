import { type ApiReading, createApiReader, type Json, mostPages, objectOf, Refused, readWhole } from './reader.ts';

/**
 * Reads everything that moves from Opsgenie's API: GET requests only, one at a time, in pages of 100. When it says that it
 * has had enough (429), it is asked again after the time that it names.
 *
 * @param base https://api.opsgenie.com or https://api.eu.opsgenie.com
 * @throws CommandProblem when people, teams, schedules or escalations cannot be read
 */
export async function readOpsgenieApi(
  base: string,
  key: string,
  progress: (what: string) => void,
): Promise<ApiReading> {
  const headers = { authorization: `GenieKey ${key}`, accept: 'application/json' };
  const { get, optional, skipped } = createApiReader(base, headers, progress);
  const list = async (path: string) => {
    const found: Json[] = [];
    let next: string | null = withLimit(path);
    for (let page = 0; next !== null && page < mostPages; page++) {
      const answer = await get(next);
      const items = itemsOf(answer.data);
      found.push(...items);
      next = items.length === 0 ? null : nextPath(base, answer);
    }
    return found;
  };
  /** A list tells names only; each thing is asked for by its id. */
  const wholeOf = async (path: string, each: string, query: string) => {
    const found: Json[] = [];
    for (const item of itemsOf((await get(`${path}${query}`)).data))
      found.push({ ...item, ...objectOf((await get(`${each}/${encodeURIComponent(String(item.id))}${query}`)).data) });
    return found;
  };
  const policiesOf = async (teams: Json[]) => {
    const found = await wholeOf('/v2/policies/alert', '/v2/policies', '');
    for (const { id } of teams)
      for (const kind of ['alert', 'notification']) {
        const own = await wholeOf(`/v2/policies/${kind}`, '/v2/policies', `?teamId=${encodeURIComponent(String(id))}`);
        found.push(...own.map((policy) => ({ ...policy, type: policy.type ?? kind, teamId: id })));
      }
    return found;
  };
  return readWhole('Opsgenie', async () => {
    progress('users');
    const users: Json[] = [];
    for (const user of await list('/v2/users')) {
      const path = `/v2/users/${encodeURIComponent(String(user.id))}`;
      const whole = objectOf((await get(`${path}?expand=contact`)).data);
      const rules = itemsOf((await get(`${path}/notification-rules`)).data);
      for (const rule of rules)
        if (rule.actionType === 'create-alert' && rule.steps === undefined)
          rule.steps = itemsOf(
            (await get(`${path}/notification-rules/${encodeURIComponent(String(rule.id))}/steps`)).data,
          );
      users.push({ ...user, ...whole, notificationRules: rules });
    }
    progress('teams');
    const teams: Json[] = [];
    for (const team of await list('/v2/teams')) {
      const path = `/v2/teams/${encodeURIComponent(String(team.id))}`;
      const whole = objectOf((await get(path)).data);
      teams.push({ ...team, ...whole, routingRules: itemsOf((await get(`${path}/routing-rules`)).data) });
    }
    progress('schedules');
    const schedules: Json[] = [];
    for (const schedule of await list('/v2/schedules?expand=rotation')) {
      const path = `/v2/schedules/${encodeURIComponent(String(schedule.id))}/overrides`;
      schedules.push({ ...schedule, overrides: itemsOf((await get(path)).data) });
    }
    progress('escalations');
    const escalations = await list('/v2/escalations');
    return {
      dump: {
        ...{ users, teams, schedules, escalations },
        integrations: await optional('integrations', () => list('/v2/integrations')),
        services: await optional('services', () => list('/v1/services')),
        heartbeats: await optional('heartbeats', async () => itemsOf((await get('/v2/heartbeats')).data)),
        forwardingRules: await optional('forwarding rules', () => list('/v2/forwarding-rules')),
        policies: await optional('policies', () => policiesOf(teams)),
        maintenance: await optional('maintenance', () => wholeOf('/v1/maintenance', '/v1/maintenance', '')),
      },
      skipped,
    };
  });
}

const withLimit = (path: string) => `${path}${path.includes('?') ? '&' : '?'}limit=100&offset=0`;

/** The next page, on the same host only: the key goes nowhere else. */
function nextPath(base: string, { paging }: Json): string | null {
  const next = objectOf(paging).next;
  if (typeof next !== 'string' || next === '') return null;
  const url = new URL(next, base);
  if (url.origin !== new URL(base).origin) throw new Refused(0, `its next page is on another host: ${url.origin}.`);
  return `${url.pathname}${url.search}`;
}

/** A list, or an object that holds one. */
function itemsOf(data: unknown): Json[] {
  const list = Array.isArray(data) ? data : Object.values(objectOf(data)).find(Array.isArray);
  return ((list ?? []) as unknown[]).map(objectOf);
}
