// The same words in other clothes: what carries a body must not change what is read of it.
import type { Body } from './sender.ts';

export type Wrapping = { name: string; put(body: Body, at: number): Body };

const asJson = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));

/** Other order of the keys, and times and measured numbers that say nothing. */
function shuffled(value: unknown, at: number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  const turned = [...entries.slice(at % entries.length), ...entries.slice(0, at % entries.length)];
  return Object.fromEntries([
    ...turned,
    ['received_at', `2026-01-0${1 + (at % 9)}T00:00:0${at % 9}Z`],
    ['elapsed_ms', at * 31],
  ]);
}

export const wrappings: Wrapping[] = [
  { name: 'as it is', put: (body) => body },
  { name: 'as text/plain', put: (body) => ({ ...body, body: asJson(body.body), contentType: 'text/plain' }) },
  {
    name: 'in a form',
    put: (body) => ({
      ...body,
      body: new URLSearchParams({ payload: asJson(body.body) }).toString(),
      contentType: 'application/x-www-form-urlencoded',
    }),
  },
  { name: 'in a list', put: (body) => ({ ...body, body: Array.isArray(body.body) ? body.body : [body.body] }) },
  { name: 'as JSON text of JSON', put: (body) => ({ ...body, body: JSON.stringify(asJson(body.body)) }) },
  {
    name: 'through SNS',
    put: (body, at) => ({
      contentType: 'text/plain; charset=UTF-8',
      body: JSON.stringify({
        Type: 'Notification',
        MessageId: `m-${at}`,
        TopicArn: 'arn:aws:sns:eu-west-1:111122223333:t',
        Message: asJson(body.body),
        Timestamp: `2026-01-01T00:00:0${at % 9}Z`,
      }),
    }),
  },
  {
    name: 'through Pub/Sub',
    put: (body, at) => ({
      contentType: 'application/json',
      body: {
        message: { data: Buffer.from(asJson(body.body)).toString('base64'), messageId: String(at) },
        subscription: 'projects/p/subscriptions/s',
      },
    }),
  },
  { name: 'shuffled, with more times', put: (body, at) => ({ ...body, body: shuffled(body.body, at) }) },
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same value with other names of its fields at any depth, and with other plain values. */
function rewritten(value: unknown, name: (name: string) => string, plain: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, name, plain));
  if (!isRecord(value)) return plain(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [name(key), rewritten(inner, name, plain)]));
}

const snake = (name: string) => name.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/[^\p{L}\p{N}@]+/gu, '_');
const camel = (name: string) =>
  snake(name)
    .toLowerCase()
    .replace(/(?<=[a-z\d])_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** `{"title": "Host", "value": "web-1"}` in a list of such. */
const pairOf = (item: unknown): [string, unknown] | null => {
  if (!isRecord(item) || item.value === undefined) return null;
  const name = item.name ?? item.title ?? item.key;
  return typeof name === 'string' ? [name, item.value] : null;
};

/** Each plain value under the names that lead to it, as a process finds them in its environment. */
function asVariables(value: unknown, names: string[] = []): [string, string][] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => {
      const pair = Array.isArray(value) ? pairOf(inner) : null;
      return asVariables(pair?.[1] ?? inner, [
        ...names,
        snake(pair?.[0] ?? name)
          .toUpperCase()
          .replace('@', ''),
      ]);
    });
  return value === null ? [] : [[names.join('_'), String(value)]];
}

/** What programs of people's own making do to a body before they pass it on. */
export const remakes: Wrapping[] = [
  { name: 'under data', put: (body, at) => ({ ...body, body: { version: '1.0', sent: at, data: body.body } }) },
  { name: 'under payload', put: (body) => ({ ...body, body: { payload: body.body } }) },
  {
    name: 'numbers as texts',
    put: (body) => ({
      ...body,
      body: rewritten(
        body.body,
        (name) => name,
        (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
      ),
    }),
  },
  {
    name: 'names in camel case',
    put: (body) => ({ ...body, body: rewritten(body.body, camel, (value) => value) }),
  },
  {
    name: 'as variables of an environment',
    put: (body) => ({ ...body, body: Object.fromEntries(asVariables(body.body)) }),
  },
];
