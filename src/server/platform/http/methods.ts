import type { IncomingMessage } from 'node:http';
import type { Endpoint } from '../../../contract/endpoint.ts';

/** Which methods a path knows, for the answer to one that it does not. Empty when there is no such path. */
export type KnownMethods = (url: IncomingMessage['url']) => string[];

export function knownMethods(endpoints: readonly Endpoint[]): KnownMethods {
  const patterns = new Map<string, Set<string>>();
  for (const { path, method } of endpoints) {
    const methods = patterns.get(path) ?? new Set();
    methods.add(method);
    if (method === 'GET') methods.add('HEAD');
    patterns.set(path, methods);
  }
  const table = [...patterns].map(([path, methods]) => ({ pattern: patternOf(path), methods: [...methods] }));
  return (url = '') => {
    const path = url.split('?', 1)[0]!;
    const found = table.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
    if (found.length === 0 && isPagePath(path)) found.push('GET', 'HEAD');
    return found.length === 0 ? [] : [...new Set(found), 'OPTIONS'];
  };
}

/** Whether the web app answers here: it finds out by itself which of its pages there are. */
export const isPagePath = (url: string) => !/^\/(api|in|v2)(\/|\?|$)/.test(url);

/** `/api/v1/teams/:id`, and `/feeds/:key.ics`. */
function patternOf(path: string): RegExp {
  const literal = path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`);
}
