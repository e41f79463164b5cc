/** What one run means: the result, the state of the check, its alert and the doubt about a node, in one transaction. */
import { judge } from '../../../domain/detect/check-agreement.ts';
import { system } from '../../platform/auth/actor.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { Interleaved } from '../absorb/apply.ts';
import type { Found } from './run.ts';
import * as store from './run-store.ts';
import { type AlertTools, applyFound, failingKey, nodeSignal, notRunningKey, signalOf } from './signals.ts';

export type Node = { id: number; name: string };

/** Alone on its node, a failed run is tried again so soon. */
const againAfterSeconds = 5;
/** Runs move a little against each other, so that a thousand of them do not meet. */
const jitter = 0.1;

const mostAttempts = 3;

/** Does nothing when another run has taken the place of this one. */
export async function finishRun(
  db: Database,
  alerts: AlertTools,
  node: Node,
  claimed: store.Claimed,
  found: Found,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await finishOnce(db, alerts, node, claimed, found);
    } catch (error) {
      if (!(error instanceof Interleaved) || attempt === mostAttempts) throw error;
    }
  }
}

async function finishOnce(
  db: Database,
  alerts: AlertTools,
  node: Node,
  claimed: store.Claimed,
  found: Found,
): Promise<void> {
  const regular = claimed.intervalSeconds * (1 - jitter / 2 + Math.random() * jitter);
  const result = { ...found, node: node.name };
  await transaction(db, async (tx) => {
    const check = await store.lockClaimed(tx, node.id, claimed);
    if (!check) return;
    await store.insertResult(tx, check.id, result);
    const { state, doubtedBy, doubtedAt, now, name } = check;
    const doubt = doubtedBy !== null && doubtedAt ? { nodeId: doubtedBy, at: doubtedAt.getTime() } : null;
    if (found.outcome === 'blocked') {
      return store.saveBlocked(tx, check.id, result, doubt ? againAfterSeconds : regular);
    }
    const passed = found.outcome === 'passed';
    const { memory, change, isDoubted, refuted } = judge(
      { state, doubt },
      { nodeId: node.id, passed, at: now.getTime() },
    );
    const isTold = change === 'failed' || (memory.state === 'down' && !passed && check.isToldAgain);
    const nextInSeconds = isDoubted ? (check.hasOthers ? 0 : againAfterSeconds) : regular;
    await store.saveRun(tx, check.id, { memory, result, nextInSeconds, isTold });

    const signals: Parameters<typeof applyFound>[2] = [];
    const say = (action: 'trigger' | 'resolve', dedupKey: string, title: string, description: string) =>
      signals.push({ sourceId: check.id, signal: signalOf(alerts, check, { action, dedupKey, title, description }) });
    if (isTold) say('trigger', failingKey, `${name} is failing`, `${found.detail}. ${seenBy(check, node, change)}`);
    if (change === 'recovered') say('resolve', failingKey, `${name} passes again`, `${found.detail}.`);
    if (check.isOverdue) say('resolve', notRunningKey, `${name} runs again`, '');
    const platform = (await alerts.rulebook.platformSource()).id;
    if (refuted !== null && (await store.noteRefuted(tx, refuted, check.lastNode ?? String(refuted)))) {
      const suspect = { id: refuted, name: check.lastNode ?? String(refuted) };
      signals.push({ sourceId: platform, signal: nodeSignal('trigger', suspect) });
    }
    if (passed && (await store.clearNode(tx, node.id)))
      signals.push({ sourceId: platform, signal: nodeSignal('resolve', node) });

    await applyFound(tx, alerts, signals);
    if (change) {
      await store.insertChange(tx, check.id, change === 'failed' ? 'down' : 'up', found.detail);
      await recordEvent(tx, system, `check.${change}`, check.id, { detail: found.detail });
    }
    if (check.isOverdue) await recordEvent(tx, system, 'check.ranAgain', check.id);
  });
}

function seenBy({ doubtedBy, lastNode }: store.UnderWay, node: Node, change: string | null): string {
  if (change !== 'failed') return `Seen by ${node.name}.`;
  return doubtedBy === node.id
    ? `Tried twice by ${node.name}; no other node looked.`
    : `Seen by two nodes: ${lastNode ?? doubtedBy} and ${node.name}.`;
}
