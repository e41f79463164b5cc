import { createHash } from 'node:crypto';
import { problem } from '../../contract/errors.ts';
import type {
  ConfigurationChange,
  ConfigurationInput,
  ConfigurationPlan,
} from '../../contract/platform/configuration.ts';
import type { ScheduleDefinition } from '../../contract/respond/schedules/schedule-definition.ts';
import type { Context } from '../platform/context.ts';
import { type Transaction, transaction } from '../platform/db/database.ts';
import { locks } from '../platform/db/locks.ts';
import { recordEvent } from '../platform/events/record.ts';
import { warnOfUncertified } from '../program/training/certification.ts';
import { listHoles } from '../respond/coverage/actions.ts';
import { participantsOf } from '../respond/schedules/snapshots.ts';
import { warnOfAllIdle } from '../respond/schedules/without-hours.ts';
import { applyDocument, readAll } from './apply.ts';
import { stableText, withoutSecrets } from './compare.ts';
import type { Kind } from './kind.ts';
import { createNames } from './names.ts';
import { allSchedules } from './store.ts';

/**
 * What applying would change. It is applied and rolled back, so the plan knows every refusal that applying would meet.
 * @throws Problem `invalid_input` with the places of all faults
 */
export async function planConfiguration(
  ctx: Context,
  kinds: readonly Kind[],
  { document, prune }: ConfigurationInput,
): Promise<ConfigurationPlan> {
  const rollBack = new Error('The plan is made.');
  let changes: ConfigurationChange[] = [];
  let faults = noFaults;
  try {
    await transaction(ctx.db, async (tx) => {
      await begin(tx);
      const before = await faultSentences(tx);
      changes = await applyDocument({ ...ctx, db: tx }, kinds, document, prune);
      faults = await newFaults(tx, before);
      throw rollBack;
    });
  } catch (error) {
    if (error !== rollBack) throw error;
  }
  return planOf(changes, document, faults);
}

/** @throws Problem as planning does, and `state_conflict` when `planHash` is the hash of another plan */
export async function applyConfiguration(
  ctx: Context,
  kinds: readonly Kind[],
  { document, prune, planHash }: ConfigurationInput & { planHash?: string | undefined },
): Promise<ConfigurationPlan> {
  return transaction(ctx.db, async (tx) => {
    await begin(tx);
    const before = await faultSentences(tx);
    const changes = await applyDocument({ ...ctx, db: tx }, kinds, document, prune);
    const plan = planOf(changes, document, await newFaults(tx, before));
    if (planHash !== undefined && planHash !== plan.planHash)
      throw problem('state_conflict', 'Something has changed since this plan was made; make a new one.');
    if (plan.hasChanges) {
      const changed = plan.changes
        .filter(({ change }) => change !== 'none')
        .map(({ kind, key, change }) => ({ kind, key, change }));
      await recordEvent(tx, ctx.actor, 'configuration.applied', null, {
        prune,
        count: changed.length,
        changed: changed.slice(0, 200),
      });
    }
    return plan;
  });
}

type Faults = Pick<ConfigurationPlan, 'holes' | 'warnings'>;

const noFaults: Faults = { holes: [], warnings: [] };

/** Whatever would page nobody, whether or not there is a mail server: that is no matter of the document. */
async function faultSentences(tx: Transaction): Promise<Faults> {
  const { items } = await listHoles(tx, true);
  const holes = items.filter(({ reach }) => reach === 'nobody').map(({ sentence }) => sentence);
  return { holes, warnings: [...(await warnOfAllIdle(tx)), ...(await uncertified(tx))] };
}

/** A question that fails stops nobody. */
async function uncertified(tx: Transaction): Promise<string[]> {
  const schedules = (await allSchedules(tx)).map(({ id, name, definition }) => ({
    ...{ id, name },
    participants: [...participantsOf(definition as ScheduleDefinition)],
  }));
  return transaction(tx, (part) => warnOfUncertified(part, schedules)).catch(() => []);
}

async function newFaults(tx: Transaction, before: Faults): Promise<Faults> {
  const after = await faultSentences(tx);
  const added = (kind: keyof Faults) => {
    const known = new Set(before[kind]);
    return [...new Set(after[kind])].filter((sentence) => !known.has(sentence)).slice(0, 50);
  };
  return { holes: added('holes'), warnings: added('warnings') };
}

/** Everything that exists as a document, every field written out: what a document leaves out, it leaves alone. */
export async function exportConfiguration(ctx: Context, kinds: readonly Kind[], secrets: boolean) {
  return transaction(ctx.db, async (tx) => {
    const all = await readAll({ ...ctx, db: tx }, kinds, createNames());
    const document: Record<string, unknown> = {};
    for (const kind of kinds.filter(({ isPassing }) => !isPassing)) {
      const items = [...all.get(kind)!.values()].map(({ item }) =>
        secrets ? item : withoutSecrets(item, kind.secrets?.(item) ?? []),
      );
      if (items.length > 0) document[kind.section] = kind.isSingle ? items[0] : items;
    }
    if (secrets) await recordEvent(tx, ctx.actor, 'configuration.exportedWithSecrets', null);
    return { document };
  });
}

/** One at a time: two that interleave would each make what the other has not seen. */
async function begin(tx: Transaction): Promise<void> {
  await tx.query("set local statement_timeout = '60s'; set local idle_in_transaction_session_timeout = '60s'");
  await tx.query('select pg_advisory_xact_lock($1)', [locks.configuration]);
}

function planOf(changes: ConfigurationChange[], document: Record<string, unknown>, faults: Faults): ConfigurationPlan {
  return {
    changes,
    ...faults,
    hasChanges: changes.some(({ change }) => change !== 'none'),
    planHash: createHash('sha256')
      .update(stableText([changes, document]))
      .digest('hex'),
  };
}
