import { z } from 'zod';
import { emailAddress } from '../../../contract/directory/people.ts';
import { reachRule } from '../../../contract/directory/teams.ts';
import { line, slug, text } from '../../../contract/endpoint.ts';
import { teamHours } from '../../../contract/working-hours.ts';
import { createTeam, deleteTeam, updateTeam } from '../../directory/teams/actions.ts';
import { defineKind, type Names } from '../kind.ts';
import { allTeams } from '../store.ts';

const schema = z.strictObject({
  slug,
  name: line(120),
  description: text(2000).default(''),
  /** The order of members means nothing, so it is no difference either. */
  members: z
    .array(emailAddress)
    .max(500)
    .transform((emails) => [...new Set(emails)].sort())
    .optional(),
  reachRule: reachRule.nullable().default(null),
  workingHours: teamHours.nullable().default(null),
});
type Team = z.output<typeof schema>;

export const teams = defineKind<Team>({
  kind: 'team',
  section: 'teams',
  schema,
  keyOf: (team) => team.slug,
  references: ({ members = [] }) => members.map((key, index) => ({ path: `members[${index}]`, kind: 'person', key })),
  list: async (db, names) =>
    (await allTeams(db)).map(({ id, memberIds, ...team }) => ({
      id,
      item: { ...team, members: memberIds.flatMap((memberId) => names.keyOf('person', memberId) ?? []).sort() },
    })),
  create: async (ctx, team, names) => (await createTeam(ctx, inputOf(team, names))).id,
  async update(ctx, current, team, names) {
    await updateTeam(ctx, current.id, inputOf(team, names));
    return undefined;
  },
  remove: deleteTeam,
});

function inputOf({ members = [], ...team }: Team, names: Names) {
  return { ...team, memberIds: members.map((email) => names.idOf('person', email)) };
}
