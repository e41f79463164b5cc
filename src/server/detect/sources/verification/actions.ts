/** How a source recognises its sender besides the key: one rule, and where the rule has one, a secret. */
import type {
  setSourceVerification,
  VerificationInput,
  VerificationRule,
} from '../../../../contract/detect/source-verification.ts';
import type { InputOf } from '../../../../contract/endpoint.ts';
import { problem } from '../../../../contract/errors.ts';
import { weaknessOf } from '../../../platform/auth/weak-secret.ts';
import type { Context } from '../../../platform/context.ts';
import { type Queryable, transaction } from '../../../platform/db/database.ts';
import { requireVersion } from '../../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../../platform/events/record.ts';
import { SecretProblem } from '../../../platform/secret-problem.ts';
import type { Keyring } from '../../../platform/secrets.ts';
import { signingSecretPattern } from '../../../platform/standard-webhooks.ts';
import {
  openVerificationSecrets,
  sealVerificationSecrets,
  type VerificationSecrets,
} from '../../rulebook/source-key.ts';
import { findSourceType } from '../../source-types/registry.ts';
import { keptHeader } from '../../source-types/source.ts';
import { getSource } from '../actions.ts';
import * as store from './store.ts';

/** Long enough for a change at the sender in the next working hours. */
const usualOldSecretHours = 24;

export async function getSourceVerification(ctx: Context, id: number) {
  await getSource(ctx, id);
  return shown(await store.loadVerification(ctx.db, id));
}

type Input = InputOf<typeof setSourceVerification>['body'];

/**
 * Replaces the rule. The secret before a new one is taken for a while, so that a change at both sides loses nothing.
 * @throws Problem `version_mismatch`, or `invalid_input` where the secret is missing or guessable
 */
export async function replaceVerification(
  ctx: Context,
  keyring: Keyring,
  id: number,
  { rule: given, oldSecretHours }: Input,
  ifMatch?: number,
) {
  return transaction(ctx.db, async (tx) => {
    const source = await getSource({ ...ctx, db: tx }, id);
    if (source.isBuiltIn || source.type === 'check')
      throw problem('state_conflict', 'This source takes no requests from outside.');
    await store.lockSource(tx, id);
    const before = await store.loadVerification(tx, id);
    await requireVersion(tx, before, ifMatch, 'source', id, ['source.verificationChanged']);
    const { rule, secret } = splitSecret(given);
    refuseKeptHeader(source.type, rule);
    const isSameMethod = before.rule.method === rule.method;
    const kept = isSameMethod ? readSecrets(keyring, id, before.secrets) : {};
    const next = needsSecret(rule) ? nextSecrets(rule, kept, secret, oldSecretHours) : {};
    const isReplaced = next.current !== kept.current && next.current !== undefined;
    await store.saveVerification(tx, id, {
      rule,
      secrets: next.current === undefined ? null : sealVerificationSecrets(keyring, id, next),
      hasOld: next.old !== undefined,
      oldSecretHours:
        next.old !== undefined && (isReplaced || oldSecretHours !== undefined)
          ? (oldSecretHours ?? usualOldSecretHours)
          : null,
    });
    await store.forgetUnverified(tx, id);
    await recordEvent(tx, ctx.actor, 'source.verificationChanged', id, {
      before: before.rule,
      after: rule,
      isSecretReplaced: isReplaced,
    });
    return shown(await store.loadVerification(tx, id));
  });
}

/** As configuration as code holds them, by source; the secret is left out where it cannot be opened any more. */
export async function allVerifications(db: Queryable, keyring: Keyring): Promise<Map<number, VerificationInput>> {
  const found = await store.listVerifications(db);
  return new Map(
    found.map(({ sourceId, rule, secrets }) => {
      const { current } = readSecrets(keyring, sourceId, secrets);
      return [sourceId, current === undefined ? rule : ({ ...rule, secret: current } as VerificationInput)];
    }),
  );
}

const needsSecret = ({ method }: VerificationRule) => !['none', 'sns', 'google', 'entra'].includes(method);

function splitSecret(given: VerificationInput): { rule: VerificationRule; secret: string | undefined } {
  const { secret, ...rule } = { secret: undefined, ...given };
  return { rule: rule as VerificationRule, secret };
}

function nextSecrets(
  { method }: VerificationRule,
  kept: VerificationSecrets,
  secret: string | undefined,
  oldSecretHours: number | undefined,
): VerificationSecrets {
  const current = secret ?? kept.current;
  if (current === undefined) throw refusedSecret('Enter the secret that the sender has, too.');
  if (secret !== undefined && weaknessOf(secret, []) !== null)
    throw refusedSecret('This secret is easy to guess. Use a random one.');
  if (method === 'standard-webhooks' && !signingSecretPattern.test(current))
    throw refusedSecret('A secret of Standard Webhooks is whsec_ and 24 to 64 bytes in base64.');
  if (oldSecretHours === 0) return { current };
  const old = current === kept.current ? kept.old : kept.current;
  return old === undefined ? { current } : { current, old };
}

/** What arrives is kept with some of its headers: a secret must be in none of them. */
function refuseKeptHeader(type: string, rule: VerificationRule): void {
  if (rule.method !== 'header') return;
  const name = rule.header.toLowerCase();
  if (name !== keptHeader && !findSourceType(type)?.readsHeaders.includes(name)) return;
  throw problem('invalid_input', 'Some fields are not valid.', [
    { path: 'body.rule.header', message: 'This header is kept with what arrived. Use another one for a secret.' },
  ]);
}

const refusedSecret = (message: string) =>
  problem('invalid_input', 'Some fields are not valid.', [{ path: 'body.rule.secret', message }]);

/** None where they cannot be opened any more: then a new one has to be given. */
function readSecrets(keyring: Keyring, id: number, sealed: string | null): VerificationSecrets {
  try {
    return openVerificationSecrets(keyring, id, sealed);
  } catch (error) {
    if (error instanceof SecretProblem) return {};
    throw error;
  }
}

function shown(stored: store.StoredVerification) {
  const { rule, secrets, oldSecretUntil, subscribedTopic, subscribedAt, version } = stored;
  const { unverifiedCount, unverifiedSince, lastUnverifiedAt, lastUnverifiedFrom } = stored;
  return {
    rule,
    version,
    oldSecretUntil,
    hasSecret: secrets !== null && secrets !== '',
    subscription: subscribedTopic && subscribedAt ? { topicArn: subscribedTopic, confirmedAt: subscribedAt } : null,
    refused:
      unverifiedSince && lastUnverifiedAt
        ? {
            count: unverifiedCount,
            since: unverifiedSince,
            lastAt: lastUnverifiedAt,
            lastFrom: lastUnverifiedFrom ?? 'unknown',
          }
        : null,
  };
}
