import type { z } from 'zod';
import { roleInput } from '../../../../contract/directory/roles.ts';
import { createRole, deleteRole, updateRole } from '../../../directory/roles/actions.ts';
import { defineKind } from '../../kind.ts';
import { allRoles } from '../../store.ts';

/** Roles that people made; those that are built in need no file. */
export const roles = defineKind<z.output<typeof roleInput>>({
  kind: 'role',
  section: 'roles',
  schema: roleInput as unknown as z.ZodType<z.output<typeof roleInput>>,
  keyOf: ({ slug }) => slug,
  references: () => [],
  list: async (db) => (await allRoles(db)).map(({ id, ...item }) => ({ id, item })),
  create: async (ctx, role) => (await createRole(ctx, role)).id,
  async update(ctx, current, role) {
    await updateRole(ctx, current.id, role);
    return undefined;
  },
  remove: (ctx, id) => deleteRole(ctx, id),
});
