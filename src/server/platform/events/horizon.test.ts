import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '../../../../test/faults/random.ts';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { eventually } from '../../../../test/harness/eventually.ts';
import { type Database, row, rows, run } from '../db/database.ts';
import { heldUpSentence, heldUpSql, readHeldUp } from './held-up.ts';
import { numbersAhead, repairNumbering } from './numbering.ts';

const insertEvent = `insert into evenkeel.events (kind, subject_kind, subject_id, actor)
  values ('x.y', 'x', $1, '{"kind": "system"}')`;

/** A session of its own, closed at the end of the test. */
async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** Somebody who works in another database of the same server: with a transaction that has written, and one forgotten. */
async function startForeignWork(): Promise<void> {
  const { databaseUrl } = await createTestDatabase();
  const [running, prepared] = [await connect(databaseUrl), await connect(databaseUrl)];
  for (const client of [running, prepared]) {
    await client.query('create table if not exists public.report (n int)');
    await client.query('begin');
    await client.query('insert into public.report values (1)');
  }
  const name = `forgotten ${randomUUID()}`;
  await prepared.query(`prepare transaction '${name}'`);
  onTestFinished(async () => {
    await running.query('rollback');
    await prepared.query(`rollback prepared '${name}'`);
  });
}

/** Reads on from where it stands, as every follower does. */
function follow(db: Database) {
  const seen: number[] = [];
  let [tx, id] = ['0', 0];
  return {
    seen,
    async read(limit = 7) {
      const found = await rows<{ tx: string; id: number; subjectId: number }>(
        db,
        `select e.tx::text, e.id, e.subject_id from events e
         where (e.tx, e.id) > ($1::xid8, $2::bigint) and e.tx < (select evenkeel.event_horizon())
         order by e.tx, e.id limit $3`,
        [tx, id, limit],
      );
      for (const one of found) seen.push(one.subjectId);
      const last = found.at(-1);
      if (last) [tx, id] = [last.tx, last.id];
      return found.length;
    },
  };
}

test('events are followed while another database of the server has an open and a forgotten transaction', async () => {
  const { db } = await createTestDatabase();
  await startForeignWork();
  await run(db, insertEvent, [1]);
  const follower = follow(db);
  await eventually(async () => {
    await follower.read();
    return follower.seen.length === 1;
  }, 5_000);
});

test('a transaction of this database that may still write is waited for, also when its number is older than its first event', async () => {
  const { db, databaseUrl } = await createTestDatabase();
  const slow = await connect(databaseUrl);
  await slow.query('begin');
  await slow.query('select pg_current_xact_id()');
  await run(db, insertEvent, [2]);
  const follower = follow(db);
  expect(await follower.read()).toBe(0);
  await slow.query(insertEvent, [1]);
  expect(await follower.read()).toBe(0);
  await slow.query('commit');
  await follower.read();
  expect(follower.seen).toEqual([1, 2]);
});

test('whatever writers do, and while others work elsewhere on the server, no event is skipped and none comes twice', async () => {
  const { db, databaseUrl } = await createTestDatabase();
  await startForeignWork();
  const { seed, between } = seededRandom();
  const random = () => between(0, 1);
  const committed: number[] = [];
  let next = 0;
  const write = async (client: pg.Client) => {
    for (let turn = 0; turn < 60; turn += 1) {
      const mine: number[] = [];
      const add = async () => {
        next += 1;
        const subject = next;
        await client.query(insertEvent, [subject]);
        return subject;
      };
      await client.query('begin');
      if (random() < 0.3) await client.query('select pg_current_xact_id()');
      for (let count = Math.floor(random() * 4); count > 0; count -= 1) {
        if (random() < 0.3) {
          await client.query('savepoint part');
          const undone = await add();
          const isKept = random() < 0.5;
          await client.query(isKept ? 'release savepoint part' : 'rollback to savepoint part');
          if (isKept) mine.push(undone);
        } else mine.push(await add());
        if (random() < 0.2) await client.query('select pg_sleep(0.003)');
      }
      const isCommitted = random() < 0.8;
      await client.query(isCommitted ? 'commit' : 'rollback');
      if (isCommitted) committed.push(...mine);
    }
  };
  /** Comes and goes, so that sessions of both databases take each other's places. */
  const elsewhere = new URL(databaseUrl);
  elsewhere.pathname = '/postgres';
  const comeAndGo = async () => {
    while (isWriting) {
      const client = new pg.Client({ connectionString: elsewhere.href });
      await client.connect();
      await client.query('begin; select pg_current_xact_id()');
      await client.query('rollback');
      await client.end();
    }
  };
  let isWriting = true;
  const follower = follow(db);
  const reading = (async () => {
    while (isWriting) await follower.read();
  })();
  const others = [comeAndGo(), comeAndGo()];
  const clients = await Promise.all(Array.from({ length: 6 }, () => connect(databaseUrl)));
  await Promise.all(clients.map(write));
  isWriting = false;
  await Promise.all([reading, ...others]);
  await eventually(async () => (await follower.read(10_000)) === 0 && follower.seen.length >= committed.length);
  const sorted = (list: number[]) => [...list].sort((a, b) => a - b);
  expect(sorted(follower.seen), `seed ${seed}`).toEqual(sorted(committed));
});

