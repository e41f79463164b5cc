import { randomUUID } from 'node:crypto';
import { problem } from '../../../../contract/errors.ts';
import type { EscalationTarget, RunnableDefinition } from '../../../../contract/respond/escalation-definition.ts';
import type { Urgency } from '../../../../contract/severity.ts';
import { type Beginning, type Start, startOf } from '../../../../domain/respond/escalation/start.ts';
import { instantOf } from '../../../../domain/time/instant.ts';
import type { Actor } from '../../../platform/auth/actor.ts';
import type { Queryable, Transaction } from '../../../platform/db/database.ts';
import { readNowMs } from '../../../platform/db/now.ts';
import { recordEvent } from '../../../platform/events/record.ts';
import { withHoursOfTeams } from '../../escalation/team-hours.ts';
import { insertPage, type NewPage } from '../../page-life/life-store.ts';
import { advancePages } from '../advance.ts';
import * as store from './open-page-store.ts';
import { readPolicy } from './policy-copy.ts';

export type PageRequest = {
  /** A policy to run, or somebody to ask directly. */
  target: EscalationTarget | { kind: 'policy'; id: number };
  title: string;
  message?: string;
  /** 1 to 4; how loudly each pages is what the severity matrix says. */
  severity: number;
  kind?: 'real' | 'drill' | 'test';
  /** Instead of what the severity matrix says. */
  urgency?: Urgency;
  /** Instead of the ladder of the target. */
  definition?: RunnableDefinition;
  serviceId?: number | null;
  incidentId?: number | null;
  responder?: NewPage['responder'];
};

/** Somebody who is asked directly is asked three times, five minutes apart. */
const directLadder = (target: EscalationTarget): RunnableDefinition => ({
  steps: [{ delaySeconds: 300, targets: [target], ifEmpty: 'skip' }],
  repeat: 2,
  catchAll: null,
});

/**
 * Opens a page that no alert asked for: by hand, or for an incident. Its first step is planned in this transaction;
 * the notifications go out within a poll of the delivery after the commit.
 * @returns the page's id. @throws Problem `invalid_input` when the target does not exist.
 */
export async function openPage(tx: Transaction, actor: Actor, request: PageRequest): Promise<number> {
  const urgency = request.urgency ?? ((await store.loadUrgency(tx, request.severity)) === 'high' ? 'high' : 'low');
  const { policy, branch } = request.definition
    ? { policy: request.definition, branch: null }
    : await policyOf(tx, request.target, { severity: request.severity, urgency });
  const policyId = request.target.kind === 'policy' ? request.target.id : null;
  const { id, now } = await insertPage(tx, {
    policyId,
    policy,
    branch,
    title: request.title,
    message: request.message ?? '',
    severity: request.severity,
    urgency,
    kind: request.kind ?? 'real',
    serviceId: request.serviceId ?? null,
    incidentId: request.incidentId ?? null,
    groupKey: `page ${randomUUID()}`,
    responder: request.responder,
  });
  const data = { target: request.target, severity: request.severity, incidentId: request.incidentId ?? null, branch };
  await recordEvent(tx, actor, 'page.opened', id, data);
  const start = { generation: 1, stepIndex: 0, round: 0, dueAt: now, waitsUntil: null, problems: [] };
  await advancePages(tx, [{ id, policyId, policy, branch, urgency, severity: request.severity, ...start }], now);
  return id;
}

/**
 * The ladder of a target: its policy, or three questions to whoever it names. Somebody asks for it now, so that it
 * never waits. @throws Problem `invalid_input`
 */
export async function policyOf(
  tx: Queryable,
  target: PageRequest['target'],
  page: Omit<Beginning, 'at'>,
): Promise<Start> {
  const refusal = (message: string) => problem('invalid_input', message, [{ path: 'body.target', message }]);
  if (target.kind === 'policy') {
    const stored = await store.loadPolicy(tx, target.id);
    const policy = readPolicy(stored?.definition, stored?.plain);
    if (!policy) throw refusal('There is no such policy.');
    const { waitsForWorkingHours: _, firstPageDelay: __, ...atOnce } = policy;
    const now = await readNowMs(tx);
    const [definition] = await withHoursOfTeams(tx, [atOnce], now);
    return startOf(definition!, { ...page, at: instantOf(now) });
  }
  const reason = await store.whyNoTarget(tx, target.kind, target.id);
  if (reason !== null) throw refusal(reason);
  return { policy: directLadder({ kind: target.kind, id: target.id }), branch: null };
}
