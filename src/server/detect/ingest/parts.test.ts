import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutIntoParts, isLarge } from './parts.ts';

const requestOf = (body: string | Buffer, contentType = 'application/json') => ({
  ...{ method: 'POST', path: '', query: {}, headers: {}, contentType, assignedKey: 'key', receivedAt: 0 },
  body: Buffer.isBuffer(body) ? body : Buffer.from(body),
});
const partsOf = async (body: string | Buffer, contentType?: string) =>
  ((await cutIntoParts(requestOf(body, contentType))) ?? []).map((part) => Buffer.from(part.body).toString());

test('the parts of a list hold all of its items once, in order, with all that stands around it', async () => {
  const items = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 5 });
  const around = fc.dictionary(
    fc.string().filter((name) => name !== 'alerts'),
    fc.jsonValue({ maxDepth: 2 }),
    { maxKeys: 3 },
  );
  await fc.assert(
    fc.asyncProperty(items, around, around, fc.boolean(), fc.constantFrom(0, 1), async (few, a, b, isGroup, indent) => {
      const list = Array.from({ length: 300 }, (_, at) => few[at % (few.length || 1)] ?? at);
      const parts = await partsOf(JSON.stringify(isGroup ? { ...a, alerts: list, ...b } : list, null, indent));
      const read = parts.map((text) => JSON.parse(text));
      expect(read.flatMap((part) => (isGroup ? part.alerts : part))).toEqual(JSON.parse(JSON.stringify(list)));
      expect(parts.length).toBeGreaterThan(1);
      if (isGroup)
        for (const part of read)
          expect({ ...part, alerts: [] }).toEqual(JSON.parse(JSON.stringify({ ...a, ...b, alerts: [] })));
    }),
    { numRuns: 50 },
  );
});

test('lines of JSON are cut between lines, and a list on several lines is no such thing', async () => {
  const lines = Array.from({ length: 1_000 }, (_, at) => JSON.stringify({ at, text: 'line\n{' }));
  const parts = await partsOf(`${lines.join('\r\n')}\n\n`);
  expect(parts.length).toBeGreaterThan(5);
  expect(
    parts.flatMap((part) => part.split('\n').filter((line) => line.trim() !== '')).map((line) => line.trim()),
  ).toEqual(lines);
  const list = (await partsOf(`[${lines.join(',\n')}]`)).map((part) => JSON.parse(part));
  expect(list.flat()).toEqual(lines.map((line) => JSON.parse(line)));
});

test('a list under another usual name is cut too, unless the body has alerts; a list of numbers is none', async () => {
  const some = Array.from({ length: 200 }, (_, at) => ({ at }));
  const events = await partsOf(JSON.stringify({ state: 'firing', events: some }));
  expect(events.flatMap((part) => JSON.parse(part).events)).toEqual(some);
  const both = await partsOf(JSON.stringify({ events: some.slice(0, 2), alerts: some }));
  expect(both.flatMap((part) => JSON.parse(part).alerts)).toEqual(some);
  expect(await partsOf(JSON.stringify({ title: 'CPU', data: Array(900).fill(1) }))).toEqual([]);
});

test('parts stay small, have keys of their own, and are UTF-8 whatever the whole was', async () => {
  const body = JSON.stringify({ alerts: Array.from({ length: 1_000 }, (_, at) => ({ at, text: 'ö'.repeat(400) })) });
  const parts = (await cutIntoParts(requestOf(Buffer.from(body, 'latin1'), 'application/json; charset=iso-8859-1')))!;
  expect(parts.length).toBeGreaterThan(3);
  expect(new Set(parts.map(({ assignedKey }) => assignedKey)).size).toBe(parts.length);
  for (const part of parts) {
    expect(part.body.length).toBeLessThan(300 * 1024);
    expect(part.contentType).toBe('application/json');
    expect(JSON.parse(Buffer.from(part.body).toString()).alerts[0].text).toBe('ö'.repeat(400));
  }
});

test.each([
  ['one object', '{"title":"a","items":[1,2]}'],
  ['a cut list', '[1,2'],
  ['a list of a deeper object', '{"group":{"alerts":[1,2]}}'],
  ['two lists of one name', '{"alerts":[1],"alerts":[2]}'],
  ['text', 'alerts: [1,2]]'],
])('%s is left whole', async (_name, body) => {
  expect(await cutIntoParts(requestOf(body))).toBeNull();
});

test('many small items are as large as much text', () => {
  expect(isLarge(Buffer.from(`[${Array(1_000).fill('{}').join()}]`))).toBe(true);
  expect(isLarge(Buffer.alloc(200_000))).toBe(true);
  expect(isLarge(Buffer.from(JSON.stringify(Array(100).fill({ labels: {}, annotations: {} }))))).toBe(false);
});
