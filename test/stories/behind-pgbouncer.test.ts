/** A database that is reached through a pooler. */
import { expect, test } from 'vitest';
import { listPages } from '../../src/contract/respond/pages/page.ts';
import { createTestDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { pgbouncerPath, startPgbouncer } from '../harness/programs/pgbouncer.ts';
import { startTestServer } from '../harness/server.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';

test.skipIf(!pgbouncerPath)(
  'PgBouncer that gives each connection a session of its own is as good as none',
  async () => {
    const direct = await createTestDatabase();
    const databaseUrl = await startPgbouncer(direct.databaseUrl, 'session');
    const server = await startTestServer({ database: { ...direct, databaseUrl } });
    const world = worldThrough(server);
    const source = await world.paging([askPerson(await world.personByMail('Ada'))]);
    const sent = await Promise.all(Array.from({ length: 20 }, (_, each) => sendEvent(source, { key: `key ${each}` })));
    expect(new Set(sent)).toEqual(new Set([202]));
    await eventually(async () => (await server.admin.call(listPages, { query: {} })).items.length > 0);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  },
);

test.skipIf(!pgbouncerPath)(
  'PgBouncer that gives each transaction another session is refused in one sentence',
  async () => {
    const direct = await createTestDatabase();
    const databaseUrl = await startPgbouncer(direct.databaseUrl, 'transaction');
    const { host } = new URL(databaseUrl);
    await expect(startTestServer({ database: { ...direct, databaseUrl } })).rejects.toThrow(
      `EVENKEEL_DATABASE_URL: the pooler at ${host} gives each transaction another session: let it pool by session (pool_mode = session), or give the address of PostgreSQL.`,
    );
  },
);

test.skipIf(!pgbouncerPath)(
  'migrations take the way past the pooler that is set for them, which must lead to the same database',
  async () => {
    const direct = await createTestDatabase();
    const other = await createTestDatabase();
    await direct.db.query('drop schema evenkeel cascade; drop schema if exists auth cascade');
    const databaseUrl = await startPgbouncer(direct.databaseUrl, 'session');
    const start = (migrationUrl: string) =>
      startTestServer({
        database: { ...direct, databaseUrl },
        environment: { EVENKEEL_MIGRATION_DATABASE_URL: migrationUrl },
      });
    await expect(start(other.databaseUrl)).rejects.toThrow(
      'EVENKEEL_MIGRATION_DATABASE_URL leads to another database than EVENKEEL_DATABASE_URL',
    );
    const nowhere = direct.databaseUrl.replace(/:\d+\//, ':1/');
    await expect(start(nowhere)).rejects.toThrow(/^EVENKEEL_MIGRATION_DATABASE_URL: nothing listens at .*:1\.$/);
    const server = await start(direct.databaseUrl);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  },
);
