import type pg from 'pg';
import { isDatabaseAway } from '../db/database-away.ts';
import { DatabaseClient } from '../db/hosts.ts';

/** One connection for work that takes as long as it takes; texts of all types come and go in their lossless form. */
export async function connectForLong(databaseUrl: string): Promise<pg.Client> {
  const client = new DatabaseClient({
    connectionString: databaseUrl,
    application_name: 'evenkeel backup',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  await client.connect();
  await client.query(`set search_path = evenkeel, public; set timezone = 'UTC'; set datestyle = 'ISO';
    set intervalstyle = 'postgres'; set bytea_output = 'hex'; set extra_float_digits = 1;
    set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = '30s'`);
  return client;
}

/** Whether the server there is ready; false while it starts, ends, or is gone. @throws for every other refusal */
export async function takesConnections(databaseUrl: string): Promise<boolean> {
  try {
    await (await connectForLong(databaseUrl)).end();
    return true;
  } catch (error) {
    if (isDatabaseAway(error)) return false;
    throw error;
  }
}
