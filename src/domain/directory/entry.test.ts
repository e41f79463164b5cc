import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Role } from '../../contract/permissions.ts';
import { decideEntry, type EntryRules, type Identity, type KnownPerson, readGroups } from './entry.ts';

const closed: EntryRules = {
  join: { isOpen: false, domains: [], groups: [], claim: null, role: 'viewer' },
  trustsAddresses: false,
  groupsClaim: 'groups',
  groups: [],
  groupRoles: [],
};
const open = (join: Partial<EntryRules['join']> = {}, more: Partial<EntryRules> = {}): EntryRules => ({
  ...closed,
  join: { ...closed.join, isOpen: true, domains: ['example.org'], ...join },
  ...more,
});
const ada = (claims: Record<string, unknown> = {}, more: Partial<Identity> = {}): Identity => ({
  email: 'ada@example.org',
  isVerified: true,
  name: 'Ada',
  claims,
  ...more,
});
const known = (more: Partial<KnownPerson> = {}): KnownPerson => ({
  isDisabled: false,
  link: 'none',
  role: 'responder',
  roleByHand: null,
  isLastAdmin: false,
  memberships: [],
  grants: [],
  ...more,
});
const reasonOf = (...given: Parameters<typeof decideEntry>) => {
  const entry = decideEntry(...given);
  return entry.outcome === 'refused' ? entry.reason : entry.as;
};
const accessOf = (...given: Parameters<typeof decideEntry>) => {
  const entry = decideEntry(...given);
  if (entry.outcome === 'refused') throw new Error(entry.reason);
  return entry.access!;
};

describe('who comes in', () => {
  test.each([
    ['a stranger while nobody may join', closed, ada(), null, 'not_invited'],
    ['a stranger of an allowed domain', open(), ada(), null, 'created'],
    ['a stranger of another domain', open(), ada({}, { email: 'ada@example.com' }), null, 'domain_not_allowed'],
    ['a domain that only ends the same', open(), ada({}, { email: 'a@evil-example.org' }), null, 'domain_not_allowed'],
    [
      'a domain before another at sign',
      open(),
      ada({}, { email: '"a@example.org"@evil.org' }),
      null,
      'domain_not_allowed',
    ],
    [
      'a stranger in no required group',
      open({ groups: ['staff'] }),
      ada({ groups: ['other'] }),
      null,
      'group_required',
    ],
    ['a stranger in a required group', open({ groups: ['staff'] }), ada({ groups: ['staff'] }), null, 'created'],
    ['a stranger whose groups are missing', open({ groups: ['staff'] }), ada(), null, 'group_required'],
    ['a stranger with too many groups', open({ groups: ['staff'] }), ada({ hasgroups: true }), null, 'too_many_groups'],
    [
      'the right claim',
      open({ claim: { name: 'hd', value: 'example.org' } }),
      ada({ hd: 'example.org' }),
      null,
      'created',
    ],
    [
      'another claim',
      open({ claim: { name: 'hd', value: 'example.org' } }),
      ada({ hd: 'evil.org' }),
      null,
      'claim_required',
    ],
    ['no claim', open({ claim: { name: 'hd', value: 'undefined' } }), ada(), null, 'claim_required'],
    ['no address', open(), ada({}, { email: null }), null, 'email_missing'],
    ['an address that is not verified', open(), ada({}, { isVerified: false }), null, 'email_not_verified'],
    ['an address of which nothing is said', open(), ada({}, { isVerified: null }), null, 'email_not_verified'],
    [
      'the same where that is trusted',
      open({}, { trustsAddresses: true }),
      ada({}, { isVerified: null }),
      null,
      'created',
    ],
    [
      'not verified where silence is trusted',
      open({}, { trustsAddresses: true }),
      ada({}, { isVerified: false }),
      null,
      'email_not_verified',
    ],
    ['somebody of the directory', closed, ada(), known(), 'matched'],
    [
      'somebody who is linked, without any address',
      closed,
      ada({}, { email: null }),
      known({ link: 'subject' }),
      'linked',
    ],
    ['somebody deactivated', closed, ada(), known({ isDisabled: true, link: 'subject' }), 'disabled'],
    ['somebody linked to another account', closed, ada(), known({ link: 'other' }), 'linked_to_another'],
    ['an admin by a verified address', closed, ada(), known({ role: 'admin' }), 'matched'],
    [
      'an admin by an address on trust',
      open({}, { trustsAddresses: true }),
      ada({}, { isVerified: null }),
      known({ role: 'admin' }),
      'admin_not_verified',
    ],
  ])('%s', (_, rules, identity, person, expected) => {
    expect(reasonOf(rules, identity, person)).toBe(expected);
  });
});