test('a server that has counted less goes on behind what a database brought, and nothing waiting is lost or told twice', async () => {
  const { db } = await createTestDatabase();
  const brought =
    "insert into events (tx, kind, subject_kind, subject_id, actor) values ($1::xid8, 'x.y', 'x', $2, '{}')";
  // Told already, and still waiting when the database was moved.
  await run(db, brought, ['9000000000001', 1]);
  await run(db, brought, ['9000000000007', 2]);
  await run(
    db,
    "update outgoing_cursor set tx = '9000000000001', event_id = (select max(id) from events where subject_id = 1)",
  );
  const told = async () =>
    (
      await rows<{ subjectId: number }>(
        db,
        `select e.subject_id from events e, outgoing_cursor c
         where (e.tx, e.id) > (c.tx, c.event_id) and e.tx < (select evenkeel.event_horizon()) order by e.tx, e.id`,
      )
    ).map(({ subjectId }) => subjectId);
  await run(db, insertEvent, [3]);
  expect(await told()).toEqual([]);
  await run(db, 'select 1');

  expect(await numbersAhead(db)).toBeGreaterThan(8_000_000_000_000);
  const [first, second] = await Promise.all([repairNumbering(db), repairNumbering(db)]);
  expect([first, second].filter((ahead) => ahead > 0)).toHaveLength(1);
  await run(db, insertEvent, [4]);
  await eventually(async () => (await told()).length === 2);
  expect(await told()).toEqual([2, 4]);
  expect(await numbersAhead(db)).toBe(0);
  expect(await repairNumbering(db)).toBe(0);
  expect(await row(db, 'select evenkeel.event_tx() > $1::xid8 as is_behind', ['9000000000007'])).toEqual({
    isBehind: true,
  });
});

test('who keeps events waiting is named, in a session and in a forgotten prepared transaction', async () => {
  const { db, databaseUrl, clock } = await createTestDatabase();
  expect(await readHeldUp(db)).toBeNull();
  const url = new URL(databaseUrl);
  url.searchParams.set('application_name', 'nightly report');
  const reporter = await connect(url.href);
  await reporter.query('begin; create table report (n int)');
  await run(db, insertEvent, [1]);
  expect(await readHeldUp(db)).toBeNull();
  await clock.advance('2 minutes');
  const found = await eventually(() => readHeldUp(db));
  expect(heldUpSentence(found)).toMatch(
    /wait for a transaction of \w+ \(nightly report\), process \d+: end it with `select pg_terminate_backend/,
  );
  expect(await rows(db, heldUpSql)).toEqual([{ id: expect.any(Number) }]);
  const name = `it's forgotten ${randomUUID()}`;
  await reporter.query(`prepare transaction ${pg.escapeLiteral(name)}`);
  expect(heldUpSentence((await readHeldUp(db))!)).toContain(`rollback prepared '${name.replace("'", "''")}'`);
  await reporter.query(`rollback prepared ${pg.escapeLiteral(name)}`);
  expect(await readHeldUp(db)).toBeNull();
});
