/** Detect: from a request of a sender to alerts that ask for a page. */
import { Gauge, Histogram } from 'prom-client';
import type { SendAccountMail } from '../directory/people/account-mail.ts';
import { rehearse } from '../platform/db/rehearse.ts';
import { createProbes } from '../platform/egress/probes.ts';
import { securityHeaders } from '../platform/http/security-headers.ts';
import type { Platform, Stage } from '../stage.ts';
import { startExpiring } from './absorb/expire.ts';
import { createKnownAlerts } from './absorb/known-alerts.ts';
import { rehearseSignals } from './absorb/rehearse.ts';
import type { PagesOfAlerts } from './alerts/actions.ts';
import { alertHandlers } from './alerts/handlers.ts';
import { createQuestions } from './answers/questions.ts';
import { type CanarySignal, createCanarySignal } from './canary/signal.ts';
import { changeHandlers } from './changes/handlers.ts';
import type { CheckPorts } from './checks/actions.ts';
import { checkHandlers } from './checks/handlers.ts';
import { startRunningChecks, startWatchingChecks } from './checks/loops.ts';
import { detectChecks } from './doctor/checks.ts';
import { waitLonger } from './downtime/store.ts';
import { startWatchingHeartbeats } from './heartbeats/watch.ts';
import { createAccept } from './ingest/accept.ts';
import { startAdopting } from './ingest/adopt.ts';
import { createDrillSender, type SendDrillSignal } from './ingest/drill-signal.ts';
import { openLanes } from './ingest/lanes.ts';
import { createPlatformAlarm, ensurePlatformSource, type PlatformAlarm } from './ingest/platform-source.ts';
import { startRefusals } from './ingest/refusals.ts';
import { mailChecks } from './mail-in/doctor.ts';
import { createMailIn } from './mail-in/listener.ts';
import { maintenanceHandlers } from './maintenance-windows/handlers.ts';
import { mappingHandlers } from './mappings/handlers.ts';
import { startRetention } from './retention/retain.ts';
import { routeHandlers } from './routes/handlers.ts';
import { keepRulebookFresh, openRulebookCache } from './rulebook/cache.ts';
import { startKeyUses } from './rulebook/key-uses.ts';
import { startWatchingSilence } from './silence/watch.ts';
import { sourceHandlers } from './sources/handlers.ts';
import { createVerify } from './verification/verify.ts';

export type DetectOptions = {
  /** A hint that alerts wait for a page; the rows are the truth. */
  onAlertsWaiting: () => void;
  /** To the owners when nearly nothing pages; null without a mail server. */
  sendMail: SendAccountMail;
  pagesOfAlerts: PagesOfAlerts;
};

export type DetectStage = Stage & {
  raisePlatformAlert: PlatformAlarm;
  canary: CanarySignal;
  sendDrillSignal: SendDrillSignal;
  checkPorts: CheckPorts;
};

/** One appends, one absorbs, one looks around. */
const rehearsedConnections = 3;

export async function startDetect(
  platform: Platform,
  { onAlertsWaiting, sendMail, pagesOfAlerts }: DetectOptions,
): Promise<DetectStage> {
  const { engineDb: db, log, node, metrics } = platform;
  await ensurePlatformSource(db, platform.keyring);
  await waitLonger(db, node.id);
  const rulebook = await openRulebookCache(db);
  const known = createKnownAlerts(200_000);
  const lanes = await openLanes({ db, nodeId: node.id, log, rulebook, known, onAlertsWaiting });
  const adopting = startAdopting({ db, log, rulebook, known, ownLogIds: lanes.currentIds, onAlertsWaiting });

  const tools = { egress: platform.egress, probes: createProbes({ allow: platform.config.egressAllow }) };
  const alerts = { rulebook, known, publicUrl: platform.publicUrl, onAlertsWaiting };
  const { keyring } = platform;
  const runningChecks = startRunningChecks({ ...tools, db, log, node, keyring, alerts });
  const checkPorts = { ...tools, keyring, alerts, lookForWork: () => runningChecks.wake() };

  const refusals = startRefusals({ db: platform.db, log, metrics });
  const keyUses = startKeyUses({ db: platform.db, log });
  const { mailIn: mailConfig, mailFrom } = platform.config;
  const mailIn =
    mailConfig &&
    createMailIn({
      ...{ db, log, metrics, rulebook, refusals, keyUses, signals: lanes, config: mailConfig },
      ownDomain: domainOf(mailFrom),
    });
  const duration = new Histogram({
    name: 'evenkeel_accept_seconds',
    help: 'From the first byte of a signal to its answer, by outcome',
    labelNames: ['outcome'],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [metrics],
  });
  new Gauge({
    name: 'evenkeel_signals_waiting',
    help: 'Signals that are durable and not yet absorbed by this node',
    registers: [metrics],
    collect() {
      this.set(lanes.waitingSignals());
    },
  });

  return {
    handlers: [
      ...sourceHandlers({ ...platform, rulebook, signals: lanes, mailDomain: mailConfig?.domain }),
      ...checkHandlers(checkPorts),
      ...routeHandlers,
      ...maintenanceHandlers,
      ...alertHandlers(pagesOfAlerts, rulebook),
      ...mappingHandlers(rulebook),
      ...changeHandlers,
    ],
    checks: [...detectChecks(platform.db), ...mailChecks(mailConfig, mailIn)],
    senders: createAccept({
      rulebook,
      signals: lanes,
      duration,
      refusals,
      keyUses,
      verify: createVerify({ db: platform.db, egress: platform.egress, keyring, log }),
      questions: createQuestions({ db: platform.db, rulebook, publicUrl: platform.publicUrl }),
      trustedProxies: platform.config.trustedProxies,
      tracing: platform.tracing,
      securityHeaders: securityHeaders(platform.config.publicUrl),
    }),
    loops: [
      adopting,
      startExpiring(db, log, rulebook, onAlertsWaiting),
      startWatchingHeartbeats(db, log, rulebook, known, onAlertsWaiting),
      runningChecks,
      startWatchingChecks(db, log, alerts),
      lanes.loop,
      refusals.loop,
      keyUses.loop,
      keepRulebookFresh(db, log, rulebook),
      startWatchingSilence(platform.db, log, { sendMail, publicUrl: platform.publicUrl }),
      startRetention(db, log, platform.config),
    ],
    raisePlatformAlert: createPlatformAlarm(rulebook, lanes),
    checkPorts,
    canary: createCanarySignal(rulebook, lanes),
    sendDrillSignal: createDrillSender(rulebook, lanes, platform.db),
    rehearse: () => rehearse(db, rehearsedConnections, (tx) => rehearseSignals(tx, rulebook)),
    open: async () => mailIn?.open(),
    async drain() {
      await mailIn?.close();
      await refusals.flush();
      await keyUses.flush();
      await lanes.close();
      await lanes.drain();
    },
  };
}

/** `example.org` of `Evenkeel <evenkeel@example.org>`. */
const domainOf = (mailbox: string) => /@([A-Za-z0-9.-]+)>?\s*$/.exec(mailbox)?.[1] ?? 'localhost';
