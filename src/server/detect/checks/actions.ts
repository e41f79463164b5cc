import type { CheckInput } from '../../../contract/detect/checks.ts';
import { type FieldError, problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { EgressProblem } from '../../platform/egress/problem.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { newSourceKey, sealKey } from '../rulebook/source-key.ts';
import { maxSources } from '../rulebook/store.ts';
import * as sources from '../sources/store.ts';
import { headersOf, openHeaders, sealHeaders } from './headers.ts';
import type { CheckTools } from './run.ts';
import { type AlertTools, applyFound, failingKey, notRunningKey, signalOf } from './signals.ts';
import * as store from './store.ts';

export type CheckPorts = CheckTools & { keyring: Keyring; alerts: AlertTools; lookForWork: () => void };

/** So many that two nodes of a small machine run them every minute. */
export const maxChecks = 1_000;
/** What it finds is recorded about it as well, and is no edit. */
const edits = ['check.created', 'check.updated', 'check.restored'] as const;
const longestPauseMs = 366 * 86_400_000;

export const getCheck = (ctx: Context, id: number) => existing(ctx.db, id);

export async function createCheck(ctx: Context, ports: CheckPorts, input: CheckInput) {
  refuseFaults(ports, input);
  const headers = await headersOf(input.headers, async () => ({}));
  const created = await transaction(ctx.db, async (tx) => {
    if ((await store.countChecks(tx)) >= maxChecks)
      throw problem('conflict', `There are already ${maxChecks} checks, which is the limit.`);
    if ((await sources.countSources(tx)) >= maxSources)
      throw problem('conflict', `There are already ${maxSources} sources and checks, which is the limit.`);
    const id = await sources.insertSource(tx, 'check', sourceOf(input), sealKey(ports.keyring, newSourceKey()));
    await store.insertCheck(tx, id, { ...input, ...sealHeaders(ports.keyring, id, headers) });
    await recordEvent(tx, ctx.actor, 'check.created', id, { after: withoutSecrets(input) });
    return existing(tx, id);
  });
  ports.lookForWork();
  return created;
}

/** `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateCheck(ctx: Context, ports: CheckPorts, id: number, input: CheckInput, ifMatch?: number) {
  refuseFaults(ports, input);
  const updated = await transaction(ctx.db, async (tx) => {
    const before = await existing(tx, id);
    const headers = await headersOf(input.headers, async () =>
      openHeaders(ports.keyring, id, await store.loadSealedHeaders(tx, id)),
    );
    if (!(await sources.updateSource(tx, id, sourceOf(input), ifMatch)))
      throw await changedMeanwhile(tx, 'check', id, edits);
    await store.updateCheck(tx, id, { ...input, ...sealHeaders(ports.keyring, id, headers) });
    await recordEvent(tx, ctx.actor, 'check.updated', id, { before, after: withoutSecrets(input) });
    return existing(tx, id);
  });
  ports.lookForWork();
  return updated;
}

/** It is kept for a day so that it can be restored; its alerts are over. */
export async function deleteCheck(ctx: Context, ports: CheckPorts, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await store.lockCheck(tx, id);
    const before = await existing(tx, id);
    await endAlerts(tx, ports, before, [failingKey, notRunningKey]);
    await store.markDeleted(tx, id);
    await recordEvent(tx, ctx.actor, 'check.deleted', id, { before });
  });
}

export async function restoreCheck(ctx: Context, ports: CheckPorts, id: number) {
  const restored = await transaction(ctx.db, async (tx) => {
    if (!(await store.restore(tx, id))) throw problem('not_found', `No deleted check has the id ${id}.`);
    const after = await existing(tx, id);
    await recordEvent(tx, ctx.actor, 'check.restored', id, { after });
    return after;
  });
  ports.lookForWork();
  return restored;
}

export async function runCheckNow(ctx: Context, ports: CheckPorts, id: number) {
  const asked = await transaction(ctx.db, async (tx) => {
    const { pausedAt } = await existing(tx, id);
    if (pausedAt) throw problem('state_conflict', 'This check is paused. Resume it to run it.');
    await store.runSoon(tx, id);
    await recordEvent(tx, ctx.actor, 'check.runRequested', id);
    return existing(tx, id);
  });
  ports.lookForWork();
  return asked;
}

