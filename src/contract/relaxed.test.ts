import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { line } from './endpoint.ts';
import { withAnyTexts, withoutLimits } from './relaxed.ts';
import { storedScheduleDefinition } from './respond/schedules/schedule-definition.ts';

const name = line(10);
const written = z
  .strictObject({
    name,
    note: name.nullable().default(null),
    tags: z.array(name).max(1).default([]),
    texts: z.record(z.string(), name).optional(),
    kind: z.union([z.strictObject({ kind: z.literal('a'), name }), z.strictObject({ kind: z.literal('b') })]),
    at: z.url().optional(),
  })
  .refine(({ tags }) => !tags.includes('no'), 'not this one');

const stored = {
  name: '\u200b',
  note: 'longer than ten',
  tags: ['no', '\u202e'],
  texts: { a: '' },
  kind: { kind: 'a', name: '' },
};

describe('what was stored before a rule became stricter', () => {
  test('is refused when it is written, and read as it is', () => {
    expect(written.safeParse(stored).success).toBe(false);
    expect(withoutLimits(written).parse(stored)).toEqual(stored);
  });

  test('is acted on only where nothing but its texts has become wrong', () => {
    const { tags: _tags, ...others } = stored;
    expect(withAnyTexts(written).parse({ ...others, tags: ['\u202e'] })).toMatchObject({ tags: ['\u202e'] });
    expect(withAnyTexts(written).safeParse({ ...others, tags: ['no'] }).success).toBe(false);
    expect(withAnyTexts(written).safeParse({ ...others, tags: ['a', 'b'] }).success).toBe(false);
  });

  test('keeps the structure: unknown keys, other types and other formats are refused, defaults are filled in', () => {
    const read = withoutLimits(written);
    for (const wrong of [{ more: 1 }, { name: 7 }, { kind: { kind: 'c' } }, { at: 'nowhere' }])
      expect(read.safeParse({ ...stored, ...wrong }).success).toBe(false);
    expect(read.parse({ name: '', kind: { kind: 'b' } })).toEqual({
      name: '',
      note: null,
      tags: [],
      kind: { kind: 'b' },
    });
    const [one, other] = [read.parse({ name: '', kind: { kind: 'b' } }), read.parse({ name: '', kind: { kind: 'b' } })];
    one.tags.push('only here');
    expect(other.tags).toEqual([]);
  });

  test('is read the same way in a whole definition, whose own rules were added later', () => {
    const layer = {
      name: '\u202eyes',
      rotation: { unit: 'day', every: 1, handoffTime: '09:00' },
      startsOn: '2026-01-01',
    };
    const definition = { layers: [layer, layer].map((each) => ({ ...each, participants: [1] })) };
    expect(storedScheduleDefinition.safeParse(definition).success).toBe(false);
    expect(withoutLimits(storedScheduleDefinition).parse(definition)).toEqual(definition);
  });
});
