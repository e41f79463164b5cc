import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MappingRuleInput, mappingRules } from '../../../contract/detect/mapping.ts';
import type { OddPart } from '../../../domain/detect/odd-part.ts';
import { generic } from '../source-types/generic/generic.ts';
import { readLookupTable } from './lookup-table.ts';
import { createMapping } from './mapping.ts';
import { compilePattern } from './pattern.ts';
import { readRequest } from './read.ts';

const owners = readLookupTable('host,team,runbook\nweb-1,shop,https://wiki.example/web\nweb-2,data,\n', 1);

function mapped(rules: MappingRuleInput[], body: unknown) {
  const mapping = createMapping(mappingRules.parse(rules), 1, (slug) => (slug === 'owners' ? owners : undefined));
  const read = readRequest({ type: generic, settings: {}, mapping }, requestOf(body));
  if (read.kind !== 'signals') throw new Error(`It was read as ${read.kind}.`);
  return read;
}

const requestOf = (body: unknown) => ({
  method: 'POST',
  path: '',
  query: {},
  headers: {},
  contentType: 'application/json',
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  assignedKey: 'assigned',
  receivedAt: Date.UTC(2027, 0, 1),
});

const disk = {
  title: 'Disk full',
  severity: 'warning',
  labels: { host: 'web-1', env: 'staging' },
  detail: { pct: 97 },
};
const reasons = (odd: OddPart[]) => odd.map(({ reason }) => reason);

test('a rule composes a title from fields, labels and any place in the body', () => {
  const { signals } = mapped(
    [{ do: 'set', field: 'title', template: '{{ labels.host | upcase }}: {{ title }} ({{ body.detail.pct }} %)' }],
    disk,
  );
  expect(signals).toMatchObject([{ title: 'WEB-1: Disk full on web-1 (97 %)', labels: disk.labels }]);
});

test('rules set severity, status, dedup key, group, labels and links, each seeing what the one before it made', () => {
  const { signals, odd } = mapped(
    [
      { do: 'set', field: 'label', name: 'place', template: '{{ labels.host }}.{{ labels.env }}' },
      { do: 'set', field: 'dedupKey', template: 'disk {{ labels.place }}' },
      { do: 'set', field: 'severity', template: '{% if labels.env == "staging" %}SEV4{% else %}critical{% endif %}' },
      { do: 'set', field: 'status', template: 'Resolved' },
      { do: 'set', field: 'groupKey', template: '{{ labels.env }}' },
      { do: 'set', field: 'link', name: 'Graph', template: 'https://graphs.example/{{ labels.host }}' },
    ],
    disk,
  );
  expect(signals).toMatchObject([
    {
      action: 'resolve',
      dedupKey: 'disk web-1.staging',
      severity: 4,
      groupKey: 'staging',
      labels: { place: 'web-1.staging' },
      links: [{ href: 'https://graphs.example/web-1', text: 'Graph' }],
    },
  ]);
  expect(odd).toEqual([]);
});

test('a value that is not in the body changes nothing', () => {
  const { signals } = mapped([{ do: 'set', field: 'title', template: '{{ body.nowhere.to.be.found }}' }], disk);
  expect(signals).toMatchObject([{ title: 'Disk full on web-1' }]);
});

test('of a list, each signal sees the entry that it was read from', () => {
  const { signals } = mapped(
    [{ do: 'set', field: 'title', template: '{{ item.title }} at {{ item.site.name }}, {{ body.size }} in all' }],
    [
      { title: 'Disk full', site: { name: 'Oslo' } },
      { title: 'Fan stopped', site: { name: 'Rome' } },
    ],
  );
  expect(signals.map(({ title }) => title)).toEqual(['Disk full at Oslo, 2 in all', 'Fan stopped at Rome, 2 in all']);
});

