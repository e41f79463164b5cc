import { z } from 'zod';
import { emailAddress } from '../../../../contract/directory/people.ts';
import { slug } from '../../../../contract/endpoint.ts';
import { problem } from '../../../../contract/errors.ts';
import { roles as builtInRoles } from '../../../../contract/permissions.ts';
import { giveRole, takeRole } from '../../../directory/roles/actions.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { defineKind } from '../../kind.ts';
import { allGivenRoles, findRole, personOfGivenRole } from '../../store.ts';

const schema = z.strictObject({
  person: emailAddress,
  role: slug,
  /** Only for what belongs to it; none: for everything. */
  team: slug.nullable().default(null),
});
type GivenRole = z.output<typeof schema>;

export const isBuiltIn = (role: string) => (builtInRoles as readonly string[]).includes(role);

/** Of a role that is built in, or that the document has brought by now. */
export async function roleIdOf(db: Queryable, role: string): Promise<number> {
  const id = await findRole(db, role);
  if (id === null) throw problem('invalid_input', `There is no role ${role}.`);
  return id;
}

/** Who has which role beside the first one; what groups gave is theirs to take. */
export const givenRoles = defineKind<GivenRole>({
  kind: 'givenRole',
  section: 'givenRoles',
  schema,
  keyOf: ({ person, role, team }) => (team === null ? `${person} ${role}` : `${person} ${role} ${team}`),
  references: ({ person, role, team }) => [
    { path: 'person', kind: 'person', key: person },
    ...(isBuiltIn(role) ? [] : [{ path: 'role', kind: 'role', key: role }]),
    ...(team === null ? [] : [{ path: 'team', kind: 'team', key: team }]),
  ],
  list: async (db) => (await allGivenRoles(db)).map(({ id, ...item }) => ({ id, item })),
  async create(ctx, { person, role, team }, names) {
    const roleId = await roleIdOf(ctx.db, role);
    const teamId = team === null ? null : names.idOf('team', team);
    return (await giveRole(ctx, names.idOf('person', person), { roleId, teamId })).id;
  },
  // All of it is its key.
  update: async () => undefined,
  async remove(ctx, id) {
    const personId = await personOfGivenRole(ctx.db, id);
    if (personId !== null) await takeRole(ctx, personId, id);
  },
});
