// Laws of reading: what may change in a body without changing what is read of it, and what may not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Signal } from '../../src/domain/detect/signal.ts';
import { rereadRequest } from '../../src/server/detect/log/reread.ts';
import { findSourceType } from '../../src/server/detect/source-types/registry.ts';
import { allSenders } from './bodies/all-senders.ts';
import { storyOf } from './bodies/sender.ts';
import { receivedAt, requestOf } from './fixture-files.ts';

const generic = findSourceType('generic')!;
const read = (body: unknown) => {
  const result = generic.parse(requestOf(JSON.stringify(body)), {});
  return result.kind === 'signals' ? result.signals : [];
};
const only = (body: unknown): Signal => {
  const signals = read(body);
  expect(signals).toHaveLength(1);
  return signals[0]!;
};

type Word = { bad: string; good: string };
/** A problem as a sender knows it, before it is written down in any way. */
type Problem = { host: string; check: string; words: Word; level: string; value: number; at: number; event: number };
/** How a sender writes it down. */
type Style = {
  host: string;
  check: string;
  state: string;
  level: string;
  value: string;
  at: string;
  event: string;
  spell: (words: string) => string;
  order: number;
};

const snake = (words: string) => words.replaceAll(' ', '_');
const pascal = (words: string) => words.replace(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase());
const spellings = [
  snake,
  pascal,
  (words: string) => words.replaceAll(' ', '-'),
  (words: string) => snake(words).toUpperCase(),
  (words: string) => words.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase()),
];
const oneOf = (words: string) => fc.constantFrom(...words.split(', '));

const styles: fc.Arbitrary<Style> = fc.record({
  host: oneOf(
    'host, hostname, host name, server, server name, device, device name, node, instance, machine, resource name, entity name, target',
  ),
  check: oneOf(
    'check, check name, service, service name, alert name, rule name, monitor name, name, sensor, title, summary',
  ),
  state: oneOf('state, status, alert state, alert status, current state, monitor status, new state'),
  level: oneOf('severity, priority, criticality, alert severity'),
  value: oneOf('value, current value, reading, measured value, usage, metric value'),
  at: oneOf('timestamp, time, created at, triggered at, event time, date'),
  event: oneOf('event id, message id, notification id, request id, delivery id'),
  spell: fc.constantFrom(...spellings),
  order: fc.nat(6),
});
const problems: fc.Arbitrary<Problem> = fc.record({
  host: fc.stringMatching(/^[a-z]{2,8}-\d{1,3}(\.example\.org)?$/),
  check: oneOf('Disk space, CPU load, Replication lag, Checkout, Nightly backup, HTTP, Queue depth'),
  words: oneOf(
    'firing resolved, ALARM OK, critical ok, open closed, triggered recovered, Down Up, PROBLEM RECOVERY, active cleared',
  ).map((pair) => ({ bad: pair.split(' ')[0]!, good: pair.split(' ')[1]! })),
  level: oneOf('critical, high, P2, warning'),
  value: fc.integer({ min: 1, max: 99_999 }).map((number) => number / 100),
  at: fc.integer({ min: 1_700_000_000, max: 1_767_000_000 }),
  event: fc.integer({ min: 100_000, max: 999_999 }),
});

const turned = (entries: [string, unknown][], by: number) => {
  const at = by % entries.length;
  return Object.fromEntries([...entries.slice(at), ...entries.slice(0, at)]);
};

function written(problem: Problem, style: Style, isOver = false): Record<string, unknown> {
  const { spell } = style;
  return turned(
    [
      [spell(style.host), problem.host],
      [spell(style.check), problem.check],
      [spell(style.state), isOver ? problem.words.good : problem.words.bad],
      [spell(style.level), problem.level],
      [spell(style.value), problem.value],
      [spell(style.at), new Date(problem.at * 1000).toISOString()],
      [spell(style.event), problem.event],
    ],
    style.order,
  );
}

/** The same value with the keys of its objects, at any depth, in another order. */
function reordered(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item) => reordered(item, seed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => [name, reordered(inner, seed)]);
  if (entries.length < 2) return Object.fromEntries(entries);
  return turned(seed % 2 === 0 ? entries : entries.reverse(), seed);
}

const essence = ({ action, dedupKey, title, severity, labels }: Signal) => ({
  action,
  dedupKey,
  title,
  severity,
  labels,
});
const gist = ({ action, dedupKey, title, severity }: Signal) => ({ action, dedupKey, title, severity });