test.each([1, 3])('of a group of %i alerts, each signal sees its own alert', (count) => {
  const alerts = Array.from({ length: count }, (_, at) => ({ status: 'firing', labels: { alertname: `A${at}` } }));
  const { signals } = mapped(
    [{ do: 'set', field: 'title', template: '{{ item.labels.alertname }} of {{ body.receiver }}' }],
    { receiver: 'hook', version: '4', groupKey: '{}', status: 'firing', alerts },
  );
  expect(signals.map(({ title }) => title)).toEqual(alerts.map(({ labels }) => `${labels.alertname} of hook`));
});

test('named groups of a pattern become labels, from a field, a label or a place in the body', () => {
  const { signals } = mapped(
    [
      { do: 'extract', from: 'title', pattern: '(?P<what>\\w+) on (?P<host>[^ ]+)' },
      { do: 'extract', from: 'body', name: 'meta.arn', pattern: ':(?P<account>\\d{12}):' },
      { do: 'extract', from: 'label', name: 'host', pattern: '(?P<site>[a-z]+)-\\d+' },
      { do: 'extract', from: 'title', pattern: 'no (?P<never>match)' },
    ],
    { title: 'Disk on oslo-7 is full', meta: { arn: 'arn:aws:sns:eu:123456789012:x' } },
  );
  expect(signals[0]!.labels).toMatchObject({ what: 'Disk', host: 'oslo-7', account: '123456789012', site: 'oslo' });
  expect(signals[0]!.labels).not.toHaveProperty('never');
});

test('a pattern that would hang others takes linear time', () => {
  const patterns = ['(?P<x>(a+)+)$', '(?P<x>(a|aa)+)$', '(?P<x>(.*)(.*)(.*)(.*)(.*)(.*)=)', '(?P<x>(a?){50}a{50})$'];
  const text = `${'a'.repeat(100_000)}!`;
  for (const pattern of patterns) {
    const find = compilePattern(pattern);
    const startedAt = performance.now();
    find(text);
    expect(performance.now() - startedAt).toBeLessThan(200);
  }
});

test('a pattern that grows too large, has no named group or is none is refused with a sentence', () => {
  expect(() => compilePattern('(?P<x>(.{0,500}){2})'.repeat(1))).toThrow('repeats too much');
  expect(() => compilePattern('a+')).toThrow('Name a group');
  expect(() => compilePattern('(')).toThrow();
});

test('a lookup labels what its table knows and tells of what it does not', () => {
  const rule = { do: 'look-up', table: 'owners', key: '{{ labels.host }}' } as const;
  expect(mapped([rule], disk).signals[0]!.labels).toMatchObject({ team: 'shop', runbook: 'https://wiki.example/web' });
  const unknown = mapped([rule], { title: 'x', labels: { host: 'web-9' } });
  expect(unknown.signals).toHaveLength(1);
  expect(reasons(unknown.odd)).toEqual(['Rule 1 of the mapping: The lookup table “owners” has no row for “web-9”.']);
  expect(mapped([rule], { title: 'no host' }).odd).toEqual([]);
});

test('what a rule drops is named, and the rest of the request goes on', () => {
  const { signals, dropped, said } = mapped(
    [
      { do: 'drop', when: { all: [{ body: 'env', operator: 'equals', value: 'staging' }] } },
      { do: 'set', field: 'label', name: 'seen', template: 'yes' },
    ],
    [
      { title: 'Cart broken', env: 'staging' },
      { title: 'Cart slow', env: 'production' },
    ],
  );
  expect(signals).toMatchObject([{ title: 'Cart slow', labels: { seen: 'yes' } }]);
  expect(dropped).toEqual([{ rule: 1, title: 'Cart broken' }]);
  expect(said).toHaveLength(2);
});

test.each<[string, MappingRuleInput]>([
  ['is no severity', { do: 'set', field: 'severity', template: 'very bad indeed' }],
  ['is no status', { do: 'set', field: 'status', template: 'exploded' }],
  ['is no http', { do: 'set', field: 'link', name: 'x', template: 'javascript:alert(1)' }],
  ['no lookup table', { do: 'look-up', table: 'gone', key: 'x' }],
  ['filter', { do: 'set', field: 'title', template: '{{ title | frobnicate }}' }],
])('a rule that fails (%s) leaves the signal as it was, tells it, and the next rule still applies', (told, rule) => {
  const { signals, odd } = mapped([rule, { do: 'set', field: 'label', name: 'next', template: 'done' }], disk);
  expect(signals).toMatchObject([
    { title: 'Disk full on web-1', severity: 3, action: 'trigger', labels: { next: 'done' } },
  ]);
  expect(odd).toHaveLength(1);
  expect(odd[0]!.reason).toContain(told);
});

