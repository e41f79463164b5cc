import { type LookupTableInput, maxLookupTables } from '../../../contract/detect/mapping.ts';
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { readLookupTable } from '../mapping-rules/lookup-table.ts';
import * as store from './store.ts';

export async function listTables(ctx: Context) {
  return { items: await store.listTables(ctx.db) };
}

export function getTable(ctx: Context, id: number) {
  return existing(ctx.db, id);
}

export async function createTable(ctx: Context, input: LookupTableInput) {
  const values = valuesOf(input);
  return transaction(ctx.db, async (tx) => {
    if ((await store.countTables(tx)) >= maxLookupTables)
      throw problem('conflict', `There are already ${maxLookupTables} lookup tables, which is the limit.`);
    const id = await store.insertTable(tx, values);
    await recordEvent(tx, ctx.actor, 'lookupTable.created', id, { after: told(values) });
    return existing(tx, id);
  });
}

/** Replaces the table; mappings name it by its slug, so that stays. */
export async function updateTable(ctx: Context, id: number, input: LookupTableInput, ifMatch?: number) {
  const values = valuesOf(input);
  return transaction(ctx.db, async (tx) => {
    const before = await existing(tx, id);
    if (before.slug !== input.slug)
      throw problem('invalid_input', undefined, [
        { path: 'body.slug', message: 'The slug cannot be changed: mappings use it.' },
      ]);
    if (!(await store.updateTable(tx, id, values, ifMatch))) throw await changedMeanwhile(tx, 'lookupTable', id);
    await recordEvent(tx, ctx.actor, 'lookupTable.updated', id, { before: told(before), after: told(values) });
    return existing(tx, id);
  });
}

export async function deleteTable(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await existing(tx, id);
    const users = await store.sourcesUsing(tx, before.slug);
    if (users.length > 0)
      throw problem('conflict', `The mapping of ${users.join(', ')} uses this table. Remove the rule first.`);
    await store.deleteTable(tx, id);
    await recordEvent(tx, ctx.actor, 'lookupTable.deleted', id, { before: told(before) });
  });
}

async function existing(db: Queryable, id: number): Promise<store.StoredTable> {
  const table = await store.loadTable(db, id);
  if (!table) throw problem('not_found', `No lookup table has the id ${id}.`);
  return table;
}

function valuesOf({ slug, name, csv }: LookupTableInput): store.TableValues {
  try {
    const { columns, rowCount } = readLookupTable(csv, 0);
    return { slug, name, csv, columns, rowCount };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw problem('invalid_input', undefined, [{ path: 'body.csv', message }]);
  }
}

/** The rows are too many for an event. */
const told = ({ slug, name, columns, rowCount }: store.TableValues) => ({ slug, name, columns, rowCount });
