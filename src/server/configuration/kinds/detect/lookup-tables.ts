import { type LookupTableInput, lookupTableInput } from '../../../../contract/detect/mapping.ts';
import { createTable, deleteTable, updateTable } from '../../../detect/lookup-tables/actions.ts';
import { defineKind } from '../../kind.ts';
import { allLookupTables } from '../../store.ts';

export const lookupTables = defineKind<LookupTableInput>({
  kind: 'lookupTable',
  section: 'lookupTables',
  schema: lookupTableInput,
  keyOf: ({ slug }) => slug,
  references: () => [],
  list: async (db) => (await allLookupTables(db)).map(({ id, ...item }) => ({ id, item })),
  create: async (ctx, table) => (await createTable(ctx, table)).id,
  async update(ctx, current, table) {
    await updateTable(ctx, current.id, table);
    return undefined;
  },
  remove: deleteTable,
});
