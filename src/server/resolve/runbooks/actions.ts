import { problem } from '../../../contract/errors.ts';
import type { RunbookInput } from '../../../contract/resolve/runbooks.ts';
import { parseSteps, staleReasons } from '../../../domain/resolve/runbooks.ts';
import { cleanText } from '../../../domain/text.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { runbooksForAlerts } from './fitting.ts';
import * as store from './store.ts';

const mostText = 200_000;

type Filter = {
  text?: string | undefined;
  serviceId?: number | undefined;
  teamId?: number | undefined;
  alertId?: number | undefined;
  ids?: number | number[] | undefined;
};

export async function listRunbooks(
  db: Queryable,
  { alertId, ids: wanted, ...filter }: Filter,
  limit: number,
  cursor?: string,
) {
  const given = wanted === undefined ? null : [wanted].flat();
  const fitting = alertId === undefined ? null : await idsForAlert(db, alertId);
  const ids = given && fitting ? given.filter((id) => fitting.includes(id)) : (given ?? fitting);
  const { items, nextCursor } = await store.listRunbooks(db, { ...filter, ids }, limit, cursor);
  return { items: items.map(withStaleness), nextCursor };
}

async function idsForAlert(db: Queryable, alertId: number): Promise<number[]> {
  const alert = await store.loadAlert(db, alertId);
  return alert ? runbooksForAlerts(db, [alert]) : [];
}

export async function readRunbook(db: Queryable, id: number) {
  const found = await store.loadRunbook(db, id);
  if (!found) throw problem('not_found', `No runbook has the id ${id}.`);
  return { ...withStaleness(found), steps: parseSteps(found.body) };
}

export async function createRunbook(ctx: Context, given: RunbookInput) {
  const input = cleaned(given);
  return transaction(ctx.db, async (tx) => {
    const id = await store.insertRunbook(tx, input);
    await store.insertVersion(tx, id, 1, input, parseSteps(input.body).length, actorReference(ctx.actor));
    await store.replaceLinks(tx, id, input);
    await recordEvent(tx, ctx.actor, 'runbook.created', id, { slug: input.slug, title: input.title });
    return readRunbook(tx, id);
  });
}

/** Makes a new version and keeps the ones before; `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateRunbook(ctx: Context, id: number, given: RunbookInput, ifMatch?: number) {
  const input = cleaned(given);
  return transaction(ctx.db, async (tx) => {
    await readRunbook(tx, id);
    const version = await store.updateRunbook(tx, id, input, ifMatch);
    if (version === null) {
      throw await changedMeanwhile(tx, 'runbook', id);
    }
    await store.insertVersion(tx, id, version, input, parseSteps(input.body).length, actorReference(ctx.actor));
    await store.replaceLinks(tx, id, input);
    await recordEvent(tx, ctx.actor, 'runbook.updated', id, { slug: input.slug, title: input.title, version });
    return readRunbook(tx, id);
  });
}

export async function deleteRunbook(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { slug, title } = await readRunbook(tx, id);
    await store.archiveRunbook(tx, id);
    await recordEvent(tx, ctx.actor, 'runbook.deleted', id, { slug, title });
  });
}

/** Somebody read it and says whether it can be trusted. */
export async function reviewRunbook(ctx: Context, id: number, verdict: 'right' | 'wrong', note: string) {
  return transaction(ctx.db, async (tx) => {
    if (!(await store.noteVerdict(tx, id, verdict))) throw problem('not_found', `No runbook has the id ${id}.`);
    await recordEvent(tx, ctx.actor, 'runbook.reviewed', id, { verdict, note });
    return readRunbook(tx, id);
  });
}

export async function readVersion(db: Queryable, id: number, version: number) {
  await readRunbook(db, id);
  const found = await store.loadVersion(db, id, version);
  if (!found) throw problem('not_found', `This runbook has no version ${version}.`);
  return found;
}

export function withStaleness<T extends store.RunbookRow>(runbook: T) {
  const reasons = staleReasons(
    {
      ownerTeamId: runbook.teamId === null ? null : String(runbook.teamId),
      updatedAt: runbook.updatedAt.getTime(),
      reviewedAt: runbook.reviewedAt?.getTime() ?? null,
      lastUsedAt: runbook.lastUsedAt?.getTime() ?? null,
      reportedWrongAt: runbook.reportedWrongAt?.getTime() ?? null,
      stepCount: runbook.stepCount,
    },
    runbook.now,
  );
  return { ...runbook, staleReasons: reasons };
}

const cleaned = (input: RunbookInput): RunbookInput => ({ ...input, body: cleanText(input.body, mostText) });
