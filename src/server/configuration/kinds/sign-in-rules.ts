import { z } from 'zod';
import { role } from '../../../contract/directory/people.ts';
import {
  groupName,
  mostGroupRules,
  type SignInRulesInput,
  signInRulesShape,
} from '../../../contract/directory/sign-in-rules.ts';
import { slug } from '../../../contract/endpoint.ts';
import { readSignInRules, updateSignInRules } from '../../directory/entry/actions.ts';
import type { Context } from '../../platform/context.ts';
import { defineSingleKind, type Names } from '../kind.ts';

const schema = z.strictObject({
  ...signInRulesShape,
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
  references: ({ groups }) =>
    groups.flatMap(({ team: key }, index) =>
      key === null ? [] : [{ path: `groups[${index}].team`, kind: 'team', key }],
    ),
  async read(db, names) {
    const { version, groups, ...rules } = await readSignInRules(db);
    if (version === 0) return null;
    return {
      ...rules,
      groups: groups.map(({ teamId, teamName: _, ...rule }) => ({
        ...rule,
        team: teamId === null ? null : names.keyOf('team', teamId),
      })),
    };
  },
  save,
});

async function save(ctx: Context, { groups, ...rules }: Rules, names: Names): Promise<void> {
  const input: SignInRulesInput = {
    ...rules,
    groups: groups.map(({ team, ...rule }) => ({ ...rule, teamId: team === null ? null : names.idOf('team', team) })),
  };
  await updateSignInRules(ctx, input);
}
