/** The rules of single sign-on, as people edit them. */
import type { SignInRules, SignInRulesInput } from '../../../contract/directory/sign-in-rules.ts';
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';
import { requireToHold, requireToHoldRole } from '../roles/no-escalation.ts';
import { type GroupRoleRow, listGroupRoles, loadRole, lockRoles, replaceGroupRoles } from '../roles/store.ts';
import { listAbleAdmins, listTeamNames, loadLastEmergency } from './store.ts';

type Rules = Omit<SignInRules, 'provider' | 'lastEmergencySignIn'> & {
  lastEmergencySignIn: { name: string; at: Date } | null;
};

const teamsOf = ({ groups }: SignInRulesInput) => groups.flatMap(({ teamId }) => teamId ?? []);

/** What is in force; teams that are gone since get nobody. */
export async function readSignInRules(db: Queryable): Promise<Rules> {
  const { value, version } = await readSetting(db, settings.signInRules);
  const names = new Map((await listTeamNames(db, teamsOf(value))).map(({ id, name }) => [id, name]));
  const groups = value.groups
    .map((rule) => ({ ...rule, teamName: rule.teamId === null ? null : (names.get(rule.teamId) ?? null) }))
    .map((rule) => (rule.teamName === null ? { ...rule, teamId: null, leads: false } : rule))
    .filter(({ role, teamId }) => role !== null || teamId !== null);
  const groupRoles = (await listGroupRoles(db)).map(({ groupName: group, ...rest }) => ({ group, ...rest }));
  return { ...value, groups, groupRoles, version, lastEmergencySignIn: await loadLastEmergency(db) };
}

/**
 * Nobody lets a group give what they do not have themselves.
 * @throws Problem `invalid_input` for a team or a role that is not there, `version_mismatch`, `forbidden`
 */
export async function updateSignInRules(
  ctx: Context,
  { groupRoles, ...input }: SignInRulesInput,
  ifMatch?: number,
): Promise<Rules> {
  return transaction(ctx.db, async (tx) => {
    if (groupRoles) await lockRoles(tx);
    const known = await listTeamNames(tx, [
      ...teamsOf(input),
      ...(groupRoles ?? []).flatMap(({ teamId }) => teamId ?? []),
    ]);
    const errors = input.groups.flatMap(({ teamId }, place) =>
      teamId === null || known.some(({ id }) => id === teamId)
        ? []
        : [{ path: `body.groups.${place}.teamId`, message: `No team has the id ${teamId}.` }],
    );
    for (const [place, { teamId }] of (groupRoles ?? []).entries()) {
      if (teamId === null || known.some(({ id }) => id === teamId)) continue;
      errors.push({ path: `body.groupRoles.${place}.teamId`, message: `No team has the id ${teamId}.` });
    }
    const able = await listAbleAdmins(tx, input.emergencyAdminIds);
    for (const [place, id] of input.emergencyAdminIds.entries()) {
      if (able.includes(id)) continue;
      const message = 'Must be an admin who is not disabled and has a password or a passkey.';
      errors.push({ path: `body.emergencyAdminIds.${place}`, message });
    }
    if (input.isRequired && input.emergencyAdminIds.length === 0)
      errors.push({ path: 'body.emergencyAdminIds', message: 'Name an emergency admin.' });
    if (errors.length > 0) throw problem('invalid_input', undefined, errors.slice(0, 20));
    const rolesBefore = await listGroupRoles(tx);
    const { value: before } = await readSetting(tx, settings.signInRules);
    requireToGive(ctx, before, input);
    if (groupRoles) await replaceRoles(tx, ctx, rolesBefore, groupRoles);
    await writeSetting(tx, ctx, settings.signInRules, input, ifMatch, {
      before: { ...before, groupRoles: rolesBefore.map(givenBy) },
      after: { ...input, groupRoles: groupRoles ?? rolesBefore.map(givenBy) },
    });
    return readSignInRules(tx);
  });
}

const givenBy = ({ groupName: group, roleId, teamId }: GroupRoleRow) => ({ group, roleId, teamId });

function requireToGive({ actor }: Context, before: SignInRulesInput, after: SignInRulesInput): void {
  if (after.join.role !== before.join.role) requireToHoldRole(actor, after.join.role);
  const had = new Set(before.groups.map(({ group, role }) => `${role} ${group}`));
  for (const { group, role } of after.groups)
    if (role !== null && !had.has(`${role} ${group}`)) requireToHoldRole(actor, role);
}

async function replaceRoles(
  tx: Transaction,
  ctx: Context,
  before: readonly GroupRoleRow[],
  groupRoles: NonNullable<SignInRulesInput['groupRoles']>,
): Promise<void> {
  for (const [place, { group, roleId, teamId }] of groupRoles.entries()) {
    const role = await loadRole(tx, roleId);
    const message =
      role === null
        ? `No role has the id ${roleId}.`
        : role.builtIn === 'viewer'
          ? 'Everybody may do what a viewer may.'
          : role.builtIn !== null && teamId === null
            ? `For everything, ${role.name} is given as the role of a group.`
            : null;
    if (message !== null)
      throw problem('invalid_input', undefined, [{ path: `body.groupRoles.${place}.roleId`, message }]);
    const isKnown = before.some((each) => each.groupName === group && each.roleId === roleId && each.teamId === teamId);
    if (!isKnown) requireToHold(ctx.actor, role!.permissions, `The role ${role!.name}`, teamId);
  }
  await replaceGroupRoles(
    tx,
    groupRoles.map(({ group: groupName, roleId, teamId }) => ({ groupName, roleId, teamId })),
  );
}

/** The claims that the rules need of everybody. */
export async function wantedClaims(db: Queryable): Promise<string[]> {
  const { value: rules } = await readSetting(db, settings.signInRules);
  const usesGroups = rules.groups.length > 0 || (await listGroupRoles(db)).length > 0 || rules.join.groups.length > 0;
  return ['email', ...(usesGroups ? [rules.groupsClaim] : []), ...(rules.join.claim ? [rules.join.claim.name] : [])];
}
