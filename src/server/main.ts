/** The composition root: the only place where things are built and put together. Nothing imports this file but the start command and the tests. */
import path from 'node:path';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { startCommunicate } from './communicate/stage.ts';
import type { Config } from './config.ts';
import { startConfiguration } from './configuration/stage.ts';
import type { Decoration } from './decoration.ts';
import { startDetect } from './detect/stage.ts';
import { startDirectory } from './directory/stage.ts';
import { startFirstHour } from './first-hour/stage.ts';
import { makeStartingSet } from './first-hour/starting-set.ts';
import { startLearn } from './learn/stage.ts';
import { startMeasure } from './measure/stage.ts';
import { startOutgoing } from './outgoing/stage.ts';
import { startPersonalData } from './personal-data/stage.ts';
import { personIdOf } from './platform/auth/actor.ts';
import { createAuthenticate } from './platform/auth/authenticate.ts';
import { type Database, type DatabaseOptions, openDatabase } from './platform/db/database.ts';
import { createFolder, tightenFolder } from './platform/db/embedded/data-folder.ts';
import { startEmbedded } from './platform/db/embedded.ts';
import { migrate, migrateDirectly } from './platform/db/migrate.ts';
import { requireOwnSession } from './platform/db/own-session.ts';
import { waitForDatabase } from './platform/db/wait-for-database.ts';
import { doctorHandlers } from './platform/doctor/handlers.ts';
import { platformChecks } from './platform/doctor/platform-checks.ts';
import { createEgress, type Egress } from './platform/egress/egress.ts';
import { followEvents } from './platform/events/follow.ts';
import { liveHandlers } from './platform/events/handlers.ts';
import { repairNumbering } from './platform/events/numbering.ts';
import { healthHandlers, stuckSentence } from './platform/health.ts';
import { prefixOf } from './platform/http/prefix.ts';
import { createHttp } from './platform/http/server.ts';
import { serveWeb } from './platform/http/web.ts';
import { openLog } from './platform/log.ts';
import type { Loop } from './platform/loop.ts';
import { joinNodes } from './platform/nodes.ts';
import { nodeMetrics, processMetrics } from './platform/process-metrics.ts';
import type { ProcessGroup } from './platform/processes/member.ts';
import { groupMetrics, ownMetrics } from './platform/processes/metrics.ts';
import { poolSizes } from './platform/processes/pool-sizes.ts';
import { referenceHandlers } from './platform/reference/handlers.ts';
import { securityChecks, securityHandlers } from './platform/security/handlers.ts';
import { createSecurityLog } from './platform/security/log.ts';
import { StartProblem } from './platform/start-problem.ts';
import { withCallsKept } from './platform/tracing/calls.ts';
import { storeShippedDocuments } from './program/documents/shipped.ts';
import { startProgram } from './program/stage.ts';
import { startResolve } from './resolve/stage.ts';
import { createMailTransport } from './respond/channels/email/mail-transport.ts';
import { accountMail } from './respond/deliver/account-mail.ts';
import { contactChannels } from './respond/deliver/contact-channels.ts';
import { createTransports } from './respond/deliver/transports.ts';
import { createProviders } from './respond/providers/hand-over.ts';
import { startRespond } from './respond/stage.ts';
import { startRetentionSettings } from './retention/stage.ts';
import { loadKeyringFor } from './sealed-values/keyring.ts';
import { startSealedValues } from './sealed-values/stage.ts';
import type { Platform, Stage } from './stage.ts';
import { teamsOf } from './team-scope/store.ts';
import { startTracing } from './tracing/tracing.ts';

export type StartOptions = {
  config: Config;
  /** The folder of the repository or installation: holds `migrations` and `dist/web`. */
  home: string;
  version: string;
  decoration?: Decoration | undefined;
  log?: Logger;
  /** Instead of the one of the configuration, where something stands in for addresses of others. */
  egress?: Egress | undefined;
  /** Of the PostgreSQL that the parent of several processes runs; instead of one of its own. */
  embeddedUrl?: string | undefined;
  /** The processes that were started with this one; left out when it is alone. */
  group?: ProcessGroup | undefined;
  /** Told each step of the start, for people who watch. */
  progress?: (sentence: string) => void;
};