/** An alert that is open stays open: nobody looks whether it is over. */
export async function pauseCheck(ctx: Context, ports: CheckPorts, id: number, untilText: string | null) {
  return transaction(ctx.db, async (tx) => {
    await store.lockCheck(tx, id);
    const before = await existing(tx, id);
    const until = untilText === null ? null : new Date(untilText);
    const now = await readNow(tx);
    if (until && (until <= now || until.getTime() - now.getTime() > longestPauseMs)) {
      const message = until <= now ? 'The end is in the past.' : 'A pause can last a year at most.';
      throw problem('invalid_input', undefined, [{ path: 'body.until', message }]);
    }
    if (before.overdueSince) await endAlerts(tx, ports, before, [notRunningKey]);
    if (await store.pause(tx, id, until))
      await recordEvent(tx, ctx.actor, 'check.paused', id, { until: until?.toISOString() ?? null });
    return existing(tx, id);
  });
}

export async function resumeCheck(ctx: Context, ports: CheckPorts, id: number) {
  const resumed = await transaction(ctx.db, async (tx) => {
    await existing(tx, id);
    if (await store.resume(tx, id)) await recordEvent(tx, ctx.actor, 'check.resumed', id);
    return existing(tx, id);
  });
  ports.lookForWork();
  return resumed;
}

export async function listResults(ctx: Context, id: number, page: Parameters<typeof store.listResults>[2]) {
  await existing(ctx.db, id);
  return store.listResults(ctx.db, id, page);
}

export async function listChanges(ctx: Context, id: number, page: Parameters<typeof store.listChanges>[2]) {
  await existing(ctx.db, id);
  return store.listChanges(ctx.db, id, page);
}

/** Every check with its headers in the clear, undefined where their key is lost. */
export async function allChecks(db: Queryable, keyring: Keyring) {
  return (await store.allChecks(db)).map(({ sealedHeaders, ...check }) => ({
    ...check,
    headers: readable(() => openHeaders(keyring, check.id, sealedHeaders)),
  }));
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

async function endAlerts(tx: Transaction, { alerts }: CheckPorts, check: store.StoredCheck, keys: string[]) {
  const over = { action: 'resolve' as const, title: check.name, description: '' };
  await applyFound(
    tx,
    alerts,
    keys.map((dedupKey) => ({ sourceId: check.id, signal: signalOf(alerts, check, { ...over, dedupKey }) })),
  );
}

function refuseFaults({ egress, probes }: CheckTools, input: CheckInput): void {
  const { target } = input;
  const errors: FieldError[] = [];
  const refuse = (path: string, message: string) => errors.push({ path: `body.${path}`, message });
  const allowed = (path: string, look: () => void) => {
    try {
      look();
    } catch (error) {
      if (!(error instanceof EgressProblem)) throw error;
      refuse(`target.${path}`, `It may not be reached from here: ${error.message}.`);
    }
  };
  if (target.kind === 'http') {
    allowed('url', () => egress.check(target.url));
    if (target.jsonPath === null && target.jsonValue !== null)
      refuse('target.jsonPath', 'Say where the value is to stand.');
  } else if (input.headers.length > 0) refuse('headers', 'Only an HTTP check sends headers.');
  if (target.kind === 'tcp' || target.kind === 'tls') allowed('host', () => probes.check(target.host, target.port));
  if (target.kind === 'ping') allowed('host', () => probes.check(target.host));
  if (target.kind === 'dns' && target.server !== null) allowed('server', () => probes.checkServer(target.server!));
  if (input.timeoutSeconds > input.intervalSeconds)
    refuse('timeoutSeconds', 'The time limit must not be longer than the interval.');
  if (input.pagesNobody && input.serviceId !== null) refuse('pagesNobody', 'A check that pages nobody has no service.');
  if (errors.length > 0) throw problem('invalid_input', 'Some fields are not valid.', errors);
}

async function existing(db: Queryable, id: number): Promise<store.StoredCheck> {
  const check = await store.loadCheck(db, id);
  if (!check) throw problem('not_found', `No check has the id ${id}.`);
  return check;
}

const sourceOf = ({ slug, name, serviceId, pagesNobody }: CheckInput) => ({
  ...{ slug, name, serviceId, pagesNobody },
  sender: null,
  settings: {},
  messageLabels: null,
});

const withoutSecrets = ({ headers, ...rest }: CheckInput) => ({ ...rest, headers: headers.map(({ name }) => name) });
