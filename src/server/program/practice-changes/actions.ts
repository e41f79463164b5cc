/** Changes of practice: those that events tell of, and those that somebody wrote down. */
import { problem } from '../../../contract/errors.ts';
import type { OwnPracticeChange, PracticeChangeInput } from '../../../contract/program/practice-changes.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as own from './own-store.ts';
import { listPractice, type PracticeQuery } from './store.ts';
import { practiceWords } from './words.ts';

/** Newest first; at the same moment what events tell comes before what was written. */
export async function listPracticeChanges(ctx: Pick<Context, 'db'>, query: PracticeQuery) {
  const { limit, cursor, from = null, to = null, teamId = null } = query;
  const [at, isOwn, id] = (decodeCursor(cursor, 3) ?? [null, 0, 0]).map((part) =>
    part === null ? null : Number(part),
  );
  // Written ones at the moment of the cursor are left unless the cursor stands among them.
  const beforeOwn = at === null ? null : ([at!, isOwn ? id! : Number.MAX_SAFE_INTEGER] as const);
  const beforeTold = at === null ? null : ([at!, isOwn ? 0 : id!] as const);
  const told = await listPractice(ctx.db, { limit: limit + 1, from, to, teamId, before: beforeTold });
  const written = await own.listOwn(ctx.db, { limit: limit + 1, from, to, teamId, before: beforeOwn });
  const rows = [
    ...told.map(({ name, ...row }) => ({ ...row, isOwn: 0, words: practiceWords(row.kind, name) })),
    ...written.map(({ id: ownId, day, words, team, by }) => ({
      ...{ id: ownId, at: new Date(`${day}T12:00:00Z`), microseconds: Date.parse(`${day}T12:00:00Z`) * 1_000 },
      ...{ kind: 'byHand' as const, isOwn: 1, words, times: 1, subjectId: ownId, key: null, team, by },
    })),
  ].sort((left, right) => right.microseconds - left.microseconds || left.isOwn - right.isOwn || right.id - left.id);
  const page = pageOf(rows, limit, (row) => [row.microseconds, row.isOwn, row.id]);
  return {
    items: page.items.map(({ id: shownId, at: when, kind, words, times, subjectId, key, team, by }) => ({
      ...{ id: shownId, at: when, kind, words, times, subjectId, key, team, by },
    })),
    nextCursor: page.nextCursor,
  };
}

export async function getPracticeChange(ctx: Pick<Context, 'db'>, id: number) {
  return shown(await kept(ctx.db, id));
}

export async function addPracticeChange(ctx: Context, input: PracticeChangeInput) {
  return transaction(ctx.db, async (tx) => {
    const id = await own.insertOwn(tx, input, actorReference(ctx.actor).name);
    await recordEvent(tx, ctx.actor, 'practiceChange.added', id, { after: input });
    return shown((await own.loadOwn(tx, id))!);
  });
}

/** @throws Problem `version_mismatch` when somebody changed it since `ifMatch` */
export async function updatePracticeChange(ctx: Context, id: number, input: PracticeChangeInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    await own.lockOwn(tx, id);
    const before = await kept(tx, id);
    await requireVersion(tx, before, ifMatch, 'practiceChange', id);
    await own.updateOwn(tx, id, input);
    await recordEvent(tx, ctx.actor, 'practiceChange.updated', id, { before: fieldsOf(before), after: input });
    return shown((await own.loadOwn(tx, id))!);
  });
}

export async function removePracticeChange(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await own.lockOwn(tx, id);
    const before = await kept(tx, id);
    await own.setRemoved(tx, id, true);
    await recordEvent(tx, ctx.actor, 'practiceChange.removed', id, { before: fieldsOf(before) });
  });
}

export async function restorePracticeChange(ctx: Context, id: number) {
  return transaction(ctx.db, async (tx) => {
    const found = await own.lockOwn(tx, id);
    if (!found) throw missing(id);
    if (found.removedAt !== null) {
      await own.setRemoved(tx, id, false);
      await recordEvent(tx, ctx.actor, 'practiceChange.restored', id, { after: fieldsOf(found) });
    }
    return shown(found);
  });
}

async function kept(db: Queryable, id: number): Promise<own.OwnRow> {
  const found = await own.loadOwn(db, id);
  if (!found || found.removedAt !== null) throw missing(id);
  return found;
}

const missing = (id: number) => problem('not_found', `No change of practice has the id ${id}.`);

const fieldsOf = ({ day, words, team }: own.OwnRow): PracticeChangeInput => ({ day, words, teamId: team?.id ?? null });

function shown({ removedAt: _, ...row }: own.OwnRow): OwnPracticeChange {
  return row;
}
