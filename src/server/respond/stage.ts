/** Respond: from an alert that asks for a page to a person who has acknowledged it. */
import { readPushKey } from '../../contract/directory/contact-methods.ts';
import { problem } from '../../contract/errors.ts';
import { settingsContext } from '../directory/contact-methods/reachability.ts';
import type { Database } from '../platform/db/database.ts';
import { rehearse } from '../platform/db/rehearse.ts';
import { type Handler, implement } from '../platform/http/handler.ts';
import type { Loop } from '../platform/loop.ts';
import { readRetentionDays } from '../platform/settings/retention.ts';
import type { Platform, Stage } from '../stage.ts';
import { absenceHandlers } from './absences/handlers.ts';
import { startReadingCalendars } from './absences/read-calendars.ts';
import { canaryCheck, canaryHandlers, startCanary } from './canary/canary.ts';
import type { CanarySignal } from './canary/run.ts';
import type { Certificates } from './certificates.ts';
import type { Transports } from './channels/channel.ts';
import { coverageHandlers } from './coverage/handlers.ts';
import { loadLinkTokens } from './deliver/link-token.ts';
import { pagingMetrics } from './deliver/metrics.ts';
import { startUpdates } from './deliver/updates.ts';
import { respondChecks } from './doctor/checks.ts';
import { escalationPolicyHandlers } from './escalation/handlers.ts';
import { handoffNoteHandlers } from './handoff-notes/handlers.ts';
import { chatLinkHandlers } from './inbound/chat-links/handlers.ts';
import { createHandle } from './inbound/handle.ts';
import { createHooks } from './inbound/hooks.ts';
import { startListening } from './inbound/listen.ts';
import { startIncidentLoops } from './incidents/clocks/loops.ts';
import { handlersOfIncidents } from './incidents/handlers.ts';
import { pageHandlers } from './pages/handlers.ts';
import { linkHandlers } from './pages/links/link-handlers.ts';
import { startPaging } from './pages/paging.ts';
import { rehearsePage } from './pages/rehearse.ts';
import { pagesOfAlerts } from './pages/store.ts';
import { parallelRunHandlers } from './parallel-runs/handlers.ts';
import type { Practice } from './practice.ts';
import { protocolHandlers } from './protocols/handlers.ts';
import type { Providers } from './providers/hand-over.ts';
import { providerHandlers } from './providers/handlers.ts';
import { readinessHandlers, startRefreshingReadiness } from './readiness/handlers.ts';
import { regroupingHandlers } from './regroupings/handlers.ts';
import { startForgetting } from './retention/forget.ts';
import { loadCoverLinks } from './schedules/covers/cover-link.ts';
import { startCoverMails } from './schedules/covers/cover-mails.ts';
import { coverHandlers } from './schedules/covers/handlers.ts';
import { coverLinkHandlers } from './schedules/covers/link-handlers.ts';
import { scheduleHandlers } from './schedules/handlers.ts';
import { overrideHandlers } from './schedules/overrides/handlers.ts';
import { rotaHandlers } from './schedules/rotas/handlers.ts';
import { shadowHandlers } from './schedules/shadows/handlers.ts';
import { startFollowingSchedules } from './schedules/user-groups/follow.ts';
import { userGroupHandlers } from './schedules/user-groups/handlers.ts';
import { startSenderRequests } from './sender-requests/loop.ts';
import { severityHandlers } from './severities/handlers.ts';
import { simulationHandlers } from './simulation/handlers.ts';
import { tabHandlers } from './tabs/handlers.ts';
import { testPageHandlers } from './test-pages/handlers.ts';
import { startTestPageLoops } from './test-pages/reminders.ts';
import { watchdogHandlers } from './watchdog/handlers.ts';
import { type RaisePlatformAlert, startWatchdog } from './watchdog/watchdog.ts';

export type RespondOptions = {
  /** Connections for pages and their notifications. */
  pagingDb: Database;
  transports: Transports;
  providers: Providers;
  /** Where the watchdog raises what is wrong with this installation. */
  raisePlatformAlert: RaisePlatformAlert;
  /** The way of a made-up alert through detect. */
  canary: () => CanarySignal;
  /** Who holds the certificates that command and being on call need. */
  certificates: Certificates;
  /** When people practised last, for readiness. */
  practice: Practice;
};

export type RespondStage = Stage & {
  /** A hint that alerts wait for a page. */
  wake: () => void;
  pagesOfAlerts: typeof pagesOfAlerts;
};

/** One opens pages, the others write down what became of messages. */
const rehearsedConnections = 3;

