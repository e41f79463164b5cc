import { expect, test } from 'vitest';
import type { z } from 'zod';
import { line, timeZone } from './endpoint.ts';
import { endpoints } from './endpoints.ts';

test('only names of zones are time zones', () => {
  for (const name of ['Europe/Kyiv', 'UTC', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires']) {
    expect(timeZone.safeParse(name).success, name).toBe(true);
  }
  for (const name of ['Mars/Phobos', '../etc/passwd', '+05:30', '', 'Europe/Berlin\u0000']) {
    expect(timeZone.safeParse(name).success, name).toBe(false);
  }
});

test('a line of text has something that can be seen', () => {
  for (const name of ['Ada', '李', 'م', '🚒', '–', '1', 'a\u200d'])
    expect(line(20).safeParse(name).success, name).toBe(true);
  for (const name of ['\u200b', '\u200d\u200d', '\ufeff', '\u3164', '\u2800', '\u00ad', '\u0301', '\u200e \u200f']) {
    expect(line(20).safeParse(name).success, JSON.stringify(name)).toBe(false);
  }
});

test('no name that people give reorders the text around it, steers a terminal or is invisible', () => {
  const names = endpoints.flatMap(({ name, body }) => (body ? stringsOf(body, name) : []));
  const named = names.filter(([path]) => /\.name$/.test(path));
  expect(named.length).toBeGreaterThan(20);
  const hostile = ['abc\u202edef', 'abc\u2066def', 'abc\u009bdef', 'abc\u001bdef', '\u2800\u3164'];
  expect(
    named.flatMap(([path, schema]) => (hostile.some((text) => schema.safeParse(text).success) ? [path] : [])),
  ).toEqual([]);
});

type Definition = {
  type: string;
  in?: z.ZodType;
  innerType?: z.ZodType;
  element?: z.ZodType;
  valueType?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  options?: z.ZodType[];
};

/** Every text that a schema takes, with the names of the fields that lead to it. */
function stringsOf(schema: z.ZodType, path: string): [string, z.ZodType][] {
  const def = schema.def as unknown as Definition;
  if (def.type === 'string') return [[path, schema]];
  const within = [def.in, def.innerType, def.element, def.valueType, ...(def.options ?? [])];
  return [
    ...within.flatMap((inner) => (inner ? stringsOf(inner, path) : [])),
    ...Object.entries(def.shape ?? {}).flatMap(([name, field]) => stringsOf(field, `${path}.${name}`)),
  ];
}
