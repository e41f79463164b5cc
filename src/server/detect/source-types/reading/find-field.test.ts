import fc from 'fast-check';
import { expect, test } from 'vitest';
import { processorMs } from '../../../../../test/harness/hostile/processor-time.ts';
import { findField } from './find-field.ts';

test('the field that is found without parsing is the one that parsing finds', () => {
  const names = fc.oneof(fc.constantFrom('routing_key', 'routing_key ', 'a"routing_key', 'payload'), fc.string());
  const keys = fc.stringMatching(/^[a-z0-9_-]{1,40}$/);
  const inner = fc.dictionary(names, fc.oneof(keys, fc.string(), fc.array(fc.string())), { maxKeys: 4 });
  const bodies = fc.dictionary(names, fc.oneof(inner, fc.string(), fc.constant(null), fc.array(inner)), { maxKeys: 5 });
  fc.assert(
    fc.property(bodies, fc.option(keys), fc.constantFrom(0, 2), (body, key, indent) => {
      const event = key === null ? body : { ...body, routing_key: key };
      const wanted = Object.hasOwn(event, 'routing_key') ? event.routing_key : null;
      const found = findField(JSON.stringify(event, null, indent), 'routing_key');
      expect(found).toBe(typeof wanted === 'string' ? wanted.trim() || null : null);
    }),
  );
});

test('escapes hide neither the name nor the key, and of two the last counts', () => {
  expect(findField('{"routing\\u005fkey": "\\u0061bc"}', 'routing_key')).toBe('abc');
  expect(findField('{"routing_key": "first", "routing_key": "last"}', 'routing_key')).toBe('last');
});

test('a megabyte of hostile text is looked through quickly', () => {
  const hostile = [
    '['.repeat(1_000_000),
    `{${'"routing_key":'.repeat(70_000)}`,
    `{${'"routing_key":"x",'.repeat(55_000)}}`,
    `{${'"\\u0072",'.repeat(110_000)}}`,
    `{"routing_key":"${'\\\\'.repeat(500_000)}"}`,
    `{"${'\\"'.repeat(500_000)}`,
  ];
  for (const text of hostile) {
    // A hundred times what it takes on an idle machine.
    expect(processorMs(() => findField(text, 'routing_key'), { enough: 500 })).toBeLessThan(500);
  }
});