export async function startRespond(platform: Platform, options: RespondOptions): Promise<RespondStage> {
  const { db, engineDb, keyring, log, metrics, node, egress, config } = platform;
  const links = await loadLinkTokens(db, keyring);
  const coverLinks = await loadCoverLinks(db, keyring);
  const openSettings = (id: number, sealed: string) => JSON.parse(keyring.open(sealed, settingsContext(id)).reveal());
  const paging = startPaging({
    db: options.pagingDb,
    nodeId: node.id,
    transports: options.transports,
    providers: options.providers,
    links,
    publicUrl: platform.publicUrl,
    openSettings,
    metrics: pagingMetrics(metrics, db),
    log,
    tracing: platform.tracing,
    onLoud: () => watchdog.hurry(),
  });
  const watchdog = startWatchdog({
    databaseUrl: engineDb.options.connectionString!,
    log,
    metrics,
    egress,
    deadManUrl: config.deadManUrl,
    raisePlatformAlert: options.raisePlatformAlert,
    wake: paging.wake,
  });
  const [opening] = paging.loops as [Loop];
  const canary = {
    ...{ db, nodeId: node.id, signal: options.canary, publicUrl: platform.publicUrl },
    ...{ databaseUrl: engineDb.options.connectionString!, log, metrics },
    loops: { opening, delivery: paging.delivery.loop },
  };
  const mailing = { db: engineDb, transports: options.transports, openSettings, publicUrl: platform.publicUrl, log };
  const incidentLoops = startIncidentLoops(mailing);
  const { providers } = options;
  const check = { certificates: options.certificates, log };
  const handle = createHandle({
    db,
    links,
    keyring,
    publicUrl: platform.publicUrl,
    wake: paging.wake,
    onLoud: () => watchdog.hurry(),
  });
  return {
    raw: createHooks({
      db,
      providers,
      handle,
      publicUrl: platform.publicUrl,
      trustedProxies: config.trustedProxies,
      metrics,
      log,
    }),
    handlers: [
      ...scheduleHandlers(check),
      ...overrideHandlers(check),
      ...rotaHandlers(check),
      ...shadowHandlers,
      ...userGroupHandlers,
      ...handoffNoteHandlers,
      ...coverHandlers(check),
      ...coverLinkHandlers({ db, links: coverLinks, check }),
      ...absenceHandlers({ egress, keyring }),
      ...escalationPolicyHandlers(options.transports.mail !== undefined),
      ...pageHandlers(paging.wake),
      ...regroupingHandlers(paging.wake),
      ...parallelRunHandlers(paging.wake),
      ...linkHandlers({ db, links, wake: paging.wake }),
      ...chatLinkHandlers({ keyring, wake: paging.wake }),
      ...watchdogHandlers,
      ...canaryHandlers(config.canary),
      ...coverageHandlers(options.transports.mail !== undefined),
      ...readinessHandlers(options.transports.mail !== undefined, { practice: options.practice, log }),
      ...testPageHandlers(paging.wake),
      ...simulationHandlers(options.transports.mail !== undefined),
      ...protocolHandlers,
      ...severityHandlers,
      ...handlersOfIncidents(paging.wake, check, options.practice),
      ...providerHandlers({ keyring, egress, publicUrl: platform.publicUrl, transports: options.transports }),
      pushKeyHandler(options.transports),
      ...tabHandlers,
    ],
    checks: [...respondChecks(db, options.transports), canaryCheck(db, config.canary)],
    loops: [
      ...paging.loops,
      startUpdates({ db: engineDb, providers, publicUrl: platform.publicUrl, openSettings, links, log }),
      startSenderRequests({ db: options.pagingDb, wake: paging.wake, log }),
      startListening({ db, nodeId: node.id, providers, handle, links, openSettings, log }),
      startFollowingSchedules({ db: engineDb, providers, openSettings, log }),
      watchdog.loop,
      ...(config.canary ? [startCanary(canary)] : []),
      ...incidentLoops,
      ...(options.transports.mail ? [startCoverMails({ ...mailing, links: coverLinks })] : []),
      startReadingCalendars(engineDb, { egress, keyring }, log),
      ...startTestPageLoops(mailing),
      startRefreshingReadiness(db, log, options.transports.mail !== undefined),
      startForgetting(db, log, async () => (await readRetentionDays(db, config)).historyDays),
    ],
    wake: paging.wakeOpening,
    pagesOfAlerts,
    rehearse: () => rehearse(options.pagingDb, rehearsedConnections, rehearsePage),
    drain: () => paging.delivery.drain(),
  };
}

function pushKeyHandler({ vapid }: Transports): Handler {
  return implement(readPushKey, async () => {
    if (!vapid) throw problem('unavailable', 'Browser notifications have no keys yet.');
    return { publicKey: vapid.publicKey };
  });
}
