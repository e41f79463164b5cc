/**
 * Makes the calls that wait: through the guarded way out, tried again for a day. A crash at any point makes a call again
 * after its lease; each of them means the same when it is repeated.
 */
import type { Logger } from 'pino';
import { endPromise, loadSentAlert } from '../../detect/sender-side/actions.ts';
import { system } from '../../platform/auth/actor.ts';
import { type Database, type Transaction, transaction } from '../../platform/db/database.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { NodeHandle } from '../../platform/nodes.ts';
import { SecretProblem } from '../../platform/secret-problem.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { endSilence, nameOf, stillFires, tellAlertmanager } from './alertmanager.ts';
import { tellOpsgenie, tellPagerDuty, usualUrls } from './other-tools.ts';
import { type Ask, type CloseBackSettings, createAsk, failed, type Told } from './request.ts';
import * as store from './store.ts';

export type CloseBackPorts = {
  db: Database;
  log: Logger;
  egress: Egress;
  keyring: Keyring;
  node: Pick<NodeHandle, 'databaseNow'>;
  publicUrl: () => string;
};

/** After each failure; after the last one a call has failed. Together about a day. */
const retryAfterSeconds = [5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200];
const atOnce = 16;
const forgetEveryMs = 600_000;

const tellers = { alertmanager: tellAlertmanager, pagerduty: tellPagerDuty, opsgenie: tellOpsgenie };

export function startCloseBack(ports: CloseBackPorts): Loop {
  const { db, log } = ports;
  const stopping = new AbortController();
  let forgotAt = performance.now() - forgetEveryMs;
  const loop = startLoop({
    name: 'close-back: call',
    pauseMs: 1_000,
    log,
    async work() {
      const claimed = await store.claimCalls(db, atOnce);
      await Promise.all(claimed.map((call) => make(ports, call, stopping.signal)));
      const standing = claimed.length === 0 ? await store.claimSilences(db, atOnce) : [];
      await Promise.all(standing.map((silence) => lookAfter(ports, silence, stopping.signal)));
      if (claimed.length > 0) return true;
      if (performance.now() - forgotAt < forgetEveryMs) return false;
      const isMore = await store.forgetOld(db);
      if (!isMore) forgotAt = performance.now();
      return isMore;
    },
  });
  return {
    ...loop,
    async stop() {
      // What is under way is left to its lease.
      stopping.abort();
      await loop.stop();
    },
  };
}

async function make(ports: CloseBackPorts, call: store.ClaimedCall, signal: AbortSignal): Promise<void> {
  const told = await tell(ports, call, signal);
  if (signal.aborted) return;
  await transaction(ports.db, (tx) => record(tx, call, told));
}

async function tell(ports: CloseBackPorts, call: store.ClaimedCall, signal: AbortSignal): Promise<Told> {
  const settings = settingsOf(ports.keyring, call);
  if ('outcome' in settings) return settings;
  const alert = await loadSentAlert(ports.db, call.alertId);
  if (alert === null) return { outcome: 'skipped', words: 'is a test, of which its sender is told nothing' };
  if (typeof alert === 'string') return failed(alert, false);
  const { alertId, action, byName: by, silenceId } = call;
  const link = `${ports.publicUrl()}/alerts/${alertId}`;
  const nowMs = ports.node.databaseNow();
  return tellers[settings.kind](askOf(ports, settings, signal), settings, {
    ...{ alertId, action, by, link, alert, silenceId, nowMs },
  });
}

type Configured = Pick<store.ClaimedCall, 'sourceId' | 'closeBack' | 'credential'>;

function settingsOf(keyring: Keyring, { sourceId, closeBack, credential }: Configured): CloseBackSettings | Told {
  const { kind } = closeBack;
  if (kind === 'none') return { outcome: 'skipped', words: 'is of a source whose sender is told nothing any more' };
  try {
    const opened = credential === '' ? null : keyring.open(credential, store.credentialContext(sourceId)).reveal();
    return { ...closeBack, kind, credential: opened };
  } catch (error) {
    if (!(error instanceof SecretProblem)) throw error;
    return failed('the key that its credential is sealed with is lost', false);
  }
}

function askOf({ egress }: CloseBackPorts, { kind, url, credential }: CloseBackSettings, signal: AbortSignal): Ask {
  const authorization =
    kind === 'alertmanager' ? credential : kind === 'opsgenie' ? `GenieKey ${credential ?? ''}` : null;
  return createAsk(egress, url ?? (kind === 'alertmanager' ? '' : usualUrls[kind]), authorization, signal);
}

async function record(tx: Transaction, call: store.ClaimedCall, told: Told): Promise<void> {
  const { alertId, sourceId, action, attempts } = call;
  if (told.outcome === 'failed') {
    const { reason, mayTryAgain } = told;
    const afterSeconds = mayTryAgain ? retryAfterSeconds[attempts - 1] : undefined;
    const isLast = afterSeconds === undefined;
    const isOurs = isLast
      ? await store.finishCall(tx, call, 'failed', reason)
      : await store.retryCall(tx, call, afterSeconds, reason);
    if (!isOurs) return;
    await store.noteOutcome(tx, sourceId, reason, true);
    await recordEvent(tx, system, 'alert.senderNotTold', alertId, { action, reason, attempt: attempts, isLast });
    return;
  }
  if (!(await store.finishCall(tx, call, told.outcome, told.words))) return;
  if (told.outcome === 'done') {
    if (told.silence) await store.saveSilence(tx, call, told.silence);
    if (told.silence === null) await store.endSilenceRow(tx, alertId);
    await store.noteOutcome(tx, sourceId, `alert ${alertId} ${told.words}`, false);
  }
  await recordEvent(tx, system, 'alert.senderTold', alertId, { action, words: told.words });
}

/**
 * While a silence stands, Alertmanager tells nothing of the alert: neither that it is over nor that it began again. So it
 * is asked, and where the alert is gone the silence ends, so that the next one gets through.
 */
async function lookAfter(ports: CloseBackPorts, silence: store.StandingSilence, signal: AbortSignal): Promise<void> {
  const { db, keyring } = ports;
  const { alertId, sourceId, silenceId, hasEnded } = silence;
  const settings = settingsOf(keyring, silence);
  const isOther = 'outcome' in settings || settings.kind !== 'alertmanager';
  if (hasEnded || isOther) {
    await transaction(db, (tx) => store.endSilenceRow(tx, alertId));
    return;
  }
  const alert = await loadSentAlert(db, alertId);
  // Then it ends by itself.
  if (alert === null || typeof alert === 'string') return;
  const ask = askOf(ports, settings, signal);
  const fires = await stillFires(ask, alert.labels);
  if (fires === true || signal.aborted) return;
  const ended = fires === false ? await endSilence(ask, settings, silenceId) : fires;
  await transaction(db, async (tx) => {
    if (ended.outcome === 'failed') return store.noteOutcome(tx, sourceId, ended.reason, true);
    if (!(await store.endSilenceRow(tx, alertId))) return;
    await endPromise(tx, alertId);
    const words = `is over at ${nameOf(settings.url)}, which told nothing while it was silenced; the silence has ended`;
    await recordEvent(tx, system, 'alert.senderTold', alertId, { action: 'unacknowledge', words });
  });
}
