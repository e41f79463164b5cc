import { expect, onTestFinished, test } from 'vitest';
import { startGoalertApi } from '../../../../../test/stand-ins/goalert-api.ts';
import { startOncallApi } from '../../../../../test/stand-ins/oncall-api.ts';
import type { ReadOnlyApi } from '../../../../../test/stand-ins/read-only-api.ts';
import { startSquadcastApi } from '../../../../../test/stand-ins/squadcast-api.ts';
import type { MovableTool } from '../../../../contract/move-in/conversion.ts';
import { goalertOrganisation } from '../../../../domain/move-in/goalert/organisation-for-tests.ts';
import { oncallOrganisation } from '../../../../domain/move-in/oncall/organisation-for-tests.ts';
import { squadcastOrganisation } from '../../../../domain/move-in/squadcast/organisation-for-tests.ts';
import { readExport } from '../../../../domain/move-in/tools.ts';
import { goalertQuery, readGoalertApi } from './goalert.ts';
import { readOncallApi } from './oncall.ts';
import { readSquadcastApi } from './squadcast.ts';

const nowMs = Date.UTC(2026, 8, 1);
const size = { people: 7, teams: 3, schedules: 5 };
const token = 'a-read-only-token';
const nothing = () => {};

async function until<Api extends ReadOnlyApi>(starting: Promise<Api>): Promise<Api> {
  const api = await starting;
  onTestFinished(() => api.stop());
  return api;
}

/** In any order. */
function contentOf(tool: MovableTool, document: unknown) {
  const { content, errors } = readExport(tool, [{ path: 'a.json', text: JSON.stringify(document) }]);
  expect(errors).toEqual([]);
  const inOrder = (things: unknown[]) => things.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return Object.fromEntries(Object.entries(content).map(([list, things]) => [list, inOrder(things as unknown[])]));
}

const methods = ({ requests }: ReadOnlyApi) => [...new Set(requests.map(({ method }) => method))];

test('Grafana OnCall: what the API gives, page by page, is what an export holds; it is only read', async () => {
  const dump = oncallOrganisation(5, size, nowMs);
  const oncall = await until(startOncallApi(dump, token, 2));
  oncall.isBusyFor(2);
  const { dump: read, skipped } = await readOncallApi(oncall.url, token, 'https://grafana.example', nothing);
  expect(skipped).toEqual([]);
  expect(contentOf('oncall', read)).toEqual(contentOf('oncall', dump));
  expect(methods(oncall)).toEqual(['GET']);
  expect(oncall.requests.at(-1)!.headers['x-grafana-url']).toBe('https://grafana.example');
});

test('Grafana OnCall: a list that the token may not read is left out and named; schedules are not', async () => {
  const oncall = await until(startOncallApi(oncallOrganisation(5, size, nowMs), token));
  oncall.forbids('/api/v1/shift_swaps/');
  const { dump, skipped } = await readOncallApi(oncall.url, token, undefined, nothing);
  expect(dump.shift_swaps).toEqual([]);
  expect(skipped).toEqual(['shift swaps: /api/v1/shift_swaps/ answers 403: Forbidden']);
  oncall.forbids('/api/v1/schedules/');
  await expect(readOncallApi(oncall.url, token, undefined, nothing)).rejects.toThrow(
    'Grafana OnCall: /api/v1/schedules/ answers 403: Forbidden',
  );
});

test('GoAlert: one query, again for what has more pages, is what an export holds', async () => {
  const dump = goalertOrganisation(5, size, nowMs);
  const goalert = await until(startGoalertApi(dump, token, goalertQuery, 2));
  goalert.isBusyFor(1);
  const { dump: read } = await readGoalertApi(goalert.url, token, nothing);
  expect(contentOf('goalert', read)).toEqual(contentOf('goalert', dump));
  expect(goalertQuery).not.toContain('mutation');
});

test('GoAlert: a key that was made for another query is told in GoAlert’s words', async () => {
  const goalert = await until(startGoalertApi(goalertOrganisation(5, size, nowMs), token, 'query Other { users }'));
  await expect(readGoalertApi(goalert.url, token, nothing)).rejects.toThrow(
    'GoAlert: the query is refused: wrong query for API key',
  );
});

test('Squadcast: what the API gives, team by team and page by page, is what an export holds; it is only read', async () => {
  const dump = squadcastOrganisation(5, size, nowMs, false);
  const squadcast = await until(startSquadcastApi(dump, token, 1));
  squadcast.isBusyFor(2);
  const { dump: read, skipped } = await readSquadcastApi(squadcast.url, token, nowMs, nothing);
  expect(skipped).toEqual([]);
  expect(contentOf('squadcast', read)).toEqual(contentOf('squadcast', { ...dump, services: withRules(dump.services) }));
  expect(methods(squadcast)).toEqual(['GET']);
  // The refresh token goes to the one address that takes it.
  const paths = squadcast.requests.filter(({ headers }) => headers['x-refresh-token']).map(({ path }) => path);
  expect(new Set(paths)).toEqual(new Set(['/oauth/access-token']));
});

const withRules = (services: object[]) =>
  services.map((service) => ({
    ...{ maintenance: [], routing_rules: [], tagging_rules: [], deduplication_rules: [], suppression_rules: [] },
    ...service,
  }));

test('Squadcast: rules that the token may not read are left out and named; a wrong token is told', async () => {
  const dump = squadcastOrganisation(5, size, nowMs);
  const squadcast = await until(startSquadcastApi(dump, token));
  const [service] = dump.services;
  squadcast.forbids(`/v3/services/${service!.id}/routing-rules`);
  const { skipped } = await readSquadcastApi(squadcast.url, token, nowMs, nothing);
  expect(skipped).toEqual([
    `routing rules of Service 1: /v3/services/${service!.id}/routing-rules answers 403: Forbidden`,
  ]);
  await expect(readSquadcastApi(squadcast.url, 'wrong', nowMs, nothing)).rejects.toThrow(
    'Squadcast: /oauth/access-token answers 401: Unauthorized',
  );
});
