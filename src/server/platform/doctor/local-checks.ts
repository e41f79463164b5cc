import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../../config.ts';
import { openDatabase, row } from '../db/database.ts';
import { explainStart } from '../explain-start.ts';
import { loadKeyring } from '../secrets.ts';
import { type Check, fault, ok, warning } from './check.ts';
import { diskFinding } from './platform-checks.ts';
import { postgresFinding } from './postgres-version.ts';

/** What can be seen without a server: the settings, the data folder, the key, the database when it is elsewhere. */
export function localChecks(config: Config): Check[] {
  const { dataDir, databaseUrl, secretKey } = config;
  const keyFile = path.join(dataDir, 'secret.key');
  return [
    {
      name: 'settings',
      run: async () =>
        config.unknownSettings.length === 0
          ? ok('The settings can be read; see `evenkeel config`.')
          : config.unknownSettings.map(warning),
    },
    {
      name: 'data folder',
      async run() {
        if (!existsSync(dataDir)) return fault(`There is no data folder ${dataDir}; the first start makes it.`);
        await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
        return ok(`The data folder ${dataDir} can be written.`);
      },
    },
    ...(existsSync(dataDir) ? [{ name: 'disk', run: () => diskFinding(dataDir) }] : []),
    {
      name: 'secret key',
      async run() {
        if (!secretKey && !existsSync(keyFile)) return fault(`There is no ${keyFile}; the first start makes it.`);
        return ok(
          `The secret key ${loadKeyring({ key: secretKey, keyFile, mayCreate: false }).currentKeyId} can be read.`,
        );
      },
    },
    ...(databaseUrl === undefined ? [] : [{ name: 'database', run: () => databaseFinding(databaseUrl, config) }]),
  ];
}

async function databaseFinding(databaseUrl: string, config: Config) {
  const db = openDatabase({ url: databaseUrl, max: 1, applicationName: 'evenkeel doctor' });
  try {
    const found = await row<{ version: string; now: Date }>(
      db,
      "select current_setting('server_version') as version, statement_timestamp() as now",
    );
    return postgresFinding(found!.version, found!.now);
  } catch (error) {
    return fault((explainStart(error, config) as Error).message);
  } finally {
    await db.end();
  }
}
