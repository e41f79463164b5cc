import { expect, it } from 'vitest';
import { differences } from './differences.ts';

const day = { name: 'Day', participants: ['ada@example.org'], rotation: { unit: 'day', every: 1 } };

it.each([
  [
    'a participant more',
    [day],
    [{ ...day, participants: ['ada@example.org', 'root1@example.org'] }],
    ['layers[Day].participants: + root1@example.org'],
  ],
  ['keys in another order', [{ a: 1, b: 2 }], [{ b: 2, a: 1 }], []],
  [
    'a leaf deep inside',
    [day],
    [{ ...day, rotation: { every: 2, unit: 'day' } }],
    ['layers[Day].rotation.every: 1 -> 2'],
  ],
  ['a layer that goes', [day, { name: 'Night' }], [day], ['layers: - Night']],
  ['a layer that comes', [day], [day, { name: 'Night' }], ['layers[Night]: + {"name":"Night"}']],
  ['another order', [day, { name: 'Night' }], [{ name: 'Night' }, day], ['layers, order: Day, Night -> Night, Day']],
  ['turns in another order', ['a', 'b', 'a'], ['a', 'a', 'b'], ['layers, order: a, b, a -> a, a, b']],
  ['one turn less of two', ['a', 'b', 'a'], ['a', 'b'], ['layers: - a']],
  [
    'a step without a name',
    [{ delay: 1 }],
    [{ delay: 2 }, { delay: 3 }],
    ['layers[0].delay: 1 -> 2', 'layers[1]: + {"delay":3}'],
  ],
  ['a text that goes', 'x', '', ['layers: x -> (empty)']],
  ['something where nothing was', null, 'ops', ['layers: (none) -> ops']],
])('tells of %s', (_, before, after, lines) => {
  expect(differences('layers', before, after)).toEqual(lines);
});

it('cuts nothing', () => {
  const long = 'x'.repeat(5_000);
  expect(differences('body', 'y', long)).toEqual([`body: y -> ${long}`]);
});
