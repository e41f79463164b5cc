/** The public API of Grafana OnCall as far as it is read: lists in pages by number. */
import type { oncallOrganisation } from '../../src/domain/move-in/oncall/organisation-for-tests.ts';
import { startReadOnlyApi } from './read-only-api.ts';

export function startOncallApi(dump: ReturnType<typeof oncallOrganisation>, token: string, pageSize = 50) {
  const lists = dump as Record<string, unknown[] | undefined>;
  return startReadOnlyApi({
    isAllowed: ({ headers }) => headers.authorization === token,
    answer({ path, query, headers }) {
      const [, list] = /^\/api\/v1\/(\w+)\/$/.exec(path) ?? [];
      if (list === undefined) return undefined;
      const whole = lists[list] ?? [];
      const page = Number(query.get('page') ?? 1);
      const hasMore = page * pageSize < whole.length;
      return {
        count: whole.length,
        next: hasMore ? `http://${headers.host}${path}?page=${page + 1}` : null,
        previous: null,
        results: whole.slice((page - 1) * pageSize, page * pageSize),
      };
    },
    refusal: (_status, message) => ({ detail: message }),
  });
}
