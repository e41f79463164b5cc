import { type ApiReading, createApiReader, mostPages, objectOf, Refused, readWhole, thingsOf } from './reader.ts';

const listed = {
  users: `id name email role contactMethods { id type value disabled } notificationRules { delayMinutes contactMethodID }`,
  rotations: 'id name start timeZone type shiftLength activeUserIndex userIDs nextHandoffTimes(num: 1)',
  schedules:
    'id name description timeZone targets { target { id type name } rules { start end weekdayFilter } } temporarySchedules { start end shifts { userID start end } }',
  userOverrides: 'id start end addUserID removeUserID target { id type }',
  escalationPolicies: 'id name description repeat steps { id stepNumber delayMinutes targets { id type name } }',
  services:
    'id name description escalationPolicyID integrationKeys { id type name href } heartbeatMonitors { id name timeoutMinutes href } labels { key value }',
};
type List = keyof typeof listed;
const lists = Object.keys(listed) as List[];

/** GoAlert's own name for the first page of users stands outside of an input. */
const pageOf = (list: List) =>
  list === 'users' ? `first: 150, after: $${list}After` : `input: { first: 150, after: $${list}After }`;

/**
 * A key of GoAlert's API may ask the one query that it was made for. So this is one query for everything; variables say
 * which lists it is to read on.
 */
export const goalertQuery = `query Evenkeel(${lists.map((list) => `$${list}: Boolean!, $${list}After: String`).join(', ')}) {
${lists
  .map(
    (list) => `  ${list}(${pageOf(list)}) @include(if: $${list}) {
    nodes { ${listed[list]} }
    pageInfo { hasNextPage endCursor }
  }`,
  )
  .join('\n')}
}`;

/**
 * Reads GoAlert's GraphQL API, page by page.
 *
 * @param token of an API key that was made for `goalertQuery`
 * @throws CommandProblem when GoAlert refuses the query
 */
export async function readGoalertApi(
  base: string,
  token: string,
  progress: (what: string) => void,
): Promise<ApiReading> {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const { post, skipped } = createApiReader(base, headers, progress);
  return readWhole('GoAlert', async () => {
    const dump: ApiReading['dump'] = Object.fromEntries(lists.map((list) => [list, []]));
    const cursors = new Map<List, string>(lists.map((list) => [list, '']));
    progress('everything');
    for (let page = 0; page < mostPages && cursors.size > 0; page++) {
      const variables = Object.fromEntries(
        lists.flatMap((list) => [
          [list, cursors.has(list)],
          [`${list}After`, cursors.get(list) ?? ''],
        ]),
      );
      const { data, errors } = await post('/api/graphql', { query: goalertQuery, variables });
      const [fault] = thingsOf(errors);
      if (fault) throw new Refused(0, `the query is refused: ${String(fault.message).slice(0, 200)}`);
      for (const list of [...cursors.keys()]) {
        const { nodes, pageInfo } = objectOf(objectOf(data)[list]);
        dump[list]!.push(...thingsOf(nodes));
        const { hasNextPage, endCursor } = objectOf(pageInfo);
        if (hasNextPage === true && typeof endCursor === 'string') cursors.set(list, endCursor);
        else cursors.delete(list);
      }
    }
    return { dump, skipped };
  });
}
