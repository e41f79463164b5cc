/** One real PostgreSQL for the whole test run, with a migrated template that each test copies its own database from. */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/server/platform/db/database.ts';
import { clusterFolder } from '../../src/server/platform/db/embedded/cluster.ts';
import { startEmbedded } from '../../src/server/platform/db/embedded.ts';
import { migrate } from '../../src/server/platform/db/migrate.ts';
import { makeQuickFolder } from './quick-folder.ts';

declare module 'vitest' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be added to
  export interface ProvidedContext {
    clusterUrl: string;
    /** How `create database` copies the template. */
    copyStrategy: string;
  }
}

/** No test cuts the power: what a crash of the machine may cost buys speed. */
const settings = {
  max_connections: 200,
  fsync: false,
  full_page_writes: false,
  synchronous_commit: false,
  max_wal_size: '256MB',
  // Some tests forget a prepared transaction.
  max_prepared_transactions: 10,
};

export const templateName = 'evenkeel_template';

/** The one name for which the cluster asks for a password; there is no such database. */
export const passwordDatabase = 'asks_for_password';

/** `EVENKEEL_TEST_POSTGRES_URL` names another PostgreSQL to test on, as its superuser; without it the embedded one starts. */
export default async function setup(project: TestProject) {
  if (project.vitest.projects.every(({ name }) => name === 'unit')) return () => undefined;
  const given = process.env.EVENKEEL_TEST_POSTGRES_URL;
  if (given) {
    await makeTemplate(given);
    project.provide('clusterUrl', given);
    project.provide('copyStrategy', '');
    return () => undefined;
  }
  const dataDir = await makeQuickFolder('evenkeel test cluster ');
  const cluster = await startEmbedded({
    dataDir,
    log: pino({ level: 'silent' }),
    settings,
  });
  await trustEverybody(dataDir, cluster.adminUrl);
  await makeTemplate(cluster.adminUrl);
  project.provide('clusterUrl', cluster.adminUrl);
  project.provide('copyStrategy', 'strategy file_copy');
  return async () => {
    await cluster.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** Thousands of connections are opened during a run; proving the password each time costs more than most tests do. */
async function trustEverybody(dataDir: string, clusterUrl: string) {
  const rules = [`host ${passwordDatabase} all 127.0.0.1/32 scram-sha-256`, 'host all all 127.0.0.1/32 trust', ''];
  await writeFile(path.join(clusterFolder(dataDir), 'pg_hba.conf'), rules.join('\n'));
  const admin = new pg.Client({ connectionString: clusterUrl });
  await admin.connect();
  await admin.query('select pg_reload_conf()');
  await admin.end();
}

async function makeTemplate(clusterUrl: string) {
  const admin = new pg.Client({ connectionString: clusterUrl });
  await admin.connect();
  await admin.query(`drop database if exists ${templateName}`);
  await admin.query(`create database ${templateName}`);
  await admin.end();
  const url = new URL(clusterUrl);
  url.pathname = `/${templateName}`;
  const db = openDatabase({ url: url.href, max: 1, applicationName: 'template' });
  await migrate(db, path.resolve('migrations'));
  await db.end();
}
