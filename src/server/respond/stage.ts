/** Respond: from an alert that asks for a page to a person who has acknowledged it. */
import { readPushKey } from '../../contract/directory/contact-methods.ts';
import { problem } from '../../contract/errors.ts';
import { settingsContext } from '../directory/contact-methods/reachability.ts';
import type { Database } from '../platform/db/database.ts';
import { rehearse } from '../platform/db/rehearse.ts';
import { implement, type Route } from '../platform/http/route.ts';
import type { Platform, Stage } from '../stage.ts';
import { type RaisePlatformAlert, startAuditor } from './audit/auditor.ts';
import { auditRoutes } from './audit/routes.ts';
import type { Transports } from './channels/channel.ts';
import { coverageRoutes } from './coverage/routes.ts';
import { loadLinkTokens } from './deliver/link-token.ts';
import { pagingMetrics } from './deliver/metrics.ts';
import { respondChecks } from './doctor/checks.ts';
import { escalationPolicyRoutes } from './escalation/routes.ts';
import { startIncidentLoops } from './incidents/clocks/loops.ts';
import { incidentRoutes } from './incidents/incident/routes.ts';
import { linkRoutes } from './pages/link-routes.ts';
import { startPaging } from './pages/paging.ts';
import { rehearsePage } from './pages/rehearse.ts';
import { pageRoutes } from './pages/routes.ts';
import { startForgetting } from './retention/forget.ts';
import { oncallRoutes, scheduleRoutes } from './schedules/routes.ts';
import { tabRoutes } from './tabs/routes.ts';

export type RespondOptions = {
  /** Connections for pages and their notifications. */
  pagingDb: Database;
  transports: Transports;
  /** Where the auditor raises what is wrong with this installation. */
  raisePlatformAlert: RaisePlatformAlert;
};

export type RespondStage = Stage & {
  /** A hint that alerts wait for a page. */
  wake: () => void;
};

/** One opens pages, the others write down what became of messages. */
const rehearsedConnections = 3;

export async function startRespond(platform: Platform, options: RespondOptions): Promise<RespondStage> {
  const { db, engineDb, keyring, log, metrics, node, egress, config } = platform;
  const links = await loadLinkTokens(db, keyring);
  const openSettings = (id: number, sealed: string) => JSON.parse(keyring.open(sealed, settingsContext(id)).reveal());
  const paging = startPaging({
    db: options.pagingDb,
    nodeId: node.id,
    transports: options.transports,
    links,
    publicUrl: platform.publicUrl,
    openSettings,
    metrics: pagingMetrics(metrics, db),
    log,
    onLoud: () => auditor.hurry(),
  });
  const auditor = startAuditor({
    databaseUrl: engineDb.options.connectionString!,
    log,
    metrics,
    egress,
    deadManUrl: config.deadManUrl,
    raisePlatformAlert: options.raisePlatformAlert,
    wake: paging.wake,
  });
  const incidentLoops = startIncidentLoops({
    db: engineDb,
    transports: options.transports,
    openSettings,
    publicUrl: platform.publicUrl,
    log,
  });
  return {
    routes: [
      ...scheduleRoutes,
      ...oncallRoutes,
      ...escalationPolicyRoutes,
      ...pageRoutes(paging.wake),
      ...linkRoutes({ db, links, wake: paging.wake }),
      ...auditRoutes,
      ...coverageRoutes(options.transports.mail !== undefined),
      ...incidentRoutes(paging.wake),
      pushKeyRoute(options.transports),
      ...tabRoutes,
    ],
    checks: respondChecks(db, options.transports),
    loops: [...paging.loops, auditor.loop, ...incidentLoops, startForgetting(db, log, config.historyRetentionDays)],
    wake: paging.wakeOpening,
    rehearse: () => rehearse(options.pagingDb, rehearsedConnections, rehearsePage),
    drain: () => paging.delivery.drain(),
  };
}

function pushKeyRoute({ vapid }: Transports): Route {
  return implement(readPushKey, async () => {
    if (!vapid) throw problem('unavailable', 'Browser notifications have no keys yet.');
    return { publicKey: vapid.publicKey };
  });
}
