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
});
type Rules = z.output<typeof schema>;

/** Nothing to export while nobody has edited them. */
export const signInRules = defineSingleKind<Rules>({
  kind: 'signInRules',
  schema,
  references: ({ groups, emergencyAdmins }) => [
    ...emergencyAdmins.map((key, index) => ({ path: `emergencyAdmins[${index}]`, kind: 'person', key })),
    ...groups.flatMap(({ team: key }, index) =>
      key === null ? [] : [{ path: `groups[${index}].team`, kind: 'team', key }],
    ),
  ],
  async read(db, names) {
    const { version, groups, emergencyAdminIds, lastEmergencySignIn: _, ...rules } = await readSignInRules(db);
    if (version === 0) return null;
    return {
      ...rules,
      emergencyAdmins: emergencyAdminIds.flatMap((id) => names.keyOf('person', id) ?? []),
      groups: groups.map(({ teamId, teamName: _, ...rule }) => ({
        ...rule,
        team: teamId === null ? null : names.keyOf('team', teamId),
      })),
    };
  },
  save,
});

async function save(ctx: Context, { groups, emergencyAdmins, ...rules }: Rules, names: Names): Promise<void> {
  const input: SignInRulesInput = {
    ...rules,
    emergencyAdminIds: emergencyAdmins.map((key) => names.idOf('person', key)),
    groups: groups.map(({ team, ...rule }) => ({ ...rule, teamId: team === null ? null : names.idOf('team', team) })),
  };
  await updateSignInRules(ctx, input);
}
