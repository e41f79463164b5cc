import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createTeam } from '../../src/contract/directory/teams.ts';
import { createOutgoingWebhook } from '../../src/contract/outgoing/webhooks.ts';
import { eventually } from '../harness/eventually.ts';
import { startApp } from '../harness/programs/app-process.ts';
import { postgresFolder, runPostgresProgram, startPostgres } from '../harness/programs/postgres.ts';
import { startReceiver } from '../harness/receiver.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';

const teamsTold = (messages: { type: string }[]) => messages.filter(({ type }) => type === 'team.created').length;

test.skipIf(postgresFolder === null)(
  'a database moved by a plain pg_dump to a server that has counted less tells what happens from then on, and nothing twice',
  async () => {
    const [before, after] = [stopAfterTest(await startPostgres({ epoch: 3 })), stopAfterTest(await startPostgres())];
    const receiver = stopAfterTest(await startReceiver());
    const old = stopAfterTest(await startApp({ databaseUrl: before.url }));
    await old.admin.call(createOutgoingWebhook, {
      body: { name: 'Teams', url: `${receiver.url}/teams`, kinds: ['team'], secret: receiver.secret },
    });
    await old.admin.call(createTeam, { body: { slug: 'old', name: 'Old' } });
    await eventually(() => teamsTold(receiver.messages) === 1);
    await old.program().stop();

    const file = path.join(path.dirname(before.dataDir), 'dump.sql');
    await writeFile(file, await runPostgresProgram('pg_dump', ['--no-owner', before.url]));
    await runPostgresProgram('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-f', file, after.url]);
    const app = stopAfterTest(await startApp({ databaseUrl: after.url }));
    await app.admin.call(createTeam, { body: { slug: 'new', name: 'New' } });
    await eventually(() => teamsTold(receiver.messages) === 2);

    const db = new pg.Client({ connectionString: after.url });
    await db.connect();
    const numbers = await db.query<{ isAscending: boolean }>(
      `select bool_and(tx >= previous) as "isAscending"
       from (select tx, lag(tx, 1, '0'::xid8) over (order by id) as previous from evenkeel.events) e`,
    );
    await db.end();
    expect(numbers.rows[0]!.isAscending).toBe(true);
    expect(teamsTold(receiver.messages)).toBe(2);
  },
  120_000,
);