describe('what is read of a body', () => {
  const bodies = allSenders.flatMap((sender) =>
    sender.type === undefined
      ? [storyOf(sender)[0]!, storyOf(sender).at(-1)!].flatMap(({ body }) =>
          typeof body === 'string' ? [] : [{ name: sender.name, body }],
        )
      : [],
  );

  it('does not hang on the order of the keys, whoever sends it', () => {
    for (const [at, { name, body }] of bodies.entries()) {
      const other = read(reordered(body, 1 + (at % 5)));
      expect(other.map(essence), name).toEqual(read(body).map(essence));
    }
  });

  it('does not hang on the order of the keys, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 12 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 6 }),
        fc.nat(9),
        (body, seed) => {
          expect(read(reordered(body, seed)).map(gist)).toEqual(read(body).map(gist));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is the same when the stored request is read again', () => {
    for (const { name, body } of bodies) {
      const { method, path, query, contentType, assignedKey, headers, body: sent } = requestOf(JSON.stringify(body));
      const request = { method, path, query, contentType, assignedKey, headers: headers as Record<string, string> };
      const source = { type: generic, settings: {} };
      const again = rereadRequest(source, { request: { ...request, isPing: false }, body: sent, receivedAt });
      expect(again.kind === 'signals' && again.signals, name).toEqual(read(body));
    }
  });
});

describe('the key of a problem', () => {
  it('is the same at another time, with another number and another message', () => {
    fc.assert(
      fc.property(problems, styles, problems, (problem, style, { value, at, event }) => {
        const again = only(written({ ...problem, value, at, event }, style));
        expect(again.dedupKey).toBe(only(written(problem, style)).dedupKey);
      }),
      { numRuns: 300 },
    );
  });

  it('is that of its end, and the end is understood as one', () => {
    fc.assert(
      fc.property(problems, styles, (problem, style) => {
        const [begun, over] = [only(written(problem, style)), only(written(problem, style, true))];
        expect([begun.action, over.action]).toEqual(['trigger', 'resolve']);
        expect(over.dedupKey).toBe(begun.dedupKey);
      }),
      { numRuns: 300 },
    );
  });

  it('is another one elsewhere, for another check, and where any label that identifies differs', () => {
    const names = oneOf('pod, namespace, volume, queue, region, customer, interface, database, cluster, bucket');
    fc.assert(
      fc.property(problems, styles, problems, names, fc.boolean(), (problem, style, other, name, isLabel) => {
        const key = only(written(problem, style)).dedupKey;
        if (other.host !== problem.host)
          expect(only(written({ ...problem, host: other.host }, style)).dedupKey).not.toBe(key);
        if (other.check !== problem.check)
          expect(only(written({ ...problem, check: other.check }, style)).dedupKey).not.toBe(key);
        const where = (value: string) => (isLabel ? { labels: { [name]: value } } : { [style.spell(name)]: value });
        const [one, two] = ['east-a', 'west-b'].map((value) => only({ ...written(problem, style), ...where(value) }));
        expect(one!.dedupKey).not.toBe(two!.dedupKey);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an envelope', () => {
  const envelopes: Record<string, (body: object) => unknown> = {
    data: (body) => ({ data: body }),
    payload: (body) => ({ payload: body }),
    event: (body) => ({ event: body }),
    alert: (body) => ({ alert: body }),
    body: (body) => ({ body }),
    'data of a payload': (body) => ({ payload: { data: body } }),
    'a list': (body) => [body],
    'JSON in a text': (body) => ({ message: JSON.stringify(body) }),
    'a list of alerts': (body) => ({ alerts: [body] }),
    'a number and a version around': (body) => ({ version: '1.0', id: 'b6f1c2d0-910001', data: body }),
  };

  it.each(Object.keys(envelopes))('named %s changes nothing', (name) => {
    fc.assert(
      fc.property(problems, styles, fc.boolean(), (problem, style, isOver) => {
        const body = written(problem, style, isOver);
        const inside = only(envelopes[name]!(body));
        expect({ ...gist(inside), dedupKey: '' }).toEqual({ ...gist(only(body)), dedupKey: '' });
        expect(only(envelopes[name]!(written({ ...problem, value: 1, event: 5 }, style, !isOver))).dedupKey).toBe(
          inside.dedupKey,
        );
      }),
      { numRuns: 60 },
    );
  });
});
