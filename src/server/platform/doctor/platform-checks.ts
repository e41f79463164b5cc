import { statfs } from 'node:fs/promises';
import type { Config } from '../../config.ts';
import type { Database } from '../db/database.ts';
import { heldUpSentence, readHeldUp } from '../events/held-up.ts';
import { numbersAhead } from '../events/numbering.ts';
import { type Loop, stuckAfterMs } from '../loop.ts';
import { processFindings } from '../processes/findings.ts';
import type { ProcessGroup } from '../processes/member.ts';
import type { Keyring } from '../secrets.ts';
import { type Check, fault, ok, warning } from './check.ts';
import { postgresFinding } from './postgres-version.ts';
import { publicAddressFinding } from './public-address.ts';
import { readStandbys, standbyFinding } from './standbys.ts';
import { listRunningVersions, readDatabaseFacts } from './store.ts';

const mostSkewMs = 2_000;
const gigabyte = 1024 ** 3;

export function platformChecks(platform: {
  config: Config;
  db: Database;
  keyring: Keyring;
  /** Of this node. */
  version: string;
  /** Whether a request came through a proxy that nobody has configured. */
  wasForwarded: () => boolean;
  loops: () => Loop[];
  /** The processes that were started with this one. */
  group?: ProcessGroup | undefined;
}): Check[] {
  const { config, db, keyring, version, wasForwarded, loops, group } = platform;
  return [
    { name: 'version', run: () => versionFinding(db, version) },
    {
      name: 'work in the background',
      async run() {
        const stuck = loops().filter((loop) => loop.overdueMs() > stuckAfterMs);
        if (stuck.length === 0) return ok('All work in the background runs.');
        return stuck.map(({ name, carriesPages, quietForMs }) => {
          const sentence = `The loop “${name}” has not ended a run well for ${Math.round(quietForMs() / 1_000)} seconds; the log says why.`;
          return carriesPages ? fault(`${sentence} Pages may be late.`) : warning(sentence);
        });
      },
    },
    { name: 'processes', run: () => processFindings(db, group) },
    {
      name: 'database',
      async run() {
        const { version, migrations, isStandby, synchronous, now } = await readDatabaseFacts(db);
        if (isStandby) return fault('The database is a standby: nothing can be written.');
        if (!synchronous)
          return fault(
            'PostgreSQL answers before data is on disk (fsync or synchronous_commit is off): a crash loses pages.',
          );
        return postgresFinding(version, now, {
          more: `, ${migrations} migrations applied`,
          cameAlong: config.databaseUrl === undefined && config.postgresBin === undefined,
        });
      },
    },
    { name: 'standbys', run: async () => standbyFinding(await readStandbys(db)) },
    {
      name: 'events',
      async run() {
        if ((await numbersAhead(db)) > 0)
          return fault('The database came from another server while Evenkeel was running: start all nodes again.');
        const found = await readHeldUp(db);
        return found ? warning(heldUpSentence(found)) : ok('Events are told as they happen.');
      },
    },
    {
      name: 'clock',
      async run() {
        const before = Date.now();
        const { now } = await readDatabaseFacts(db);
        const skewMs = Math.round(now.getTime() - (before + Date.now()) / 2);
        if (Math.abs(skewMs) > mostSkewMs)
          return warning(`The clock of the database differs from that of this node by ${skewMs} ms: run NTP on both.`);
        return ok('The clocks of the database and of this node agree.');
      },
    },
    { name: 'disk', run: () => diskFinding(config.dataDir) },
    {
      name: 'secret key',
      run: async () =>
        keyring.currentKeyId === null
          ? fault(`There is no usable ${config.dataDir}/secret.key: nothing that is sealed can be opened or added.`)
          : ok(
              `Secrets are sealed under the key ${keyring.currentKeyId}; keep a copy of ${config.secretKey ? 'EVENKEEL_SECRET_KEY' : `${config.dataDir}/secret.key`} apart from the backups.`,
            ),
    },
    {
      name: 'public URL',
      async run() {
        if (config.publicUrl === undefined)
          return warning('EVENKEEL_PUBLIC_URL is not set: links in notifications lead to localhost.');
        return publicAddressFinding(config.publicUrl, config.egressAllow);
      },
    },
    {
      name: 'settings',
      run: async () =>
        config.unknownSettings.length === 0 ? ok('Every setting is known.') : config.unknownSettings.map(warning),
    },
    {
      name: 'reverse proxy',
      run: async () =>
        wasForwarded()
          ? warning(
              'Requests arrive with X-Forwarded-For while EVENKEEL_TRUSTED_PROXIES is 0: if they come through a reverse proxy, everybody behind it counts as one address. Set it to the number of proxies in front.',
            )
          : ok(
              config.trustedProxies === 0
                ? 'No reverse proxy is configured, and none was noticed.'
                : `${config.trustedProxies} reverse ${config.trustedProxies === 1 ? 'proxy is' : 'proxies are'} trusted to name the caller.`,
            ),
    },
    {
      name: 'dead-man switch',
      run: async () =>
        config.deadManUrl === undefined
          ? warning('EVENKEEL_DEAD_MAN_URL is not set: nobody is alerted when Evenkeel itself has stopped.')
          : ok('An outside dead-man switch is pinged while the watchdog finds nothing wrong.'),
    },
  ];
}

async function versionFinding(db: Database, version: string) {
  const running = await listRunningVersions(db);
  if (running.every((each) => each.version === version)) return ok(`Evenkeel ${version} is running.`);
  const which = running.map((each) => `${each.version} on ${each.nodes.join(', ')}`).join('; ');
  return warning(`Nodes run different versions: ${which}. Finish the update.`);
}

/** How much room is left where the data is. */
export async function diskFinding(folder: string) {
  const { bavail, blocks, bsize } = await statfs(folder);
  const free = `${((bavail * bsize) / gigabyte).toFixed(1)} GB free for ${folder}`;
  if (bavail * bsize < gigabyte / 4) return fault(`Only ${free}: the database stops when it is full.`);
  if (bavail * bsize < 2 * gigabyte || bavail / blocks < 0.05) return warning(`Only ${free}.`);
  return ok(`${free}.`);
}
