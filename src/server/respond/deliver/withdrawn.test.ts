/** Transactions are held open at the worst moment: whichever of two comes first, what was answered is kept. */
import { expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.ts';
import { eventually } from '../../../../test/harness/eventually.ts';
import { changeContactMethod, removeContactMethod } from '../../directory/contact-methods/actions.ts';
import { setDisabled } from '../../directory/people/actions.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { acknowledgePage, resolvePage } from '../pages/actions.ts';
import { acknowledgeAlert, resolveAlert } from '../pages/alert-actions.ts';
import { settlePages } from '../pages/ending/settle.ts';
import { openWaitingPages } from '../pages/opening/open-waiting.ts';
import {
  askPerson,
  ladder,
  notificationsOf,
  resolveBySender,
  triggerAlert,
  worldOf,
} from '../pages/world-for-tests.ts';
import { claimNotifications } from './claims/claim-store.ts';

const actor = { kind: 'bootstrap', name: 'Test' } as const;

/** One alert that asks for a page of one person with one contact method; no engine runs. */
async function alertFor(database: TestDatabase) {
  const { db } = database;
  const world = worldOf({ db } as never);
  const person = await world.person('Ada');
  const method = await world.insert(
    `insert into contact_methods (person_id, channel, label, settings, hint, verified_at)
     values ($1, 'webhook', '', '', '', evenkeel.now())`,
    [person],
  );
  const serviceId = await world.service(await world.policy(ladder([askPerson(person)])));
  const sourceId = await world.source();
  return { db, person, method, alert: await triggerAlert(db, { sourceId, serviceId }) };
}

async function pageFor(database: TestDatabase) {
  const found = await alertFor(database);
  await openWaitingPages(found.db, false);
  const pages = await found.db.query<{ id: number }>('select id from pages order by id desc limit 1');
  return { ...found, page: pages.rows[0]!.id };
}
type Found = Awaited<ReturnType<typeof pageFor>>;

const claim = (tx: Transaction) =>
  claimNotifications(tx, {
    nodeId: 1,
    free: [{ channel: 'webhook', places: 9 }],
    busy: [],
    placesPerMethod: 9,
    inFlight: [],
    bundles: [],
  });

const verbs: [string, (ctx: Context, found: Found) => Promise<unknown>][] = [
  ['the page is acknowledged', (ctx, { page }) => acknowledgePage(ctx, page)],
  ['the page is resolved', (ctx, { page }) => resolvePage(ctx, page)],
  ['its alert is acknowledged', (ctx, { alert }) => acknowledgeAlert(ctx, alert)],
  ['its alert is resolved', (ctx, { alert }) => resolveAlert(ctx, alert)],
  [
    'its sender says that it is over',
    async (ctx, { alert }) => {
      await resolveBySender(ctx.db as never, alert);
      await settlePages(ctx.db as never);
    },
  ],
  ['the person is disabled', (ctx, { person }) => setDisabled(ctx, person, true)],
  [
    'the contact method is disabled',
    (ctx, found) => changeContactMethod(ctx, found.person, found.method, { enabled: false }),
  ],
  ['the contact method is removed', (ctx, { person, method }) => removeContactMethod(ctx, person, method)],
];

const states = {
  'is due': 'select $1::bigint',
  'was left by a dead node': `update notifications set state = 'sending', attempts = 1, node_id = 9,
    lease_token = gen_random_uuid(), lease_until = evenkeel.now() - interval '1 second' where page_id = $1`,
};

async function inOpenTransaction({ db }: TestDatabase, work: (tx: Transaction) => Promise<unknown>) {
  const tx = await db.connect();
  try {
    await tx.query('begin');
    await work(tx);
  } finally {
    await tx.query('rollback');
    tx.release();
  }
}

async function countWaiting({ db }: TestDatabase): Promise<number> {
  const waits = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  return (await db.query(waits)).rowCount!;
}

for (const [state, makeSo] of Object.entries(states)) {
  test(`a claim of what ${state} is there before anything is answered that takes it back`, async () => {
    const database = await createTestDatabase();
    for (const [name, verb] of verbs) {
      const found = await pageFor(database);
      await found.db.query(makeSo, [found.page]);
      const order: string[] = [];
      let done: Promise<unknown> | undefined;
      await inOpenTransaction(database, async (tx) => {
        expect(await claim(tx), name).toHaveLength(1);
        done = verb({ db: found.db, actor }, found).then(() => order.push(name));
        await eventually(async () => order.length > 0 || (await countWaiting(database)) > 0);
        order.push('claimed');
        await tx.query('commit');
      });
      await done;
      expect(order).toEqual(['claimed', name]);
    }
  });

  test(`what ${state} is not claimed while and after it is taken back`, async () => {
    const database = await createTestDatabase();
    for (const [name, verb] of verbs) {
      const found = await pageFor(database);
      await found.db.query(makeSo, [found.page]);
      await inOpenTransaction(database, async (tx) => {
        await verb({ db: tx, actor }, found);
        expect(await transaction(found.db, claim), name).toEqual([]);
        await tx.query('commit');
      });
      // What somebody has to be told of comes back as refused; it is not sent.
      const claimed = await transaction(found.db, claim);
      expect(
        claimed.filter(({ refusal }) => refusal === null),
        name,
      ).toEqual([]);
    }
  });
}

test('whoever acknowledges an alert while its page is about to be committed has the page as well', async () => {
  const database = await createTestDatabase();
  const found = await alertFor(database);
  await found.db.query(
    `create function hold() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(1); return null; end $$;
     create constraint trigger hold after insert on pages deferrable initially deferred for each row execute function hold()`,
  );
  const both: Promise<unknown>[] = [];
  await inOpenTransaction(database, async (holder) => {
    await holder.query('select pg_advisory_xact_lock(1)');
    both.push(openWaitingPages(found.db, false));
    await eventually(async () => (await countWaiting(database)) === 1);
    both.push(acknowledgeAlert({ db: found.db, actor }, found.alert));
    await eventually(async () => (await countWaiting(database)) === 2);
    await holder.query('commit');
  });
  await Promise.all(both);
  expect((await found.db.query('select state, due_at from pages')).rows).toEqual([
    { state: 'acknowledged', due_at: null },
  ]);
  expect(await notificationsOf(found.db)).toMatchObject([{ state: 'void' }]);
});

test('a message that is due between the word of a sender and the end of its page waits', async () => {
  const found = await pageFor(await createTestDatabase());
  await resolveBySender(found.db, found.alert);
  expect(await transaction(found.db, claim)).toEqual([]);
  expect(await notificationsOf(found.db)).toMatchObject([{ state: 'pending', attempts: 0 }]);
  await settlePages(found.db);
  expect(await notificationsOf(found.db)).toMatchObject([{ state: 'void' }]);
});