export type RunningServer = {
  url: string;
  port: number;
  databaseUrl: string;
  platform: Platform;
  /** A one-time link that makes the first admin; null when there is one already. */
  setupUrl: string | null;
  /** A one-time link by which the decoration lets somebody enter; null without one. */
  signInUrl: string | null;
  /** Makes the first signal and the first page as quick as the hundredth. To be called while nothing happens yet. */
  rehearse(): Promise<void>;
  /** Stops accepting, lets running work end, stops the embedded database. */
  stop(): Promise<void>;
};

export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { config, home, version, decoration, group } = options;
  const progress = options.progress ?? (() => {});
  const log = options.log ?? openLog(config.logLevel);
  createFolder(config.dataDir, 0o700);
  const openFolder = tightenFolder(config.dataDir);
  if (openFolder) log.warn({ component: 'data folder' }, openFolder);
  if (process.getuid?.() === 0 && (group?.process ?? 1) === 1)
    log.warn({}, 'Evenkeel is running as root, which it does not need: run it as a user that owns the data folder');

  const closers: (() => Promise<unknown>)[] = [];
  let closing = false;
  const closeAll = async () => {
    closing = true;
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    if (config.databaseUrl !== undefined)
      await waitForDatabase(config.databaseUrl, { limitMs: config.databaseWaitSeconds * 1000, progress });
    const databaseUrl =
      config.databaseUrl ?? options.embeddedUrl ?? (await startOwnDatabase(config, log, progress, closers));
    const open = (name: string, max: number, more: Omit<Partial<DatabaseOptions>, 'url'> = {}) => {
      const pool = openDatabase({
        ...more,
        url: databaseUrl,
        max,
        applicationName: `evenkeel ${name}`,
        onError: (error) => closing || log.warn({ err: error, pool: name }, 'database connection lost'),
      });
      closers.push(() => pool.end());
      return pool;
    };
    const sizes = poolSizes(group?.wanted ?? 1);
    const db = open('api', sizes.api);
    if (config.databaseUrl !== undefined) await requireOwnSession(db, config.databaseUrl);
    const engineDb = open('engine', sizes.engine);
    await decoration?.beforeSchema(db);
    await prepare(db, config, home, progress);
    for (const sentence of config.unknownSettings) progress(`Warning: ${sentence}`);
    const { keyring, warning } = await loadKeyringFor(db, config);
    if (warning) {
      progress(warning);
      log.error({ component: 'secrets' }, warning);
    }

    const node = await joinNodes(engineDb, nodeNameIn(config, group), version, log);
    closers.push(() => node.leave());
    const follower = followEvents(db, log);
    closers.push(() => follower.stop());
    const metrics = new Registry();
    const security = createSecurityLog({ db, log, metrics });
    closers.push(() => security.stop());
    const tracing =
      config.tracing && (await startTracing({ config: config.tracing, db, keyring, node, version, log, metrics }));
    for (const pool of [db, engineDb]) tracing?.follow(pool);
    const egress = options.egress ?? createEgress({ allow: config.egressAllow });
    let url = '';
    const platform: Platform = {
      config,
      db,
      engineDb,
      log,
      metrics,
      node,
      keyring,
      egress: tracing ? withCallsKept(egress) : egress,
      follower,
      security,
      tracing,
      publicUrl: () => config.publicUrl ?? url,
    };
    const transports = await createTransports(platform);
    if (decoration) transports.mail = decoration.mail();
    closers.push(async () => transports.mail?.close());
    const providers = createProviders({ db: engineDb, keyring, transports, publicUrl: platform.publicUrl });
    const channels = contactChannels(db, transports, providers);
    await decoration?.fill({ platform, channels, open, progress });
    const directory = await startDirectory(platform, {
      channels,
      sendMail: accountMail(transports),
      makeStartingSet: (ctx, team) => makeStartingSet(ctx, platform.keyring, team),
    });
    // Of its own, so that pages never wait behind the signals of a storm.
    const pagingDb = open('paging', sizes.paging, { planOnce: true });
    tracing?.follow(pagingDb);
    const respond = await startRespond(platform, {
      pagingDb,
      transports,
      providers,
      // Detect starts after respond; the watchdog asks for it later still.
      raisePlatformAlert: (alarm) => detect.raisePlatformAlert(alarm),
      canary: () => detect.canary,
      // Program starts after respond too.
      certificates: {
        missingForCommand: (ask) => program.certificates.missingForCommand(ask),
        missingForOnCall: (ask) => program.certificates.missingForOnCall(ask),
      },
      practice: {
        lastDrills: (serviceIds) => program.practice.lastDrills(serviceIds),
        ofTeams: (teamIds) => program.practice.ofTeams(teamIds),
        observerName: (tx, incidentId, personId) => program.practice.observerName(tx, incidentId, personId),
      },
    });
    const detect = await startDetect(platform, {
      onAlertsWaiting: respond.wake,
      sendMail: accountMail(transports),
      pagesOfAlerts: respond.pagesOfAlerts,
    });
    const subscriberMail =
      decoration?.mail() ??
      (config.smtpUrl === undefined ? undefined : createMailTransport({ url: config.smtpUrl, from: config.mailFrom }));
    closers.push(async () => subscriberMail?.close());
    const communicate = await startCommunicate(platform, {
      transports: { ...transports, mail: subscriberMail },
      // Program starts after communicate.
      incidentCostText: (db, id) => program.incidentCostText(db, id),
    });
    const resolve = startResolve();
    const learn = startLearn(platform);
    const measure = startMeasure(platform);
    const program = await startProgram(platform, {
      sendSignal: detect.sendDrillSignal,
      // Outgoing starts after program.
      callWebhook: (webhookId, call) => outgoing.callWebhook(webhookId, call),
      transports: { ...transports, mail: subscriberMail },
    });
    const outgoing = startOutgoing(platform, {
      channels,
      transports: { ...transports, mail: subscriberMail },
      deliver: providers.deliver,
    });
    const configuration = startConfiguration({ ...platform, channels, security, checks: detect.checkPorts });
    const firstHour = startFirstHour(platform);
    const byName: Record<string, Stage> = {
      directory,
      detect,
      respond,
      communicate,
      resolve,
      learn,
      measure,
      program,
      outgoing,
      configuration,
      firstHour,
      retention: startRetentionSettings(platform),
      sealedValues: startSealedValues(platform),
      personalData: startPersonalData(platform),
    };
    const stages = Object.values(byName);
    const loops: Loop[] = [
      node.loop,
      ...stages.flatMap((stage) => stage.loops ?? []),
      ...(tracing ? [tracing.loop] : []),
    ];
    processMetrics(metrics, loops);
    nodeMetrics(metrics, db, node);
    groupMetrics(metrics, group);
    group?.serve({ metrics: () => ownMetrics(metrics, group.process), stuck: () => stuckSentence(loops) });
    log.debug({ stages: Object.keys(byName), loops: loops.map(({ name }) => name) }, 'put together');

    const authenticate = createAuthenticate({ db, adminToken: config.adminToken, session: directory.sessions.read });
    let wasForwarded = false;
    const setupToken = await directory.setupToken();
    const http = createHttp({
      db,
      log,
      trustedProxies: config.trustedProxies,
      publicUrl: config.publicUrl,
      now: node.databaseNow,
      onForwarded: () => {
        wasForwarded = true;
      },
      authenticate,
      ...(decoration?.asksConfirmation === false ? {} : { requireConfirmed: directory.sessions.requireConfirmed }),
      teamsOf,
      onRefused: (request, status, actor) => {
        const personId = actor === null ? null : personIdOf(actor);
        const route = `${request.method} ${request.routeOptions.url ?? ''}`;
        security.note(request, status === 401 ? 'token.refused' : 'permission.refused', { personId, subject: route });
      },
      senders: (request, response) => stages.some((stage) => stage.senders?.(request, response) ?? false),
      raw: (request, response) => stages.some((stage) => stage.raw?.(request, response) ?? false),
      handlers: [
        ...healthHandlers(metrics, () => loops, group),
        ...liveHandlers(follower, () => authenticate),
        ...securityHandlers,
        ...referenceHandlers(version, config.publicUrl ?? ''),
        ...doctorHandlers(() => [
          ...platformChecks({ ...platform, version, wasForwarded: () => wasForwarded, loops: () => loops, group }),
          ...securityChecks(db),
          ...(tracing ? [tracing.check] : []),
          ...stages.flatMap((stage) => stage.checks ?? []),
        ]),
        ...stages.flatMap((stage) => stage.handlers),
      ],
      protocols: stages.flatMap((stage) => stage.protocols ?? []),
    });
    serveWeb(http, path.join(home, 'dist', 'web'), prefixOf(config.publicUrl));
    closers.push(async () => {
      for (const stage of stages) await stage.drain?.();
      await Promise.all(loops.filter((loop) => loop !== node.loop).map((loop) => loop.stop()));
    });
    // From here on senders and load balancers count on this node: nothing that may still fail comes after it.
    await http.listen({ host: config.host, port: config.port });
    for (const stage of stages) await stage.open?.();
    closers.push(async () => {
      // Streams never end by themselves; everything else gets the time it needs.
      setTimeout(() => http.server.closeAllConnections(), 3_000).unref();
      await http.close();
    });
    const address = http.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : config.port;
    url = `http://localhost:${port}`;
    if (decoration) {
      const life = decoration.enliven(platform, port);
      closers.push(() => life.stop());
    }
    return {
      url: platform.publicUrl(),
      port,
      databaseUrl,
      platform,
      setupUrl: setupToken && `${platform.publicUrl()}/setup#token=${setupToken}`,
      signInUrl: decoration ? `${platform.publicUrl()}/enter#${await decoration.entrance(db)}` : null,
      async rehearse() {
        for (const stage of stages) await stage.rehearse?.();
      },
      stop: closeAll,
    };
  } catch (error) {
    await closeAll().catch((closeError) => log.error({ err: closeError }, 'could not clean up after a failed start'));
    throw error;
  }
}

