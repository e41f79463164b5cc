import { z } from 'zod';
import { emailAddress, role } from '../../../../contract/directory/people.ts';
import {
  groupName,
  mostEmergencyAdmins,
  mostGroupRules,
  type SignInRulesInput,
  signInRulesShape,
} from '../../../../contract/directory/sign-in-rules.ts';
import { slug } from '../../../../contract/endpoint.ts';
import { readSignInRules, updateSignInRules } from '../../../directory/entry/actions.ts';
import type { Context } from '../../../platform/context.ts';
import { defineSingleKind, type Names } from '../../kind.ts';
import { allGroupRoles } from '../../store.ts';
import { isBuiltIn, roleIdOf } from '../access/given-roles.ts';

const schema = z.strictObject({
  ...signInRulesShape,
  /** E-mail addresses. */
  emergencyAdmins: z.array(emailAddress).max(mostEmergencyAdmins).default([]),
  groups: z
    .array(
      z
        .strictObject({
          group: groupName,
          role: role.nullable().default(null),
          team: slug.nullable().default(null),
          leads: z.boolean().default(false),
        })
        .refine((rule) => rule.role !== null || rule.team !== null, 'Give a role, a team or both.')
        .refine((rule) => !rule.leads || rule.team !== null, {
          path: ['leads'],
          message: 'Give the team that they lead.',
        }),
    )
    .max(mostGroupRules)
    .default([]),
  /** Beside the first role; for a team, or for everything. */
  groupRoles: z
    .array(z.strictObject({ group: groupName, role: slug, team: slug.nullable().default(null) }))
    .max(mostGroupRules)
    .default([]),
});
type Rules = z.output<typeof schema>;

/** Nothing to export while nobody has edited them. */
export const signInRules = defineSingleKind<Rules>({
  kind: 'signInRules',
  schema,
  references: ({ groups, groupRoles, emergencyAdmins }) => [
    ...emergencyAdmins.map((key, index) => ({ path: `emergencyAdmins[${index}]`, kind: 'person', key })),
    ...groups.flatMap(({ team: key }, index) =>
      key === null ? [] : [{ path: `groups[${index}].team`, kind: 'team', key }],
    ),
    ...groupRoles.flatMap(({ role, team }, index) => [
      ...(isBuiltIn(role) ? [] : [{ path: `groupRoles[${index}].role`, kind: 'role', key: role }]),
      ...(team === null ? [] : [{ path: `groupRoles[${index}].team`, kind: 'team', key: team }]),
    ]),
  ],
  async read(db, names) {
    const {
      version,
      groups,
      groupRoles: _roles,
      emergencyAdminIds,
      lastEmergencySignIn: _,
      ...rules
    } = await readSignInRules(db);
    if (version === 0) return null;
    return {
      ...rules,
      emergencyAdmins: emergencyAdminIds.flatMap((id) => names.keyOf('person', id) ?? []),
      groups: groups.map(({ teamId, teamName: _, ...rule }) => ({
        ...rule,
        team: teamId === null ? null : names.keyOf('team', teamId),
      })),
      groupRoles: await allGroupRoles(db),
    };
  },
  save,
});

async function save(
  ctx: Context,
  { groups, groupRoles, emergencyAdmins, ...rules }: Rules,
  names: Names,
): Promise<void> {
  const input: SignInRulesInput = {
    ...rules,
    emergencyAdminIds: emergencyAdmins.map((key) => names.idOf('person', key)),
    groups: groups.map(({ team, ...rule }) => ({ ...rule, teamId: team === null ? null : names.idOf('team', team) })),
    groupRoles: await Promise.all(
      groupRoles.map(async ({ group, role, team }) => ({
        group,
        roleId: await roleIdOf(ctx.db, role),
        teamId: team === null ? null : names.idOf('team', team),
      })),
    ),
  };
  await updateSignInRules(ctx, input);
}
