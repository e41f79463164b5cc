import { randomUUID } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import { storedKindsNamed } from '../../../contract/events/catalogue.ts';
import {
  type OutgoingWebhookChange,
  type OutgoingWebhookInput,
  previousSecretHours,
} from '../../../contract/outgoing/webhooks.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { EgressProblem } from '../../platform/egress/problem.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import type { NodeHandle } from '../../platform/nodes.ts';
import { SecretProblem } from '../../platform/secret-problem.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { createSigningSecret } from '../../platform/standard-webhooks.ts';
import { refuseCalledWebhook } from '../../respond/escalation/actions.ts';
import { insertAttempt, insertTest } from './delivery-store.ts';
import { testMessage } from './message.ts';
import { post } from './send.ts';
import { openSettings, sealSettings, type WebhookSettings } from './settings.ts';
import * as store from './store.ts';

export type OutgoingWebhookPorts = {
  keyring: Keyring;
  egress: Egress;
  node: Pick<NodeHandle, 'databaseNow' | 'wallNow'>;
};

export async function listOutgoingWebhooks(ctx: Context, ports: OutgoingWebhookPorts) {
  return { items: (await store.listWebhooks(ctx.db)).map((row) => shown(row, ports)) };
}

export async function readOutgoingWebhook(ctx: Context, ports: OutgoingWebhookPorts, id: number) {
  return shown(await requireWebhook(ctx.db, id), ports);
}

/** @throws Problem `invalid_input` for a refused URL, `conflict` when the name is taken */
export async function createOutgoingWebhook(ctx: Context, ports: OutgoingWebhookPorts, input: OutgoingWebhookInput) {
  const { url, secret = createSigningSecret(), ...rest } = input;
  checkUrl(ports.egress, url);
  return transaction(ctx.db, async (tx) => {
    if ((await store.countWebhooks(tx)) >= store.mostWebhooks)
      throw problem('conflict', `There are already ${store.mostWebhooks} outgoing webhooks, which is the limit.`);
    await checkFilter(tx, rest);
    const id = await store.nextWebhookId(tx);
    const sealed = sealSettings(ports.keyring, id, { url, secret });
    await store.insertWebhook(tx, id, { ...rest, ...sealed }).catch(refuseTakenName);
    await recordEvent(tx, ctx.actor, 'outgoingWebhook.created', id, { after: { ...rest, host: sealed.hint } });
    return { ...shown((await store.loadWebhook(tx, id))!, ports), secret };
  });
}

/** What is left out stays. @throws Problem `version_mismatch` */
export async function updateOutgoingWebhook(
  ctx: Context,
  ports: OutgoingWebhookPorts,
  id: number,
  change: OutgoingWebhookChange,
  ifMatch?: number,
) {
  const { url, secret, ...rest } = change;
  if (url !== undefined) checkUrl(ports.egress, url);
  return transaction(ctx.db, async (tx) => {
    const before = await lockOrThrow(tx, id);
    await requireVersion(tx, before, ifMatch, 'outgoingWebhook', id, [
      'outgoingWebhook.updated',
      'outgoingWebhook.disabled',
      'outgoingWebhook.secretRotated',
    ]);
    await checkFilter(tx, rest);
    const settings = changedSettings(openOrNull(ports.keyring, before), { url, secret }, ports.node.databaseNow());
    const sealed = settings && sealSettings(ports.keyring, id, settings);
    await store.updateWebhook(tx, id, { ...rest, ...sealed }).catch(refuseTakenName);
    if (change.enabled === false) await store.holdDeliveries(tx, id, 'the webhook was disabled');
    const after = (await store.loadWebhook(tx, id))!;
    await recordEvent(tx, ctx.actor, 'outgoingWebhook.updated', id, {
      before: recorded(before),
      after: { ...recorded(after), ...(secret === undefined ? {} : { secret: 'replaced' }) },
    });
    return shown(after, ports);
  });
}

/** @throws Problem `conflict` while escalation policies call it */
export async function deleteOutgoingWebhook(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await lockOrThrow(tx, id);
    await refuseCalledWebhook(tx, id);
    await store.deleteWebhook(tx, id);
    await recordEvent(tx, ctx.actor, 'outgoingWebhook.deleted', id, { before: recorded(before) });
  });
}

/** The new secret is shown once; the one before it signs as well for a day. */
export async function rotateSecret(ctx: Context, ports: OutgoingWebhookPorts, id: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await lockOrThrow(tx, id);
    const settings = openOrNull(ports.keyring, before);
    if (!settings) throw problem('state_conflict', 'The key that sealed this webhook is lost. Set its URL again.');
    const secret = createSigningSecret();
    const changed = changedSettings(settings, { secret }, ports.node.databaseNow())!;
    await store.updateWebhook(tx, id, sealSettings(ports.keyring, id, changed));
    await recordEvent(tx, ctx.actor, 'outgoingWebhook.secretRotated', id);
    return { ...shown((await store.loadWebhook(tx, id))!, ports), secret };
  });
}

