/** The explicit list of everything the API offers. An endpoint that is not here does not exist. */
import type { Endpoint } from './endpoint.ts';
import * as live from './live.ts';
import * as platform from './platform.ts';
import * as reference from './reference.ts';
import * as teams from './teams.ts';

const resources = [live, platform, reference, teams];

export const endpoints: Endpoint[] = resources.flatMap((resource) =>
  Object.values<unknown>(resource).filter(isEndpoint),
);

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'permission' in value;
}