test('a rule that is switched off does nothing', () => {
  expect(
    mapped(
      [
        { do: 'drop', enabled: false },
        { do: 'drop', enabled: false },
      ],
      disk,
    ).signals,
  ).toHaveLength(1);
});

test('what a sender writes is never run: templates in it stay text, and nothing inherited can be reached', () => {
  const { signals } = mapped(
    [{ do: 'set', field: 'title', template: '{{ body.title }}{{ body.constructor.name }}{{ labels.__proto__ }}' }],
    { title: '{{ 7 | frobnicate }}' },
  );
  expect(signals[0]!.title).toBe('{{ 7 | frobnicate }}');
});

test('a body too long for rules costs no signal: those that read it are left out and told', () => {
  const long = { title: 'Long', text: 'x'.repeat(300_000) };
  const { signals, odd } = mapped(
    [
      { do: 'set', field: 'title', template: '{{ body.title }} again' },
      { do: 'set', field: 'label', name: 'kept', template: '{{ title }}' },
    ],
    long,
  );
  expect(signals).toMatchObject([{ title: 'Long', labels: { kept: 'Long' } }]);
  expect(reasons(odd).filter((reason) => reason.includes('longer than 256 KiB'))).toHaveLength(1);
});

const anyRule: fc.Arbitrary<MappingRuleInput> = fc.oneof(
  fc.record({
    do: fc.constant('set' as const),
    field: fc.constantFrom('title', 'description', 'severity', 'status', 'dedupKey', 'groupKey', 'label', 'link'),
    name: fc.constantFrom('a', 'b', '__proto__'),
    template: fc.constantFrom('{{ title }}', '{{ body.a.b }}', '{{ labels | size }}', '{{ x', 'critical', '{{ body }}'),
  }),
  fc.record({
    do: fc.constant('extract' as const),
    from: fc.constantFrom('title', 'description', 'dedupKey', 'label', 'body'),
    name: fc.constantFrom('a', 'a.b'),
    pattern: fc.constantFrom('(?P<x>.+)', '(?P<__proto__>.)', '(', '(?P<a>a*)*'),
  }),
  fc.record({
    do: fc.constant('look-up' as const),
    table: fc.constantFrom('owners', 'gone'),
    key: fc.constant('{{ title }}'),
  }),
) as never;

test('whatever rules and bodies are: without a rule that drops, every signal comes out, with a title and a key', () => {
  fc.assert(
    fc.property(fc.array(anyRule, { minLength: 1, maxLength: 8 }), fc.json({ maxDepth: 3 }), (rules, body) => {
      const plain = readRequest({ type: generic, settings: {} }, requestOf(body));
      if (plain.kind !== 'signals') return;
      const { signals, dropped } = mapped(rules, body);
      expect(dropped).toEqual([]);
      expect(signals).toHaveLength(plain.signals.length);
      for (const signal of signals) {
        expect(signal.title.length).toBeGreaterThan(0);
        expect(signal.dedupKey.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['host\nweb-1\n', 'names a key and at least one label'],
  ['host,host\na,b\n', 'names a column twice'],
  ['host,\na,b\n', 'without a usable name'],
  ['host,team\na,b,c\n', 'Line 2 has more cells'],
  ['host,team\na,b\na,c\n', 'Line 3 has the key “a” a second time'],
  ['host,team\n,b\n', 'Line 2 has no key'],
  ['\n\n', 'empty'],
])('a lookup table that cannot be read says why: %j', (csv, told) => {
  expect(() => readLookupTable(csv, 1)).toThrow(told);
});
