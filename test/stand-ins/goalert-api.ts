/** GoAlert's GraphQL API with a key that may ask one query and no other. */
import type { GoalertDump } from '../../src/domain/move-in/goalert/organisation-for-tests.ts';
import { startReadOnlyApi } from './read-only-api.ts';

type Asked = { query: string; variables: Record<string, boolean | string> };

export function startGoalertApi({ data }: GoalertDump, token: string, query: string, pageSize = 150) {
  return startReadOnlyApi({
    isAllowed: ({ headers }) => headers.authorization === `Bearer ${token}`,
    answer({ method, path, body }) {
      if (method !== 'POST' || path !== '/api/graphql') return undefined;
      const asked = JSON.parse(body) as Asked;
      if (asked.query !== query)
        return { data: null, errors: [{ message: 'wrong query for API key', extensions: { code: 'invalid_query' } }] };
      const wanted = Object.entries(data).filter(([list]) => asked.variables[list] === true);
      return {
        data: Object.fromEntries(
          wanted.map(([list, { nodes }]) => {
            const begin = Number(asked.variables[`${list}After`] || 0);
            const end = begin + pageSize;
            return [
              list,
              { nodes: nodes.slice(begin, end), pageInfo: { hasNextPage: end < nodes.length, endCursor: String(end) } },
            ];
          }),
        ),
      };
    },
    refusal: (_status, message) => ({ error: { message } }),
  });
}
