import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSourceType, sourceTypes } from '../../src/server/detect/source-types/registry.ts';
import type { ParseResult } from '../../src/server/detect/source-types/source.ts';
import { expectWithinCaps } from './caps.ts';
import { fixtureNames, readInput, requestOf, requestOfInput } from './fixture-files.ts';

const settings = {};
const types = sourceTypes.map((source) => [source.type, source] as const);
const paths = ['', '/api/v2/alerts', '/v2/enqueue', '/v2/change/enqueue', '/generic/2010-04-15/create_event.json'];
const contentTypes = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=X',
  'application/json; charset=utf-16',
  'application/json; charset=no-such-charset',
  '',
];

const deep = `${'{"a":['.repeat(80_000)}1${']}'.repeat(80_000)}`;
const longText = 'x'.repeat(1_000_000);
const bad = '\u0000\ud83d\u202e';

const rows: [string, string | Uint8Array][] = [
  ['an empty body', ''],
  ['white space', ' \r\n\t '],
  ['half an object', '{"alerts": [{"labels": {"alertname"'],
  ['null', 'null'],
  ['a number', '1e400'],
  ['a text', '"only a text"'],
  ['true', 'true'],
  ['an empty object', '{}'],
  ['an empty list', '[]'],
  ['a list of nulls', `[${Array(50_000).fill('null').join(',')}]`],
  ['a list of empty objects', `[${Array(50_000).fill('{}').join(',')}]`],
  ['alerts that are nulls', `{"status":"firing","alerts":[${Array(5_000).fill('null').join(',')}]}`],
  ['alerts that are an object', '{"alerts": {"0": {}}, "commonLabels": {}}'],
  [
    'wrong types everywhere',
    JSON.stringify({ alerts: [{ labels: [], annotations: 5, status: {}, endsAt: [], fingerprint: {} }] }),
  ],
  [
    'wrong types in an event',
    JSON.stringify({
      event_action: [],
      dedup_key: {},
      payload: { summary: {}, severity: [], source: 7 },
      links: {},
      images: [1, null],
    }),
  ],
  ['a deep object', deep],
  [
    'a deep value in a known field',
    `{"event_action":"trigger","dedup_key":${deep},"truncatedAlerts":${deep},"title":${deep},"alerts":[{"labels":{"a":${deep}},"status":${deep}}]}`,
  ],
  [
    'a title of a megabyte',
    JSON.stringify({ title: longText, event_action: 'trigger', payload: { summary: longText }, ruleName: longText }),
  ],
  ['a label of a megabyte', JSON.stringify([{ labels: { [longText]: longText, alertname: longText } }])],
  [
    'a thousand labels',
    JSON.stringify([{ labels: Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`l${at}`, at])) }]),
  ],
  [
    'NUL, lone surrogates and bidi',
    JSON.stringify({
      title: bad,
      dedup_key: bad,
      labels: { [bad]: bad },
      links: [{ href: `https://a.example/${bad}` }],
      event_action: 'trigger',
      payload: { summary: bad, custom_details: { [bad]: [bad] } },
    }),
  ],
  ['raw NUL bytes', Buffer.from('{"title": "a\0b"}')],
  [
    'bytes that are no UTF-8',
    Buffer.concat([Buffer.from('{"title": "'), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from('"}')]),
  ],
  ['a byte order mark', Buffer.from('\ufeff{"title": "marked"}')],
  ['UTF-16 with a mark', Buffer.from('\ufeff{"title": "wide"}', 'utf16le')],
  ['UTF-16 without a mark', Buffer.from('{"title": "wide"}', 'utf16le')],
  [
    '__proto__ everywhere',
    '{"__proto__": {"title": "x"}, "labels": {"__proto__": "y", "constructor": "z"}, "alerts": [{"labels": {"__proto__": {"a": 1}, "alertname": "A"}}], "title": "t"}',
  ],
  [
    'times that cannot be',
    JSON.stringify([
      { labels: { a: 'b' }, startsAt: '+275760-09-13T00:00:00Z', endsAt: '9999-12-31T23:59:59Z' },
      { labels: { a: 'c' }, startsAt: '0000-00-00T00:00:00Z', endsAt: -1 },
      { labels: { a: 'd' }, startsAt: 1e300, endsAt: '2026-02-31T25:61:61Z' },
    ]),
  ],
  ['numbers that lose digits', '{"title": 12345678901234567890, "dedup_key": 1e400, "severity": 1e100}'],
  [
    'markup and formulas',
    JSON.stringify({
      title: '=cmd()|<script>alert(1)</script>',
      url: 'javascript:alert(1)',
      client_url: 'data:text/html,x',
    }),
  ],
];

describe.each(types)('%s, given hostile input', (_type, source) => {
  it.each(rows)('survives %s', (_name, body) => {
    const ways = [...paths.map((path) => ({ path })), ...contentTypes.map((contentType) => ({ contentType }))];
    for (const way of ways) {
      const request = requestOf(body, way);
      const result = source.parse(request, settings);
      expectWithinCaps(result);
      expectNothingLost(result, body === '[]' ? [] : undefined);
      expect(source.reply(result, request.path).status).toBeLessThan(500);
    }
  });

  it('takes any JSON in any of its fields', () => {
    const names = [
      ...[
        'alerts',
        'labels',
        'annotations',
        'status',
        'state',
        'title',
        'payload',
        'event_action',
        'dedup_key',
        'links',
      ],
      ...[
        'custom_details',
        'summary',
        'severity',
        'startsAt',
        'endsAt',
        'fingerprint',
        'ruleId',
        'evalMatches',
        'tags',
      ],
    ];
    const text = fc.string({
      unit: fc.oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        fc.constantFrom('\0', '\ud83d', '[', ']'),
      ),
    });
    const leaf = fc.oneof(
      text,
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('ok', 'firing', 'resolved', 'trigger'),
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.oneof(fc.constantFrom(...names, '__proto__'), text), tie('value'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(value, fc.constantFrom(...paths), (body, path) => {
        const result = source.parse(requestOf(JSON.stringify(body), { path }), settings);
        expectWithinCaps(result);
        expectNothingLost(result, body);
      }),
      { numRuns: 300 },
    );
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...contentTypes), (body, contentType) => {
        expectWithinCaps(source.parse(requestOf(body, { contentType }), settings));
      }),
      { numRuns: 300 },
    );
  });

  it('survives its own fixtures with the end cut off', () => {
    for (const name of fixtureNames(source.type)) {
      const request = requestOfInput(readInput(source.type, name));
      for (let length = 0; length < request.body.length; length += 7) {
        expectWithinCaps(source.parse({ ...request, body: request.body.slice(0, length) }, settings));
      }
    }
  });
});

describe('the same text', () => {
  it.each([
    ['with a byte order mark', Buffer.from('\ufeff{"title": "wide"}')],
    ['as UTF-16', Buffer.from('{"title": "wide"}', 'utf16le')],
    ['as UTF-16 in the other byte order', Buffer.from('\ufeff{"title": "wide"}', 'utf16le').swap16()],
  ])('is read %s', (_name, body) => {
    const result = findSourceType('generic')!.parse(requestOf(body), settings);
    expect(result).toMatchObject({ kind: 'signals', signals: [{ title: 'wide' }] });
  });
});

/** Accepted means a signal, or a word about what was not one. An empty list from Prometheus is all right as it is. */
function expectNothingLost(result: ParseResult, body?: unknown): void {
  if (result.kind !== 'signals' || result.signals.length > 0) return;
  if (Array.isArray(body) && body.length === 0) return;
  expect(result.odd.length + result.errors.length).toBeGreaterThan(0);
}
