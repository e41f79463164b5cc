import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MappingRule } from '../../../contract/detect/mapping.ts';
import { type FieldError, problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { listTableSlugs } from '../lookup-tables/store.ts';
import { faultOf } from '../mapping-rules/mapping.ts';
import { platformSourceSlug } from '../rulebook/rulebook.ts';
import * as store from './store.ts';

export async function getMapping(ctx: Context, sourceId: number) {
  const { rules, version } = await existing(ctx.db, sourceId);
  return { rules, version };
}

/** Replaces all rules of a source. `version_mismatch` when somebody changed them since `ifMatch`. */
export async function updateMapping(ctx: Context, sourceId: number, rules: MappingRule[], ifMatch?: number) {
  const faults = await faultsOf(rules);
  return transaction(ctx.db, async (tx) => {
    const before = await existing(tx, sourceId);
    refuseUnmappable(before);
    // After the faults of the rules themselves, which need no table.
    const tables = new Set(await listTableSlugs(tx));
    for (const [index, rule] of rules.entries()) {
      if (rule.do === 'look-up' && !tables.has(rule.table))
        faults.push({ path: `body.rules.${index}.table`, message: `There is no lookup table “${rule.table}”.` });
    }
    if (faults.length > 0) throw problem('invalid_input', 'Some rules cannot be used.', faults);
    if (!(await store.updateMapping(tx, sourceId, rules, ifMatch))) {
      throw await changedMeanwhile(tx, 'source', sourceId, ['source.mappingUpdated']);
    }
    await recordEvent(tx, ctx.actor, 'source.mappingUpdated', sourceId, { before: before.rules, after: rules });
    return { rules, version: (await existing(tx, sourceId)).version };
  });
}

/** What is wrong with rules, one fault for each. Patterns take a moment to compile, so others get their turn. */
export async function faultsOf(rules: readonly MappingRule[]): Promise<FieldError[]> {
  const faults: FieldError[] = [];
  for (const [index, rule] of rules.entries()) {
    await nextTurn();
    const fault = faultOf(rule);
    if (fault) faults.push({ path: `body.rules.${index}.${fault.path}`, message: fault.message });
  }
  return faults;
}

async function existing(db: Queryable, sourceId: number): Promise<store.StoredMapping> {
  const found = await store.loadMapping(db, sourceId);
  if (!found) throw problem('not_found', `No source has the id ${sourceId}.`);
  return found;
}

/** What Evenkeel itself says is not to be changed or dropped. */
function refuseUnmappable({ slug, type }: { slug: string; type: string }): void {
  if (slug === platformSourceSlug || type === 'check' || type === 'heartbeat')
    throw problem('state_conflict', 'Signals of this source are made by Evenkeel itself and take no mapping.');
}