/** Processes of one start are nodes of their own, and are told apart by their number. */
function nodeNameIn({ nodeName }: Config, group: ProcessGroup | undefined): string {
  return group === undefined ? nodeName : `${nodeName}/${group.process}`;
}

async function startOwnDatabase(
  config: Config,
  log: Logger,
  progress: (sentence: string) => void,
  closers: (() => Promise<unknown>)[],
): Promise<string> {
  progress('Starting the embedded PostgreSQL');
  const embedded = await startEmbedded({ dataDir: config.dataDir, log, postgresBin: config.postgresBin });
  closers.push(() => embedded.stop());
  return embedded.url;
}

async function prepare(
  db: Database,
  config: Config,
  home: string,
  progress: (sentence: string) => void,
): Promise<void> {
  const found = await db.query<{ number: string }>("select current_setting('server_version_num') as number");
  if (Number(found.rows[0]!.number) < 140_000) throw new StartProblem('Evenkeel needs PostgreSQL 14 or newer.');
  const folder = path.join(home, 'migrations');
  const directUrl = config.migrationDatabaseUrl;
  const applied = directUrl === undefined ? await migrate(db, folder) : await migrateDirectly(db, folder, directUrl);
  if (applied.length > 0) progress(`Applied ${applied.length} migrations`);
  if ((await repairNumbering(db)) > 0)
    progress('The database came from another server: events go on behind those that it brought');
  await storeShippedDocuments(db, path.join(home, 'content'));
}
