import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { requestOf } from '../../src/server/detect/ingest/place.ts';
import { type StoredRequest, storedRequest } from '../../src/server/detect/log/entry.ts';
import { rereadRequest } from '../../src/server/detect/log/reread.ts';
import { findSourceType, sourceTypes } from '../../src/server/detect/source-types/registry.ts';
import type { SourceRequest } from '../../src/server/detect/source-types/source.ts';
import { fixtureNames, readInput, receivedAt, requestOfInput } from './fixture-files.ts';

const fixtures = sourceTypes.flatMap(({ type }) => fixtureNames(type).map((name) => ({ type, name })));

/** The request as it is made of what arrives over HTTP. */
function arrived(type: string, { method, path, query, headers, contentType, body }: SourceRequest): SourceRequest {
  const incoming = { method, headers: { ...headers, 'content-type': contentType, cookie: 'secret' } };
  const place = { keys: [], bodyKeyed: null, path, query: new URLSearchParams(query).toString() };
  return requestOf(incoming as unknown as IncomingMessage, place, body, receivedAt, findSourceType(type)!);
}

test('there are fixtures of every source type', () => {
  expect(new Set(fixtures.map(({ type }) => type)).size).toBe(sourceTypes.length);
});

test.each(fixtures)('$type $name gives the same signals when it is stored and read again', ({ type, name }) => {
  const input = readInput(type, name);
  const sourceType = findSourceType(type)!;
  const settings = sourceType.settings.schema.parse(input.settings ?? {});
  const request = arrived(type, requestOfInput(input));
  const first = sourceType.parse(request, settings);
  const source = { type: sourceType, settings };
  const stored = storedRequest({ source, request, signals: [], odd: [], isPing: false } as never);
  expect(stored).not.toContain('secret');
  const again = rereadRequest(source, {
    request: JSON.parse(stored) as StoredRequest,
    body: request.body,
    receivedAt,
  });
  // A source without a mapping drops nothing and says what its sender said.
  expect(again).toEqual(first.kind === 'signals' ? { ...first, said: first.signals, dropped: [] } : first);
  const asSent = sourceType.parse({ ...requestOfInput(input), assignedKey: request.assignedKey }, settings);
  expect(first).toEqual(asSent);
});