/** Sends a test now, outside the queue, and keeps it among the deliveries. */
export async function sendTest(ctx: Context, ports: OutgoingWebhookPorts, id: number) {
  const webhook = await requireWebhook(ctx.db, id);
  const settings = openOrNull(ports.keyring, webhook);
  if (!settings) throw problem('state_conflict', 'The key that sealed this webhook is lost. Set its URL again.');
  const at = new Date(ports.node.databaseNow());
  const message = testMessage(id, at, randomUUID());
  const attempt = await post(ports, settings, message);
  const isDelivered = attempt.reason === null;
  const deliveryId = await transaction(ctx.db, async (tx) => {
    await lockOrThrow(tx, id);
    const inserted = await insertTest(tx, id, message, { isDelivered, outcome: attempt.reason });
    await insertAttempt(tx, inserted, attempt);
    await recordEvent(tx, ctx.actor, 'outgoingWebhook.tested', id, { isDelivered });
    return inserted;
  });
  return { isDelivered, deliveryId, attempt: { at, ...attempt } };
}

/** All of them with their URL and secret, for configuration as code. */
export async function allOutgoingWebhooks(db: Queryable, keyring: Keyring) {
  return (await store.listWebhooks(db)).map((row) => {
    const { id, disabledAt } = row;
    const { url = '', secret = '' } = openOrNull(keyring, row) ?? {};
    return { id, ...filterOf(row), url, secret, enabled: disabledAt === null };
  });
}

/** @throws Problem `not_found` */
export async function requireWebhook(db: Queryable, id: number): Promise<store.WebhookRow> {
  const found = await store.loadWebhook(db, id);
  if (!found) throw notFound(id);
  return found;
}

async function lockOrThrow(tx: Transaction, id: number): Promise<store.WebhookRow> {
  const found = await store.lockWebhook(tx, id);
  if (!found) throw notFound(id);
  return found;
}

const notFound = (id: number) => problem('not_found', `No outgoing webhook has the id ${id}.`);

/** Undefined when nothing of it changes. @throws Problem `invalid_input` when a lost URL is not given anew */
function changedSettings(
  before: WebhookSettings | null,
  { url, secret }: { url?: string | undefined; secret?: string | undefined },
  nowMs: number,
): WebhookSettings | undefined {
  if (url === undefined && secret === undefined) return undefined;
  if (!before) {
    if (url === undefined)
      throw problem('invalid_input', 'The key that sealed this webhook is lost. Give its URL as well.');
    return { url, secret: secret ?? createSigningSecret() };
  }
  if (secret === undefined || secret === before.secret) return { ...before, url: url ?? before.url };
  const until = new Date(nowMs + previousSecretHours * 3_600_000).toISOString();
  return { url: url ?? before.url, secret, previous: { secret: before.secret, until } };
}

function openOrNull(
  keyring: Keyring,
  { id, settings }: Pick<store.WebhookRow, 'id' | 'settings'>,
): WebhookSettings | null {
  try {
    return openSettings(keyring, id, settings);
  } catch (error) {
    if (error instanceof SecretProblem) return null;
    throw error;
  }
}

function checkUrl(egress: Egress, url: string): void {
  try {
    egress.check(url);
  } catch (error) {
    if (!(error instanceof EgressProblem)) throw error;
    const message = `Nothing may be sent there: ${error.message}.`;
    throw problem('invalid_input', message, [{ path: 'body.url', message }]);
  }
}

/** @throws Problem `invalid_input` for kinds, services and teams that do not exist */
async function checkFilter(tx: Queryable, filter: Pick<OutgoingWebhookChange, 'kinds' | 'serviceIds' | 'teamIds'>) {
  const { kinds = [], serviceIds = [], teamIds = [] } = filter;
  const missing = (await store.findMissing(tx, serviceIds, teamIds))!;
  const errors = [
    ...kinds
      .filter((kind) => storedKindsNamed(kind).length === 0)
      .map((kind) => ({ path: 'body.kinds', message: `There is no kind of event ${kind}.` })),
    ...missing.serviceIds.map((id) => ({ path: 'body.serviceIds', message: `No service has the id ${id}.` })),
    ...missing.teamIds.map((id) => ({ path: 'body.teamIds', message: `No team has the id ${id}.` })),
  ];
  if (errors.length > 0) throw problem('invalid_input', errors[0]!.message, errors);
}

const filterOf = ({ name, kinds, stages, serviceIds, teamIds, severities, seesAs }: store.WebhookRow) => ({
  ...{ name, kinds, stages, serviceIds, teamIds, severities, seesAs },
});

const recorded = (row: store.WebhookRow) => ({ ...filterOf(row), host: row.hint, enabled: row.disabledAt === null });

function shown(row: store.WebhookRow, { keyring, node }: OutgoingWebhookPorts) {
  const { settings: _sealed, ...rest } = row;
  const settings = openOrNull(keyring, row);
  const until = settings?.previous?.until;
  const isStill = until !== undefined && new Date(until).getTime() > node.databaseNow();
  return { ...rest, url: settings?.url ?? null, previousSecretUntil: isStill ? until : null };
}

function refuseTakenName(error: unknown): never {
  if ((error as { constraint?: string }).constraint !== 'outgoing_webhooks_name') throw error;
  throw problem('conflict', 'Another outgoing webhook has this name.', [
    { path: 'body.name', message: 'This name is taken.' },
  ]);
}
