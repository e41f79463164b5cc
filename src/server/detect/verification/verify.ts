/**
 * Whether a request comes from the sender that the source is for. The key has let it in; here the sender proves itself
 * by what the source asks for, over the bytes as they came.
 */
import type { Logger } from 'pino';
import type { Database } from '../../platform/db/database.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { SecretProblem } from '../../platform/secret-problem.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { Source, Verification } from '../rulebook/rulebook.ts';
import { openVerificationSecrets } from '../rulebook/source-key.ts';
import { readJson } from '../source-types/reading/read-body.ts';
import type { Outcome, SourceRequest } from '../source-types/source.ts';
import { createFetched, type Fetched, NotReadNow } from './fetched.ts';
import { faultOfProof, type Headers } from './proofs.ts';
import { faultOfSignature, isOfSns, readSnsMessage, type SnsMessage } from './sns-message.ts';
import { noteSubscription } from './store.ts';
import { faultOfToken } from './tokens.ts';

/** Null when the sender is proved; else what is answered instead of taking the request. */
export type Verify = (source: Source, headers: Headers, request: SourceRequest) => Promise<Outcome | null>;

export type VerifyOptions = { db: Database; egress: Pick<Egress, 'request'>; keyring: Keyring; log: Logger };

/** The code of a refusal, for whoever counts them. */
export const unverifiedCode = 'sender_not_verified';

const retryAfterSeconds = 30;
const certificateGoodForMs = 24 * 3_600_000;
/** SNS sends a message again for an hour at most, with the time of the first. */
const snsWithinMs = 65 * 60_000;

export function createVerify({ db, egress, keyring, log }: VerifyOptions): Verify {
  const fetched = createFetched(egress);
  const opened = new WeakMap<Verification, string[]>();

  /** The current one first. @throws SecretProblem */
  const secretsOf = (source: Source, verification: Verification, nowMs: number): string[] => {
    let secrets = opened.get(verification);
    if (!secrets) {
      const { current, old } = openVerificationSecrets(keyring, source.id, verification.secrets);
      secrets = [current, old].filter((one) => one !== undefined);
      opened.set(verification, secrets);
    }
    const { oldSecretUntil } = verification;
    return oldSecretUntil !== null && nowMs < oldSecretUntil ? secrets : secrets.slice(0, 1);
  };

  const confirm = async (source: Source, { topicArn, subscribeUrl }: SnsMessage): Promise<Outcome> => {
    if (subscribeUrl === null || !isOfSns(subscribeUrl)) return unverified('SubscribeURL is none of Amazon SNS.');
    try {
      const { status } = await egress.request({ url: subscribeUrl, timeoutMs: 5_000 });
      if (status !== 200) return unavailable(`Amazon SNS answered ${status} when the subscription was confirmed.`);
    } catch (error) {
      return unavailable(`The subscription could not be confirmed: ${(error as Error).message}.`);
    }
    log.info({ source: source.slug, topicArn }, 'a subscription of Amazon SNS was confirmed');
    await noteSubscription(db, source, topicArn);
    return { kind: 'ping', note: 'The subscription was confirmed.' };
  };

  const verifySns = async (source: Source, topicArns: string[], request: SourceRequest): Promise<Outcome | null> => {
    const json = readJson(request);
    const message = readSnsMessage('value' in json ? json.value : null);
    if (typeof message === 'string') return unverified(message);
    if (!topicArns.includes(message.topicArn))
      return unverified('The message is of another topic than this source takes.');
    const fault = await faultOfSns(message, request.receivedAt, fetched);
    if (fault !== null) return unverified(fault);
    return message.type === 'SubscriptionConfirmation' ? confirm(source, message) : null;
  };

  const judge = async (
    source: Source,
    verification: Verification,
    headers: Headers,
    request: SourceRequest,
  ): Promise<Outcome | null> => {
    const { rule } = verification;
    const { receivedAt, body } = request;
    switch (rule.method) {
      case 'none':
        return null;
      case 'sns':
        return verifySns(source, rule.topicArns, request);
      case 'google':
      case 'entra':
        return outcomeOf(await faultOfToken(rule, headers, receivedAt, fetched));
      default:
        return outcomeOf(
          faultOfProof(rule, { headers, body, receivedAt, secrets: secretsOf(source, verification, receivedAt) }),
        );
    }
  };

  return async (source, headers, request) => {
    if (source.verification === null) return null;
    try {
      return await judge(source, source.verification, headers, request);
    } catch (error) {
      if (error instanceof NotReadNow)
        return unavailable(`The sender could not be verified, because its keys could not be read: ${error.message}.`);
      if (error instanceof SecretProblem)
        return unavailable('The sender could not be verified, because its secret cannot be opened. Set it again.');
      throw error;
    }
  };
}

async function faultOfSns(message: SnsMessage, receivedAt: number, fetched: Fetched): Promise<string | null> {
  if (!isOfSns(message.certificateUrl) || !message.certificateUrl.endsWith('.pem'))
    return 'SigningCertURL is none of Amazon SNS.';
  const certificate = await fetched.read(message.certificateUrl, certificateGoodForMs);
  if (certificate === null) return 'There is no certificate at SigningCertURL.';
  const fault = faultOfSignature(message, certificate, receivedAt);
  if (fault !== null) return fault;
  return Math.abs(receivedAt - message.sentAt) > snsWithinMs ? 'The message was sent more than an hour ago.' : null;
}

const outcomeOf = (fault: string | null) => (fault === null ? null : unverified(fault));
const unverified = (detail: string): Outcome => ({
  kind: 'rejected',
  status: 401,
  code: unverifiedCode,
  detail,
  errors: [detail],
});
const unavailable = (reason: string): Outcome => ({ kind: 'unavailable', retryAfterSeconds, reason });
