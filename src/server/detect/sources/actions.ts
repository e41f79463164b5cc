import type { SourceInput } from '../../../contract/detect/sources.ts';
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { SecretProblem } from '../../platform/secret-problem.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { lookAgainAtSource, lookAgainAtUnpaged } from '../absorb/held-store.ts';
import { followSchedules } from '../heartbeats/follow-schedule.ts';
import { timesOf } from '../heartbeats/schedule.ts';
import * as heartbeats from '../heartbeats/store.ts';
import { platformSourceSlug } from '../rulebook/rulebook.ts';
import { hashKey, newSourceKey, openKey, sealKey } from '../rulebook/source-key.ts';
import { maxSources } from '../rulebook/store.ts';
import * as keysOf from './additional-keys-store.ts';
import { checkSourceInput } from './check-input.ts';
import * as store from './store.ts';

export async function getSource(ctx: Context, id: number) {
  return shown(await existing(ctx.db, id));
}

export async function listSources(ctx: Context, query: Parameters<typeof store.listSources>[1]) {
  const { items, nextCursor } = await store.listSources(ctx.db, query);
  return { items: items.map(shown), nextCursor };
}

/** Creates a source with the key given or a new one; the key itself is never part of an event. */
export async function createSource(ctx: Context, keyring: Keyring, input: SourceInput) {
  const settings = checkSourceInput(input);
  return transaction(ctx.db, async (tx) => {
    if ((await store.countSources(tx)) >= maxSources) {
      throw problem('conflict', `There are already ${maxSources} sources, which is the limit.`);
    }
    const id = await store.insertSource(
      tx,
      input.type,
      { ...input, settings },
      sealKey(keyring, input.key ?? newSourceKey()),
    );
    if (input.heartbeat) {
      await heartbeats.insertHeartbeat(tx, id, timesOf(input.heartbeat, await readNow(tx)));
    }
    await recordEvent(tx, ctx.actor, 'source.created', id, { after: withoutKey(input) });
    await refuseTakenKey(tx, id);
    return shown((await store.loadSource(tx, id))!);
  });
}

/** Replaces the source; its type stays. `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateSource(ctx: Context, keyring: Keyring, id: number, input: SourceInput, ifMatch?: number) {
  const settings = checkSourceInput(input);
  return transaction(ctx.db, async (tx) => {
    const before = await existing(tx, id);
    refuseOfCheck(before);
    if (before.type !== input.type) {
      throw problem('invalid_input', undefined, [
        { path: 'body.type', message: 'The type of a source cannot be changed.' },
      ]);
    }
    if (isBuiltIn(before) && input.slug !== before.slug) {
      throw problem('invalid_input', undefined, [
        { path: 'body.slug', message: 'The slug of the built-in source cannot be changed.' },
      ]);
    }
    if (!(await store.updateSource(tx, id, { ...input, settings }, ifMatch))) {
      throw await changedMeanwhile(tx, 'source', id);
    }
    if (before.pagesNobody && !input.pagesNobody) await lookAgainAtUnpaged(tx, id);
    if (input.heartbeat) {
      await heartbeats.updateHeartbeat(tx, id, timesOf(input.heartbeat, await readNow(tx)));
      await followSchedules(tx, id);
    }
    if (input.key !== undefined) await changeKey(ctx, tx, keyring, before, input.key);
    await recordEvent(tx, ctx.actor, 'source.updated', id, { before, after: withoutKey(input) });
    return shown((await store.loadSource(tx, id))!);
  });
}

/** Deletes a source that has left nothing behind; one with alerts is part of their story and can be paused. */
export async function deleteSource(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await existing(tx, id);
    refuseBuiltIn(before);
    if (await store.sourceIsInUse(tx, id)) {
      throw problem('conflict', 'This source has raised alerts or reported changes. Pause it instead.');
    }
    await store.deleteSource(tx, id);
    await recordEvent(tx, ctx.actor, 'source.deleted', id, { before });
  });
}

/** Gives the source a new key; the old one stops as soon as every node has seen the change, within a second. */
export async function replaceSourceKey(ctx: Context, keyring: Keyring, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const source = await existing(tx, id);
    refuseBuiltIn(source);
    await changeKey(ctx, tx, keyring, source, newSourceKey());
  });
}

/** The key in the clear, for the set-up steps and the export of the configuration. */
export async function readSourceKey(ctx: Context, keyring: Keyring, id: number): Promise<string> {
  const key = await store.loadKey(ctx.db, id);
  if (!key) throw notFound(id);
  try {
    return openKey(keyring, key.keyHash, key.keySealed);
  } catch (error) {
    if (!(error instanceof SecretProblem)) throw error;
    throw problem(
      'state_conflict',
      'The key cannot be read with the secret key of this installation. Generate a new one.',
    );
  }
}

export async function pauseSource(ctx: Context, id: number) {
  return setPaused(ctx, id, true);
}

export async function resumeSource(ctx: Context, id: number) {
  return setPaused(ctx, id, false);
}

async function setPaused(ctx: Context, id: number, isPaused: boolean) {
  return transaction(ctx.db, async (tx) => {
    refuseBuiltIn(await existing(tx, id));
    if (await store.setPaused(tx, id, isPaused)) {
      await heartbeats.setHeartbeatPaused(tx, id, isPaused);
      if (!isPaused) await followSchedules(tx, id);
      if (!isPaused) await lookAgainAtSource(tx, id);
      await recordEvent(tx, ctx.actor, isPaused ? 'source.paused' : 'source.resumed', id);
    }
    return shown((await store.loadSource(tx, id))!);
  });
}

async function changeKey(ctx: Context, tx: Queryable, keyring: Keyring, source: store.StoredSource, key: string) {
  const current = await store.loadKey(tx, source.id);
  if (current?.keyHash.equals(hashKey(key))) return;
  refuseBuiltIn(source);
  await store.replaceKey(tx, source.id, sealKey(keyring, key));
  await refuseTakenKey(tx, source.id);
  await recordEvent(tx, ctx.actor, 'source.keyReplaced', source.id);
}

/** After the write: every change of sources and their keys waits for the others, so that two see each other. */
async function refuseTakenKey(tx: Queryable, id: number): Promise<void> {
  if (await keysOf.keyIsAdditional(tx, id)) throw problem('conflict', 'Another source has this key already.');
}

async function existing(db: Queryable, id: number): Promise<store.StoredSource> {
  const source = await store.loadSource(db, id);
  if (!source) throw notFound(id);
  return source;
}

const notFound = (id: number) => problem('not_found', `No source has the id ${id}.`);

const isBuiltIn = (source: { slug: string }) => source.slug === platformSourceSlug;

const shown = (source: store.StoredSource) => ({ ...source, isBuiltIn: isBuiltIn(source) });

/** It comes and goes with its check, and takes no requests. */
function refuseOfCheck({ type }: { type: string }) {
  if (type === 'check')
    throw problem('state_conflict', 'This source belongs to a check: change, pause or delete that.');
}

function refuseBuiltIn(source: store.StoredSource) {
  refuseOfCheck(source);
  if (isBuiltIn(source)) {
    throw problem(
      'state_conflict',
      'Evenkeel reports its own problems through this source: it cannot be deleted, paused or given another key.',
    );
  }
}

const withoutKey = ({ key: _secret, ...rest }: SourceInput) => rest;