describe('groups', () => {
  test('are read as a list, as one text, by a path, and by a name with dots', () => {
    expect(readGroups({ groups: ['a', 7, 'a', null, 'b'] }, 'groups')).toEqual({ kind: 'listed', groups: ['a', 'b'] });
    expect(readGroups({ groups: 'a' }, 'groups')).toEqual({ kind: 'listed', groups: ['a'] });
    expect(readGroups({ realm_access: { roles: ['x'] } }, 'realm_access.roles')).toMatchObject({ groups: ['x'] });
    expect(readGroups({ 'https://a.example/groups': ['x'] }, 'https://a.example/groups')).toMatchObject({
      groups: ['x'],
    });
    expect(readGroups({}, 'constructor.name')).toEqual({ kind: 'absent' });
  });

  test('of which the provider sends only a reference leave role and teams as they are', () => {
    const overage = { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://x' } } };
    expect(readGroups(overage, 'groups')).toEqual({ kind: 'too-many' });
    const person = known({ link: 'subject', role: 'admin', roleByHand: 'viewer' });
    expect(decideEntry(closed, ada(overage), person)).toEqual({ outcome: 'enters', as: 'linked', access: null });
  });

  const rules: EntryRules = {
    ...closed,
    groups: [
      { group: 'sre', role: 'responder', teamId: 1, leads: false },
      { group: 'sre-leads', role: null, teamId: 1, leads: true },
      { group: 'admins', role: 'admin', teamId: null, leads: false },
    ],
  };

  test('of several the highest role counts, and whoever leads in one leads', () => {
    const person = known({ role: 'viewer' });
    expect(accessOf(rules, ada({ groups: ['sre-leads', 'admins', 'sre'] }), person)).toEqual({
      role: 'admin',
      roleByHand: 'viewer',
      keepsLastAdmin: false,
      teams: [{ teamId: 1, change: 'join', isLead: true, byGroup: true, leadByGroup: true }],
      grants: { take: [], give: [] },
    });
  });

  test('take away what they gave, and no role, team or lead that a person gave', () => {
    const left = ada({ groups: [] });
    expect(accessOf(rules, left, known({ role: 'admin', roleByHand: 'viewer' })).role).toBe('viewer');
    expect(accessOf(rules, left, known({ role: 'admin' })).role).toBe('admin');
    const member = (more: object) => ({ teamId: 1, isLead: false, byGroup: true, leadByGroup: false, ...more });
    const teamsAfter = (more: object) => accessOf(rules, left, known({ memberships: [member(more)] })).teams;
    expect(teamsAfter({})).toMatchObject([{ change: 'leave' }]);
    expect(teamsAfter({ isLead: true, leadByGroup: true })).toMatchObject([{ change: 'leave' }]);
    expect(teamsAfter({ byGroup: false })).toEqual([]);
    expect(teamsAfter({ byGroup: false, isLead: true, leadByGroup: true })).toMatchObject([
      { change: 'keep', isLead: false },
    ]);
    expect(teamsAfter({ isLead: true })).toMatchObject([{ change: 'keep', isLead: true, byGroup: false }]);
  });

  test('do not take the role from the last admin', () => {
    const last = known({ role: 'admin', roleByHand: 'viewer', isLastAdmin: true });
    expect(accessOf(rules, ada({ groups: [] }), last)).toMatchObject({
      role: 'admin',
      roleByHand: 'viewer',
      keepsLastAdmin: true,
    });
  });
});

const role = fc.constantFrom<Role>('viewer', 'responder', 'admin');
const groupNames = ['a', 'b', 'c', 'd'];
const group = fc.constantFrom(...groupNames);
const anyRules = fc.record({
  ...Object.fromEntries(Object.entries(closed).map(([name, value]) => [name, fc.constant(value)])),
  groups: fc.array(
    fc.record({ group, role: fc.option(role), teamId: fc.option(fc.integer({ min: 1, max: 3 })), leads: fc.boolean() }),
    { maxLength: 8 },
  ),
}) as unknown as fc.Arbitrary<EntryRules>;
const membership = fc
  .record({
    teamId: fc.integer({ min: 1, max: 3 }),
    isLead: fc.boolean(),
    byGroup: fc.boolean(),
    leadByGroup: fc.boolean(),
  })
  .map((each) => ({ ...each, leadByGroup: each.leadByGroup && each.isLead }));
const person = fc.record({
  isDisabled: fc.constant(false),
  link: fc.constant('subject' as const),
  role,
  roleByHand: fc.constant(null),
  isLastAdmin: fc.constant(false),
  memberships: fc.uniqueArray(membership, { selector: ({ teamId }) => teamId }),
  grants: fc.constant([]),
}) as fc.Arbitrary<KnownPerson>;

/** The person as the directory has them after a sign-in. */
function after(rules: EntryRules, groups: readonly string[], before: KnownPerson): KnownPerson {
  const access = accessOf(rules, ada({ groups }), before);
  const changed = new Map(access.teams.map((change) => [change.teamId, change]));
  const kept = before.memberships.filter(({ teamId }) => !changed.has(teamId));
  const now = access.teams
    .filter(({ change }) => change !== 'leave')
    .map(({ teamId, isLead, byGroup, leadByGroup }) => ({ teamId, isLead, byGroup, leadByGroup }));
  return { ...before, role: access.role, roleByHand: access.roleByHand, memberships: [...kept, ...now] };
}
const sorted = (of: KnownPerson) => ({ ...of, memberships: [...of.memberships].sort((a, b) => a.teamId - b.teamId) });

test('signing in twice is signing in once, and what came before the last groups leaves no trace but what is by hand', () => {
  fc.assert(
    fc.property(anyRules, person, fc.subarray(groupNames), fc.subarray(groupNames), (rules, before, first, second) => {
      const once = after(rules, first, before);
      expect(sorted(after(rules, first, once))).toEqual(sorted(once));
      const reached = sorted(after(rules, second, once));
      const direct = sorted(after(rules, second, after(rules, [], before)));
      expect(reached.role).toBe(direct.role);
      expect(reached.memberships.map(({ teamId, isLead }) => ({ teamId, isLead }))).toEqual(
        direct.memberships.map(({ teamId, isLead }) => ({ teamId, isLead })),
      );
    }),
  );
});

test('nobody loses by their groups what a person gave them', () => {
  fc.assert(
    fc.property(anyRules, person, fc.subarray(groupNames), (rules, before, groups) => {
      const reached = after(rules, groups, before);
      const order = ['viewer', 'responder', 'admin'];
      expect(order.indexOf(reached.role)).toBeGreaterThanOrEqual(order.indexOf(before.role));
      for (const { teamId, byGroup, isLead, leadByGroup } of before.memberships) {
        const now = reached.memberships.find((each) => each.teamId === teamId);
        if (!byGroup || (isLead && !leadByGroup)) expect(now).toBeDefined();
        if (isLead && !leadByGroup) expect(now!.isLead).toBe(true);
      }
    }),
  );
});
