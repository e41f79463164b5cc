import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '../../../contract/errors.ts';
import { parseFilter } from './filter.ts';
import { applyGroupOperations, type GroupState } from './group.ts';
import { nextState, readUser, readUserOperations, type UserState } from './user.ts';
import { readOperations } from './values.ts';

/** What is refused is refused in words; nothing else is thrown. */
function refusedOr<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    return null;
  }
}

test('no filter breaks the reader', () => {
  const piece = fc.constantFrom(
    '(',
    ')',
    ' ',
    'and',
    'or',
    'eq',
    '"',
    '\\',
    '[',
    ']',
    'userName',
    '"a"',
    'true',
    '.',
    '\0',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join(' ')),
      ),
      (text) => {
        refusedOr(() => parseFilter(text));
      },
    ),
  );
});

test('`and` binds closer than `or`', () => {
  expect(parseFilter('a eq "1" or b eq "2" and c eq "3"')).toMatchObject({ kind: 'or', right: { kind: 'and' } });
});

test('no body breaks the reader', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, path) => {
      refusedOr(() => readUser(value));
      refusedOr(() => readUserOperations(readOperations({ Operations: [{ op: 'add', path, value }] })));
      refusedOr(() => readUserOperations(readOperations({ Operations: [{ op: 'Replace', value }] })));
    }),
  );
});

const ada: UserState = {
  ...{ userName: 'ada@example.org', externalId: null, givenName: null, familyName: null },
  ...{ email: 'ada@example.org', name: 'Ada', timeZone: 'UTC', isActive: true },
};

test('saying the same twice is saying it once', () => {
  const input = fc.record(
    {
      displayName: fc.constantFrom('Ada', 'Grace'),
      active: fc.constantFrom(true, 'False'),
      externalId: fc.constantFrom('1', '2'),
      userName: fc.constantFrom('ada@example.org', 'Grace@example.org'),
      name: fc.record({ givenName: fc.constantFrom('Ada', 'Lin'), familyName: fc.constant('L') }, { requiredKeys: [] }),
    },
    { requiredKeys: ['userName'] },
  );
  fc.assert(
    fc.property(input, fc.boolean(), (body, isWhole) => {
      const once = nextState(ada, readUser(body), isWhole);
      expect(nextState(once, readUser(body), isWhole)).toEqual(once);
    }),
  );
});

test('an address that was the user name moves along with it; another one stays', () => {
  const renamed = { userName: 'lin@example.org' };
  expect(nextState(ada, renamed, false).email).toBe('lin@example.org');
  expect(nextState({ ...ada, email: 'other@example.org' }, renamed, false).email).toBe('other@example.org');
});

test('operations on members come out as the last of them says', () => {
  const group: GroupState = { displayName: 'g', externalId: null, memberIds: new Set([1, 2]) };
  const id = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(fc.array(fc.record({ op: fc.constantFrom('add', 'Remove'), id }), { minLength: 1 }), (steps) => {
      const operations = steps.map(({ op, id: value }) => ({ op, path: 'members', value: [{ value: String(value) }] }));
      const { memberIds } = applyGroupOperations(group, readOperations({ Operations: operations }));
      for (const { id: each } of steps) {
        const last = steps.findLast((step) => step.id === each)!;
        expect(memberIds.has(each)).toBe(last.op === 'add');
      }
    }),
  );
});
