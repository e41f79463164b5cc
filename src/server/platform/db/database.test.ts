import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { onEnd, openDatabase, rows, run, type Transaction, transaction, withCommit } from './database.ts';
import { isDatabaseAway } from './database-away.ts';
import { noAnswer } from './silent-connections.ts';

async function freshTable() {
  const { db } = await createTestDatabase();
  await db.query('create table notes (word text)');
  const words = async () =>
    (await rows<{ word: string }>(db, 'select word from notes order by word')).map((r) => r.word);
  return { db, words };
}

test('Numbers are numbers in lists too', async () => {
  const { db } = await createTestDatabase();
  const found = await db.query("select 7::bigint as one, array[7, null]::bigint[] as several, '{}'::bigint[] as none");
  expect(found.rows).toEqual([{ one: 7, several: [7, null], none: [] }]);
});

test('A transaction in a transaction that throws undoes its own part only', async () => {
  const { db, words } = await freshTable();
  await transaction(db, async (outer) => {
    await run(outer, "insert into notes values ('outer')");
    await transaction(outer, (inner) => run(inner, "insert into notes values ('kept')"));
    const failing = transaction(outer, async (inner) => {
      await run(inner, "insert into notes values ('undone')");
      await transaction(inner, (deeper) => run(deeper, "insert into notes values ('undone too')"));
      await run(inner, 'select 1 / 0');
    });
    await expect(failing).rejects.toThrow(/division by zero/);
    await run(outer, "insert into notes values ('after')");
  });
  expect(await words()).toEqual(['after', 'kept', 'outer']);
});

