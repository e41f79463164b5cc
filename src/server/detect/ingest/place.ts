import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { sourceTypes } from '../source-types/registry.ts';
import { keptHeader, type SourceRequest, type SourceType } from '../source-types/source.ts';

/** Where a request of a sender is addressed to, known from its head alone. */
export type Place = {
  /** The key of the path, else those of the headers: any of them may be no key of ours. */
  keys: string[];
  /** The type whose protocol carries the key in the body; null where it does not. */
  bodyKeyed: SourceType | null;
  /** What follows the key, or the whole path where the key is in the body. */
  path: string;
  query: string;
};

const keyedPath = /^\/in\/([A-Za-z0-9_-]{1,128})(\/[^?]*)?(?:\?(.*))?$/s;
/** Without a key in the path: `/in`, and below it what clients of Alertmanager add by themselves. */
const plainPath = /^\/in\/?(\/api\/v[12]\/[\w/-]{1,100})?(?:\?(.*))?$/s;
/** Addresses of other tools with the key in them, so that only the host of a sender changes. */
const victoropsAddress =
  /^\/integrations\/generic\/20131114\/alert\/([A-Za-z0-9_-]{1,128})(\/[^/?]{0,200})?\/?(?:\?(.*))?$/s;
const oncallAddress = /^\/integrations\/v1\/[a-z0-9_-]{1,50}\/([A-Za-z0-9_-]{1,128})(\/heartbeat)?\/?(?:\?(.*))?$/s;
const squadcastAddress = /^\/v\d\/incidents\/[a-z0-9_-]{1,100}\/([A-Za-z0-9_-]{1,128})\/?(?:\?(.*))?$/s;
/** The path of a heartbeat of Grafana OnCall, which has the key of its integration. */
export const oncallHeartbeatPath = '/integrations/heartbeat';
const keyPattern = /^[A-Za-z0-9_-]{1,128}$/;

/** Paths that carry the key in the body, with the type that knows how to find it. */
const bodyKeyedPaths = new Map<string, SourceType>(
  sourceTypes
    .filter((type) => type.keyFrom !== undefined)
    .flatMap((type) =>
      type.endpoints.filter(({ path }) => !path.includes('{key}')).map(({ path }) => [path, type] as const),
    ),
);

/** Of those, the ones with a part that differs: `/v2/alerts/{id}/{verb}`. */
const bodyKeyedPatterns = [...bodyKeyedPaths].flatMap(([path, type]) =>
  path.includes('{') ? [{ pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]{1,1000}')}$`), type }] : [],
);

const typeOfPath = (whole: string): SourceType | undefined => {
  // Some clients put a slash behind everything.
  const path = whole.endsWith('/') ? whole.slice(0, -1) : whole;
  return bodyKeyedPaths.get(path) ?? bodyKeyedPatterns.find(({ pattern }) => pattern.test(path))?.type;
};

/** Whether the request is one of a sender at all. */
export function isOfSender(url: string): boolean {
  if (url.startsWith('/integrations/')) return victoropsAddress.test(url) || oncallAddress.test(url);
  if (squadcastAddress.test(url)) return true;
  return url.startsWith('/in/') || /^\/in(?:\?|$)/.test(url) || typeOfPath(url.split('?', 1)[0]!) !== undefined;
}

/** Null when the path is none that a sender could have been given. */
export function locate({ url = '', headers }: IncomingMessage): Place | null {
  const plain = plainPath.exec(url);
  if (plain) {
    return { keys: keysOfHeaders(headers), bodyKeyed: null, path: plain[1] ?? '', query: plain[2] ?? '' };
  }
  const keyed = keyedPath.exec(url);
  if (keyed) return { keys: [keyed[1]!], bodyKeyed: null, path: keyed[2] ?? '', query: keyed[3] ?? '' };
  const foreign = foreignPlace(url);
  if (foreign) return foreign;
  const [path = '', query = ''] = url.split('?', 2);
  const bodyKeyed = typeOfPath(path);
  return bodyKeyed ? { keys: keysOfHeaders(headers), bodyKeyed, path, query } : null;
}

function foreignPlace(url: string): Place | null {
  const squadcast = squadcastAddress.exec(url);
  if (squadcast) return { keys: [squadcast[1]!], bodyKeyed: null, path: '', query: squadcast[2] ?? '' };
  if (!url.startsWith('/integrations/')) return null;
  const victorops = victoropsAddress.exec(url);
  if (victorops) {
    return { keys: [victorops[1]!], bodyKeyed: null, path: victorops[2] ?? '', query: victorops[3] ?? '' };
  }
  const oncall = oncallAddress.exec(url);
  if (!oncall) return null;
  const [, key = '', heartbeat, query = ''] = oncall;
  // One token reaches alerts and the heartbeat there; here these are two sources, and a key reaches one.
  return heartbeat
    ? { keys: [`${key}-heartbeat`, key], bodyKeyed: null, path: oncallHeartbeatPath, query }
    : { keys: [key], bodyKeyed: null, path: '', query };
}

/**
 * Keys as senders put them into headers: of their own as for PagerDuty, as a bearer token, after `Token` or
 * `GenieKey`, or as the password of basic authentication.
 */
function keysOfHeaders(headers: IncomingMessage['headers']): string[] {
  const own = [headers['x-evenkeel-key'], headers['x-routing-key'], headers['x-api-key']];
  const given = /^(Bearer|Token|GenieKey|Basic) +(\S{1,500})$/i.exec(headers.authorization ?? '');
  const credentials = given ? [given[2]!.replace(/^token=/i, '').replaceAll('"', '')] : [];
  if (given?.[1]?.toLowerCase() === 'basic') {
    credentials.push(...Buffer.from(given[2]!, 'base64').toString('latin1').split(':').reverse());
  }
  return [...own, ...credentials].filter((key): key is string => typeof key === 'string' && keyPattern.test(key));
}

const maxHeaderLength = 200;

/** @param type whose protocol the request is in: only the headers that it reads are kept */
export function requestOf(
  request: IncomingMessage,
  place: Place,
  body: Uint8Array,
  receivedAt: number,
  type: SourceType,
): SourceRequest {
  const headers: Record<string, string> = {};
  for (const name of [keptHeader, ...type.readsHeaders]) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value.slice(0, maxHeaderLength);
  }
  return {
    method: request.method ?? 'POST',
    path: place.path,
    query: place.query === '' ? {} : Object.fromEntries(new URLSearchParams(place.query.slice(0, 8_000))),
    headers,
    contentType: request.headers['content-type'] ?? '',
    body,
    assignedKey: randomUUID(),
    receivedAt,
  };
}
