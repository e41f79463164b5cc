import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GroupRole, type HeldRole, roleChanges } from './group-roles.ts';

const group = fc.constantFrom('sre', 'ops', 'leads');
const roleFor = { roleId: fc.constantFrom(1, 2), teamId: fc.constantFrom(null, 7, 8) };
const rules = fc.array(fc.record({ group, ...roleFor }), { maxLength: 8 });
const groups = fc.array(group).map((list) => new Set(list));
const key = ({ roleId, teamId }: { roleId: number; teamId: number | null }) => `${roleId}:${teamId}`;
/** Somebody has a role for a team once. */
const held: fc.Arbitrary<HeldRole[]> = fc.uniqueArray(
  fc.record({ group: fc.option(group, { nil: null }), ...roleFor }),
  { maxLength: 6, selector: key },
);

function after(before: HeldRole[], rulesNow: GroupRole[], own: ReadonlySet<string>): HeldRole[] {
  const { take, give } = roleChanges(rulesNow, own, before);
  const gone = new Set(take.map(key));
  return [...before.filter((each) => !gone.has(key(each))), ...give];
}

test('nobody loses what a person gave them, whatever their groups are', () => {
  fc.assert(
    fc.property(rules, groups, held, (rulesNow, own, before) => {
      const left = after(before, rulesNow, own);
      for (const each of before.filter((one) => one.group === null)) expect(left).toContainEqual(each);
    }),
  );
});

test('afterwards somebody has what their groups give and what people gave, each once, and nothing else', () => {
  fc.assert(
    fc.property(rules, groups, held, (rulesNow, own, before) => {
      const expected = new Set([
        ...before.filter((each) => each.group === null).map(key),
        ...rulesNow.filter((rule) => own.has(rule.group)).map(key),
      ]);
      const left = after(before, rulesNow, own).map(key);
      expect(new Set(left)).toEqual(expected);
      expect(left).toHaveLength(expected.size);
    }),
  );
});

test('whatever a group is named to have given, a rule of that group gives', () => {
  fc.assert(
    fc.property(rules, groups, held, (rulesNow, own, before) => {
      for (const each of after(before, rulesNow, own)) {
        if (each.group === null) continue;
        expect([...own]).toContain(each.group);
        expect(rulesNow.some((rule) => rule.group === each.group && key(rule) === key(each))).toBe(true);
      }
    }),
  );
});

test('signing in twice is signing in once', () => {
  fc.assert(
    fc.property(rules, groups, held, (rulesNow, own, before) => {
      expect(roleChanges(rulesNow, own, after(before, rulesNow, own))).toEqual({ take: [], give: [] });
    }),
  );
});