test('When the outer transaction throws, nothing of the joined ones stays', async () => {
  const { db, words } = await freshTable();
  const failing = transaction(db, async (outer) => {
    await transaction(outer, (inner) => run(inner, "insert into notes values ('inner')"));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await words()).toEqual([]);
});

test('A connection that is lost between two statements fails its transaction and nothing else', async () => {
  const { db, words } = await freshTable();
  const failing = transaction(db, async (tx) => {
    const session = await tx.query('select pg_backend_pid() as pid');
    const lost = new Promise((resolve) => tx.once('end', resolve));
    await db.query('select pg_terminate_backend($1)', [session.rows[0].pid]);
    await lost;
    await run(tx, "insert into notes values ('never')");
  });
  // Whoever asked is told to come back, not that the fault is ours.
  expect(await failing.catch(isDatabaseAway)).toBe(true);
  await run(db, "insert into notes values ('later')");
  expect(await words()).toEqual(['later']);
});

test('a connection that ends while a statement waits says that the database is away, and a wrong statement does not', async () => {
  const { db } = await freshTable();
  const waiting = transaction(db, async (tx) => {
    const session = await tx.query('select pg_backend_pid() as pid');
    // Which of the two answers comes first is open.
    await Promise.all([
      run(tx, 'select pg_sleep(60)'),
      db.query('select pg_terminate_backend($1)', [session.rows[0].pid]),
    ]);
  });
  expect(await waiting.catch(isDatabaseAway)).toBe(true);
  expect(await run(db, 'select 1 / 0').catch(isDatabaseAway)).toBe(false);
  expect(isDatabaseAway(new Error(noAnswer))).toBe(true);
});

test('a connection that is lost while it is set up fails whoever asked for it and nothing else', async () => {
  const { databaseUrl } = await createTestDatabase();
  const { hostname, port } = new URL(databaseUrl);
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    server.pipe(client);
    client.on('data', (chunk) => (chunk.includes('set_config') ? client.destroy() : server.write(chunk)));
    client.on('close', () => server.destroy());
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = new URL(databaseUrl);
  url.port = String((proxy.address() as AddressInfo).port);
  const pool = openDatabase({ url: url.href, max: 1, applicationName: 'lost early' });
  onTestFinished(async () => {
    await pool.end();
    proxy.close();
  });
  expect(await pool.query('select 1').catch(isDatabaseAway)).toBe(true);
});

test('what is logged of a lost connection holds neither the password nor the key of the session', async () => {
  const { db, databaseUrl } = await createTestDatabase();
  const url = new URL(databaseUrl);
  url.password = 'a-secret-password';
  const lost = new Promise<Error>((resolve) => {
    const pool = openDatabase({ url: url.href, max: 1, applicationName: 'to be lost', onError: resolve });
    onTestFinished(() => pool.end());
    void pool
      .query<{ pid: number }>('select pg_backend_pid() as pid')
      .then(({ rows: [own] }) => db.query('select pg_terminate_backend($1)', [own!.pid]));
  });
  const logged = JSON.stringify(pino.stdSerializers.err(await lost));
  expect(logged).toContain('terminating connection');
  expect(logged).not.toMatch(/a-secret-password|secretKey/);
});

test('a connection that nobody answers on is dropped though the server has a session of its number for somebody else', async () => {
  const { db, databaseUrl } = await createTestDatabase();
  const pool = openDatabase({ url: databaseUrl, max: 1, applicationName: 'silent' });
  const client = await pool.connect();
  const waiting = client.query('select pg_sleep(12)').catch((error: Error) => error.message);
  const { rows: others } = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
  Object.assign(client, { processID: others[0]!.pid });
  expect(await waiting).toBe(noAnswer);
  client.release(true);
  await pool.end();
}, 20_000);

test('a statement that takes long is waited for', async () => {
  const { databaseUrl } = await createTestDatabase();
  const pool = openDatabase({ url: databaseUrl, max: 1, applicationName: 'slow' });
  expect(await run(pool, 'select pg_sleep(6)')).toBe(1);
  await pool.end();
}, 20_000);

test('A statement that is left under way fails its transaction with its own error', async () => {
  const { db, words } = await freshTable();
  const failing = transaction(db, async (tx) => {
    withCommit(tx, run(tx, "insert into notes values ('undone')"));
    withCommit(tx, run(tx, 'select 1 / 0'));
    withCommit(tx, run(tx, "insert into notes values ('refused')"));
  });
  await expect(failing).rejects.toThrow(/division by zero/);
  await transaction(db, async (tx) => withCommit(tx, run(tx, "insert into notes values ('next')")));
  expect(await words()).toEqual(['next']);
});

test('A failure that the work has swallowed is no success: the server undid the transaction', async () => {
  const { db, words } = await freshTable();
  const failing = transaction(db, async (tx) => {
    await run(tx, "insert into notes values ('undone')");
    await run(tx, 'select 1 / 0').catch(() => {});
  });
  await expect(failing).rejects.toThrow(/rolled back/);
  expect(await words()).toEqual([]);
});

test('A statement under way in a part that is undone does not fail the whole', async () => {
  const { db, words } = await freshTable();
  await transaction(db, async (outer) => {
    withCommit(outer, run(outer, "insert into notes values ('outer')"));
    const part = transaction(outer, async (inner) => withCommit(inner, run(inner, 'select 1 / 0')));
    await expect(part).rejects.toThrow(/division by zero/);
  });
  expect(await words()).toEqual(['outer']);
});

test('A deadlock of a statement under way is tried again, though the next statement only heard of its failure', async () => {
  const { db, words } = await freshTable();
  let attempts = 0;
  await transaction(db, async (tx) => {
    attempts += 1;
    if (attempts === 1)
      withCommit(tx, run(tx, "do $$ begin raise exception 'deadlock' using errcode = '40P01'; end $$"));
    await run(tx, "insert into notes values ('written')");
  });
  expect(attempts).toBe(2);
  expect(await words()).toEqual(['written']);
});

test('Whoever asks for the end of a transaction is told once: of a commit, of one undone, and of a part undone alone', async () => {
  const { db } = await freshTable();
  const told: [string, boolean][] = [];
  const ask = (tx: Transaction, name: string) => onEnd(tx, (isCommitted) => told.push([name, isCommitted]));
  await transaction(db, async (outer) => {
    ask(outer, 'whole');
    await transaction(outer, async (part) => ask(part, 'part'));
    await transaction(outer, async (part) => {
      ask(part, 'undone part');
      throw new Error('no');
    }).catch(() => {});
    expect(told).toEqual([['undone part', false]]);
  });
  expect(told.slice(1)).toEqual([
    ['whole', true],
    ['part', true],
  ]);
  const undone = transaction(db, async (tx) => {
    ask(tx, 'undone');
    withCommit(tx, run(tx, 'select 1 / 0'));
  });
  await expect(undone).rejects.toThrow(/division by zero/);
  expect(told.slice(3)).toEqual([['undone', false]]);
});
