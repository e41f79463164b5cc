import { z } from 'zod';
import { emailAddress } from '../../../contract/directory/people.ts';
import { reachRule } from '../../../contract/directory/teams.ts';
import { line, slug, text } from '../../../contract/endpoint.ts';
import { teamHours } from '../../../contract/working-hours.ts';
import { createTeam, deleteTeam, holdByHand, membersByGroup, updateTeam } from '../../directory/teams/actions.ts';
import { defineKind, type Names } from '../kind.ts';
import { allTeams } from '../store.ts';

/** The order of members means nothing, so it is no difference either. */
const emails = z
  .array(emailAddress)
  .max(500)
  .transform((given) => [...new Set(given)].sort())
  .optional();

const schema = z
  .strictObject({
    slug,
    name: line(120),
    description: text(2000).default(''),
    members: emails,
    leads: emails,
    reachRule: reachRule.nullable().default(null),
    workingHours: teamHours.nullable().default(null),
  })
  .refine(({ members, leads = [] }) => !members || leads.every((lead) => members.includes(lead)), {
    path: ['leads'],
    message: 'A lead must be a member of the team.',
  });
type Team = z.output<typeof schema>;

export const teams = defineKind<Team>({
  kind: 'team',
  section: 'teams',
  schema,
  keyOf: (team) => team.slug,
  references: ({ members = [] }) => members.map((key, index) => ({ path: `members[${index}]`, kind: 'person', key })),
  list: async (db, names) =>
    (await allTeams(db)).map(({ id, memberIds, leadIds, ...team }) => {
      const emailsOf = (ids: number[]) => ids.flatMap((personId) => names.keyOf('person', personId) ?? []).sort();
      return { id, item: { ...team, members: emailsOf(memberIds), leads: emailsOf(leadIds) } };
    }),
  create: async (ctx, team, names) => (await createTeam(ctx, inputOf(team, names))).id,
  async update(ctx, current, team, names) {
    const input = inputOf(team, names);
    const byGroup = await membersByGroup(ctx, current.id);
    const others = byGroup.filter(({ personId }) => !input.memberIds.includes(personId));
    await updateTeam(ctx, current.id, {
      ...input,
      memberIds: [...input.memberIds, ...others.map(({ personId }) => personId)],
      leadIds: [...input.leadIds, ...byGroup.filter(({ isLead }) => isLead).map(({ personId }) => personId)],
    });
    await holdByHand(ctx, current.id, input);
    return undefined;
  },
  remove: deleteTeam,
});

/** Whoever leaves the team no longer leads it, also where a file names its members only. */
function inputOf({ members = [], leads = [], ...team }: Team, names: Names) {
  const idOf = (email: string) => names.idOf('person', email);
  const staying = leads.filter((lead) => members.includes(lead));
  return { ...team, memberIds: members.map(idOf), leadIds: staying.map(idOf) };
}
