import { type ApiReading, createApiReader, type Json, mostPages, objectOf, readWhole, thingsOf } from './reader.ts';

/** Longer stretches of a schedule are refused in one request. */
const shownMs = 63 * 86_400_000;
/** As far ahead as overrides are told. */
const overridesMs = 365 * 86_400_000;

/**
 * Reads everything that moves from PagerDuty's REST API, in pages of 100.
 *
 * @param base https://api.pagerduty.com or https://api.eu.pagerduty.com
 * @throws CommandProblem when users, teams, schedules, escalation policies or services cannot be read
 */
export async function readPagerdutyApi(
  base: string,
  token: string,
  nowMs: number,
  progress: (what: string) => void,
): Promise<ApiReading> {
  const headers = { authorization: `Token token=${token}`, accept: 'application/vnd.pagerduty+json;version=2' };
  const { get, optional, skipped } = createApiReader(base, headers, progress);
  /** Lists that are paged by offset say whether there is more; the others name the next page. */
  const list = async (path: string, name: string): Promise<Json[]> => {
    const found: Json[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < mostPages; page++) {
      const query: string = cursor === null ? `offset=${found.length}` : `cursor=${encodeURIComponent(cursor)}`;
      const answer = await get(`${path}${path.includes('?') ? '&' : '?'}limit=100&${query}`);
      const items = thingsOf(answer[name]);
      found.push(...items);
      cursor = typeof answer.next_cursor === 'string' && answer.next_cursor !== '' ? answer.next_cursor : null;
      if (items.length === 0 || (cursor === null && answer.more !== true)) break;
    }
    return found;
  };
  const at = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
  const idOf = ({ id }: Json) => encodeURIComponent(String(id));
  return readWhole('PagerDuty', async () => {
    progress('users');
    const users = await list('/users?include[]=contact_methods&include[]=notification_rules', 'users');
    progress('teams');
    const teams: Json[] = [];
    for (const team of await list('/teams', 'teams'))
      teams.push({ ...team, members: await list(`/teams/${idOf(team)}/members`, 'members') });
    progress('schedules');
    const schedules: Json[] = [];
    for (const schedule of await list('/schedules', 'schedules')) {
      const path = `/schedules/${idOf(schedule)}`;
      const whole = await get(`${path}?since=${at(nowMs)}&until=${at(nowMs + shownMs)}`);
      const overrides = await get(`${path}/overrides?since=${at(nowMs)}&until=${at(nowMs + overridesMs)}`);
      schedules.push({ ...schedule, ...objectOf(whole.schedule), overrides: thingsOf(overrides.overrides) });
    }
    progress('escalation policies');
    const policies = await list('/escalation_policies', 'escalation_policies');
    progress('services');
    const services = await list('/services?include[]=integrations', 'services');
    return {
      dump: {
        ...{ users, teams, services, escalation_policies: policies },
        schedules: [
          ...schedules,
          ...(await optional('schedules of the newer kind', () => list('/v3/schedules', 'schedules'))),
        ],
        maintenance_windows: await optional('maintenance windows', () =>
          list('/maintenance_windows?filter=open', 'maintenance_windows'),
        ),
        event_orchestrations: await optional('event orchestrations', async () => {
          const found: Json[] = [];
          for (const each of await list('/event_orchestrations', 'orchestrations')) {
            const path = `/event_orchestrations/${idOf(each)}`;
            const whole = objectOf((await get(path)).orchestration);
            found.push({ ...each, ...whole, router: objectOf((await get(`${path}/router`)).orchestration_path) });
          }
          return found;
        }),
        rulesets: await optional('rulesets', () => list('/rulesets', 'rulesets')),
        business_services: await optional('business services', () => list('/business_services', 'business_services')),
        priorities: await optional('priorities', () => list('/priorities', 'priorities')),
        extensions: await optional('extensions', () => list('/extensions', 'extensions')),
        webhook_subscriptions: await optional('webhooks', () =>
          list('/webhook_subscriptions', 'webhook_subscriptions'),
        ),
      },
      skipped,
    };
  });
}
